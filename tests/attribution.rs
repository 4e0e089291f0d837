//! Attributions against the oracle: xgboost's own predictions and SHAP values, and nDCG.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;

use leeway::documents::xgboost::XgboostModel;
use leeway::monitors::attribution::{Attributor, Contributions, ndcg};
use serde_json::Value;

/// XGBoost adds 32-bit floats, and the file's probabilities have six decimals.
const PREDICTION: f64 = 1e-5;
/// XGBoost's SHAP values are 32-bit floats.
const SHAP: f64 = 1e-4;
/// Sums of the same terms in the same order.
const NDCG: f64 = 1e-12;

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn pairs(object: &Value) -> Vec<(String, f64)> {
    let object = object.as_object().unwrap();
    let pair = |(name, value): (&String, &Value)| (name.clone(), value.as_f64().unwrap());
    object.iter().map(pair).collect()
}

/// A scored CSV file's columns by name.
fn columns(path: &Path) -> Vec<(String, Vec<f32>)> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let names = reader.headers().unwrap().clone();
    let mut columns: Vec<(String, Vec<f32>)> = names
        .iter()
        .map(|name| (name.to_owned(), Vec::new()))
        .collect();
    for row in reader.records() {
        for (column, field) in columns.iter_mut().zip(&row.unwrap()) {
            column.1.push(field.parse().unwrap());
        }
    }
    columns
}

fn explain(model: &XgboostModel, columns: &[(String, Vec<f32>)]) -> Contributions {
    let of = |name: &String| {
        columns
            .iter()
            .find(|(known, _)| known == name)
            .unwrap()
            .1
            .as_slice()
    };
    let wanted: Vec<&[f32]> = model.feature_names.iter().map(of).collect();
    let mut attributor = Attributor::new(model, wanted[0].len());
    while !attributor.advance(&wanted) {}
    attributor.finish()
}

#[test]
fn predictions_shap_values_and_ndcg_are_those_of_xgboost() {
    let Some(reference) = support::reference() else {
        return;
    };
    let scored = reference.join("datasets/south-german-credit-scored");
    let oracle = json(&reference.join("oracle/attribution-south-german-credit.json"));
    let model = XgboostModel::read(&json(&scored.join("model.json"))).unwrap();
    let baseline = pairs(&oracle["scenarios"]["baseline"]["global_shap"]);
    for (scenario, expected) in oracle["scenarios"].as_object().unwrap() {
        let columns = columns(&scored.join(format!("{scenario}.csv")));
        let found = explain(&model, &columns);
        let probability = columns
            .iter()
            .find(|(name, _)| name == "prediction_probability");
        for (row, expected) in probability.unwrap().1.iter().enumerate() {
            let score = found.scores[0][row];
            let predicted = model.transform(&[score])[0];
            let error = (predicted - f64::from(*expected)).abs();
            assert!(
                error <= PREDICTION,
                "{scenario} {row}: {predicted} {expected}"
            );
        }
        let mut current = Vec::new();
        for (feature, name) in model.feature_names.iter().enumerate() {
            let values = &found.values[feature];
            let mean = values.iter().map(|value| value.abs()).sum::<f64>() / values.len() as f64;
            let wanted = expected["global_shap"][name].as_f64().unwrap();
            assert!(
                (mean - wanted).abs() <= SHAP,
                "{scenario} {name}: {mean} {wanted}"
            );
            current.push((name.clone(), mean));
        }
        let of_oracle = ndcg(&baseline, &pairs(&expected["global_shap"]))
            .unwrap()
            .value;
        let wanted = expected["ndcg"].as_f64().unwrap();
        assert!(
            (of_oracle - wanted).abs() <= NDCG,
            "{scenario}: {of_oracle} {wanted}"
        );
    }
    let example = &oracle["documented_example"];
    let found = ndcg(&pairs(&example["baseline"]), &pairs(&example["current"])).unwrap();
    assert!((found.value - example["ndcg"].as_f64().unwrap()).abs() <= NDCG);
}
