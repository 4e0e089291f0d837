//! Kinds of XGBoost models: what is evaluated, and what is refused with which reason. Expected values follow from the trees by hand.
#![allow(clippy::unwrap_used)]

use leeway::documents::model::Predictor;
use leeway::monitors::attribution::{Attributor, Contributions};
use serde_json::{Value, json};

fn saved(booster: Value, params: Value) -> Value {
    json!({"version": [3, 0, 0], "learner": {
        "feature_names": ["a", "b"],
        "learner_model_param": params,
        "objective": {"name": "reg:squarederror"},
        "gradient_booster": booster,
    }})
}

fn params() -> Value {
    json!({"num_feature": "2", "num_class": "0", "base_score": "5E-1"})
}

/// A tree that asks feature 0 once: leaves 1 and −2, which three and one of four training rows reach.
fn stump() -> Value {
    json!({
        "tree_param": {"num_nodes": "3", "size_leaf_vector": "1"},
        "left_children": [1, -1, -1], "right_children": [2, -1, -1],
        "split_indices": [0, 0, 0], "split_conditions": [10.0, 1.0, -2.0],
        "sum_hessian": [4.0, 3.0, 1.0], "default_left": [0, 0, 0],
    })
}

fn forest(name: &str, trees: &[Value]) -> Value {
    let info = vec![0; trees.len()];
    json!({"name": name, "model": {"trees": trees, "tree_info": info}})
}

fn explained(model: &Value, a: &[f32], b: &[f32]) -> Contributions {
    let model = Predictor::of_xgboost(model).unwrap();
    let mut attributor = Attributor::new(&model, a.len());
    while !attributor.advance(&[a, b]) {}
    attributor.finish()
}

fn refusal(model: &Value) -> String {
    let note = Predictor::of_xgboost(model).unwrap_err();
    assert!(note.advice.unwrap().contains("save_model"));
    note.found.unwrap()
}

#[test]
fn a_linear_model_contributes_weight_times_value() {
    let booster = json!({"name": "gblinear", "model": {"weights": [2.0, -1.0, 0.25]}});
    let found = explained(&saved(booster, params()), &[3.0, f32::NAN], &[1.5, 4.0]);
    assert_eq!(found.expected, [0.75]);
    assert_eq!(found.values, [[6.0, 0.0], [-1.5, -4.0]]);
    assert_eq!(found.scores, [[5.25, -3.25]]);
}

#[test]
fn a_split_on_categories_sends_its_own_to_the_right() {
    let mut tree = stump();
    tree["split_type"] = json!([1, 0, 0]);
    tree["categories"] = json!([2, 5]);
    tree["categories_nodes"] = json!([0]);
    tree["categories_segments"] = json!([0]);
    tree["categories_sizes"] = json!([2]);
    let model = saved(forest("gbtree", &[tree]), params());
    let found = explained(&model, &[2.0, 5.0, 3.0, f32::NAN], &[0.0; 4]);
    assert_eq!(found.scores, [[-1.5, -1.5, 1.5, -1.5]]);
    // The mean leaf is (3 · 1 + 1 · −2) / 4.
    assert_eq!(found.expected, [0.75]);
    assert_eq!(found.values[0], [-2.25, -2.25, 0.75, -2.25]);
}

#[test]
fn dart_weighs_its_trees() {
    let mut booster = json!({"name": "dart", "weight_drop": [0.5, 2.0]});
    booster["gbtree"] = forest("gbtree", &[stump(), stump()]);
    let found = explained(&saved(booster, params()), &[0.0, 10.0], &[0.0; 2]);
    // 0.5 + (0.5 + 2) · leaf.
    assert_eq!(found.scores, [[3.0, -4.5]]);
}

/// Models that XGBoost saved, with its own `predict(output_margin=True)` and the bias of `predict(pred_contribs=True)`. NaN in a file reaches the model as null.
#[test]
fn saved_models_of_all_versions_answer_as_xgboost_does() {
    for name in [
        "categorical-1.6.2",
        "categorical-2.1.4",
        "logitraw-1.6.2-base_score-0.5",
        "logitraw-3.0.5-base_score-0.3",
        "logitraw-3.2.0-base_score-None",
        "gblinear-3.2.0",
    ] {
        let text = |end: &str| {
            let path = format!(
                "{}/tests/data/xgboost/{name}{end}",
                env!("CARGO_MANIFEST_DIR")
            );
            std::fs::read_to_string(path).unwrap()
        };
        let model: Value = serde_json::from_str(&text(".json").replace("NaN", "null")).unwrap();
        let model = Predictor::of_xgboost(&model).unwrap();
        let expected: Value = serde_json::from_str(&text(".expected.json")).unwrap();
        let list = |value: &Value| value.as_array().unwrap().clone();
        let rows = list(&expected["rows"]);
        let columns: Vec<Vec<f32>> = (0..model.features)
            .map(|feature| {
                let number = |row: &Value| row[feature].as_f64().map_or(f32::NAN, |x| x as f32);
                rows.iter().map(number).collect()
            })
            .collect();
        let columns: Vec<&[f32]> = columns.iter().map(Vec::as_slice).collect();
        let mut attributor = Attributor::new(&model, rows.len());
        while !attributor.advance(&columns) {}
        let found = attributor.finish();
        let close = |actual: f64, expected: &Value, of: &str| {
            let expected = expected.as_f64().unwrap();
            assert!(
                (actual - expected).abs() < 2e-5 * (1.0 + expected.abs()),
                "{name}, {of}: {actual} for {expected}"
            );
        };
        for (row, margin) in list(&expected["expected_margin"]).iter().enumerate() {
            for class in 0..model.classes {
                let margin = if margin.is_array() {
                    &margin[class]
                } else {
                    margin
                };
                close(found.scores[class][row], margin, "score");
            }
        }
        for class in 0..model.classes {
            let bias = match expected.get("contribs") {
                Some(rows) => &rows[0][model.features],
                None => &expected["expected_bias"][class],
            };
            close(found.expected[class], bias, "bias");
        }
    }
}

#[test]
fn what_cannot_be_evaluated_is_refused_with_its_reason() {
    let mut vector = stump();
    vector["tree_param"]["size_leaf_vector"] = json!("3");
    let of_vectors = saved(forest("gbtree", &[vector]), params());
    assert_eq!(
        refusal(&of_vectors),
        "tree 0: its leaves hold vectors (multi_output_tree)"
    );
    let mut targets = params();
    targets["num_target"] = json!("2");
    let several = saved(forest("gbtree", &[stump()]), targets);
    assert_eq!(refusal(&several), "it has several targets");
    let other = saved(json!({"name": "gbforest"}), params());
    assert_eq!(refusal(&other), "its booster is \"gbforest\"");
    assert_eq!(
        refusal(&json!({"version": [3, 0, 0]})),
        "it has no `learner`"
    );
    let mut cut = stump();
    cut["sum_hessian"] = json!([4.0]);
    let uneven = saved(forest("gbtree", &[cut]), params());
    assert_eq!(refusal(&uneven), "tree 0: its lists are not of one length");
}
