//! An isolation forest: how easily random cuts set a row apart from reference rows.
//!
//! In: rows of finite `f32` values, row by row. Out: a score per row from −1 (stands apart at once) to 0, as scikit-learn's `score_samples` has it; typical rows are
//! near −0.4. Trees are fitted one at a time and rows are scored in blocks, so that whoever drives it can stop in between. The same seed gives the same forest on
//! every platform; it is not scikit-learn's forest of that seed, so the two agree on average only.
//!
//! Source: Liu, Ting and Zhou, "Isolation Forest", ICDM 2008; depth and normalisation as scikit-learn's `IsolationForest`.

use std::ops::Range;

/// Trees of a forest unless asked otherwise; scikit-learn's default.
pub const TREES: usize = 100;

/// Rows that are looked at in one go while a tree grows.
const ROWS_AT_ONCE: usize = 100_000;

/// Rows that go through a tree side by side, so that the processor need not wait for one.
const LANES: usize = 8;

/// A forest, fitted tree by tree.
#[derive(Debug, Clone)]
pub struct IsolationForest {
    columns: usize,
    sample: usize,
    random: Random,
    trees: Vec<Tree>,
    growing: Option<Growing>,
}

/// A tree that is not whole yet.
#[derive(Debug, Clone)]
struct Growing {
    tree: Tree,
    /// The rows of the sample, those of a branch side by side.
    places: Vec<u32>,
    /// The columns, in the order in which they were tried last.
    order: Vec<usize>,
    /// What is left to do.
    branches: Vec<Branch>,
}

/// A node with its rows.
#[derive(Debug, Clone)]
struct Branch {
    node: usize,
    rows: Range<usize>,
    depth: usize,
}

/// A tree as one list of nodes; both children of a node stand side by side, a leaf is its own child.
#[derive(Debug, Clone)]
struct Tree {
    nodes: Vec<Node>,
    /// Path length per node; of leaves alone.
    lengths: Vec<f64>,
    depth: usize,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    column: u32,
    threshold: f32,
    left: u32,
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
#[derive(Debug, Clone)]
struct Random(u64);

impl IsolationForest {
    /// A forest without trees yet over rows of `columns` values each; every tree sees at most `sample` of the reference rows.
    pub fn new(columns: usize, sample: usize, seed: u64) -> IsolationForest {
        IsolationForest {
            columns,
            sample,
            random: Random(seed),
            trees: Vec::new(),
            growing: None,
        }
    }

    /// How many whole trees there are.
    pub fn trees(&self) -> usize {
        self.trees.len()
    }

    /// Works on the next tree over reference rows, always the same ones, and looks at little more than [`ROWS_AT_ONCE`] of them, or at all once. Nothing happens
    /// without rows.
    pub fn fit(&mut self, reference: &[f32]) {
        let rows = reference.len().checked_div(self.columns).unwrap_or(0);
        if rows == 0 {
            return;
        }
        let mut looked_at = 0;
        let mut growing = self.growing.take().unwrap_or_else(|| {
            looked_at = rows;
            self.sample = self.sample.min(rows).max(1);
            Growing::of(rows, self.sample, self.columns, &mut self.random)
        });
        while looked_at < ROWS_AT_ONCE {
            let Some(branch) = growing.branches.pop() else {
                return self.trees.push(growing.tree);
            };
            looked_at += branch.rows.len();
            growing.grow(branch, reference, self.columns, &mut self.random);
        }
        self.growing = Some(growing);
    }

    /// The score of every row.
    pub fn scores(&self, rows: &[f32]) -> Vec<f64> {
        let count = match self.columns {
            0 => 0,
            columns => rows.len() / columns,
        };
        let mut lengths = vec![0.0; count];
        for tree in &self.trees {
            tree.add_lengths(rows, self.columns, &mut lengths);
        }
        let usual = self.trees.len() as f64 * average_path_length(self.sample);
        let score = |length: f64| match usual > 0.0 {
            true => -(-length / usual).exp2(),
            // A sample of one row tells nothing apart.
            false => -0.5,
        };
        lengths.into_iter().map(score).collect()
    }
}

impl Growing {
    fn of(rows: usize, sample: usize, columns: usize, random: &mut Random) -> Growing {
        let mut places: Vec<u32> = (0..rows as u32).collect();
        // The first places of a shuffle that goes no further.
        for place in 0..sample {
            let other = place + random.below(rows - place);
            places.swap(place, other);
        }
        places.truncate(sample);
        Growing {
            tree: Tree {
                nodes: vec![Node::LEAF],
                lengths: vec![0.0],
                depth: 0,
            },
            places,
            order: (0..columns).collect(),
            branches: vec![Branch {
                node: 0,
                rows: 0..sample,
                depth: 0,
            }],
        }
    }

    /// Cuts a branch in two, or makes it a leaf.
    fn grow(&mut self, branch: Branch, rows: &[f32], columns: usize, random: &mut Random) {
        let deepest = (self.places.len().max(2) as f64).log2().ceil() as usize;
        let tree = &mut self.tree;
        let Branch { node, depth, .. } = branch;
        let (start, end) = (branch.rows.start, branch.rows.end);
        tree.depth = tree.depth.max(depth);
        let here = &mut self.places[branch.rows];
        let cut = match depth < deepest && here.len() > 1 {
            true => random_cut(rows, columns, here, &mut self.order, random),
            false => None,
        };
        let Some((column, threshold)) = cut else {
            tree.lengths[node] = depth as f64 + average_path_length(here.len());
            tree.nodes[node].left = node as u32;
            return;
        };
        let mut middle = 0;
        for place in 0..here.len() {
            if rows[here[place] as usize * columns + column] <= threshold {
                here.swap(place, middle);
                middle += 1;
            }
        }
        let child = tree.nodes.len();
        tree.nodes.extend([Node::LEAF; 2]);
        tree.lengths.extend([0.0; 2]);
        tree.nodes[node] = Node {
            column: column as u32,
            threshold,
            left: child as u32,
        };
        let middle = start + middle;
        for (node, rows) in [(child + 1, middle..end), (child, start..middle)] {
            let depth = depth + 1;
            self.branches.push(Branch { node, rows, depth });
        }
    }
}

impl Tree {
    fn add_lengths(&self, rows: &[f32], columns: usize, lengths: &mut [f64]) {
        let mut blocks = lengths.chunks_exact_mut(LANES);
        let mut first = 0;
        for block in blocks.by_ref() {
            let mut at = [0_usize; LANES];
            for _ in 0..self.depth {
                for (lane, at) in at.iter_mut().enumerate() {
                    let row = (first + lane) * columns;
                    *at = self.next(*at, &rows[row..row + columns]);
                }
            }
            for (length, at) in block.iter_mut().zip(at) {
                *length += self.lengths[at];
            }
            first += LANES;
        }
        for length in blocks.into_remainder() {
            let row = &rows[first * columns..(first + 1) * columns];
            let end = (0..self.depth).fold(0, |at, _| self.next(at, row));
            *length += self.lengths[end];
            first += 1;
        }
    }

    #[inline(always)]
    fn next(&self, at: usize, row: &[f32]) -> usize {
        let node = self.nodes[at];
        node.left as usize + usize::from(row[node.column as usize] > node.threshold)
    }
}

impl Node {
    /// No value is above infinity, so a leaf whose child is itself is never left.
    const LEAF: Node = Node {
        column: 0,
        threshold: f32::INFINITY,
        left: 0,
    };
}

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.uniform() * end as f64) as usize
    }
}

/// A column that differs among the rows, all equally likely, and a threshold uniformly between its ends; none where the rows are all the same.
fn random_cut(
    rows: &[f32],
    columns: usize,
    places: &[u32],
    order: &mut [usize],
    random: &mut Random,
) -> Option<(usize, f32)> {
    for tried in 0..order.len() {
        let other = tried + random.below(order.len() - tried);
        order.swap(tried, other);
        let column = order[tried];
        let value = |place: &u32| rows[*place as usize * columns + column];
        let ends = places
            .iter()
            .map(value)
            .fold((f32::INFINITY, f32::NEG_INFINITY), |ends, value| {
                (ends.0.min(value), ends.1.max(value))
            });
        if ends.0 < ends.1 {
            let (low, high) = (f64::from(ends.0), f64::from(ends.1));
            let threshold = (low + (high - low) * random.uniform()) as f32;
            // Rounding must not put all rows on one side.
            return Some((
                column,
                if threshold < ends.1 {
                    threshold
                } else {
                    ends.0
                },
            ));
        }
    }
    None
}

/// Average length of an unsuccessful search in a binary tree of `rows` rows.
fn average_path_length(rows: usize) -> f64 {
    const EULER: f64 = 0.577_215_664_901_532_9;
    match rows {
        0 | 1 => 0.0,
        2 => 1.0,
        rows => {
            let rows = rows as f64;
            2.0 * ((rows - 1.0).ln() + EULER) - 2.0 * (rows - 1.0) / rows
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forest(reference: &[f32], columns: usize, sample: usize) -> IsolationForest {
        let mut forest = IsolationForest::new(columns, sample, 1);
        while !reference.is_empty() && forest.trees() < TREES {
            forest.fit(reference);
        }
        forest
    }

    /// Points of a square grid.
    fn grid() -> Vec<f32> {
        (0..1024)
            .flat_map(|i| [(i % 32) as f32, (i / 32) as f32])
            .collect()
    }

    #[test]
    fn a_row_far_away_stands_apart() {
        let forest = forest(&grid(), 2, 256);
        let scores = forest.scores(&[16.0, 16.0, 16.0, 400.0, -50.0, -50.0]);
        assert!(
            scores[0] > -0.5 && scores[1] < -0.55 && scores[2] < scores[1],
            "{scores:?}"
        );
        assert!(scores.iter().all(|score| (-1.0..0.0).contains(score)));
    }

    #[test]
    fn the_same_seed_gives_the_same_scores_however_many_rows_are_scored_together() {
        let (rows, first) = (grid(), forest(&grid(), 2, 256));
        let again = forest(&grid(), 2, 256);
        assert_eq!(first.scores(&rows), again.scores(&rows));
        let alone: Vec<f64> = rows.chunks(2).flat_map(|row| first.scores(row)).collect();
        assert_eq!(first.scores(&rows), alone);
    }

    #[test]
    fn rows_that_are_all_the_same_cannot_be_told_apart() {
        // scikit-learn 1.9.1: IsolationForest().fit([[3, 4]] * 5).score_samples([[3, 4], [100, 100]]) is -0.5 twice: one leaf of average length.
        let forest = forest(&[3.0, 4.0].repeat(5), 2, 256);
        for score in forest.scores(&[3.0, 4.0, 100.0, 100.0]) {
            assert!((score + 0.5).abs() < 1e-12, "{score}");
        }
        let one = super::tests::forest(&[3.0, 4.0], 2, 256);
        assert_eq!(one.scores(&[3.0, 4.0]), [-0.5]);
        assert_eq!(super::tests::forest(&[], 2, 256).trees(), 0);
    }

    #[test]
    fn average_lengths_are_those_of_the_paper() {
        // c(256) as in the paper's section 2: 2 H(255) - 2 * 255 / 256 with H(i) = ln(i) + 0.5772156649015329.
        assert!((average_path_length(256) - 10.244_770_920_119_917).abs() < 1e-9);
        assert_eq!((average_path_length(1), average_path_length(2)), (0.0, 1.0));
    }
}
