//! One regression tree, of whatever library.

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
    /// The threshold; compared in 32 bits.
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
            // What is no category goes where missing values go.
            Some(_) if !(0.0..16_777_216.0).contains(&value) => self.is_missing_left,
            Some(categories) => !categories.contains(&(value as u32)),
        }
    }
}

impl Tree {
    /// A tree of nodes that say themselves where rows go on, once every node but the root has one parent and every feature is one of `features`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn checked(
        class: usize,
        nodes: Vec<Node>,
        features: usize,
    ) -> Result<Tree, Unusable> {
        if nodes.is_empty() {
            return Err("it has no nodes".into());
        }
        let mut has_parent = vec![false; nodes.len()];
        for (place, node) in nodes.iter().enumerate() {
            let Some(split) = &node.split else {
                continue;
            };
            if split.feature >= features {
                let feature = split.feature;
                return Err(format!("node {place} asks feature {feature} of {features}").into());
            }
            if split.threshold.is_nan() && split.categories.is_none() {
                return Err(format!("node {place} has neither a threshold nor categories").into());
            }
            for child in [split.left, split.right] {
                let is_node = child > 0 && child < nodes.len();
                if !is_node || std::mem::replace(&mut has_parent[child], true) {
                    return Err(format!("node {place} has no proper child").into());
                }
            }
        }
        Ok(Tree { class, nodes })
    }
}
