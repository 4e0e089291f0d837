//! Counts what the checks need to know of a feature.

use leeway_stats::linf;
use leeway_stats::ranked::ks_with_sketch;
use leeway_table::InferredType;

use super::facts::{Facts, Gap};
use super::side::Evidence;
use super::widest::widest_share;
use crate::drift::Gap as NumberGap;
use crate::words;

/// Both sides of a feature, counted. `has_domains` asks for labels even of numbers; `known` is the gap between the numbers, if it has been found.
///
/// Counts are rows, the gap is a share 0 to 1 (0: no gap) and belongs to the current side; `None` for a side that is not there. Source: two-sample Kolmogorov–Smirnov for numbers, L-infinity for labels.
pub fn measure(
    baseline: Option<&Evidence>,
    current: Option<&Evidence>,
    has_domains: bool,
    known: Option<&NumberGap>,
) -> (Option<Facts>, Option<Facts>) {
    let is_text = baseline.is_some_and(|side| side.inferred_type() == InferredType::String);
    let counted = |side| facts(side, has_domains || is_text, !is_text);
    let before = baseline.map(counted);
    let mut now = current.map(counted);
    if let (Some(baseline), Some(current), Some(before), Some(now)) =
        (baseline, current, &before, &mut now)
    {
        now.gap = match is_text {
            true => label_gap(before, now),
            false => number_gap(baseline, current, known),
        };
    }
    (before, now)
}

fn facts(side: &Evidence, with_labels: bool, with_numbers: bool) -> Facts {
    let (present, missing) = side.presence();
    let inferred_type = side.inferred_type();
    let (smallest, negative) = match with_numbers {
        true => (side.smallest(), side.negative()),
        false => (None, None),
    };
    Facts {
        present,
        missing,
        inferred_type,
        types: side.types(),
        labels: with_labels
            .then(|| side.labels().map(std::borrow::Cow::into_owned))
            .flatten(),
        smallest,
        negative,
        gap: None,
    }
}

fn label_gap(before: &Facts, now: &Facts) -> Option<Gap> {
    let (before, now) = (before.labels.as_ref()?, now.labels.as_ref()?);
    let widest = widest_share(before, now);
    Some(Gap {
        simple: linf::categorical(&widest.baseline, &widest.current).ok()?,
        bound: 0.0,
        baseline_count: widest.baseline.iter().sum(),
        current_count: widest.current.iter().sum(),
        place: widest.place,
        is_of_labels: true,
    })
}

fn number_gap(baseline: &Evidence, current: &Evidence, known: Option<&NumberGap>) -> Option<Gap> {
    let (simple, location, bound, counts) = match known {
        Some(gap) => {
            let counts = (baseline.number_count(), current.number_count());
            (gap.statistic, gap.location, gap.bound, counts)
        }
        None => {
            let (before, now) = (baseline.numbers()?, current.numbers()?);
            let gap = ks_with_sketch(&before, &now).ok()?;
            let counts = (before.count(), now.count());
            (gap.statistic, gap.location, Some(gap.bound), counts)
        }
    };
    Some(Gap {
        simple,
        bound: bound.unwrap_or(0.0),
        baseline_count: counts.0,
        current_count: counts.1,
        place: format!("at {}", words::number(location)),
        is_of_labels: false,
    })
}
