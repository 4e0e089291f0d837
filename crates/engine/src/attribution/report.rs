//! The report's part on attributions.

use std::collections::BTreeMap;

use super::super::bias::documents::analyses;
use super::super::view::View;
use super::reported::{description, of_violation, said};
use super::work::AttributionWork;
use crate::model::{InUse, model};
use crate::reported::reported;
use leeway_documents::Role;
use leeway_documents::clarify::Explanations;
use leeway_documents::model::{Booster, Predictor};
use leeway_documents::model_monitor::Violation;
use leeway_monitors::attribution::{NDCG_THRESHOLD, ndcg, ranks};
use leeway_monitors::words;
use leeway_monitors::{MonitorName, Status};
use leeway_report::Basis;
use leeway_report::Sentence;
use leeway_report::attribution::{
    Attribution, AttributionFeature, AttributionLabel, Dependence, FeatureTokens, ModelFacts,
};

/// Attributions by feature.
type Attributions = Vec<(String, f64)>;

/// Attributions of what is loaded; `None` where nothing calls for them.
///
/// `work` holds what was measured of the rows that are shown, `is_selected` says that brushes select some: documents then say nothing about them. nDCG is
/// from 0 to 1, larger is closer to the baseline's order; what is missing has a reason.
pub fn report(view: View, work: &AttributionWork, is_selected: bool) -> Option<Attribution> {
    let (sources, layout) = (view.sources, view.layout);
    let threshold = view.rules.attribution_threshold.unwrap_or(NDCG_THRESHOLD);
    let explained = |roles: &'static [Role]| -> Vec<&Explanations> {
        let found = analyses(sources, layout, roles).into_iter();
        found
            .filter_map(|analysis| analysis.explanations.as_ref())
            .collect()
    };
    let (then, now) = (
        explained(&[Role::Baseline]),
        explained(&[Role::Reported, Role::Current]),
    );
    let named = reported(view, MonitorName::Attribution);
    let reported = named.as_deref().unwrap_or_default();
    let model = model(view.sources);
    if then.is_empty() && now.is_empty() && named.is_none() && model.is_none() {
        return None;
    }
    let mut report = Attribution {
        threshold,
        reason: work.problem.as_ref().map(ToString::to_string),
        ..Attribution::default()
    };
    if let Some(model) = model {
        report.model = Some(facts(model, work));
    }
    if let Some(model) = model.filter(|_| work.sides.iter().any(Option::is_some)) {
        let model = model.predictor;
        report.source = Basis::Model;
        report.unit = Some(model.unit().to_owned());
        report.labels = of_model(model, work, reported, threshold);
        if is_selected && work.sides[1].is_some() {
            report.reason = Some(
                "Of the current side, the rows that the brushes select are explained alone."
                    .to_owned(),
            );
        }
    } else if then.is_empty() && now.is_empty() {
        report.source = match named.is_none() {
            true => Basis::Model,
            false => Basis::Violations,
        };
        report.labels = reported.iter().map(of_violation).collect();
    } else {
        report.source = Basis::Analysis;
        report.labels = of_analyses(&then, &now, reported, threshold);
    }
    // A label that nothing here has is known from the report alone.
    let is_known = |violation: &&Violation| {
        let label = violation.label.as_deref();
        let has = |known: &AttributionLabel| label == Some(known.label.as_str());
        report.labels.iter().any(has) || (reported.len() == 1 && !report.labels.is_empty())
    };
    let further = reported.iter().filter(|violation| !is_known(violation));
    let further: Vec<AttributionLabel> = further.map(of_violation).collect();
    report.labels.extend(further);
    report.reported = named.as_ref().map(|named| named.len() as u64);
    report.partial_dependence = now
        .iter()
        .chain(&then)
        .flat_map(|side| dependence(side))
        .collect();
    if let Some(first) = report.labels.first() {
        let side = |of: fn(&AttributionFeature) -> Option<f64>| {
            let pairs = first.features.iter();
            let pairs: BTreeMap<String, f64> = pairs
                .filter_map(|feature| Some((feature.name.clone(), of(feature)?)))
                .collect();
            (!pairs.is_empty()).then_some(pairs)
        };
        report.baseline = side(|feature| feature.baseline);
        report.current = side(|feature| feature.current);
        report.ndcg = first.ndcg;
        report.sentence.clone_from(&first.sentence);
    } else if named.is_some() && report.model.is_none() && report.partial_dependence.is_empty() {
        report.sentence =
            "The report names no violation of attributions; nothing was recomputed.".into();
    } else if report.model.is_none() && !report.partial_dependence.is_empty() {
        report.reason = Some("The analysis tells how predictions depend on single features, and has no SHAP values: ask Clarify for the method shap too.".to_owned());
    } else if report.model.is_some() && report.reason.is_none() {
        report.reason = Some("Open the rows that the model was trained on, and the current ones, to see what it relies on.".to_owned());
    }
    Some(report)
}

fn facts(in_use: InUse, work: &AttributionWork) -> ModelFacts {
    let model = in_use.predictor;
    let parts = match &model.booster {
        Booster::Trees(trees) => words::plural(trees.len() as u64, "tree", "trees"),
        Booster::Linear(_) => "a weight per feature".to_owned(),
    };
    let rows = |side: usize| work.sides[side].as_ref().map(|side| side.rows);
    ModelFacts {
        path: in_use.path.to_owned(),
        others: in_use.others as u64,
        objective: model.objective.clone(),
        parts,
        baseline_rows: rows(0),
        current_rows: rows(1),
        library: model.library.title().to_owned(),
        encoder: in_use.encoder.map(|encoder| {
            let version = encoder
                .version
                .as_deref()
                .map(|version| format!(" {version}"));
            let made = words::plural(encoder.columns.len() as u64, "number", "numbers");
            let supposed = match in_use.apart {
                Some(path) => format!("; supposed: {path} goes with this model, because it makes as many numbers as the model asks for"),
                None => String::new(),
            };
            format!(
                "scikit-learn{} makes {made} of {}{supposed}",
                version.unwrap_or_default(),
                words::plural(encoder.inputs as u64, "column", "columns"),
            )
        }),
        captured: work
            .captured
            .as_ref()
            .and_then(|captured| captured.reported()),
        unknown_rows: work.unknown_rows,
    }
}

fn of_model(
    model: &Predictor,
    work: &AttributionWork,
    reported: &[Violation],
    threshold: f64,
) -> Vec<AttributionLabel> {
    let [then, now] = &work.sides;
    let label = |class: usize| {
        let key = format!("label{class}");
        let baseline = then.as_ref().map(|side| side.means(class, &work.names));
        let current = now.as_ref().map(|side| side.means(class, &work.names));
        let mut label = compare(
            &key,
            baseline.as_ref(),
            current.as_ref(),
            reported,
            threshold,
        );
        if let (Some(now), Some(baseline)) = (now, &baseline) {
            let windows = now.window_means(class, &work.names);
            let order = |side: Attributions| ndcg(baseline, &side).ok().map(|ndcg| ndcg.value);
            label.windows = windows
                .into_iter()
                .map(|side| side.and_then(order))
                .collect();
        }
        for (side, name) in [(then, "baseline"), (now, "current")] {
            if let Some(side) = side.as_ref().filter(|side| side.rows < side.of) {
                label.sentence += &format!(
                    " Of {} {name} rows, {} were explained, which stand for all.",
                    words::count(side.of),
                    words::count(side.rows)
                );
            }
        }
        label
    };
    (0..model.classes).map(label).collect()
}

fn of_analyses(
    then: &[&Explanations],
    now: &[&Explanations],
    reported: &[Violation],
    threshold: f64,
) -> Vec<AttributionLabel> {
    let labels = |side: &[&Explanations]| -> Vec<(String, Attributions, Vec<FeatureTokens>)> {
        // The newest stands for each label.
        let mut found: Vec<(String, Attributions, Vec<FeatureTokens>)> = Vec::new();
        for label in side.iter().rev().flat_map(|side| &side.labels) {
            if found.iter().all(|(known, _, _)| *known != label.label) {
                let tokens = label.tokens.iter().map(|(feature, tokens)| FeatureTokens {
                    feature: feature.clone(),
                    tokens: tokens.clone(),
                });
                found.push((label.label.clone(), label.values.clone(), tokens.collect()));
            }
        }
        found
    };
    let (then, now) = (labels(then), labels(now));
    // A label's key may be a number that was taken for it: single labels belong together whatever they are called.
    let are_single = then.len() == 1 && now.len() == 1;
    let mut keys: Vec<&String> = then.iter().map(|(label, _, _)| label).collect();
    if !are_single {
        let new = now.iter().map(|(label, _, _)| label);
        keys.extend(new.filter(|label| then.iter().all(|(known, _, _)| known != *label)));
    }
    keys.into_iter()
        .map(|key| {
            let of = |side: &[(String, Attributions, Vec<FeatureTokens>)]| {
                let known = side.iter().find(|(label, _, _)| label == key || are_single);
                known.map(|(_, values, tokens)| (values.clone(), tokens.clone()))
            };
            let (before, after) = (of(&then), of(&now));
            let values = |side: &Option<(Attributions, Vec<FeatureTokens>)>| {
                side.as_ref().map(|(values, _)| values.clone())
            };
            let (baseline, current) = (values(&before), values(&after));
            let mut label = compare(
                key,
                baseline.as_ref(),
                current.as_ref(),
                reported,
                threshold,
            );
            label.tokens = after
                .or(before)
                .map(|(_, tokens)| tokens)
                .unwrap_or_default();
            label
        })
        .collect()
}

/// Both sides of a label, held against each other.
fn compare(
    label: &str,
    baseline: Option<&Attributions>,
    current: Option<&Attributions>,
    reported: &[Violation],
    threshold: f64,
) -> AttributionLabel {
    let none = Vec::new();
    let (then, now) = (baseline.unwrap_or(&none), current.unwrap_or(&none));
    let features = ranks(then, now).into_iter().map(|rank| AttributionFeature {
        name: rank.feature,
        baseline: rank.baseline,
        current: rank.current,
        baseline_rank: rank.baseline_rank.map(|rank| rank as u32),
        current_rank: rank.current_rank.map(|rank| rank as u32),
    });
    let mut entry = AttributionLabel {
        label: label.to_owned(),
        features: features.collect(),
        ..AttributionLabel::default()
    };
    entry.sentence = match (baseline, current) {
        (Some(_), Some(_)) => Sentence::default(),
        (Some(_), None) => {
            leading(&entry, "On the baseline the model relies")
                + " There is no current side to hold against it."
        }
        _ => leading(&entry, "The model relies") + " There is no baseline to hold it against.",
    };
    if baseline.is_some() && current.is_some() {
        match ndcg(then, now) {
            Ok(order) => {
                let is_low = order.value < threshold;
                entry.ndcg = Some(order.value);
                entry.status = Status::of(is_low);
                entry.violation = is_low.then(|| description(order.value, threshold));
                entry.sentence = sentence_of(&entry, order.value, threshold);
                let lacking = |names: &[String], side: &str, what: &str| match names {
                    [] => None,
                    names => Some(format!(
                        "The {side} lacks {}, {what}.",
                        words::list(names, 3)
                    )),
                };
                let reasons: Vec<String> = [
                    lacking(
                        &order.not_in_baseline,
                        "baseline",
                        "which the order leaves out",
                    ),
                    lacking(
                        &order.not_in_current,
                        "current side",
                        "which the order puts last",
                    ),
                ]
                .into_iter()
                .flatten()
                .collect();
                entry.reason = (!reasons.is_empty()).then(|| reasons.join(" "));
            }
            Err(reason) => {
                entry.sentence = reason.to_string().into();
                entry.reason = Some(reason.to_string());
            }
        }
    }
    entry.reported = said(reported, &entry);
    entry
}

fn sentence_of(label: &AttributionLabel, value: f64, threshold: f64) -> Sentence {
    let order = Sentence::from(match value < threshold {
        true => format!(
            "The order of the features has drifted: nDCG {} is below {}.",
            words::number(value),
            words::number(threshold)
        ),
        false => format!(
            "The model relies on the features much as before: nDCG {}, and drift begins below {}.",
            words::number(value),
            words::number(threshold)
        ),
    });
    let moved = |feature: &&AttributionFeature| {
        let (Some(then), Some(now)) = (feature.baseline_rank, feature.current_rank) else {
            return 0.0;
        };
        // A step near the top moves more than one far down.
        let discount = |rank: u32| 1.0 / f64::from(rank + 1).log2();
        (discount(then) - discount(now)).abs()
    };
    let most = label
        .features
        .iter()
        .max_by(|a, b| moved(a).total_cmp(&moved(b)));
    let most = most.filter(|feature| moved(feature) > 0.0);
    match most.map(|feature| (feature, feature.baseline_rank, feature.current_rank)) {
        Some((feature, Some(then), Some(now))) => {
            order + &format!(" {} went from place {then} to {now}.", feature.name)
        }
        _ => order,
    }
}

fn leading(label: &AttributionLabel, start: &str) -> Sentence {
    let names: Vec<String> = label
        .features
        .iter()
        .take(3)
        .map(|feature| feature.name.clone())
        .collect();
    format!("{start} most on {}.", words::list(&names, 3)).into()
}

fn dependence(side: &Explanations) -> Vec<Dependence> {
    let features = side.partial_dependence.iter();
    features
        .map(|feature| Dependence {
            feature: feature.feature.clone(),
            numerical: feature.is_numerical,
            values: feature.values.clone(),
            distribution: feature.distribution.clone(),
            predictions: feature.predictions.first().cloned().unwrap_or_default(),
        })
        .collect()
}
