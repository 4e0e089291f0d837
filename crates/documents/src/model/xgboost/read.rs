//! A model from the JSON of XGBoost 1.0 and later.

use serde_json::Value;

use super::objective::{link, margin};
use super::parameter::number;
use super::{binary, is_binary, is_ubjson, tree, ubjson};
use crate::Note;
use crate::json::repair;
use crate::model::predictor::{Booster, Library, Link, Predictor};
use crate::model::unusable::{Unusable, fits};

impl Predictor {
    /// Reads XGBoost's JSON.
    ///
    /// # Errors
    /// A document that is not a whole model, or a model of a kind that cannot be evaluated here; the note says which.
    pub fn of_xgboost(value: &Value) -> Result<Predictor, Note> {
        read(value).map_err(Note::from)
    }

    /// Reads what XGBoost saved, in whichever of its forms: JSON, UBJSON, the old binary one, or a booster's memory as pickles hold it.
    ///
    /// # Errors
    /// Those of [`Predictor::of_xgboost`], and a file that is cut or is something else.
    pub fn of_xgboost_bytes(bytes: &[u8]) -> Result<Predictor, Note> {
        any_form(bytes).map_err(Note::from)
    }
}

/// What begins the memory of a booster whose model is binary; the length of the model follows, and its configuration comes last.
const MEMORY: &[u8] = b"CONFIG-offset:";

pub(in crate::model) fn any_form(bytes: &[u8]) -> Result<Predictor, Unusable> {
    if let Some(rest) = bytes.strip_prefix(MEMORY) {
        let (length, rest) = rest.split_first_chunk().ok_or("it ends early")?;
        let length = usize::try_from(i64::from_le_bytes(*length)).ok();
        let model = length.and_then(|length| rest.get(..length));
        return binary::read(model.ok_or("it ends early")?);
    }
    let value = match bytes {
        _ if is_ubjson(bytes) => ubjson::read(bytes)?,
        _ if is_binary(bytes) => return binary::read(bytes),
        _ => json(bytes).ok_or("it is neither JSON, UBJSON nor XGBoost's old binary form")?,
    };
    // A booster's memory has its model beside its configuration.
    read(value.get("Model").unwrap_or(&value))
}

/// JSON in which NaN may stand.
fn json(bytes: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&repair(text).unwrap_or_default()))
        .ok()
}

fn read(value: &Value) -> Result<Predictor, Unusable> {
    let get = |value: &Value, path: &str| -> Option<Value> { value.pointer(path).cloned() };
    let learner = value.get("learner").ok_or("it has no `learner`")?;
    let param = |name: &str| learner.pointer(&format!("/learner_model_param/{name}"));
    let features = param("num_feature").and_then(number).unwrap_or(0.0) as usize;
    let classes = (param("num_class").and_then(number).unwrap_or(0.0) as usize).max(1);
    fits(features, classes)?;
    if param("num_target")
        .and_then(number)
        .is_some_and(|count| count > 1.0)
    {
        return Err("it has several targets".into());
    }
    let objective = learner.pointer("/objective/name").and_then(Value::as_str);
    let objective = objective.unwrap_or_default().to_owned();
    let booster = learner
        .get("gradient_booster")
        .ok_or("it has no `gradient_booster`")?;
    let name = booster
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let (read, features) = match name {
        "gbtree" => (
            trees(booster.get("model"), None, features, classes)?,
            features,
        ),
        "dart" => {
            let drops = booster.get("weight_drop").and_then(Value::as_array);
            let drops: Option<Vec<f64>> =
                drops.map(|drops| drops.iter().filter_map(number).collect());
            let model = get(booster, "/gbtree/model");
            (
                trees(model.as_ref(), drops.as_deref(), features, classes)?,
                features,
            )
        }
        "gblinear" => linear(booster, classes)?,
        other => return Err(format!("its booster is {other:?}").into()),
    };
    let names = learner.get("feature_names").and_then(Value::as_array);
    let names: Vec<String> = names
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    if !names.is_empty() && names.len() != features {
        return Err(format!("it names {} features of {features}", names.len()).into());
    }
    let best = learner.pointer("/attributes/best_iteration");
    let parallel = booster.pointer("/model/gbtree_model_param/num_parallel_tree");
    let parallel = parallel
        .and_then(number)
        .map_or(1, |count| count.max(1.0) as usize);
    let link = link(&objective);
    Ok(Predictor {
        library: Library::Xgboost,
        base_margin: base_margin(param("base_score"), link, classes, &read)?,
        best_trees: best
            .and_then(number)
            .map(|best| (best as usize + 1) * parallel * classes),
        feature_names: names,
        features,
        classes,
        objective,
        link,
        booster: read,
        ..Predictor::default()
    })
}

fn trees(
    model: Option<&Value>,
    drops: Option<&[f64]>,
    features: usize,
    classes: usize,
) -> Result<Booster, Unusable> {
    let model = model.ok_or("it has no trees")?;
    let list = |name: &str| {
        let list = model.get(name).and_then(Value::as_array);
        list.ok_or_else(|| format!("it has no list `{name}`"))
    };
    let (trees, infos) = (list("trees")?, list("tree_info")?);
    let mut read = Vec::with_capacity(trees.len());
    for (position, value) in trees.iter().enumerate() {
        let class = infos.get(position).and_then(number).unwrap_or(0.0) as usize;
        if class >= classes {
            return Err(format!("tree {position} belongs to class {class} of {classes}").into());
        }
        let scale = drops
            .and_then(|drops| drops.get(position))
            .copied()
            .unwrap_or(1.0);
        let tree = tree::read(value, class, scale, features)
            .map_err(|unusable| unusable.in_tree(position))?;
        read.push(tree);
    }
    Ok(Booster::Trees(read))
}

fn linear(booster: &Value, classes: usize) -> Result<(Booster, usize), Unusable> {
    let weights = booster.pointer("/model/weights").and_then(Value::as_array);
    let weights = weights.ok_or("it has no list `weights`")?;
    let weights: Option<Vec<f64>> = weights.iter().map(number).collect();
    let weights = weights.ok_or("a weight is no number")?;
    if weights.is_empty() || weights.len() % classes != 0 {
        return Err(format!("it has {} weights for {classes} classes", weights.len()).into());
    }
    let features = weights.len() / classes - 1;
    fits(features, classes)?;
    Ok((Booster::Linear(weights), features))
}

/// The base score before the objective's transformation: `binary:logitraw` has none, and answers with the score as it is. Linear models add the first
/// class's to every class.
fn base_margin(
    value: Option<&Value>,
    link: Link,
    classes: usize,
    booster: &Booster,
) -> Result<Vec<f64>, Unusable> {
    let scores: Vec<f64> = match value {
        None => vec![0.5],
        Some(Value::String(text)) => {
            let parts = text.trim_matches(['[', ']']).split(',');
            let scores: Result<Vec<f64>, _> = parts.map(|part| part.trim().parse()).collect();
            scores.map_err(|_| format!("its base score is {text:?}"))?
        }
        Some(other) => vec![number(other).ok_or("its base score is no number")?],
    };
    let margin = |score: f64| margin(link, score);
    Ok(match scores.as_slice() {
        [one] => vec![margin(*one); classes],
        many if many.len() == classes && matches!(booster, Booster::Linear(_)) => {
            vec![margin(many[0]); classes]
        }
        many if many.len() == classes => many.iter().map(|&score| margin(score)).collect(),
        many => {
            return Err(format!("it has {} base scores for {classes} classes", many.len()).into());
        }
    })
}
