//! What a model answers to rows, without saying why.

use leeway_documents::model::{Booster, Predictor};

/// A model's scores of rows, one list per class, before the objective's transformation. `columns` has one list of values per feature of the model, NaN where a value is
/// missing. Same scores as [`super::Attributor`]'s, without the SHAP values, which take longer.
///
/// Lists are of one length, a value per row; scores are in the unit of [`Predictor::unit`], unbounded. Result: `classes` lists of that length. Source: XGBoost's `predict(output_margin=True)`, added up in 64 bits.
pub fn scores(model: &Predictor, columns: &[&[f32]]) -> Vec<Vec<f64>> {
    let rows = columns.first().map_or(0, |column| column.len());
    let starts = model.base_margin.iter();
    let mut scores: Vec<Vec<f64>> = starts.map(|&base| vec![base; rows]).collect();
    match &model.booster {
        Booster::Trees(trees) => {
            for tree in trees {
                for (row, score) in scores[tree.class].iter_mut().enumerate() {
                    let mut node = &tree.nodes[0];
                    while let Some(split) = &node.split {
                        let is_left = split.goes_left(columns[split.feature][row]);
                        node = &tree.nodes[if is_left { split.left } else { split.right }];
                    }
                    *score += node.value;
                }
            }
        }
        Booster::Linear(weights) => {
            let (classes, features) = (model.classes, model.features);
            for (class, scores) in scores.iter_mut().enumerate() {
                for (row, score) in scores.iter_mut().enumerate() {
                    *score += weights[features * classes + class];
                    for (feature, column) in columns.iter().enumerate() {
                        if !column[row].is_nan() {
                            *score += weights[feature * classes + class] * f64::from(column[row]);
                        }
                    }
                }
            }
        }
    }
    scores
}
