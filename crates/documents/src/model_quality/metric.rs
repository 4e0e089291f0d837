//! The names of metrics as Model Monitor's files have them, and of those that only Leeway has.

use leeway_table::named;

named! {
    /// What a model predicts.
    pub enum ProblemType {
        /// One of two labels.
        Binary = "binary",
        /// One of several labels.
        Multiclass = "multiclass",
        /// A number.
        Regression = "regression",
    }
}

named! {
    /// When a metric violates its threshold; the name is the direction that violates.
    #[derive(Default)]
    pub enum Operator {
        /// When it is below.
        #[default]
        LessThan = "LessThanThreshold",
        /// When it is above.
        GreaterThan = "GreaterThanThreshold",
    }
}

/// A metric of model quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Metric {
    Recall,
    Precision,
    Accuracy,
    RecallBest,
    PrecisionBest,
    AccuracyBest,
    TruePositiveRate,
    TrueNegativeRate,
    FalsePositiveRate,
    FalseNegativeRate,
    Auc,
    AuPrc,
    F05,
    F1,
    F2,
    F05Best,
    F1Best,
    F2Best,
    WeightedRecall,
    WeightedPrecision,
    WeightedF05,
    WeightedF1,
    WeightedF2,
    WeightedRecallBest,
    WeightedPrecisionBest,
    WeightedF05Best,
    WeightedF1Best,
    WeightedF2Best,
    Mae,
    Mse,
    Rmse,
    R2,
    AveragePrecision,
    LogLoss,
    Brier,
    CalibrationGap,
    MeanResidual,
}

use Metric::*;

/// Every metric with its name in the files.
const NAMES: [(Metric, &str); 37] = [
    (Recall, "recall"),
    (Precision, "precision"),
    (Accuracy, "accuracy"),
    (RecallBest, "recall_best_constant_classifier"),
    (PrecisionBest, "precision_best_constant_classifier"),
    (AccuracyBest, "accuracy_best_constant_classifier"),
    (TruePositiveRate, "true_positive_rate"),
    (TrueNegativeRate, "true_negative_rate"),
    (FalsePositiveRate, "false_positive_rate"),
    (FalseNegativeRate, "false_negative_rate"),
    (Auc, "auc"),
    (AuPrc, "au_prc"),
    (F05, "f0_5"),
    (F1, "f1"),
    (F2, "f2"),
    (F05Best, "f0_5_best_constant_classifier"),
    (F1Best, "f1_best_constant_classifier"),
    (F2Best, "f2_best_constant_classifier"),
    (WeightedRecall, "weighted_recall"),
    (WeightedPrecision, "weighted_precision"),
    (WeightedF05, "weighted_f0_5"),
    (WeightedF1, "weighted_f1"),
    (WeightedF2, "weighted_f2"),
    (
        WeightedRecallBest,
        "weighted_recall_best_constant_classifier",
    ),
    (
        WeightedPrecisionBest,
        "weighted_precision_best_constant_classifier",
    ),
    (WeightedF05Best, "weighted_f0_5_best_constant_classifier"),
    (WeightedF1Best, "weighted_f1_best_constant_classifier"),
    (WeightedF2Best, "weighted_f2_best_constant_classifier"),
    (Mae, "mae"),
    (Mse, "mse"),
    (Rmse, "rmse"),
    (R2, "r2"),
    (AveragePrecision, "average_precision"),
    (LogLoss, "log_loss"),
    (Brier, "brier"),
    (CalibrationGap, "calibration_gap"),
    (MeanResidual, "mean_residual"),
];

impl Operator {
    /// True when `value` violates `threshold`.
    pub fn is_violated(self, value: f64, threshold: f64) -> bool {
        match self {
            Operator::LessThan => value < threshold,
            Operator::GreaterThan => value > threshold,
        }
    }
}

impl ProblemType {
    /// The type of that name, with or without what Model Monitor adds: `binary`, `BinaryClassification`, `binary_classification`.
    pub fn of(name: &str) -> Option<ProblemType> {
        let name = name.to_ascii_lowercase();
        ProblemType::ALL
            .into_iter()
            .find(|problem| name.starts_with(problem.name()))
    }

    /// What the members of the files begin with: `binary_classification`.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            ProblemType::Binary => "binary_classification",
            ProblemType::Multiclass => "multiclass_classification",
            ProblemType::Regression => "regression",
        }
    }

    /// The metrics of the type's statistics, in the order of the files. The last ones of each list are Leeway's own, see [`Metric::is_model_monitors`].
    pub fn metrics(self) -> &'static [Metric] {
        match self {
            ProblemType::Binary => &[
                Recall,
                Precision,
                Accuracy,
                RecallBest,
                PrecisionBest,
                AccuracyBest,
                TruePositiveRate,
                TrueNegativeRate,
                FalsePositiveRate,
                FalseNegativeRate,
                Auc,
                AuPrc,
                F05,
                F1,
                F2,
                F05Best,
                F1Best,
                F2Best,
                AveragePrecision,
                LogLoss,
                Brier,
                CalibrationGap,
            ],
            ProblemType::Multiclass => &[
                Accuracy,
                WeightedRecall,
                WeightedPrecision,
                WeightedF05,
                WeightedF1,
                WeightedF2,
                AccuracyBest,
                WeightedRecallBest,
                WeightedPrecisionBest,
                WeightedF05Best,
                WeightedF1Best,
                WeightedF2Best,
            ],
            ProblemType::Regression => &[Mae, Mse, Rmse, R2, MeanResidual],
        }
    }

    /// The metrics that the container suggests constraints on, in the order of the files: 11, 6 and 4.
    pub fn constrained(self) -> &'static [Metric] {
        match self {
            ProblemType::Binary => &[
                Recall,
                Precision,
                Accuracy,
                TruePositiveRate,
                TrueNegativeRate,
                FalsePositiveRate,
                FalseNegativeRate,
                Auc,
                F05,
                F1,
                F2,
            ],
            ProblemType::Multiclass => &[
                Accuracy,
                WeightedRecall,
                WeightedPrecision,
                WeightedF05,
                WeightedF1,
                WeightedF2,
            ],
            ProblemType::Regression => &[Mae, Mse, Rmse, R2],
        }
    }
}

impl Metric {
    /// The name in statistics and constraints.
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(metric, _)| *metric == self)
            .map_or("", |(_, name)| name)
    }

    /// The metric of that name, in the spelling of statistics (`true_positive_rate`) or of violations (`truePositiveRate`).
    pub fn parse(name: &str) -> Option<Metric> {
        NAMES
            .iter()
            .find(|(metric, known)| *known == name || metric.camel_case() == name)
            .map(|(metric, _)| *metric)
    }

    /// The name in violations.
    pub fn camel_case(self) -> String {
        let mut name = String::new();
        for (at, part) in self.name().split('_').enumerate() {
            match part.chars().next() {
                Some(first) if at > 0 => {
                    name.push(first.to_ascii_uppercase());
                    name.push_str(&part[1..]);
                }
                _ => name.push_str(part),
            }
        }
        name
    }

    /// False for metrics that only Leeway has.
    pub fn is_model_monitors(self) -> bool {
        !matches!(
            self,
            AveragePrecision | LogLoss | Brier | CalibrationGap | MeanResidual
        )
    }

    /// The direction in which the metric gets worse.
    pub fn worse(self) -> Operator {
        match self {
            FalsePositiveRate | FalseNegativeRate | Mae | Mse | Rmse | LogLoss | Brier
            | CalibrationGap => Operator::GreaterThan,
            _ => Operator::LessThan,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_has_one_name_in_each_spelling() {
        for (metric, name) in NAMES {
            assert_eq!(metric.name(), name);
            assert_eq!(Metric::parse(name), Some(metric));
            assert_eq!(Metric::parse(&metric.camel_case()), Some(metric));
        }
        // As violations of Model Monitor's container spell them.
        assert_eq!(TruePositiveRate.camel_case(), "truePositiveRate");
        assert_eq!(F1.camel_case(), "f1");
    }

    #[test]
    fn constraints_are_eleven_six_and_four() {
        let counts = ProblemType::ALL.map(|problem| problem.constrained().len());
        assert_eq!(counts, [11, 6, 4]);
        assert_eq!(
            ProblemType::of("BinaryClassification"),
            Some(ProblemType::Binary)
        );
    }
}
