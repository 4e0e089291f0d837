//! One regression tree, as lists of JSON.

use serde_json::Value;

use super::parameter::number;
use crate::model::tree::{Node, Split, Tree};
use crate::model::unusable::Unusable;

/// Reads a tree of a model with `features` features. An error says what is wrong with it.
pub(super) fn read(
    value: &Value,
    class: usize,
    scale: f64,
    features: usize,
) -> Result<Tree, Unusable> {
    let param = |name: &str| {
        let param = value.get("tree_param").and_then(|param| param.get(name));
        param.and_then(number)
    };
    if param("size_leaf_vector").is_some_and(|size| size > 1.0) {
        return Err("its leaves hold vectors (multi_output_tree)".into());
    }
    let list = |name: &str| -> Result<Vec<f64>, Unusable> {
        let items = value.get(name).and_then(Value::as_array);
        let items = items.ok_or_else(|| format!("it has no list `{name}`"))?;
        // XGBoost 1.6 to 2.1 writes NaN where a node splits on categories, and the reader has null for it.
        let is_of_conditions = name == "split_conditions";
        let numbers = items.iter().map(|item| match item {
            Value::Null if is_of_conditions => Some(f64::NAN),
            item => number(item),
        });
        let numbers: Option<Vec<f64>> = numbers.collect();
        numbers.ok_or_else(|| format!("its list `{name}` holds something that is no number").into())
    };
    let (lefts, rights) = (list("left_children")?, list("right_children")?);
    let (indices, conditions) = (list("split_indices")?, list("split_conditions")?);
    let (covers, defaults) = (list("sum_hessian")?, list("default_left")?);
    let count = lefts.len();
    let lengths = [
        rights.len(),
        indices.len(),
        conditions.len(),
        covers.len(),
        defaults.len(),
    ];
    if count == 0 || lengths.iter().any(|&length| length != count) {
        return Err("its lists are not of one length".into());
    }
    let mut categories = read_categories(value, &list, count)?;
    // What is no node's number is that of the root, which is nobody's child.
    let child = |index: f64| if index > 0.0 { index as usize } else { 0 };
    let nodes = (0..count).map(|node| {
        let is_leaf = lefts[node] < 0.0;
        let split = (!is_leaf).then(|| Split {
            feature: indices[node] as usize,
            left: child(lefts[node]),
            right: child(rights[node]),
            is_missing_left: defaults[node] != 0.0,
            threshold: conditions[node] as f32,
            categories: categories[node].take(),
        });
        Node {
            cover: covers[node],
            value: if is_leaf {
                conditions[node] * scale
            } else {
                0.0
            },
            split,
        }
    });
    Tree::checked(class, nodes.collect(), features)
}

/// The categories of every node that splits on some.
fn read_categories(
    value: &Value,
    list: &dyn Fn(&str) -> Result<Vec<f64>, Unusable>,
    count: usize,
) -> Result<Vec<Option<Vec<u32>>>, Unusable> {
    let mut found = vec![None; count];
    if value
        .get("categories_nodes")
        .and_then(Value::as_array)
        .is_none_or(Vec::is_empty)
    {
        return Ok(found);
    }
    let (all, sizes) = (list("categories")?, list("categories_sizes")?);
    let (nodes, starts) = (list("categories_nodes")?, list("categories_segments")?);
    for ((node, start), size) in nodes.into_iter().zip(starts).zip(sizes) {
        let (start, size) = (start as usize, size as usize);
        let part = start.checked_add(size).and_then(|end| all.get(start..end));
        match (found.get_mut(node as usize), part) {
            (Some(place), Some(part)) => {
                *place = Some(part.iter().map(|&code| code as u32).collect())
            }
            _ => return Err("its categories are not of its nodes".into()),
        }
    }
    Ok(found)
}
