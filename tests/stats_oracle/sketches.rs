//! Model Monitor's own sketches against the samples they were made of.

use crate::{columns::Columns, expected, path};
use leeway::stats::{
    kll::Sketch,
    ks::ks_two_sample,
    ranked::{Ranked, ks_with_sketch},
    sort::sorted,
};
use serde_json::Value;

/// The current side has the training data's columns in their order, but for the label.
const LABEL: &str = "Churn";

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn churn_gaps_are_within_their_bounds() {
    let statistics = expected("data-quality/churn-2020-11/baseline/statistics.json");
    let training = path("datasets/churn/training-dataset-with-header.csv");
    let baseline = Columns::read(&training);
    let current_names: Vec<String> = Columns::names(&training)
        .into_iter()
        .filter(|name| name != LABEL)
        .collect();
    let current = Columns::read_renamed(
        &path("datasets/churn/test-dataset-input-cols.csv"),
        &current_names,
    );
    for feature in statistics["features"].as_array().unwrap() {
        let name = feature["name"].as_str().unwrap();
        let sketch = sketch(feature);
        let sample = sorted(baseline.numbers(name));
        assert_eq!(sketch.count(), sample.len() as u64, "{name}");
        if name == LABEL {
            continue;
        }
        let other = sorted(current.numbers(name));
        let exact = ks_two_sample(&sample, &other).unwrap().statistic;
        let estimate = ks_with_sketch(&sketch.ranked(), &Ranked::from_sorted(&other)).unwrap();
        let off = (estimate.statistic - exact).abs();
        assert!(
            off <= estimate.bound,
            "{name}: {} is off by {off}, more than {}",
            estimate.statistic,
            estimate.bound
        );
        for &value in &sample {
            let share = sample.partition_point(|&v| v <= value) as f64 / sample.len() as f64;
            assert!(
                (sketch.cdf(value) - share).abs() <= sketch.rank_error(),
                "{name}: share at {value}"
            );
        }
    }
}

fn sketch(feature: &Value) -> Sketch {
    let sketch = &feature["numerical_statistics"]["distribution"]["kll"]["sketch"];
    let level = |items: &Value| {
        items
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item.as_f64().unwrap())
            .collect()
    };
    Sketch {
        k: sketch["parameters"]["k"].as_f64().unwrap() as usize,
        c: sketch["parameters"]["c"].as_f64().unwrap(),
        levels: sketch["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(level)
            .collect(),
        condensed: 0.0,
    }
}
