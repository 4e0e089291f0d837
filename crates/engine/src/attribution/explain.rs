//! Why the model answered one record as it did.

use super::super::view::View;
use super::model::{columns, features, model};
use crate::problem::Problem;
use leeway_documents::Role;
use leeway_monitors::attribution::Attributor;
use leeway_monitors::words;
use leeway_report::attribution::{Explanation, ExplanationPart};

/// A record's prediction and SHAP values; `row` counts from 1 in the side's order.
///
/// Scores and contributions are in the unit of the model before the objective (the answer names it), the prediction after it. Contributions and the expected
/// score add up to the score. Exact, path-dependent TreeSHAP as [`leeway_monitors::attribution`] has it.
///
/// # Errors
/// What is missing.
pub fn explain(view: View, role: Role, row: u64) -> Result<Explanation, Problem> {
    let (_, model) = model(view).ok_or_else(|| {
        Problem::missing("There is no model", "open an XGBoost model (.json or .ubj)")
    })?;
    let names = features(view, model)?;
    let index = usize::try_from(row).unwrap_or(0).wrapping_sub(1);
    let taken = columns(view, role, &names, |values| {
        (values.len(), values.numbers().get(index).copied())
    })?;
    let rows = taken.first().map_or(0, |(rows, _)| *rows);
    if index >= rows {
        return Err(Problem::asked(format!(
            "There is no record {row}: the side has {}.",
            words::plural(rows as u64, "record", "records")
        )));
    }
    let numbers = taken.iter().map(|(_, number)| number.unwrap_or(f64::NAN));
    let numbers: Vec<f64> = numbers.collect();
    let asked: Vec<[f32; 1]> = numbers.iter().map(|value| [*value as f32]).collect();
    let asked: Vec<&[f32]> = asked.iter().map(|value| value.as_slice()).collect();
    let mut attributor = Attributor::new(model, 1);
    while !attributor.advance(&asked) {}
    let found = attributor.finish();
    let scores: Vec<f64> = found.scores.iter().map(|scores| scores[0]).collect();
    let class = (0..scores.len())
        .rev()
        .max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    let class = class.unwrap_or(0);
    let predictions = model.transform(&scores);
    let prediction = predictions
        .get(class)
        .or(predictions.first())
        .copied()
        .unwrap_or(0.0);
    let mut parts: Vec<ExplanationPart> = names
        .into_iter()
        .enumerate()
        .map(|(feature, name)| ExplanationPart {
            feature: name,
            value: match numbers[feature] {
                value if value.is_nan() => "missing".to_owned(),
                value => leeway_table::format_number_label(value),
            },
            contribution: found.values[class * model.features + feature][0],
        })
        .collect();
    parts.sort_by(|a, b| {
        let size = |part: &ExplanationPart| part.contribution.abs();
        size(b)
            .total_cmp(&size(a))
            .then_with(|| a.feature.cmp(&b.feature))
    });
    let expected = found.expected[class];
    Ok(Explanation {
        role,
        row,
        rows: rows as u64,
        class: (model.classes > 1).then_some(class as u64),
        expected,
        score: scores[class],
        prediction,
        unit: model.unit().to_owned(),
        sentence: format!(
            "The model predicts {} for record {row}: it starts from {} ({}) and the features add up to {}.",
            words::number(prediction),
            words::number(expected),
            model.unit(),
            words::number(scores[class])
        ),
        parts,
    })
}
