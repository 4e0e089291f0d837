//! The metrics by name.

/// When a metric can be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// From labels alone.
    PreTraining,
    /// From a model's predictions.
    PostTraining,
}

/// A bias metric of Clarify's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// Conditional demographic disparity in labels.
    Cddl,
    /// Class imbalance.
    Ci,
    /// Difference in positive proportions in labels.
    Dpl,
    /// Jensen–Shannon divergence.
    Js,
    /// Kullback–Leibler divergence.
    Kl,
    /// Kolmogorov–Smirnov distance.
    Ks,
    /// L2 norm.
    Lp,
    /// Total variation distance.
    Tvd,
    /// Accuracy difference.
    Ad,
    /// Conditional demographic disparity in predicted labels.
    Cddpl,
    /// Difference in acceptance rates.
    Dar,
    /// Difference in conditional acceptance.
    Dca,
    /// Difference in conditional rejection.
    Dcr,
    /// Disparate impact.
    Di,
    /// Difference in positive proportions in predicted labels.
    Dppl,
    /// Difference in rejection rates.
    Drr,
    /// Flip test.
    Ft,
    /// Generalized entropy.
    Ge,
    /// Recall difference.
    Rd,
    /// Specificity difference.
    Sd,
    /// Treatment equality.
    Te,
}

/// Name and description as Clarify writes them, in Clarify's order.
const NAMES: [(Metric, &str, &str); 21] = [
    (
        Metric::Cddl,
        "CDDL",
        "Conditional Demographic Disparity in Labels (CDDL)",
    ),
    (Metric::Ci, "CI", "Class Imbalance (CI)"),
    (
        Metric::Dpl,
        "DPL",
        "Difference in Positive Proportions in Labels (DPL)",
    ),
    (Metric::Js, "JS", "Jensen-Shannon Divergence (JS)"),
    (Metric::Kl, "KL", "Kullback-Liebler Divergence (KL)"),
    (Metric::Ks, "KS", "Kolmogorov-Smirnov Distance (KS)"),
    (Metric::Lp, "LP", "L-p Norm (LP)"),
    (Metric::Tvd, "TVD", "Total Variation Distance (TVD)"),
    (Metric::Ad, "AD", "Accuracy Difference (AD)"),
    (
        Metric::Cddpl,
        "CDDPL",
        "Conditional Demographic Disparity in Predicted Labels (CDDPL)",
    ),
    (Metric::Dar, "DAR", "Difference in Acceptance Rates (DAR)"),
    (
        Metric::Dca,
        "DCA",
        "Difference in Conditional Acceptance (DCA)",
    ),
    (
        Metric::Dcr,
        "DCR",
        "Difference in Conditional Rejection (DCR)",
    ),
    (Metric::Di, "DI", "Disparate Impact (DI)"),
    (
        Metric::Dppl,
        "DPPL",
        "Difference in Positive Proportions in Predicted Labels (DPPL)",
    ),
    (Metric::Drr, "DRR", "Difference in Rejection Rates (DRR)"),
    (Metric::Ft, "FT", "Flip Test (FT)"),
    (Metric::Ge, "GE", "Generalized Entropy (GE)"),
    (Metric::Rd, "RD", "Recall Difference (RD)"),
    (Metric::Sd, "SD", "Specificity Difference (SD)"),
    (Metric::Te, "TE", "Treatment Equality (TE)"),
];

impl Metric {
    /// The metrics of a stage, in Clarify's order.
    pub fn of_stage(stage: Stage) -> impl Iterator<Item = Metric> {
        NAMES
            .into_iter()
            .map(|(metric, _, _)| metric)
            .filter(move |metric| metric.stage() == stage)
    }

    /// The metric of that short name.
    pub fn parse(name: &str) -> Option<Metric> {
        NAMES
            .into_iter()
            .find(|(_, known, _)| *known == name)
            .map(|(metric, _, _)| metric)
    }

    /// The short name: `DPL`.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The description, as Clarify writes it.
    pub fn description(self) -> &'static str {
        NAMES[self as usize].2
    }

    /// When it can be computed.
    pub fn stage(self) -> Stage {
        if self <= Metric::Tvd {
            Stage::PreTraining
        } else {
            Stage::PostTraining
        }
    }

    /// The value that says "no bias": 1 for a ratio, 0 for all others.
    pub fn ideal(self) -> f64 {
        if self == Metric::Di { 1.0 } else { 0.0 }
    }

    /// The smallest and the largest value; infinite where a metric has no bound.
    pub fn range(self) -> (f64, f64) {
        match self {
            Metric::Di | Metric::Kl | Metric::Ge => (0.0, f64::INFINITY),
            Metric::Dca | Metric::Dcr | Metric::Te => (f64::NEG_INFINITY, f64::INFINITY),
            Metric::Js => (0.0, std::f64::consts::LN_2),
            Metric::Tvd | Metric::Ks => (0.0, 1.0),
            Metric::Lp => (0.0, std::f64::consts::SQRT_2),
            _ => (-1.0, 1.0),
        }
    }

    /// How far a value is from the ideal; 0 or more, infinite for an infinite value.
    pub fn distance(self, value: f64) -> f64 {
        (value - self.ideal()).abs()
    }

    /// True for those that compare predictions without asking what was true.
    pub fn needs_no_labels(self) -> bool {
        matches!(self, Metric::Di | Metric::Dppl | Metric::Cddpl | Metric::Ft)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_metrics() {
        for (position, (metric, name, _)) in NAMES.into_iter().enumerate() {
            assert_eq!(metric as usize, position);
            assert_eq!(Metric::parse(name), Some(metric));
        }
        // Clarify since 2023 writes 8 and 13.
        assert_eq!(Metric::of_stage(Stage::PreTraining).count(), 8);
        assert_eq!(Metric::of_stage(Stage::PostTraining).count(), 13);
    }
}
