//! One tree, made ready for many rows.
//!
//! Leaves that hang together and whose splits, those above them included, number at most [`MOST_BITS`] form a group. The answers of a row to these splits are the bits of a
//! number, and a table per feature says for each number what all leaves of the group contribute. A tree with a leaf under more splits has leaves that are computed row by row.

use super::leaf::{Leaf, PathSplit, Scratch};
use leeway_documents::model::{Node, Tree};

/// Splits of a group; its tables have 2 to this power entries.
const MOST_BITS: usize = 7;
/// Rows worked on at a time, so that their answers and contributions stay in the cache.
const CHUNK_ROWS: usize = 1024;

/// A tree made ready.
pub struct Tables<'a> {
    tree: &'a Tree,
    groups: Vec<Group>,
    /// Leaves that are in no group.
    deep: Vec<Leaf>,
    /// The tree's mean over its training rows.
    expected: f64,
}

/// Leaves whose contributions stand in tables.
struct Group {
    /// The splits, whose answers are the bits: 1 for left.
    nodes: Vec<usize>,
    /// The features, with their tables.
    features: Vec<(usize, Vec<f64>)>,
}

impl<'a> Tables<'a> {
    /// Makes a tree ready.
    ///
    /// `tree` is as [`leeway_documents::model`] reads it, with every index checked. Costs 2^splits per group of leaves.
    pub fn new(tree: &'a Tree) -> Self {
        let mut tables = Tables {
            tree,
            groups: Vec::new(),
            deep: Vec::new(),
            expected: 0.0,
        };
        let inner = inner_counts(tree);
        let mut scratch = Scratch::default();
        // A node with the splits above it: node and whether the path goes left.
        let mut open: Vec<(usize, Vec<(usize, bool)>)> = vec![(0, Vec::new())];
        while let Some((node, path)) = open.pop() {
            if path.len() + inner[node] <= MOST_BITS {
                tables.add_group(node, path, &mut scratch);
                continue;
            }
            match &tree.nodes[node].split {
                None => {
                    let leaf = leaf(&tree.nodes, node, &path);
                    tables.expected += leaf.expected();
                    tables.deep.push(leaf);
                }
                Some(split) => {
                    for (child, is_left) in [(split.right, false), (split.left, true)] {
                        let mut below = path.clone();
                        below.push((node, is_left));
                        open.push((child, below));
                    }
                }
            }
        }
        tables
    }

    /// The tree's mean over its training rows.
    ///
    /// In the unit of the score: leaves by the share of training rows (cover) that reach them.
    pub fn expected(&self) -> f64 {
        self.expected
    }

    fn add_group(&mut self, root: usize, path: Vec<(usize, bool)>, scratch: &mut Scratch) {
        let mut nodes: Vec<usize> = path.iter().map(|(node, _)| *node).collect();
        let mut leaves = Vec::new();
        let mut open = vec![(root, path)];
        while let Some((node, path)) = open.pop() {
            let Some(split) = &self.tree.nodes[node].split else {
                leaves.push(leaf(&self.tree.nodes, node, &path));
                continue;
            };
            nodes.push(node);
            for (child, is_left) in [(split.right, false), (split.left, true)] {
                let mut below = path.clone();
                below.push((node, is_left));
                open.push((child, below));
            }
        }
        let mut group = Group {
            features: Vec::new(),
            nodes,
        };
        for leaf in &leaves {
            self.expected += leaf.expected();
            group.add(leaf, scratch);
        }
        if !group.features.is_empty() {
            self.groups.push(group);
        }
    }

    /// Adds the tree's contributions to `to` and its scores to `scores`. `columns` and `to` have one list per feature, all of the length of `scores`.
    ///
    /// Values are 32-bit, NaN where missing; contributions and scores are in the unit of the score. Nothing is set back: what is there is added to. Source: Yang, "Fast TreeSHAP" (2021).
    pub fn add(&self, columns: &[&[f32]], to: &mut [Vec<f64>], scores: &mut [f64]) {
        let rows = scores.len();
        let mut answers = vec![0u8; self.tree.nodes.len() * CHUNK_ROWS];
        let mut patterns = vec![0u8; CHUNK_ROWS];
        let mut scratch = Scratch::default();
        let mut from = 0;
        while from < rows {
            let chunk = from..rows.min(from + CHUNK_ROWS);
            let length = chunk.len();
            self.answer(columns, chunk.clone(), &mut answers);
            for group in &self.groups {
                let patterns = &mut patterns[..length];
                patterns.fill(0);
                for (bit, node) in group.nodes.iter().enumerate() {
                    let answers = &answers[node * CHUNK_ROWS..][..length];
                    for (pattern, answer) in patterns.iter_mut().zip(answers) {
                        *pattern |= answer << bit;
                    }
                }
                for (feature, table) in &group.features {
                    let to = &mut to[*feature][chunk.clone()];
                    for (to, pattern) in to.iter_mut().zip(&*patterns) {
                        *to += table[usize::from(*pattern)];
                    }
                }
            }
            for row in chunk {
                let answer = |node: usize| answers[node * CHUNK_ROWS + row - from] == 1;
                scores[row] += self.score(&answer);
                for leaf in &self.deep {
                    let agrees = |position: usize| agrees(leaf, position, &answer);
                    leaf.contribute(agrees, &mut scratch, |position, contribution| {
                        to[leaf.features[position]][row] += contribution;
                    });
                }
            }
            from += CHUNK_ROWS;
        }
    }

    /// Every split's answer for some rows: 1 for left.
    fn answer(&self, columns: &[&[f32]], rows: std::ops::Range<usize>, answers: &mut [u8]) {
        for (node, place) in self
            .tree
            .nodes
            .iter()
            .zip(answers.chunks_exact_mut(CHUNK_ROWS))
        {
            let Some(split) = &node.split else {
                continue;
            };
            let values = &columns[split.feature][rows.clone()];
            if split.categories.is_none() {
                let missing = u8::from(split.is_missing_left);
                for (answer, value) in place.iter_mut().zip(values) {
                    let is_missing = u8::from(value.is_nan());
                    *answer = u8::from(*value < split.threshold) | (is_missing & missing);
                }
            } else {
                for (answer, value) in place.iter_mut().zip(values) {
                    *answer = u8::from(split.goes_left(*value));
                }
            }
        }
    }

    fn score(&self, goes_left: &dyn Fn(usize) -> bool) -> f64 {
        let mut node = 0;
        while let Some(split) = &self.tree.nodes[node].split {
            node = if goes_left(node) {
                split.left
            } else {
                split.right
            };
        }
        self.tree.nodes[node].value
    }
}

impl Group {
    /// Adds a leaf's contributions to the tables.
    fn add(&mut self, leaf: &Leaf, scratch: &mut Scratch) {
        let m = leaf.features.len();
        if m == 0 {
            return;
        }
        // What the leaf contributes, by the set of features that a row agrees with.
        let mut by_set = vec![0.0; m << m];
        for set in 0..1usize << m {
            let place = &mut by_set[set * m..][..m];
            leaf.contribute(
                |position| set >> position & 1 == 1,
                scratch,
                |position, contribution| place[position] = contribution,
            );
        }
        let entries = 1usize << self.nodes.len();
        let slots: Vec<usize> = leaf
            .features
            .iter()
            .map(|feature| {
                let known = self.features.iter().position(|(known, _)| known == feature);
                known.unwrap_or_else(|| {
                    self.features.push((*feature, vec![0.0; 1 << MOST_BITS]));
                    self.features.len() - 1
                })
            })
            .collect();
        let bits: Vec<usize> = leaf
            .splits
            .iter()
            .map(|split| {
                self.nodes
                    .iter()
                    .position(|known| *known == split.node)
                    .unwrap_or(0)
            })
            .collect();
        for pattern in 0..entries {
            let mut set = (1usize << m) - 1;
            for (split, bit) in leaf.splits.iter().zip(&bits) {
                if (pattern >> bit & 1 == 1) != split.is_left {
                    set &= !(1 << split.position);
                }
            }
            for (position, slot) in slots.iter().enumerate() {
                self.features[*slot].1[pattern] += by_set[set * m + position];
            }
        }
    }
}

/// Whether a row agrees with all splits on a leaf's feature.
fn agrees(leaf: &Leaf, position: usize, goes_left: &dyn Fn(usize) -> bool) -> bool {
    let mut splits = leaf.splits.iter();
    splits.all(|split| split.position != position || goes_left(split.node) == split.is_left)
}

/// A leaf under the splits of `path`.
fn leaf(nodes: &[Node], node: usize, path: &[(usize, bool)]) -> Leaf {
    let mut leaf = Leaf {
        value: nodes[node].value,
        ..Leaf::default()
    };
    let below = path.iter().skip(1).map(|(node, _)| *node).chain([node]);
    for ((split_node, is_left), child) in path.iter().zip(below) {
        let Some(split) = &nodes[*split_node].split else {
            continue;
        };
        let known = leaf
            .features
            .iter()
            .position(|known| *known == split.feature);
        let position = known.unwrap_or_else(|| {
            leaf.features.push(split.feature);
            leaf.shares.push(1.0);
            leaf.features.len() - 1
        });
        let cover = nodes[*split_node].cover;
        leaf.shares[position] *= if cover > 0.0 {
            nodes[child].cover / cover
        } else {
            0.0
        };
        leaf.splits.push(PathSplit {
            position,
            node: *split_node,
            is_left: *is_left,
        });
    }
    leaf
}

/// How many splits each node has at and below it. Children need not follow their parents.
fn inner_counts(tree: &Tree) -> Vec<usize> {
    let mut order = vec![0];
    let mut next = 0;
    while let Some(&node) = order.get(next) {
        if let Some(split) = &tree.nodes[node].split {
            order.extend([split.left, split.right]);
        }
        next += 1;
    }
    let mut counts = vec![0; tree.nodes.len()];
    for &node in order.iter().rev() {
        if let Some(split) = &tree.nodes[node].split {
            counts[node] = 1 + counts[split.left] + counts[split.right];
        }
    }
    counts
}
