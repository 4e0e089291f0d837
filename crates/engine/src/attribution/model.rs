//! The model in the tab, and the columns that it is asked about.

use super::super::columns::values;
use super::super::view::View;
use crate::problem::Problem;
use leeway_documents::xgboost::XgboostModel;
use leeway_documents::{Content, Role};
use leeway_monitors::bias::RowValues;
use leeway_monitors::words;

/// The model that is used, with its path: of several the first by path, so that the order of opening does not matter.
///
/// `None` where no model is loaded.
pub fn model<'a>(view: View<'a>) -> Option<(&'a str, &'a XgboostModel)> {
    let models = view
        .sources
        .iter()
        .filter_map(|source| match &source.document.content {
            Content::Model(model) => Some((source.document.path.as_str(), model)),
            _ => None,
        });
    models.min_by_key(|(path, _)| *path)
}

/// The names of the model's features in order: its own, or the baseline's columns where it has none. The sentence of an error says what does not fit.
///
/// # Errors
/// Where the model has no names, and the number of columns beside label and prediction is another than that of its features.
pub fn features(view: View, model: &XgboostModel) -> Result<Vec<String>, Problem> {
    if !model.feature_names.is_empty() {
        return Ok(model.feature_names.clone());
    }
    let columns: Vec<String> = view
        .layout
        .features
        .iter()
        .map(|feature| feature.name.clone())
        .filter(|name| !view.meanings.answers.include(name))
        .collect();
    if columns.len() != model.features {
        return Err(Problem::unfit(format!(
            "The model was trained without names on {}, and the data have {} beside label and prediction, so columns cannot be told by their order. Name the label's and the prediction's columns under Settings, or save the model with feature names.",
            words::plural(model.features as u64, "feature", "features"),
            columns.len()
        )));
    }
    Ok(columns)
}

/// The model's features on a side, as `take` takes each, one at a time. The sentence of an error says which do not fit.
///
/// One result for each of `names`, in their order; a column has one value per row of the side.
///
/// # Errors
/// The features that the side lacks, or that hold texts there.
pub fn columns<T>(
    view: View,
    role: Role,
    names: &[String],
    take: impl Fn(&RowValues) -> T,
) -> Result<Vec<T>, Problem> {
    let mut found = Vec::with_capacity(names.len());
    let (mut lacking, mut texts) = (Vec::new(), Vec::new());
    for name in names {
        match values(view.sources, view.layout, role, name) {
            None => lacking.push(name.clone()),
            Some(values) if values.types().text > 0 => texts.push(name.clone()),
            Some(values) => found.push(take(&values)),
        }
    }
    let side = match role {
        Role::Baseline => "baseline",
        _ => "current side",
    };
    if !lacking.is_empty() {
        return Err(Problem::unfit(format!(
            "The model was trained on other features: the {side} lacks {}.",
            words::list(&lacking, 5)
        )));
    }
    if !texts.is_empty() {
        return Err(Problem::unfit(format!(
            "On the {side} {} holds texts, and the model wants the numbers that it was trained on: open the encoded data.",
            words::list(&texts, 5)
        )));
    }
    Ok(found)
}
