//! CatBoost's JSON: what `save_model(…, format="json")` writes.
//!
//! Oblivious trees: each asks the same questions of all rows, and the answers are the bits of the leaf. Questions about numbers are read, those about categories refused.
//!
//! Source: `catboost/libs/model/model_export/json_model_helpers.cpp` of CatBoost 1.2; the last question is the root, as in its `shap_values.cpp`.

use super::cuts::rank;
use super::predictor::{Booster, Library, Link, Predictor};
use super::tree::{Node, Split, Tree};
use super::unusable::{Form, Unusable, fits};
use crate::Note;
use serde_json::Value;

/// Questions of a tree; CatBoost asks at most 16.
const DEEPEST: usize = 16;

impl Predictor {
    /// Reads CatBoost's JSON.
    ///
    /// # Errors
    /// A document that is not a whole model, or one of a kind that cannot be evaluated here; the note says which.
    pub fn of_catboost(value: &Value) -> Result<Predictor, Note> {
        model(value).map_err(|unusable| Note::from(unusable.of(Form::CatBoost)))
    }
}

/// A feature of numbers.
struct Feature {
    /// Its place among all features.
    place: usize,
    is_missing_true: bool,
}

fn model(value: &Value) -> Result<Predictor, Unusable> {
    let list = |value: &Value, name: &str| -> Vec<Value> {
        let list = value.get(name).and_then(Value::as_array);
        list.cloned().unwrap_or_default()
    };
    let info = value
        .get("features_info")
        .ok_or("it says nothing of its features")?;
    for name in [
        "categorical_features",
        "text_features",
        "embedding_features",
    ] {
        let of = list(info, name);
        if let Some(first) = of.first() {
            let id = first
                .get("feature_id")
                .and_then(Value::as_str)
                .unwrap_or("one");
            return Err(format!("{}, of which {id:?} is one", name.replace('_', " ")).into());
        }
    }
    let mut names = Vec::new();
    let mut features = Vec::new();
    for (place, feature) in list(info, "float_features").iter().enumerate() {
        let name = ["feature_id", "feature_name"].into_iter();
        let mut name = name.filter_map(|name| feature.get(name)?.as_str());
        names.extend(
            name.next()
                .filter(|name| !name.is_empty())
                .map(str::to_owned),
        );
        features.push(Feature {
            place,
            is_missing_true: feature.get("nan_value_treatment").and_then(Value::as_str)
                == Some("AsTrue"),
        });
    }
    let (scale, starts) = scale_and_bias(value)?;
    let classes = starts.len();
    fits(features.len(), classes)?;
    let trees = value.get("oblivious_trees").and_then(Value::as_array);
    let trees = trees.ok_or("its trees are not oblivious")?;
    let (mut read, mut thresholds) = (Vec::new(), Vec::new());
    for (position, tree) in trees.iter().enumerate() {
        for class in 0..classes {
            let (tree, cuts) = of_class(tree, class, classes, scale, &features)
                .map_err(|unusable| unusable.in_tree(position))?;
            read.push(tree);
            thresholds.push(cuts);
        }
    }
    let mut cuts = rank(&mut read, &thresholds, features.len());
    cuts.iter_mut().for_each(|cuts| cuts.is_rounded = true);
    let loss = value.pointer("/model_info/params/loss_function/type");
    let loss = loss.and_then(Value::as_str).unwrap_or_default();
    let are_made = names
        .iter()
        .enumerate()
        .all(|(at, name)| *name == at.to_string());
    let is_whole = names.len() == features.len() && !are_made;
    Ok(Predictor {
        library: Library::CatBoost,
        feature_names: if is_whole { names } else { Vec::new() },
        features: features.len(),
        classes,
        objective: loss.to_owned(),
        link: match loss {
            "Logloss" | "CrossEntropy" | "MultiClassOneVsAll" => Link::Logistic { slope: 1.0 },
            "MultiClass" => Link::Softmax,
            "Poisson" | "Tweedie" => Link::Exponential,
            _ => Link::Identity,
        },
        base_margin: starts,
        booster: Booster::Trees(read),
        cuts,
        ..Predictor::default()
    })
}

/// What leaves are multiplied by, and what each class starts from.
fn scale_and_bias(value: &Value) -> Result<(f64, Vec<f64>), Unusable> {
    let both = value.get("scale_and_bias").and_then(Value::as_array);
    let Some([scale, starts]) = both.map(Vec::as_slice) else {
        return Err("it has no scale and bias".into());
    };
    let scale = scale.as_f64().ok_or("its scale is no number")?;
    let starts = match starts {
        Value::Array(starts) => starts.iter().map(Value::as_f64).collect(),
        one => one.as_f64().map(|one| vec![one]),
    };
    let starts: Vec<f64> = starts.ok_or("its bias is no number")?;
    match starts.is_empty() {
        true => Err("it has no classes".into()),
        false => Ok((scale, starts)),
    }
}

fn of_class(
    tree: &Value,
    class: usize,
    classes: usize,
    scale: f64,
    features: &[Feature],
) -> Result<(Tree, Vec<f64>), Unusable> {
    let numbers = |name: &str| -> Option<Vec<f64>> {
        tree.get(name)?
            .as_array()?
            .iter()
            .map(Value::as_f64)
            .collect()
    };
    let splits = tree.get("splits").and_then(Value::as_array);
    let splits = splits.map(Vec::as_slice).unwrap_or_default();
    if splits.len() > DEEPEST {
        return Err(format!("it asks {} questions", splits.len()).into());
    }
    let leaves = 1_usize << splits.len();
    let (values, weights) = (numbers("leaf_values"), numbers("leaf_weights"));
    let values = values.filter(|values| values.len() == leaves * classes);
    let values = values.ok_or("its leaves are not as many as its questions make")?;
    let weights = weights.filter(|weights| weights.len() == leaves);
    let weights = weights.ok_or("its leaves have no weights")?;
    let inner = leaves - 1;
    let (mut nodes, mut thresholds) = (Vec::new(), Vec::new());
    // Nodes stand level by level, the root's question is the last.
    for (depth, split) in splits.iter().rev().enumerate() {
        let is_of_number = split.get("split_type").and_then(Value::as_str) == Some("FloatFeature");
        let feature = split.get("float_feature_index").and_then(Value::as_u64);
        let feature = feature.and_then(|at| features.get(usize::try_from(at).ok()?));
        let border = split.get("border").and_then(Value::as_f64);
        let (true, Some(feature), Some(border)) = (is_of_number, feature, border) else {
            return Err("it asks something else than a number".into());
        };
        for place in 0..1_usize << depth {
            let below = (2_usize << depth) - 1 + 2 * place;
            let first = place << (splits.len() - depth);
            let of = first..first + (1 << (splits.len() - depth));
            nodes.push(Node {
                cover: weights[of].iter().sum(),
                value: 0.0,
                split: Some(Split {
                    feature: feature.place,
                    left: below,
                    right: below + 1,
                    is_missing_left: !feature.is_missing_true,
                    threshold: border as f32,
                    categories: None,
                }),
            });
            thresholds.push(border);
        }
    }
    for (leaf, cover) in weights.iter().enumerate() {
        nodes.push(Node {
            cover: *cover,
            value: values[leaf * classes + class] * scale,
            split: None,
        });
        thresholds.push(0.0);
    }
    debug_assert_eq!(nodes.len(), inner + leaves);
    Ok((Tree::checked(class, nodes, features.len())?, thresholds))
}
