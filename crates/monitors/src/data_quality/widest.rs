//! The label whose share moved most.

use std::collections::BTreeMap;

/// Both sides' counts on the same labels, those of the baseline first, and the label whose share moved most.
pub(super) struct Widest {
    pub(super) baseline: Vec<u64>,
    pub(super) current: Vec<u64>,
    pub(super) place: String,
}

pub(super) fn widest_share(
    baseline: &BTreeMap<String, u64>,
    current: &BTreeMap<String, u64>,
) -> Widest {
    let new = current
        .keys()
        .filter(|label| !baseline.contains_key(*label));
    let labels: Vec<&String> = baseline.keys().chain(new).collect();
    let counts = |side: &BTreeMap<String, u64>| -> Vec<u64> {
        labels
            .iter()
            .map(|label| side.get(*label).copied().unwrap_or(0))
            .collect()
    };
    let (before, now) = (counts(baseline), counts(current));
    let (n, m): (u64, u64) = (before.iter().sum(), now.iter().sum());
    let gap = |i: usize| (before[i] as f64 / n as f64 - now[i] as f64 / m as f64).abs();
    let widest = (0..labels.len()).fold(0, |best, i| if gap(i) > gap(best) { i } else { best });
    let place = match labels.get(widest) {
        Some(label) => format!("for {label:?}"),
        None => String::new(),
    };
    Widest {
        baseline: before,
        current: now,
        place,
    }
}
