//! What was pickled: a booster, an estimator, an encoder, or a pipeline.

use super::estimators;
use super::levels::names;
use super::refusal::refused;
use super::transformers::{Made, input_names};
use crate::model::encoder::{EncodedColumn, Encoder};
use crate::model::predictor::{Booster, Predictor};
use crate::model::unusable::{Form, Unusable};
use crate::model::{Model, Saved, lightgbm, xgboost};
use crate::pickle::{Item, Pickle};

/// Columns that an encoder may be fitted on.
const MOST_INPUTS: usize = 20_000;

/// Reads what was pickled.
pub(in crate::model) fn read(pickle: &Pickle) -> Result<Saved, Unusable> {
    let root = pickle.root();
    if let Some(predictor) = predictor(root)? {
        return Ok(Saved::Model(Model {
            encoder: None,
            predictor,
        }));
    }
    let Some((module, name)) = root.class() else {
        let found = match root.list() {
            Some(list) => format!("a list of {} values", list.len()),
            None => "a plain value".to_owned(),
        };
        return Err(Unusable::from(found).of(Form::PickledData));
    };
    let is_of_sklearn = module == "sklearn" || module.starts_with("sklearn.");
    if is_of_sklearn && name == "Pipeline" {
        let steps = root.get("steps").and_then(Item::list).unwrap_or_default();
        let last = steps.last().and_then(|step| step.list());
        let last = last.filter(|pair| pair.len() == 2).map(|pair| pair[1]);
        let last = last.ok_or_else(|| refused("a pipeline without steps"))?;
        if let Some(predictor) = predictor(last)? {
            let before = &steps[..steps.len() - 1];
            let encoder = encoder(root, before)?;
            let model = Model {
                encoder: Some(encoder),
                predictor,
            };
            return Ok(Saved::Model(model.checked()?));
        }
        return Ok(Saved::Encoder(encoder(root, &steps)?));
    }
    if is_of_sklearn {
        let made = of_steps(root, &[(String::new(), root)])?;
        return Ok(Saved::Encoder(made));
    }
    let is_data = ["pandas", "numpy"].contains(&module.split('.').next().unwrap_or_default());
    let found = refused(format!("a {module}.{name}"));
    Err(if is_data {
        found.of(Form::PickledData)
    } else {
        found
    })
}

fn encoder(pipeline: Item, steps: &[Item]) -> Result<Encoder, Unusable> {
    let mut pairs = Vec::with_capacity(steps.len());
    for step in steps {
        match step.list().as_deref() {
            Some([name, transformer]) => {
                pairs.push((name.text().unwrap_or_default().into_owned(), *transformer));
            }
            _ => return Err(refused("a pipeline whose steps have no names")),
        }
    }
    of_steps(pipeline, &pairs)
}

fn of_steps(saved: Item, steps: &[(String, Item)]) -> Result<Encoder, Unusable> {
    let is_there = |step: &Item| !step.is_none() && step.text().is_none();
    let Some((name, first)) = steps.iter().find(|(_, step)| is_there(step)) else {
        return Err(refused("a pipeline without a transformer"));
    };
    let (names, inputs) = inputs(*first).ok_or_else(|| {
        // What is not supported says more than that it does not say.
        if let Err(refusal) = Made::default().of(*first, Vec::new(), name, 0) {
            return refusal;
        }
        let class = first.class().map_or("step", |(_, name)| name);
        refused(format!(
            "a {class} that does not say on which columns it was fitted"
        ))
    })?;
    let identity = |input: usize| EncodedColumn {
        input,
        steps: Vec::new(),
    };
    let mut made = Made::default();
    let mut columns: Vec<EncodedColumn> = (0..inputs).map(identity).collect();
    for (name, step) in steps {
        columns = made.of(*step, columns, name, 0)?;
    }
    let version = [saved, *first].into_iter();
    let version = version
        .filter_map(|item| item.get("_sklearn_version")?.text())
        .next();
    let encoder = Encoder {
        names,
        inputs,
        columns,
        checks: made.checks,
        is_sparse: made.is_sparse,
        version: version.map(|version| version.into_owned()),
    };
    Ok(encoder.narrowed())
}

/// Names (none where they are not known) and number of the columns that a step was fitted on.
fn inputs(step: Item) -> Option<(Vec<String>, usize)> {
    if let Some(names) = input_names(step).filter(|names| names.len() <= MOST_INPUTS) {
        let count = names.len();
        return Some((names, count));
    }
    let class = step.class()?.1;
    if class == "Pipeline" {
        let steps = step.get("steps")?.list()?;
        let first = steps.first()?.list()?;
        let first = *first.get(1)?;
        return match first.class()?.1 {
            "Pipeline" => None,
            _ => inputs(first),
        };
    }
    if class == "ColumnTransformer" {
        // Before there were names of all columns, those of the steps were names.
        let list = step.get("transformers_")?.list()?;
        let mut known: Vec<String> = Vec::new();
        let mut are_named = true;
        for part in list {
            let of = *part.list()?.get(2)?;
            let is_dropped = part
                .list()?
                .get(1)?
                .text()
                .is_some_and(|word| word == "drop");
            match names(of).or_else(|| Some(vec![of.text()?.into_owned()])) {
                Some(more) => {
                    for name in more {
                        if known.len() < MOST_INPUTS && !known.contains(&name) {
                            known.push(name);
                        }
                    }
                }
                None => are_named &= is_dropped,
            }
        }
        if are_named && !known.is_empty() {
            let count = known.len();
            return Some((known, count));
        }
    }
    let counts = ["n_features_in_", "_n_features", "n_features_"];
    let count = counts.iter().find_map(|name| step.get(name)?.count());
    let lengths = ["statistics_", "mean_", "scale_", "center_"];
    let length = || {
        lengths
            .iter()
            .find_map(|name| Some(step.get(name)?.array()?.len()))
    };
    let of_categories = || Some(step.get("categories_")?.list()?.len());
    let count = count.or_else(length).or_else(of_categories);
    Some((Vec::new(), count.filter(|count| *count <= MOST_INPUTS)?))
}

/// A booster or an estimator; none for what is neither.
fn predictor(item: Item) -> Result<Option<Predictor>, Unusable> {
    let Some((module, name)) = item.class() else {
        return Ok(None);
    };
    Ok(Some(match module.split('.').next().unwrap_or_default() {
        "xgboost" if name == "Booster" => booster(item)?,
        "xgboost" => {
            let inner = item.set("_Booster");
            let inner =
                inner.filter(|inner| inner.class().is_some_and(|(_, name)| name == "Booster"));
            let inner = inner.ok_or_else(|| refused(format!("a {name} that was not fitted")))?;
            let mut predictor = booster(inner)?;
            predictor.missing = item.get("missing").and_then(Item::number);
            predictor.missing = predictor.missing.filter(|missing| !missing.is_nan());
            if let (Some(best), Booster::Trees(trees)) =
                (predictor.best_trees, &mut predictor.booster)
            {
                trees.truncate(best);
            }
            predictor
        }
        "lightgbm" => {
            let inner = match name {
                "Booster" => Some(item),
                _ => item.set("_Booster"),
            };
            let inner = inner.ok_or_else(|| refused(format!("a {name} that was not fitted")))?;
            let mut text = ["_handle", "handle"].into_iter();
            let text = text.find_map(|name| inner.set(name));
            let text = text.and_then(Item::text).ok_or_else(|| {
                refused(format!("a {name} of LightGBM that holds no model's text"))
            })?;
            let mut predictor = lightgbm::read(&text)?;
            let best = inner.get("best_iteration").and_then(Item::count);
            if let (Some(best), Booster::Trees(trees)) =
                (best.filter(|best| *best > 0), &mut predictor.booster)
            {
                trees.truncate(best.saturating_mul(predictor.classes));
            }
            predictor
        }
        "catboost" => {
            return Err(refused(format!(
                "a {name} of CatBoost, whose form inside a pickle is not read; save it with save_model(…, format=\"json\")"
            )));
        }
        "sklearn" => return estimators::read(item, name),
        _ => return Ok(None),
    }))
}

/// XGBoost's booster: its memory is in the handle, names of features may be beside it.
fn booster(item: Item) -> Result<Predictor, Unusable> {
    let handle = item.get("handle").and_then(Item::bytes);
    let handle = handle.ok_or_else(|| refused("a Booster without a model"))?;
    let mut predictor = xgboost::any_form(&handle)?;
    if predictor.feature_names.is_empty() {
        let names = item.set("feature_names").and_then(names);
        let names = names.filter(|names| names.len() == predictor.features);
        predictor.feature_names = names.unwrap_or_default();
    }
    Ok(predictor)
}
