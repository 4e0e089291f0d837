//! The report's part on bias: the current side held against the baseline, with what was reported beside it.

use super::super::view::View;
use super::documents::{analyses, fill, side_of, side_of_violations};
use super::work::BiasWork;
use crate::reported::reported;
use leeway_documents::Role;
use leeway_documents::model_monitor::{ParsedDescription, Violation};
use leeway_monitors::bias::{interval_key, judge, sentence, violation};
use leeway_monitors::words;
use leeway_monitors::{Agreement, MonitorName, Status};
use leeway_report::Basis;
use leeway_report::Reported;
use leeway_report::Sentence;
use leeway_report::bias::{Bias, BiasFacet, BiasMetric, BiasSide};
use leeway_stats::bias::{Interval, Known, Metric};

/// Rounding between two computations of one value: beyond this they differ.
const SAME: f64 = 1e-9;

/// Bias of what is loaded; `None` where nothing calls for it.
///
/// `work` holds what was measured of the rows that are shown; `is_selected` says that brushes select some. Values are in each metric's own range and violated
/// when farther from the ideal than the baseline's; what is missing has a reason.
pub fn report(view: View, work: &BiasWork, is_selected: bool) -> Option<Bias> {
    let (sources, layout) = (view.sources, view.layout);
    let reported = reported(view, MonitorName::Bias);
    let of_report = |of| side_of_violations(reported.as_deref().unwrap_or_default(), of);
    let (observed, required) = (
        of_report(|parsed| Some(parsed.value())),
        of_report(ParsedDescription::limit),
    );
    let [measured_baseline, measured_current] = work.sides.clone();
    let has_facets = |side: &BiasSide| !side.facets.is_empty();
    let current = measured_current
        .filter(has_facets)
        .or_else(|| side_of(&analyses(sources, layout, &[Role::Reported, Role::Current])))
        .or_else(|| observed.clone());
    let loaded = side_of(&analyses(sources, layout, &[Role::Baseline]));
    let baseline = merged(loaded, measured_baseline.filter(has_facets));
    let answers = &work.meanings.answers;
    let is_absent = current.is_none() && baseline.is_none() && reported.is_none();
    if is_absent && (!answers.are_known() || work.offered.is_empty()) {
        return None;
    }
    let is_alone = current.is_none();
    // What the reports alone know: the values of what was violated, and what these were held against.
    let alone = match &current {
        Some(current) => beyond(observed, current),
        None => None,
    };
    let baseline = match (baseline, required) {
        (Some(mut baseline), Some(required)) => {
            fill(&mut baseline, required);
            Some(baseline)
        }
        (baseline, required) => baseline.or(required),
    };
    let (mut shown, against) = match current {
        Some(current) => (current, baseline),
        None => (baseline.unwrap_or_default(), None),
    };
    if let Some(alone) = alone.clone() {
        fill(&mut shown, alone);
    }
    let all = shown.facets.iter().flat_map(metrics);
    let asked = all.filter(|metric| metric.low.is_some()).count();
    for facet in &mut shown.facets {
        let known = against.as_ref().and_then(|side| same(&side.facets, facet));
        let alone = alone.as_ref().and_then(|side| same(&side.facets, facet));
        check(facet, known, alone, reported.as_deref(), asked);
    }
    let metrics = || shown.facets.iter().flat_map(metrics);
    let count =
        |is_wanted: fn(&BiasMetric) -> bool| metrics().filter(|m| is_wanted(m)).count() as u64;
    let violated = count(|metric| metric.status.is_violated() && !is_reported_alone(metric));
    let not_recomputed = count(is_reported_alone);
    let certain = count(|metric| metric.certain == Some(true));
    let is_selected = is_selected && shown.from == Basis::Samples && !is_alone;
    let mut bias = Bias {
        sentence: match (shown.facets.is_empty(), &reported) {
            (true, Some(named)) => of_report_alone(named.len() as u64),
            _ => sentence_of(
                &shown,
                against.is_some(),
                is_alone,
                &[violated, certain, not_recomputed],
            ),
        },
        from: Some(shown.from),
        reason: reason(work, shown.facets.is_empty(), is_selected),
        label: answers.label.clone(),
        positive: work.positive.clone(),
        prediction: answers
            .prediction
            .clone()
            .or_else(|| answers.probability.clone()),
        group_variable: work.meanings.group_variable.clone(),
        facets: shown.facets,
        baseline: against,
        offered: work.offered.clone(),
        violated,
        certain,
        reported: reported.map(|reported| reported.len() as u64),
        not_recomputed,
    };
    if bias.facets.is_empty() {
        bias.from = None;
    }
    Some(bias)
}

/// What is said where a report is all there is, and tells no number.
fn of_report_alone(violations: u64) -> Sentence {
    match violations {
        0 => "The report names no violation of bias; nothing was recomputed.".to_owned(),
        count => format!(
            "{} of bias {} reported, without a number; nothing was recomputed.",
            words::plural(count, "violation", "violations"),
            if count == 1 { "is" } else { "are" }
        ),
    }
    .into()
}

/// Of what was observed, the metrics that the current side has no value of: reports alone know them.
fn beyond(observed: Option<BiasSide>, current: &BiasSide) -> Option<BiasSide> {
    let mut left = observed?;
    if current.from != Basis::Violations {
        for facet in &mut left.facets {
            let known = same(&current.facets, facet).cloned().unwrap_or_default();
            let is_unknown = |metric: &BiasMetric| {
                !metrics(&known).any(|one| one.name == metric.name && one.value.is_some())
            };
            facet.pre_training.retain(is_unknown);
            facet.post_training.retain(is_unknown);
        }
        left.facets.retain(|facet| metrics(facet).next().is_some());
    }
    (!left.facets.is_empty()).then_some(left)
}

/// The loaded baseline, with the groups that it lacks from what was measured.
fn merged(loaded: Option<BiasSide>, measured: Option<BiasSide>) -> Option<BiasSide> {
    let (Some(mut loaded), measured) = (loaded.clone(), measured.clone()) else {
        return measured;
    };
    for facet in measured.into_iter().flat_map(|side| side.facets) {
        match loaded
            .facets
            .iter_mut()
            .find(|known| is_same(known, &facet))
        {
            Some(known) => {
                known.rows = facet.rows;
                known.group_rows = facet.group_rows;
                if known.pre_training.is_empty() {
                    known.pre_training = facet.pre_training;
                }
                if known.post_training.is_empty() {
                    known.post_training = facet.post_training;
                }
            }
            None => loaded.facets.push(facet),
        }
    }
    Some(loaded)
}

fn is_same(a: &BiasFacet, b: &BiasFacet) -> bool {
    a.name == b.name && interval_key(&a.value) == interval_key(&b.value)
}

fn same<'a>(facets: &'a [BiasFacet], facet: &BiasFacet) -> Option<&'a BiasFacet> {
    facets.iter().find(|known| is_same(known, facet))
}

fn is_reported_alone(metric: &BiasMetric) -> bool {
    let reported = metric.reported.as_ref();
    reported.is_some_and(|reported| reported.agreement == Agreement::NotRecomputed)
}

/// All metrics of a group.
pub(super) fn metrics(facet: &BiasFacet) -> impl Iterator<Item = &BiasMetric> {
    facet.pre_training.iter().chain(&facet.post_training)
}

/// Holds every metric of a group against the baseline's; those of `alone` are known from reports only, and `asked` metrics of all groups are judged together.
fn check(
    facet: &mut BiasFacet,
    baseline: Option<&BiasFacet>,
    alone: Option<&BiasFacet>,
    reported: Option<&[Violation]>,
    asked: usize,
) {
    let group = match (facet.name.as_str(), facet.value.as_str()) {
        (name, "") => name.to_owned(),
        (name, value) => format!("{name} {value}"),
    };
    let (name, value) = (facet.name.clone(), facet.value.clone());
    let lists = [&mut facet.pre_training, &mut facet.post_training];
    for metric in lists.into_iter().flatten() {
        let Some(kind) = Metric::parse(&metric.name) else {
            continue;
        };
        let known =
            baseline.and_then(|facet| metrics(facet).find(|known| known.name == metric.name));
        metric.baseline = known.and_then(|known| known.value);
        let judged = judge(
            kind,
            known.and_then(with_interval),
            with_interval(metric),
            asked,
        );
        metric.status = judged.status;
        metric.certain = judged.is_certain;
        if let Some(current) = metric.value {
            metric.sentence = sentence(kind, &group, current, metric.baseline, &judged);
        }
        if let (Status::Violated, Some(then), Some(now)) =
            (judged.status, metric.baseline, metric.value)
        {
            metric.violation = Some(violation(kind, &name, &value, then, now).description);
        }
        let is_alone = alone.is_some_and(|facet| metrics(facet).any(|one| one.name == metric.name));
        metric.reported = reported.and_then(|all| said(all, &name, &value, metric, is_alone));
        if is_alone {
            metric.status = Status::Violated;
        }
    }
}

/// A metric's value with its interval, where it has one.
fn with_interval(metric: &BiasMetric) -> Option<Known> {
    let interval = metric.low.zip(metric.high);
    Some(Known {
        value: metric.value?,
        interval: interval.map(|(low, high)| Interval { low, high }),
    })
}

/// What the report says about a metric; `None` where both are silent.
fn said(
    all: &[Violation],
    facet: &str,
    value: &str,
    metric: &BiasMetric,
    is_alone: bool,
) -> Option<Reported> {
    let is_violated = metric.status.is_violated();
    let found = all.iter().find(|violation| {
        violation.metric.as_deref() == Some(metric.name.as_str())
            && violation.facet.as_deref() == Some(facet)
            && interval_key(violation.facet_value.as_deref().unwrap_or_default())
                == interval_key(value)
    });
    let Some(violation) = found else {
        return is_violated.then(|| Reported {
            explanation: Some(
                "The report does not name it. Model Monitor alerts only where the interval and what is allowed do not meet, and its rows may be others.".to_owned(),
            ),
            agreement: Agreement::Silent,
            ..Reported::default()
        });
    };
    let parsed = violation.parsed.as_ref();
    let observed = parsed.map(ParsedDescription::value);
    let difference = observed
        .zip(metric.value.filter(|_| !is_alone))
        .map(|(theirs, ours)| match theirs == ours {
            true => 0.0,
            false => theirs - ours,
        });
    let is_same = difference.is_some_and(|difference| difference.abs() <= SAME);
    let explanation = match (is_same, is_violated, metric.baseline, metric.value) {
        (_, false, Some(_), _) if is_alone => Some(
            "The loaded baseline is farther from the ideal than this value: the report was held against another baseline. It was not recomputed.",
        ),
        _ if is_alone => Some(
            "It was not recomputed: that needs the run's rows with their predictions, or its analysis.json.",
        ),
        (true, true, _, _) => None,
        (_, _, None, _) => Some(
            "There is no baseline value to hold it against: open the baseline's analysis.json.",
        ),
        (_, _, _, None) => Some("It cannot be computed from what is loaded."),
        (true, false, _, _) => Some(
            "The loaded baseline is farther from the ideal than this value: the report was held against another baseline.",
        ),
        (false, _, _, _) => {
            Some("The rows differ: other hours, other labels, or another baseline.")
        }
    };
    Some(Reported {
        description: Some(violation.description.clone()),
        value: observed,
        limit: parsed.and_then(ParsedDescription::limit),
        bound: parsed.and_then(ParsedDescription::bound),
        standard_deviation: None,
        agreement: match (is_same && is_violated, metric.baseline, difference) {
            (true, ..) => Agreement::Agrees,
            (false, Some(_), Some(_)) => Agreement::Differs,
            _ => Agreement::NotRecomputed,
        },
        difference: difference.filter(|difference| difference.is_finite() && !is_same),
        explanation: explanation.map(str::to_owned),
    })
}

/// Why there is nothing, or less than there could be.
fn reason(work: &BiasWork, is_empty: bool, is_selected: bool) -> Option<String> {
    let mut reasons = work.problems.clone();
    if is_selected {
        reasons.push(
            "Of the current side, the rows that the brushes select are compared alone.".to_owned(),
        );
    }
    if is_empty && work.meanings.facets.is_empty() {
        reasons.push("Choose a facet: the column and the group in it whose rows are compared with all others.".to_owned());
    }
    if is_empty && work.meanings.answers.label.is_none() {
        reasons.push("Name the label's column to compare labels too.".to_owned());
    }
    (!reasons.is_empty()).then(|| reasons.join(" "))
}

fn sentence_of(
    side: &BiasSide,
    has_baseline: bool,
    is_alone: bool,
    &[violated, certain, not_recomputed]: &[u64; 3],
) -> Sentence {
    if side.facets.is_empty() {
        return "No group has been compared yet.".into();
    }
    let groups = words::plural(side.facets.len() as u64, "group", "groups");
    if is_alone {
        return format!(
            "Bias of {groups} on the baseline; there is no current side to hold against it."
        )
        .into();
    }
    let mut worst: Vec<(&BiasFacet, &BiasMetric)> = side
        .facets
        .iter()
        .flat_map(|facet| metrics(facet).map(move |metric| (facet, metric)))
        .filter(|(_, metric)| metric.status.is_violated())
        .collect();
    // Of the violations, the certain ones first, then the best known metric.
    let plain = ["DPPL", "DI", "DPL", "RD", "AD"];
    let rank = |name: &str| {
        plain
            .iter()
            .position(|known| *known == name)
            .unwrap_or(plain.len())
    };
    worst.sort_by_key(|(_, metric)| {
        let is_alone = is_reported_alone(metric);
        (is_alone, metric.certain != Some(true), rank(&metric.name))
    });
    let alone = format!(
        "{} reported as farther from the ideal than on the baseline; {} not recomputed.",
        words::plural(not_recomputed, "bias metric is", "bias metrics are"),
        if not_recomputed == 1 {
            "it was"
        } else {
            "they were"
        }
    );
    let is_known = |metric: &BiasMetric| metric.value.is_some() && !is_reported_alone(metric);
    let mut all = side.facets.iter().flat_map(metrics);
    let is_recomputed = all.any(is_known);
    if let (false, Some((_, metric))) = (is_recomputed, worst.first()) {
        return Sentence::from(alone) + &format!(" {}", metric.sentence);
    }
    let alone = match not_recomputed {
        0 => String::new(),
        _ => format!(" {alone}"),
    };
    if !has_baseline {
        return Sentence::from(format!(
            "Bias of {groups}; there is no baseline to hold it against."
        )) + &alone;
    }
    worst.retain(|(_, metric)| !is_reported_alone(metric));
    if worst.is_empty() {
        return Sentence::from(format!(
            "No bias metric of {groups} is farther from its ideal than on the baseline."
        )) + &alone;
    }
    let farther = words::plural(violated, "bias metric is", "bias metrics are");
    let sure = match certain {
        0 if side.from != Basis::Samples => String::new(),
        0 => ", none by more than chance explains".to_owned(),
        _ if certain == violated => ", by more than chance explains".to_owned(),
        _ => format!(", {certain} by more than chance explains"),
    };
    let (facet, metric) = worst[0];
    let weak = match (facet.rows, facet.group_rows) {
        (Some(rows), Some(group)) if facet.weak => format!(
            " Weak evidence: {} in the group, {} outside.",
            words::plural(group, "row", "rows"),
            words::count(rows - group)
        ),
        _ => String::new(),
    };
    Sentence::from(format!(
        "{farther} farther from the ideal than on the baseline{sure}."
    )) + &format!(" {}{weak}{alone}", metric.sentence)
}
