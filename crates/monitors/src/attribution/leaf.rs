//! What one leaf contributes to a row's SHAP values.
//!
//! A leaf with the value v and the features 1 … m on its path contributes to feature i, of a row that agrees with the splits on some of them,
//! v · (oᵢ − zᵢ) · Σₖ k! (m − k − 1)! / m! · (coefficient of xᵏ in Π over j ≠ i of (zⱼ + oⱼ x)), where oⱼ is 1 where the row agrees with all splits on j, else 0, and zⱼ is the
//! share of the training rows that go on towards the leaf at the splits on j.

/// A leaf and the features on its path.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Leaf {
    /// What it adds to a score.
    pub value: f64,
    /// The features, each once.
    pub features: Vec<usize>,
    /// The share of the training rows that go on towards the leaf, by feature.
    pub shares: Vec<f64>,
    /// The splits on the path.
    pub splits: Vec<PathSplit>,
}

/// A split on the path to a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathSplit {
    /// Position of the feature among the leaf's.
    pub position: usize,
    /// The node that splits.
    pub node: usize,
    /// Whether the path goes left there.
    pub is_left: bool,
}

/// Room for the polynomials of one leaf.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    all: Vec<f64>,
    rest: Vec<f64>,
    weights: Vec<f64>,
}

impl Leaf {
    /// What the leaf adds to the expected score.
    ///
    /// In the unit of the score; the leaf's value times the share (0 to 1) of training rows that reach it.
    pub fn expected(&self) -> f64 {
        self.value * self.shares.iter().product::<f64>()
    }

    /// Calls `add` with position and contribution for every feature on the path; `agrees` tells the features that the row agrees with.
    ///
    /// Contributions are in the unit of the score, of either sign; 0 calls for a leaf without features. Positions are those of the leaf's own list. Source: the formula at the head of this file, from Lundberg et al. (2018).
    pub fn contribute(
        &self,
        agrees: impl Fn(usize) -> bool,
        scratch: &mut Scratch,
        mut add: impl FnMut(usize, f64),
    ) {
        let m = self.features.len();
        let Scratch { all, rest, weights } = scratch;
        if weights.len() != m {
            *weights = weights_of(m);
        }
        all.clear();
        all.resize(m + 1, 0.0);
        all[0] = 1.0;
        let mut degree = 0;
        for (position, &share) in self.shares.iter().enumerate() {
            if agrees(position) {
                degree += 1;
                for k in (1..=degree).rev() {
                    all[k] = all[k] * share + all[k - 1];
                }
                all[0] *= share;
            } else {
                all[..=degree]
                    .iter_mut()
                    .for_each(|coefficient| *coefficient *= share);
            }
        }
        for (position, &share) in self.shares.iter().enumerate() {
            let has_one = agrees(position);
            if !has_one && share == 0.0 {
                continue;
            }
            rest.clear();
            rest.resize(m, 0.0);
            if has_one {
                // Division by (share + x), from the highest power down.
                let mut above = 0.0;
                for k in (0..degree).rev() {
                    above = all[k + 1] - share * above;
                    rest[k] = above;
                }
            } else {
                for k in 0..=degree.min(m - 1) {
                    rest[k] = all[k] / share;
                }
            }
            let sum: f64 = rest
                .iter()
                .zip(&*weights)
                .map(|(rest, weight)| rest * weight)
                .sum();
            let one = if has_one { 1.0 } else { 0.0 };
            add(position, self.value * (one - share) * sum);
        }
    }
}

/// k! (m − k − 1)! / m! for k from 0 to m − 1: the share of the orders in which a given feature comes after k given others.
fn weights_of(m: usize) -> Vec<f64> {
    let mut weights = Vec::with_capacity(m);
    let mut weight = 1.0 / m as f64;
    for k in 0..m {
        weights.push(weight);
        weight *= (k + 1) as f64 / (m - k - 1).max(1) as f64;
    }
    weights
}
