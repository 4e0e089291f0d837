//! What the feature table tells beyond the report's own numbers.

use leeway_report::{Feature, Summary};

/// How far the share of missing values moved, from 0 to 1; `None` where a side is absent.
pub fn missing_moved(feature: &Feature) -> Option<f64> {
    let (baseline, current) = missing_shares(feature);
    Some((current? - baseline?).abs())
}

/// The shares of missing values of both sides, from 0 to 1.
pub fn missing_shares(feature: &Feature) -> (Option<f64>, Option<f64>) {
    let share = |missing: u64, summary: &Option<Summary>| {
        let rows = summary.as_ref()?.count + missing;
        (rows > 0).then(|| missing as f64 / rows as f64)
    };
    (
        share(feature.missing.baseline, &feature.baseline_summary),
        share(feature.missing.current, &feature.current_summary),
    )
}

/// Rows of the current side with labels that the baseline never had.
pub fn new_label_rows(feature: &Feature) -> u64 {
    feature.new_labels.iter().map(|label| label.count).sum()
}

/// The logarithm of the p-value of whichever test was made.
pub fn log10_p(feature: &Feature) -> Option<f64> {
    if feature.text.is_some() {
        let tests = feature.tests.iter();
        return surest(tests.map(|test| Some(test.log10_p)));
    }
    let ks = feature.ks.as_ref().and_then(|ks| ks.log10_p);
    ks.or_else(|| feature.chi_square.as_ref().map(|test| test.log10_p))
}

/// The adjusted p of the feature's distribution; of a text the least of all its tests, since any of them may judge it.
pub fn judging_p(feature: &Feature) -> Option<f64> {
    match &feature.text {
        None => feature.adjusted_p,
        Some(_) => surest(feature.tests.iter().map(|test| test.adjusted_p)),
    }
}

fn surest(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    values.flatten().min_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_report::{LabelCount, Missing, Summary};

    #[test]
    fn missing_shares_need_both_sides() {
        let missing = Missing {
            baseline: 1,
            current: 3,
            ..Missing::default()
        };
        let mut one = Feature {
            missing,
            ..Feature::default()
        };
        let summary = |count| {
            Some(Summary {
                count,
                ..Summary::default()
            })
        };
        one.baseline_summary = summary(9);
        assert_eq!(missing_moved(&one), None);
        one.current_summary = summary(7);
        assert_eq!(missing_shares(&one), (Some(0.1), Some(0.3)));
        one.new_labels = vec![LabelCount::default()];
        assert_eq!(new_label_rows(&one), 0);
    }
}
