//! Models that XGBoost saved as JSON or UBJSON, as plain values.
//!
//! Trees (`gbtree`, `dart`) and linear models (`gblinear`) of any objective are read, with splits on numbers and on categories. Trees with a vector in each leaf
//! (`multi_output_tree`) are refused with that reason. Every index is checked here, so that whoever walks a tree need not.

mod parameter;
mod read;
mod tree;
mod ubjson;
mod unusable;

pub use tree::{Node, Split, Tree};
pub(super) use ubjson::is_ubjson;

/// A trained model.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct XgboostModel {
    /// Names of the features in order; empty when the model was trained without names.
    pub feature_names: Vec<String>,
    /// Number of features.
    pub features: usize,
    /// Number of scores per row: 1, or one per class.
    pub classes: usize,
    /// The objective: `binary:logistic` and the like.
    pub objective: String,
    /// The score that all rows start from, one per class, before the objective's transformation.
    pub base_margin: Vec<f64>,
    /// What is added to it.
    pub booster: Booster,
}

/// What a model adds up.
#[derive(Debug, Clone, PartialEq)]
pub enum Booster {
    /// Trees.
    Trees(Vec<Tree>),
    /// A weight per feature and class, feature by feature, with the intercepts last.
    Linear(Vec<f64>),
}

impl Default for Booster {
    fn default() -> Self {
        Booster::Trees(Vec::new())
    }
}

impl XgboostModel {
    /// Scores of all classes to what XGBoost's `predict` answers: a probability, an expected value, the number of the class.
    pub fn transform(&self, scores: &[f64]) -> Vec<f64> {
        match self.objective.as_str() {
            "binary:logistic" | "reg:logistic" => {
                scores.iter().map(|x| 1.0 / (1.0 + (-x).exp())).collect()
            }
            "count:poisson" | "reg:gamma" | "reg:tweedie" | "survival:cox" | "survival:aft" => {
                scores.iter().map(|x| x.exp()).collect()
            }
            "binary:hinge" => scores
                .iter()
                .map(|x| f64::from(u8::from(*x > 0.0)))
                .collect(),
            "multi:softprob" => {
                let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let powers: Vec<f64> = scores.iter().map(|x| (x - largest).exp()).collect();
                let sum: f64 = powers.iter().sum();
                powers.iter().map(|power| power / sum).collect()
            }
            "multi:softmax" => {
                let largest = (0..scores.len())
                    .rev()
                    .max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
                vec![largest.unwrap_or(0) as f64]
            }
            _ => scores.to_vec(),
        }
    }

    /// What the scores are, in words: attributions are in this unit.
    pub fn unit(&self) -> &'static str {
        match self.objective.as_str() {
            "binary:logistic" | "reg:logistic" | "binary:logitraw" => "log-odds",
            "count:poisson" | "reg:gamma" | "reg:tweedie" => "log of the expected value",
            "survival:cox" => "log of the hazard ratio",
            "survival:aft" => "log of the time",
            objective if objective.starts_with("multi:") => "score before softmax",
            _ => "units of the prediction",
        }
    }
}
