//! All measures of one feature, under the names of the expected files.

use crate::columns::Column;
use leeway::stats::{
    bins::Bins, chi_square::homogeneity, ks, linf, shares::share_measures, sort::sorted, summary,
    wasserstein::wasserstein,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// From here on a column of numbers is numerical.
const MIN_DISTINCT_NUMERICAL: u64 = 50;

/// Measures of a feature on two sides; the exact p-value, whose time grows with the product of the sizes, if asked for.
pub fn feature(baseline: &Column, current: &Column, with_exact_p: bool) -> Value {
    let numbers = baseline.numbers().map(sorted);
    let distinct = |values: &Vec<f64>| {
        summary::summary(values).is_ok_and(|s| s.distinct >= MIN_DISTINCT_NUMERICAL)
    };
    match numbers.filter(distinct) {
        Some(values) => {
            let current_values = sorted(current.numbers().unwrap());
            let mut measures = numerical(&values, &current_values, with_exact_p);
            measures["baseline_missing"] = json!(baseline.missing());
            measures["current_missing"] = json!(current.missing());
            measures
        }
        None => categorical(&baseline.labels(), &current.labels()),
    }
}

fn numerical(baseline: &[f64], current: &[f64], with_exact_p: bool) -> Value {
    let (n, m) = (baseline.len() as u64, current.len() as u64);
    let test = ks::ks_two_sample(baseline, current).unwrap();
    assert_eq!(
        ks::ks_statistic_only(baseline, current).unwrap(),
        test.statistic
    );
    let bins = Bins::deciles(baseline).unwrap();
    let (p, q) = (bins.counts_sorted(baseline), bins.counts_sorted(current));
    let distance = wasserstein(baseline, current).unwrap();
    let mut measures = json!({
        "kind": "numerical", "n": n, "m": m,
        "ks": {
            "statistic": test.statistic, "location": test.location, "sign": test.sign,
            "p_asymptotic": ks::ks_asymptotic_p(test.statistic, n, m).unwrap(), "log10_p_limiting": test.log10_p,
        },
        "bin_cuts": bins.cuts,
        "wasserstein": distance.distance, "wasserstein_normalised": distance.normalised,
        "linf_simple": test.statistic, "linf_robust": linf::robust(test.statistic, n, m),
        "baseline_summary": summary_of(baseline), "current_summary": summary_of(current),
    });
    if with_exact_p {
        measures["ks"]["p_exact"] = json!(ks::ks_exact_p(test.statistic, n, m).unwrap());
    }
    add_shares(&mut measures, &p, &q);
    measures
}

fn categorical(baseline: &[String], current: &[String]) -> Value {
    let labels: BTreeSet<&String> = baseline.iter().chain(current).collect();
    let (p, q) = (counts(&labels, baseline), counts(&labels, current));
    let simple = linf::categorical(&p, &q).unwrap();
    let absent = |counts: &[u64]| -> Vec<&String> {
        labels
            .iter()
            .zip(counts)
            .filter(|(_, count)| **count == 0)
            .map(|(label, _)| *label)
            .collect()
    };
    let mut measures = json!({
        "kind": "categorical", "n": baseline.len(), "m": current.len(), "labels": labels,
        "new_labels": absent(&p), "vanished_labels": absent(&q),
        "linf_simple": simple, "linf_robust": linf::robust(simple, baseline.len() as u64, current.len() as u64),
    });
    if let Ok(test) = homogeneity(&p, &q) {
        measures["chi_square"] = json!({
            "statistic": test.statistic, "dof": test.dof, "p": test.p_value, "log10_p": test.log10_p,
            "cramers_v": test.cramers_v, "smallest_expected": test.smallest_expected,
        });
    }
    add_shares(&mut measures, &p, &q);
    measures
}

fn counts(labels: &BTreeSet<&String>, rows: &[String]) -> Vec<u64> {
    let mut counts: BTreeMap<&String, u64> = labels.iter().map(|label| (*label, 0)).collect();
    for label in rows {
        *counts.get_mut(label).unwrap() += 1;
    }
    counts.into_values().collect()
}

fn add_shares(measures: &mut Value, p: &[u64], q: &[u64]) {
    let shares = share_measures(p, q).unwrap();
    measures["baseline_counts"] = json!(p);
    measures["current_counts"] = json!(q);
    measures["drift_score"] = json!(shares.drift_score);
    measures["js_distance"] = json!(shares.js_distance);
    measures["psi"] = json!(shares.psi);
    measures["total_variation"] = json!(shares.total_variation);
}

fn summary_of(values: &[f64]) -> Value {
    let s = summary::summary(values).unwrap();
    json!({
        "mean": s.mean, "std_dev_sample": s.std_dev, "std_dev_population": s.std_dev_population, "sum": s.sum,
        "min": s.min, "max": s.max, "p5": s.p5, "p25": s.p25, "median": s.median, "p75": s.p75, "p95": s.p95,
        "skewness": s.skewness, "distinct": s.distinct,
    })
}
