//! A model's predictions and SHAP values for rows, in steps.

use super::tables::Tables;
use leeway_documents::model::{Booster, Predictor};

/// Works out scores and SHAP values of a block of rows, tree by tree.
#[derive(Debug, Clone)]
pub struct Attributor<'a> {
    model: &'a Predictor,
    next_tree: usize,
    contributions: Contributions,
}

/// Scores and SHAP values of some rows. With the expected score, a row's SHAP values add up to its score.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contributions {
    /// By class and feature (`class · features + feature`), one value per row, in the unit of the scores.
    pub values: Vec<Vec<f64>>,
    /// By class, one score per row, before the objective's transformation.
    pub scores: Vec<Vec<f64>>,
    /// By class, the score that SHAP values start from.
    pub expected: Vec<f64>,
}

impl<'a> Attributor<'a> {
    /// Nothing is added up yet but the model's base score.
    ///
    /// `rows` is the number of rows (≥ 0) that every later [`Attributor::advance`] must bring. Holds classes × features × rows numbers.
    pub fn new(model: &'a Predictor, rows: usize) -> Self {
        Attributor {
            model,
            next_tree: 0,
            contributions: Contributions {
                values: vec![vec![0.0; rows]; model.classes * model.features],
                scores: model
                    .base_margin
                    .iter()
                    .map(|&base| vec![base; rows])
                    .collect(),
                expected: model.base_margin.clone(),
            },
        }
    }

    /// Goes on where an attributor that was finished early stood: after `done` trees.
    ///
    /// `done` counts whole trees, 0 to [`Attributor::steps`]; `contributions` must be those of the same model and rows.
    pub fn resume(model: &'a Predictor, done: usize, contributions: Contributions) -> Self {
        Attributor {
            model,
            next_tree: done,
            contributions,
        }
    }

    /// How often [`Attributor::advance`] must be called, for progress.
    ///
    /// The number of the model's trees, or 1 for a linear one.
    pub fn steps(model: &Predictor) -> usize {
        match &model.booster {
            Booster::Trees(trees) => trees.len(),
            Booster::Linear(_) => 1,
        }
    }

    /// Adds one tree (or a linear model whole); true when nothing is left. `columns` has one list of values per feature of the model, NaN where a value is missing.
    ///
    /// Each list has as many values as rows were announced, in 32-bit floats as XGBoost compares them. Contributions are in the unit of the model's score (log-odds for `binary:logistic`). Source: Lundberg et al., "Consistent Individualized Feature Attribution for Tree Ensembles" (2018), path dependent.
    pub fn advance(&mut self, columns: &[&[f32]]) -> bool {
        match &self.model.booster {
            Booster::Trees(trees) => {
                let Some(tree) = trees.get(self.next_tree) else {
                    return true;
                };
                self.next_tree += 1;
                let tables = Tables::new(tree);
                let features = self.model.features;
                self.contributions.expected[tree.class] += tables.expected();
                let values = &mut self.contributions.values[tree.class * features..][..features];
                tables.add(columns, values, &mut self.contributions.scores[tree.class]);
                self.next_tree == trees.len()
            }
            Booster::Linear(weights) => {
                self.add_linear(weights, columns);
                true
            }
        }
    }

    /// What was worked out so far.
    ///
    /// One list of contributions per class and feature, a value per row, in the unit of the model's score; what is missing to the score is the expected score. Complete once [`Attributor::advance`] answered true.
    pub fn finish(self) -> Contributions {
        self.contributions
    }

    /// A feature contributes weight times value; a missing one nothing.
    fn add_linear(&mut self, weights: &[f64], columns: &[&[f32]]) {
        let (classes, features) = (self.model.classes, self.model.features);
        for class in 0..classes {
            let intercept = weights[features * classes + class];
            self.contributions.expected[class] += intercept;
            let scores = &mut self.contributions.scores[class];
            scores.iter_mut().for_each(|score| *score += intercept);
            for feature in 0..features {
                let weight = weights[feature * classes + class];
                let to = &mut self.contributions.values[class * features + feature];
                for (row, value) in columns[feature].iter().enumerate() {
                    if !value.is_nan() {
                        let contribution = weight * f64::from(*value);
                        to[row] = contribution;
                        scores[row] += contribution;
                    }
                }
            }
        }
    }
}
