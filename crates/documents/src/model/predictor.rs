//! What turns numbers into scores.

use super::cuts::Cuts;
use super::tree::Tree;
use leeway_table::named;

named! {
    /// What trained a model.
    #[derive(Default)]
    pub enum Library {
        /// XGBoost.
        #[default]
        Xgboost = "xgboost",
        /// LightGBM.
        LightGbm = "lightgbm",
        /// CatBoost.
        CatBoost = "catboost",
        /// scikit-learn.
        ScikitLearn = "scikit-learn",
    }
}

impl Library {
    /// The name as its makers write it.
    pub fn title(self) -> &'static str {
        match self {
            Library::Xgboost => "XGBoost",
            Library::LightGbm => "LightGBM",
            Library::CatBoost => "CatBoost",
            Library::ScikitLearn => "scikit-learn",
        }
    }
}

/// What turns numbers into scores: trees or weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Predictor {
    /// What trained it.
    pub library: Library,
    /// Names of the features in order; empty when the model was trained without names.
    pub feature_names: Vec<String>,
    /// Number of features.
    pub features: usize,
    /// Number of scores per row: 1, or one per class.
    pub classes: usize,
    /// The objective as its library calls it: `binary:logistic` and the like.
    pub objective: String,
    /// From scores to what `predict` answers.
    pub link: Link,
    /// The score that all rows start from, one per class, before the objective's transformation.
    pub base_margin: Vec<f64>,
    /// What is added to it.
    pub booster: Booster,
    /// How values of features are made what trees compare; empty where they are compared as they are, in 32 bits.
    pub cuts: Vec<Cuts>,
    /// A number that stands for a missing value, beside NaN.
    pub missing: Option<f64>,
    /// Trees that are used where training was stopped early, as wrappers of the library do; alone it uses all.
    pub best_trees: Option<usize>,
}

/// From scores to answers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Link {
    /// The score is the answer.
    #[default]
    Identity,
    /// 1 / (1 + exp(−slope · score)), of each class alone.
    Logistic {
        /// The slope.
        slope: f64,
    },
    /// exp(score).
    Exponential,
    /// 1 above 0, else 0.
    Step,
    /// Shares of the classes' exponentials.
    Softmax,
    /// The number of the class with the largest score.
    LargestClass,
}

/// What a model adds up.
#[derive(Debug, Clone, PartialEq)]
pub enum Booster {
    /// Trees.
    Trees(Vec<Tree>),
    /// A weight per feature and class, feature by feature, with the intercepts last.
    Linear(Vec<f64>),
}

/// The objective of trees whose leaves hold shares of a class.
pub(super) const PROBABILITY: &str = "probability";

impl Default for Booster {
    fn default() -> Self {
        Booster::Trees(Vec::new())
    }
}

impl Predictor {
    /// Values of a feature as the model compares them, which is what scores and attributions are worked out from; NaN is missing.
    ///
    /// One per value, in their order. `feature` counts from 0.
    pub fn compared(&self, feature: usize, values: impl Iterator<Item = f64>) -> Vec<f32> {
        let cuts = self.cuts.get(feature);
        let of = |value: f64| match (cuts, self.missing) {
            (_, Some(missing)) if value == missing => f32::NAN,
            (Some(cuts), _) => cuts.place(value),
            (None, _) => value as f32,
        };
        values.map(of).collect()
    }

    /// Scores of all classes to what the library's `predict` answers: a probability, an expected value, the number of the class.
    ///
    /// One answer per class, or one alone for a class's number.
    pub fn transform(&self, scores: &[f64]) -> Vec<f64> {
        let each = |of: &dyn Fn(f64) -> f64| scores.iter().map(|score| of(*score)).collect();
        match self.link {
            Link::Identity => scores.to_vec(),
            Link::Logistic { slope } => each(&|x| 1.0 / (1.0 + (-slope * x).exp())),
            Link::Exponential => each(&f64::exp),
            Link::Step => each(&|x| f64::from(u8::from(x > 0.0))),
            Link::Softmax => {
                let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let powers: Vec<f64> = scores.iter().map(|x| (x - largest).exp()).collect();
                let sum: f64 = powers.iter().sum();
                powers.iter().map(|power| power / sum).collect()
            }
            Link::LargestClass => {
                let largest = (0..scores.len())
                    .rev()
                    .max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
                vec![largest.unwrap_or(0) as f64]
            }
        }
    }

    /// Number of trees, or 1 for weights; at least 1.
    pub fn parts(&self) -> usize {
        match &self.booster {
            Booster::Trees(trees) => trees.len().max(1),
            Booster::Linear(_) => 1,
        }
    }

    /// Whether what is 0 in a sparse matrix is missing to it, as it is to XGBoost.
    pub fn takes_zero_for_missing(&self) -> bool {
        self.library == Library::Xgboost
    }

    /// True where answers are probabilities or numbers of classes.
    pub fn is_classifier(&self) -> bool {
        let is_of_classes = ["binary:", "multi:", PROBABILITY];
        let is_named = |start: &&str| self.objective.starts_with(*start);
        !matches!(self.link, Link::Identity | Link::Exponential)
            || is_of_classes.iter().any(is_named)
    }

    /// What the scores are, in words: attributions are in this unit.
    pub fn unit(&self) -> &'static str {
        match self.objective.as_str() {
            "binary:logitraw" => "log-odds",
            "survival:cox" => "log of the hazard ratio",
            "survival:aft" => "log of the time",
            PROBABILITY => "probability",
            objective if objective.starts_with("multi:") => "score before softmax",
            _ => match self.link {
                Link::Logistic { .. } => "log-odds",
                Link::Exponential => "log of the expected value",
                Link::Softmax | Link::LargestClass => "score before softmax",
                Link::Identity | Link::Step => "units of the prediction",
            },
        }
    }
}
