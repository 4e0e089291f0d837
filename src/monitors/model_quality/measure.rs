//! The metrics of a set of rows, with their standard deviations.

use crate::documents::model_quality::{Metric, ProblemType};
use crate::monitors::Unmeasured;
use crate::stats::Reason;
use crate::stats::calibration::calibration;
use crate::stats::confusion::Confusion;
use crate::stats::ranking::Ranking;
use crate::stats::residuals::residuals;
use crate::stats::subsample::{spread, subsample};

use super::rows::{Row, Rows};

/// Rows from which on metrics have a standard deviation, as Model Monitor has it.
pub const ROWS_WITH_DEVIATION: usize = 200;
/// Random parts that a standard deviation is over.
const PARTS: u64 = 5;
/// The share of rows in each.
const PART: f64 = 0.8;

/// A metric of a set of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Which.
    pub metric: Metric,
    /// Its value, or why there is none.
    pub value: Result<f64, Unmeasured>,
    /// Its standard deviation over five random samples of 80 % of the rows; none under 200 rows.
    pub deviation: Option<f64>,
}

/// The metrics of the rows at `chosen` positions, in the order of Model Monitor's file.
///
/// `seed` decides the random parts. With the same rows and seed the result is the same, whatever the rows' order was.
pub fn measure(rows: &Rows, chosen: &[u32], seed: u64) -> Vec<Measured> {
    let mut measured: Vec<Measured> = values(rows, chosen)
        .into_iter()
        .map(|(metric, value)| Measured {
            metric,
            value,
            deviation: None,
        })
        .collect();
    if chosen.len() < ROWS_WITH_DEVIATION {
        return measured;
    }
    let count = (chosen.len() as f64 * PART) as usize;
    let parts: Vec<Vec<(Metric, Result<f64, Unmeasured>)>> = (0..PARTS)
        .map(|part| {
            let picked = subsample(
                chosen.len(),
                count,
                seed.wrapping_mul(PARTS).wrapping_add(part),
            );
            let positions: Vec<u32> = picked.into_iter().map(|at| chosen[at as usize]).collect();
            values(rows, &positions)
        })
        .collect();
    for (at, metric) in measured.iter_mut().enumerate() {
        let found: Option<Vec<f64>> = parts
            .iter()
            .map(|part| part[at].1.as_ref().ok().copied())
            .collect();
        if metric.value.is_ok() {
            metric.deviation = found.and_then(|found| spread(&found));
        }
    }
    measured
}

/// Rows by true and predicted label; `None` for numbers.
pub fn confusion(rows: &Rows, chosen: &[u32]) -> Option<Confusion> {
    let pair = |row: &Row| (row.truth as u32, row.predicted as u32);
    (rows.problem != ProblemType::Regression)
        .then(|| Confusion::of(rows.labels.len(), rows.at(chosen).map(pair)))
}

/// How the probabilities rank the rows that have one.
pub fn ranking(rows: &Rows, chosen: &[u32]) -> Ranking {
    Ranking::of(probabilities(rows, chosen))
}

/// (Probability, is positive) of the rows that have one, by descending probability.
pub fn probabilities<'a>(
    rows: &'a Rows,
    chosen: &'a [u32],
) -> impl Iterator<Item = (f64, bool)> + 'a {
    rows.at(chosen)
        .filter(|row| !row.probability.is_nan())
        .map(|row| (row.probability, row.truth == 1.0))
}

/// (True, predicted) numbers.
pub fn numbers<'a>(
    rows: &'a Rows,
    chosen: &'a [u32],
) -> impl Iterator<Item = (f64, f64)> + Clone + 'a {
    rows.at(chosen).map(|row| (row.truth, row.predicted))
}

/// The metrics of the rows at `chosen` positions (ascending, the same row more than once if need be), without standard deviations.
pub(in crate::monitors) fn values(
    rows: &Rows,
    chosen: &[u32],
) -> Vec<(Metric, Result<f64, Unmeasured>)> {
    let metrics = rows.problem.metrics().iter().copied();
    if chosen.is_empty() {
        let none = || Err(Unmeasured::NoPairs);
        return metrics.map(|metric| (metric, none())).collect();
    }
    match rows.problem {
        ProblemType::Binary => {
            let values = Binary::of(rows, chosen);
            metrics
                .map(|metric| (metric, values.value(metric)))
                .collect()
        }
        ProblemType::Multiclass => {
            let found = confusion(rows, chosen).unwrap_or_else(|| Confusion::new(0));
            let best = found.best_constant();
            metrics
                .map(|metric| (metric, weighted(metric, &found, &best)))
                .collect()
        }
        ProblemType::Regression => {
            let error = residuals(numbers(rows, chosen));
            let value = |metric| {
                let error = error.as_ref().map_err(|reason| reason.clone())?;
                match metric {
                    Metric::Mae => Ok(error.mae),
                    Metric::Mse => Ok(error.mse),
                    Metric::Rmse => Ok(error.rmse),
                    Metric::R2 => error.r2.clone().map_err(Unmeasured::from),
                    _ => Ok(error.mean),
                }
            };
            metrics.map(|metric| (metric, value(metric))).collect()
        }
    }
}

/// What the metrics of two labels are made from.
struct Binary {
    found: Confusion,
    best: Confusion,
    ranking: Ranking,
    calibration: Result<[f64; 3], Unmeasured>,
    lacks_probabilities: bool,
}

/// The positive label.
const POSITIVE: usize = 1;

impl Binary {
    fn of(rows: &Rows, chosen: &[u32]) -> Binary {
        let found = confusion(rows, chosen).unwrap_or_else(|| Confusion::new(2));
        let ranking = ranking(rows, chosen);
        let calibration = calibration(probabilities(rows, chosen))
            .map(|found| [found.log_loss, found.brier, found.gap])
            .map_err(|reason| match reason {
                Reason::NotAFraction(value) => Unmeasured::NotAProbability(value),
                reason => reason.into(),
            });
        Binary {
            best: found.best_constant(),
            found,
            lacks_probabilities: ranking.steps().is_empty(),
            ranking,
            calibration,
        }
    }

    fn value(&self, metric: Metric) -> Result<f64, Unmeasured> {
        use Metric::*;
        let (found, best) = (&self.found, &self.best);
        let of_probability = matches!(
            metric,
            Auc | AuPrc | AveragePrecision | LogLoss | Brier | CalibrationGap
        );
        if of_probability && self.lacks_probabilities {
            return Err(Unmeasured::NoProbabilities);
        }
        let value = match metric {
            Recall | TruePositiveRate => found.recall(POSITIVE),
            Precision => found.precision(POSITIVE),
            Accuracy => found.accuracy(),
            TrueNegativeRate => found.false_positive_rate(POSITIVE).map(|rate| 1.0 - rate),
            FalsePositiveRate => found.false_positive_rate(POSITIVE),
            FalseNegativeRate => found.recall(POSITIVE).map(|rate| 1.0 - rate),
            F05 => found.f_beta(POSITIVE, 0.5),
            F1 => found.f_beta(POSITIVE, 1.0),
            F2 => found.f_beta(POSITIVE, 2.0),
            RecallBest => best.recall(POSITIVE),
            PrecisionBest => best.precision(POSITIVE),
            AccuracyBest => best.accuracy(),
            F05Best => best.f_beta(POSITIVE, 0.5),
            F1Best => best.f_beta(POSITIVE, 1.0),
            F2Best => best.f_beta(POSITIVE, 2.0),
            Auc => self.ranking.auc(),
            AuPrc => self.ranking.area_under_precision_recall(),
            AveragePrecision => self.ranking.average_precision(),
            LogLoss => return self.calibration.clone().map(|[log_loss, _, _]| log_loss),
            Brier => return self.calibration.clone().map(|[_, brier, _]| brier),
            _ => return self.calibration.clone().map(|[_, _, gap]| gap),
        };
        value.map_err(|_| {
            let (rows, positive) = (found.rows(), found.actual(POSITIVE));
            match positive {
                0 => Unmeasured::NoPositiveRow,
                _ if positive == rows => Unmeasured::OnlyPositiveRows,
                _ => Unmeasured::OneLabelWithProbability,
            }
        })
    }
}

fn weighted(metric: Metric, found: &Confusion, best: &Confusion) -> Result<f64, Unmeasured> {
    use Metric::*;
    let f = |of: &Confusion, beta| of.weighted(|label| of.f_beta(label, beta));
    let value = match metric {
        Accuracy => found.accuracy(),
        WeightedRecall => found.weighted(|label| found.recall(label)),
        WeightedPrecision => found.weighted(|label| found.precision(label)),
        WeightedF05 => f(found, 0.5),
        WeightedF1 => f(found, 1.0),
        WeightedF2 => f(found, 2.0),
        AccuracyBest => best.accuracy(),
        WeightedRecallBest => best.weighted(|label| best.recall(label)),
        WeightedPrecisionBest => best.weighted(|label| best.precision(label)),
        WeightedF05Best => f(best, 0.5),
        WeightedF1Best => f(best, 1.0),
        _ => f(best, 2.0),
    };
    value.map_err(Unmeasured::from)
}
