//! Why the model answered one record as it did.

use super::super::view::View;
use crate::model::model;
use crate::problem::Problem;
use leeway_documents::Role;
use leeway_monitors::attribution::Attributor;
use leeway_monitors::bias::{MISSING, RowValues};
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
    let in_use = model(view.sources).ok_or_else(|| {
        Problem::missing(
            "There is no model",
            "open one: model.tar.gz, or what XGBoost, LightGBM, CatBoost or scikit-learn saved",
        )
    })?;
    let model = in_use.predictor;
    let names = in_use.names(view)?;
    let index = usize::try_from(row).unwrap_or(0).wrapping_sub(1);
    let raw = in_use.raw(view, role, &names)?;
    let rows = raw.first().map_or(0, RowValues::len);
    if index >= rows {
        return Err(Problem::asked(format!(
            "There is no record {row}: the side has {}.",
            words::plural(rows as u64, "record", "records")
        )));
    }
    let asked = in_use.compared(&raw, &[index]);
    let asked: Vec<&[f32]> = asked.iter().map(Vec::as_slice).collect();
    let mut attributor = Attributor::new(model, 1);
    while !attributor.advance(&asked) {}
    let mut found = attributor.finish();
    found.values = in_use.by_input(found.values);
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
            value: shown(&raw[feature], index),
            contribution: found.values[class * in_use.inputs() + feature][0],
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

/// A value as it stands in its column.
fn shown(values: &RowValues, row: usize) -> String {
    let missing = || "missing".to_owned();
    match values {
        RowValues::Numbers { values, .. } => match values[row] {
            value if value.is_nan() => missing(),
            value => leeway_table::format_number_label(value),
        },
        RowValues::Labels { codes, labels, .. } => match codes[row] {
            MISSING => missing(),
            code => labels[code as usize].clone(),
        },
    }
}
