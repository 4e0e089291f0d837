//! One feature of the report.

use std::rc::Rc;

use super::text::text;
use crate::layout::{FeaturePlaces, raw_series, series};
use crate::view::View;
use leeway_monitors::drift::{self, Comparison, Judged, LeftOut, SideSummary, Tested};
use leeway_report::settings::ColumnChoice;
use leeway_report::{
    Basis, Bins, ChiSquare, Feature, FeatureTest, Ks, LabelCount, Missing, OfDate, SampleScore,
    SampleWhy, Summary, Why,
};
use leeway_table::InferredType;
use leeway_table::forms::DatePart;

pub(super) fn feature(
    view: View,
    places: &FeaturePlaces,
    comparison: Option<&Rc<Comparison>>,
    all: Option<&Rc<Comparison>>,
    judged: Judged,
) -> Feature {
    let Some(comparison) = comparison else {
        // A column of dates that is not compared says why.
        let is_known = view
            .readings
            .of(&places.name)
            .is_some_and(|known| known.dates.is_some());
        return match is_known {
            true => Feature {
                name: places.name.clone(),
                verdict: judged.verdict,
                sentence: format!("{}: {}", judged.verdict.words(), judged.finding),
                finding: judged.finding,
                reason: judged.reason,
                ..Feature::default()
            },
            false => Feature {
                name: places.name.clone(),
                ..Feature::default()
            },
        };
    };
    let is_current_alone = places.baseline.are_nowhere();
    let shares = comparison.shares.as_ref().ok();
    let wasserstein = comparison
        .wasserstein
        .as_ref()
        .and_then(|distance| distance.as_ref().ok());
    let missing_words = match all {
        Some(_) => Vec::new(),
        None => missing_words(view, places),
    };
    let missing = judged.tests.iter().find(|test| test.of == Tested::Missing);
    let two_proportions = comparison.missing.test.as_ref().ok();
    let missing_p = missing
        .map(|test| test.p_value)
        .or(two_proportions.map(|test| test.p_value));
    let mut feature = Feature {
        name: places.name.clone(),
        date: date(view, &places.name),
        kind: Some(comparison.kind),
        kind_rule: comparison.kind_rule.sentence(),
        inferred_type: Some(inferred_type(view, places, comparison)),
        from: Some(match comparison.is_estimate {
            true => Basis::Statistics,
            false => Basis::Samples,
        }),
        verdict: judged.verdict,
        sentence: format!("{}: {}", judged.verdict.words(), judged.finding),
        finding: judged.finding,
        reason: judged.reason,
        drift_score: shares.map(|shares| shares.drift_score),
        total_variation: shares.map(|shares| shares.total_variation),
        js_distance: shares.map(|shares| shares.js_distance),
        psi: shares.map(|shares| shares.psi),
        linf_simple: comparison.linf_simple.as_ref().ok().copied(),
        linf_robust: comparison.linf_robust.as_ref().ok().copied(),
        ks: ks(comparison),
        chi_square: chi_square(comparison),
        wasserstein: wasserstein.map(|distance| distance.distance),
        wasserstein_normalised: wasserstein.and_then(|distance| distance.normalised),
        sample: sample(comparison),
        adjusted_p: judged.adjusted_p,
        tests: judged.tests.into_iter().map(test).collect(),
        bins: bins(comparison, all),
        missing: Missing {
            baseline: comparison.missing.baseline,
            current: comparison.missing.current,
            p_value: missing_p,
            words: missing_words,
        },
        text: text(comparison),
        new_labels: label_counts(&comparison.new_labels),
        vanished_labels: label_counts(&comparison.vanished_labels),
        baseline_summary: Some(summary(&comparison.baseline)),
        current_summary: (!places.current.are_nowhere()).then(|| summary(&comparison.current)),
        why: judged.why.into_iter().map(why).collect(),
        windows: Vec::new(),
        cycle: None,
        since: None,
    };
    if is_current_alone {
        std::mem::swap(&mut feature.bins.baseline, &mut feature.bins.current);
        std::mem::swap(&mut feature.missing.baseline, &mut feature.missing.current);
        feature.current_summary = feature.baseline_summary.take();
    }
    feature
}

/// Of which dates the feature is made, and what of them.
fn date(view: View, name: &str) -> Option<OfDate> {
    if let Some(derived) = view.layout.derived(name) {
        return Some(OfDate {
            column: derived.column.clone(),
            part: derived.part,
        });
    }
    let has_ages = view.readings.of(name)?.has_ages();
    has_ages.then(|| OfDate {
        column: name.to_owned(),
        part: DatePart::Age,
    })
}

/// The type that Model Monitor infers from what stands in the files: the baseline's, or that of the one side that has the feature.
fn inferred_type(view: View, places: &FeaturePlaces, comparison: &Comparison) -> InferredType {
    let columns = match places.baseline.are_nowhere() {
        true => places.current.columns(),
        false => places.baseline.columns(),
    };
    match columns {
        [] => comparison.inferred_type,
        _ if view.layout.derived(&places.name).is_some() => comparison.inferred_type,
        columns => raw_series(view.sources, columns).inferred_type(),
    }
}

fn test(test: drift::Test) -> FeatureTest {
    FeatureTest {
        of: test.of,
        p_value: test.p_value,
        log10_p: test.log10_p,
        adjusted_p: test.adjusted_p,
        method: test.method,
    }
}

fn why(line: drift::Why) -> Why {
    Why {
        measure: line.measure.to_owned(),
        value: line.value,
        threshold: line.threshold,
        status: line.standing,
        explanation: line.explanation,
    }
}

fn sample(comparison: &Comparison) -> Option<SampleScore> {
    let sample = comparison.sample.as_ref()?;
    Some(SampleScore {
        drift_score: sample.drift_score,
        chi_square: sample.chi_square,
        p_value: sample.p_value.map(|(p, _)| p),
        log10_p: sample.p_value.map(|(_, log10_p)| log10_p),
        left_out: sample_left_out(&sample.left_out),
    })
}

/// What the AWS sample leaves out of a drift score, for the report.
///
/// Rows and labels are counts, the range is in the feature's unit.
pub fn sample_left_out(left_out: &LeftOut) -> SampleWhy {
    match *left_out {
        LeftOut::Outside { range, rows } => SampleWhy::RowsOutside {
            range: range.into(),
            rows,
        },
        LeftOut::Labels { labels, rows } => SampleWhy::LabelsOfOneSide { labels, rows },
    }
}

fn ks(comparison: &Comparison) -> Option<Ks> {
    let ks = comparison.ks.as_ref()?.as_ref().ok()?;
    Some(Ks {
        statistic: ks.statistic,
        location: ks.location,
        sign: ks.sign,
        p_value: ks.p_value,
        log10_p: ks.log10_p,
        method: ks.method,
        bound: ks.bound,
    })
}

fn chi_square(comparison: &Comparison) -> Option<ChiSquare> {
    let chi = comparison.chi_square.as_ref()?.as_ref().ok()?;
    Some(ChiSquare {
        statistic: chi.statistic,
        dof: chi.dof,
        p_value: chi.p_value,
        log10_p: chi.log10_p,
        cramers_v: chi.cramers_v,
        smallest_expected: chi.smallest_expected,
    })
}

/// Counts of both sides. Where `whole` counts all rows and the comparison a part, the bins are those of the whole, whose counts stand beside.
fn bins(comparison: &Comparison, whole: Option<&Rc<Comparison>>) -> Bins {
    let counts = whole.map_or(&comparison.counts, |whole| &whole.counts);
    let (cuts, labels) = match &counts.bins {
        drift::Bins::Cuts(cuts) => (Some(cuts.clone()), None),
        drift::Bins::Labels(labels) => (None, Some(labels.clone())),
    };
    let part = &comparison.counts;
    let current = match (&labels, &part.bins) {
        (Some(labels), drift::Bins::Labels(of_part)) if labels != of_part => {
            let count = |label: &String| {
                let place = of_part.binary_search(label).ok();
                place.and_then(|place| part.current.get(place)).copied()
            };
            let counts = labels.iter().map(|label| count(label).unwrap_or(0.0));
            counts.collect()
        }
        _ => part.current.clone(),
    };
    Bins {
        cuts,
        labels,
        baseline: counts.baseline.clone(),
        current,
        all: whole.map_or(Vec::new(), |whole| whole.counts.current.clone()),
    }
}

fn label_counts(counts: &[(String, u64)]) -> Vec<LabelCount> {
    counts
        .iter()
        .map(|(label, count)| LabelCount {
            label: label.clone(),
            count: *count,
        })
        .collect()
}

fn summary(side: &SideSummary) -> Summary {
    let numbers = side.numbers.as_ref();
    Summary {
        count: side.present,
        mean: numbers.map(|numbers| numbers.mean),
        std_dev: numbers.and_then(|numbers| numbers.std_dev),
        min: numbers.map(|numbers| numbers.min),
        p5: numbers.map(|numbers| numbers.p5),
        p25: numbers.map(|numbers| numbers.p25),
        median: numbers.map(|numbers| numbers.median),
        p75: numbers.map(|numbers| numbers.p75),
        p95: numbers.map(|numbers| numbers.p95),
        max: numbers.map(|numbers| numbers.max),
        distinct: side.distinct,
    }
}

/// How missing values of a feature were written, on both sides together.
fn missing_words(view: View, places: &FeaturePlaces) -> Vec<LabelCount> {
    let mut counts = series(view.sources, places.baseline.columns()).missing();
    counts.append(&series(view.sources, places.current.columns()).missing());
    let named = [
        ("(empty)".to_owned(), counts.empty),
        ("(null or absent)".to_owned(), counts.absent),
    ];
    let words = view.rules.missing_words.iter().cloned().zip(counts.words);
    let choice = view.rules.column_choices.get(&places.name);
    let stand_ins = choice.map(ColumnChoice::stand_ins).unwrap_or_default();
    named
        .into_iter()
        .chain(words)
        .chain(stand_ins.into_iter().zip(counts.stand_ins))
        .filter(|(_, count)| *count > 0)
        .map(|(label, count)| LabelCount { label, count })
        .collect()
}
