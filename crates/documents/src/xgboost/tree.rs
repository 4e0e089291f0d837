//! One regression tree.

use serde_json::Value;

use super::parameter::number;
use super::unusable::Unusable;

/// A tree; its root is node 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tree {
    /// The class whose score it adds to.
    pub class: usize,
    /// The nodes; children come after nothing in particular, but every node but the root has one parent.
    pub nodes: Vec<Node>,
}

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Weight of the training rows that came by (the sum of their Hessians).
    pub cover: f64,
    /// What a leaf adds; 0 for others.
    pub value: f64,
    /// Where rows go on; `None` for a leaf.
    pub split: Option<Split>,
}

/// Where rows go on.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The feature that is asked.
    pub feature: usize,
    /// The child of rows whose value is below `threshold`, or whose category is not among `categories`.
    pub left: usize,
    /// The child of all others.
    pub right: usize,
    /// Whether a missing value goes left.
    pub is_missing_left: bool,
    /// The threshold; XGBoost compares 32-bit floats.
    pub threshold: f32,
    /// Categories that go right, for a split on categories.
    pub categories: Option<Vec<u32>>,
}

impl Split {
    /// Whether a row with this value goes left; NaN is missing.
    pub fn goes_left(&self, value: f32) -> bool {
        if value.is_nan() {
            return self.is_missing_left;
        }
        match &self.categories {
            None => value < self.threshold,
            // XGBoost sends what is no category where missing values go.
            Some(_) if !(0.0..16_777_216.0).contains(&value) => self.is_missing_left,
            Some(categories) => !categories.contains(&(value as u32)),
        }
    }
}

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
    let mut has_parent = vec![false; count];
    let mut child = |index: f64, parent: usize| -> Result<usize, Unusable> {
        let is_node = index > 0.0 && index < count as f64;
        if !is_node || std::mem::replace(&mut has_parent[index as usize], true) {
            return Err(format!("node {parent} has no proper child").into());
        }
        Ok(index as usize)
    };
    let mut nodes = Vec::with_capacity(count);
    for node in 0..count {
        let cover = covers[node];
        if lefts[node] < 0.0 {
            let value = conditions[node] * scale;
            nodes.push(Node {
                cover,
                value,
                split: None,
            });
            continue;
        }
        let feature = indices[node] as usize;
        if feature >= features {
            return Err(format!("node {node} asks feature {feature} of {features}").into());
        }
        if conditions[node].is_nan() && categories[node].is_none() {
            return Err(format!("node {node} has neither a threshold nor categories").into());
        }
        let split = Split {
            feature,
            left: child(lefts[node], node)?,
            right: child(rights[node], node)?,
            is_missing_left: defaults[node] != 0.0,
            threshold: conditions[node] as f32,
            categories: categories[node].take(),
        };
        nodes.push(Node {
            cover,
            value: 0.0,
            split: Some(split),
        });
    }
    Ok(Tree { class, nodes })
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
