//! Thresholds that trees compare in 64 bits, as places that 32 bits hold exactly.

use super::tree::Tree;

/// How values of a feature are made what trees compare. Trees that ask `value ≤ threshold` are read as asking for the number of thresholds below the value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cuts {
    /// Ascending; empty for a feature that is asked for categories, or not at all.
    pub thresholds: Vec<f64>,
    /// What the model takes for a missing value.
    pub missing: Missing,
    /// Whether the model rounds values to 32 bits first.
    pub is_rounded: bool,
}

/// What a model takes for a missing value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Missing {
    /// NaN goes the split's own way.
    #[default]
    Apart,
    /// NaN counts as 0.
    Zero,
    /// 0 and NaN go the split's own way.
    ZeroToo,
}

impl Cuts {
    /// A value as the trees compare it; NaN is missing.
    pub fn place(&self, value: f64) -> f32 {
        const ALMOST_ZERO: f64 = 1e-35;
        let value = match self.missing {
            Missing::Zero if value.is_nan() => 0.0,
            Missing::ZeroToo if value.abs() <= ALMOST_ZERO => f64::NAN,
            _ if self.is_rounded => f64::from(value as f32),
            _ => value,
        };
        match value.is_nan() || self.thresholds.is_empty() {
            true => value as f32,
            false => self.thresholds.partition_point(|cut| *cut < value) as f32,
        }
    }
}

/// Gives the trees' splits places instead of thresholds, which stand by tree and node; answers the thresholds of each feature.
pub(super) fn rank(trees: &mut [Tree], thresholds: &[Vec<f64>], features: usize) -> Vec<Cuts> {
    let mut cuts = vec![Cuts::default(); features];
    let is_number = |categories: &Option<Vec<u32>>| categories.is_none();
    for (tree, thresholds) in trees.iter().zip(thresholds) {
        for (node, threshold) in tree.nodes.iter().zip(thresholds) {
            let split = node.split.as_ref();
            if let Some(split) = split.filter(|split| is_number(&split.categories)) {
                cuts[split.feature].thresholds.push(*threshold);
            }
        }
    }
    for cuts in &mut cuts {
        cuts.thresholds.sort_unstable_by(f64::total_cmp);
        cuts.thresholds.dedup();
    }
    for (tree, thresholds) in trees.iter_mut().zip(thresholds) {
        for (node, threshold) in tree.nodes.iter_mut().zip(thresholds) {
            let split = node.split.as_mut();
            if let Some(split) = split.filter(|split| is_number(&split.categories)) {
                let of_feature = &cuts[split.feature].thresholds;
                let place = of_feature.partition_point(|cut| cut < threshold);
                split.threshold = (place + 1) as f32;
            }
        }
    }
    cuts
}
