//! Counts of labels, compared.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::{Bins, Comparison, Counts, UnseenLabels, empty};
use super::sample;
use leeway_stats::chi_square::homogeneity;
use leeway_stats::linf;
use leeway_stats::same_shares::same_shares;
use leeway_stats::shares::share_measures;
use leeway_stats::unseen::Unseen;
use leeway_table::Kind;

/// The label under which missing values are compared.
pub const MISSING_LABEL: &str = "(missing)";

/// Measures of label counts; `missing` (baseline, current) joins as a label of its own where it occurs.
pub(super) fn compare_labels(
    baseline: &BTreeMap<String, u64>,
    current: &BTreeMap<String, u64>,
    missing: (u64, u64),
) -> Comparison {
    let mut comparison = empty(Kind::Categorical);
    comparison.baseline.distinct = Some(baseline.len() as u64);
    comparison.current.distinct = Some(current.len() as u64);
    comparison.new_labels = only_in(current, baseline);
    let has_current = !current.is_empty() || missing.1 > 0;
    comparison.vanished_labels = if has_current {
        only_in(baseline, current)
    } else {
        Vec::new()
    };
    let mut labels: BTreeSet<&str> = baseline
        .keys()
        .chain(current.keys())
        .map(String::as_str)
        .collect();
    if missing.0 + missing.1 > 0 {
        labels.insert(MISSING_LABEL);
    }
    let count_in = |side: &BTreeMap<String, u64>, missing: u64| -> Vec<u64> {
        let count = |label: &&str| {
            let present = side.get(*label).copied().unwrap_or(0);
            if *label == MISSING_LABEL {
                present + missing
            } else {
                present
            }
        };
        labels.iter().map(count).collect()
    };
    let (p, q) = (count_in(baseline, missing.0), count_in(current, missing.1));
    comparison.shares = share_measures(&p, &q);
    comparison.linf_simple = linf::categorical(&p, &q);
    comparison.linf_robust = comparison
        .linf_simple
        .clone()
        .map(|simple| linf::robust(simple, p.iter().sum(), q.iter().sum()));
    comparison.chi_square = Some(homogeneity(&p, &q));
    comparison.same_shares = Some(same_shares(&p, &q));
    comparison.sample = sample::of_labels([&p, &q]);
    if has_current && !baseline.is_empty() {
        let expecting = Unseen::of(baseline.values().copied(), p.iter().sum());
        let rows = comparison.new_labels.iter().map(|(_, count)| count).sum();
        comparison.unseen = Some(UnseenLabels {
            rows,
            baseline: expecting,
            test: expecting.test(rows, q.iter().sum()),
        });
    }
    comparison.counts = Counts {
        bins: Bins::Labels(labels.iter().map(|label| (*label).to_owned()).collect()),
        baseline: floats(&p),
        current: if has_current { floats(&q) } else { Vec::new() },
    };
    comparison
}

/// Labels of `these` that `those` lack, the most frequent first, equals by text.
fn only_in(these: &BTreeMap<String, u64>, those: &BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut only: Vec<(String, u64)> = these
        .iter()
        .filter(|(label, _)| !those.contains_key(*label))
        .map(|(label, count)| (label.clone(), *count))
        .collect();
    only.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    only
}

pub(super) fn floats(counts: &[u64]) -> Vec<f64> {
    counts.iter().map(|&count| count as f64).collect()
}
