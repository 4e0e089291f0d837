//! Whose rule decides that a feature drifted. The presets repeat what others do, so that results can be compared.

use leeway_table::named;

/// A rule with its numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Whose.
    pub name: RuleName,
    /// Significance level.
    pub alpha: f64,
    /// How p-values are adjusted over the features tested.
    pub correction: Correction,
    /// For [`RuleName::ModelMonitor`] the comparison threshold, for [`RuleName::Custom`] the total variation that is too much.
    pub threshold: f64,
}

named! {
    /// Whose rule.
    #[derive(Default)]
    pub enum RuleName {
        /// More than chance, by p adjusted over all tests, and large: total variation of at least 0.05; or unseen labels in at least 1 % of the rows; or the
        /// missing share moved by at least 5 points. Strong: one of them by at least 0.125.
        #[default]
        Leeway = "leeway",
        /// Robust L∞ over the threshold of the constraints file.
        ModelMonitor = "model-monitor",
        /// p under alpha, as the bring-your-own-container sample has it.
        AwsSample = "aws-sample",
        /// Evidently's own choice of test or distance, see `evidently.rs`.
        Evidently = "evidently",
        /// Total variation over a threshold of one's own.
        Custom = "custom",
    }
}

impl RuleName {
    /// True for the rules that go by [`Rule::threshold`], which settings then offer.
    ///
    /// For Model Monitor's, a threshold of loaded constraints goes before it.
    pub fn uses_threshold(self) -> bool {
        matches!(self, RuleName::Custom | RuleName::ModelMonitor)
    }

    /// True for the rules that hold a window against the baseline at the same time of day or week too; those of other tools decide as these do.
    pub fn minds_cycles(self) -> bool {
        matches!(self, RuleName::Leeway | RuleName::Custom)
    }
}

named! {
    /// Adjustment of p-values for many features.
    #[derive(Default)]
    pub enum Correction {
        /// Benjamini–Hochberg: the false discovery rate.
        #[default]
        BenjaminiHochberg = "bh",
        /// Bonferroni: the family-wise error rate.
        Bonferroni = "bonferroni",
        /// None.
        None = "none",
    }
}
