//! Scored rows and a model, made here.

use serde_json::json;

/// Hours of the current side.
pub const HOURS: usize = 4;
const HEAD: &str = "age,income,gender,region,repaid,predicted";

/// A scored row: hour and fields; some ages are missing.
pub type Row = (usize, [String; 6]);

/// Two thousand scored rows.
pub fn rows() -> Vec<Row> {
    let mut state = 11_u64;
    let mut random = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let row = |row: usize| {
        let age = match random(30) {
            0 => String::new(),
            years => (20 + years + random(30)).to_string(),
        };
        let income = 20 + random(80);
        let gender = ["F", "M"][random(2) as usize];
        let region = ["north", "south", "west"][random(3) as usize];
        let repaid = u64::from(random(100) < income);
        let predicted = u64::from(income + random(20) > 55);
        let fields = [
            age,
            income.to_string(),
            gender.to_owned(),
            region.to_owned(),
            repaid.to_string(),
            predicted.to_string(),
        ];
        (row * HOURS / 2000, fields)
    };
    (0..2000).map(row).collect()
}

/// Rows as CSV.
pub fn csv<'a>(rows: impl Iterator<Item = &'a Row>) -> String {
    let lines: Vec<String> = rows.map(|(_, fields)| fields.join(",")).collect();
    format!("{HEAD}\n{}\n", lines.join("\n"))
}

/// A model of age and income in the shape that XGBoost saves: two trees, one that asks both.
pub fn model() -> String {
    let tree = |splits: [u64; 2], at: [f64; 2], leaves: [f64; 3]| {
        json!({
            "tree_param": {"num_nodes": "5", "size_leaf_vector": "1"},
            "left_children": [1, -1, 3, -1, -1],
            "right_children": [2, -1, 4, -1, -1],
            "split_indices": [splits[0], 0, splits[1], 0, 0],
            "split_conditions": [at[0], leaves[0], at[1], leaves[1], leaves[2]],
            "sum_hessian": [100.0, 40.0, 60.0, 25.0, 35.0],
            "default_left": [1, 0, 0, 0, 0],
        })
    };
    let trees = [
        tree([0, 1], [38.0, 60.0], [-0.7, 0.2, 0.9]),
        tree([1, 1], [45.0, 80.0], [-1.1, 0.4, 0.6]),
    ];
    json!({"version": [3, 0, 0], "learner": {
        "feature_names": ["age", "income"],
        "learner_model_param": {"num_feature": "2", "num_class": "0", "base_score": "5E-1"},
        "objective": {"name": "binary:logistic"},
        "gradient_booster": {"name": "gbtree", "model": {"trees": trees, "tree_info": [0, 0]}},
    }})
    .to_string()
}
