//! What changed in a feature, in words: from what to what. Of numbers the median, of labels the one whose share moved most; nothing where a side has no value.

use super::comparison::{Bins, Comparison, Counts};
use super::labels::MISSING_LABEL;
use crate::words;

/// What changed, `noun` being what numbers are called: `values rose: median 7.5 → 9`, `“gig” went from 0 % to 12 % of rows`.
pub(super) fn change(comparison: &Comparison, noun: &str) -> Option<String> {
    match &comparison.counts.bins {
        Bins::Cuts(_) => of_numbers(comparison, noun),
        Bins::Labels(labels) => of_labels(labels, &comparison.counts),
    }
}

fn of_numbers(comparison: &Comparison, noun: &str) -> Option<String> {
    let baseline = comparison.baseline.numbers.as_ref()?.median;
    let current = comparison.current.numbers.as_ref()?.median;
    let [from, to] = [baseline, current].map(words::number);
    let verb = match current.total_cmp(&baseline) {
        _ if from == to => return Some(format!("{noun} changed around the same median, {to}")),
        std::cmp::Ordering::Less => "fell",
        _ => "rose",
    };
    Some(format!("{noun} {verb}: median {from} → {to}"))
}

fn of_labels(labels: &[String], counts: &Counts) -> Option<String> {
    let total = |counts: &[f64]| Some(counts.iter().sum::<f64>()).filter(|sum| *sum > 0.0);
    let (baseline, current) = (total(&counts.baseline)?, total(&counts.current)?);
    let shares = |place: usize| {
        let of = |counts: &[f64], total: f64| counts.get(place).map_or(0.0, |count| count / total);
        (of(&counts.baseline, baseline), of(&counts.current, current))
    };
    let moved = |place: &usize| {
        let (from, to) = shares(*place);
        (to - from).abs()
    };
    // Missing values have a sentence of their own. The first of equals, so that order never matters.
    let present = (0..labels.len()).rev();
    let present = present.filter(|&place| labels[place] != MISSING_LABEL);
    let most = present.max_by(|one, other| moved(one).total_cmp(&moved(other)))?;
    let (from, to) = shares(most);
    let [from, to] = [from, to].map(words::percent);
    Some(format!(
        "“{}” went from {from} to {to} of rows",
        labels[most]
    ))
}
