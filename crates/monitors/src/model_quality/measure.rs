//! The metrics of a set of rows, with their standard deviations.

use crate::Unmeasured;
use leeway_documents::model_quality::{Metric, ProblemType};
use leeway_stats::Reason;
use leeway_stats::calibration::calibration;
use leeway_stats::confusion::Confusion;
use leeway_stats::ranking::Ranking;
use leeway_stats::residuals::residuals;
use leeway_stats::subsample::{spread, subsample};

use super::rows::{Row, ScoredRows};

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

type Values = Vec<(Metric, Result<f64, Unmeasured>)>;

/// The metrics of the rows at `chosen` positions, in the order of Model Monitor's file.
///
/// `seed` decides the random parts. With the same rows and seed the result is the same, whatever the rows' order was.
///
/// `chosen` are ascending positions among `rows`. Values are in the metrics' own units: shares 0 to 1 (larger is better but for error rates), errors in the unit of the label; each without a value has its reason. Deviations are over five random samples of 80 %, from 200 rows on. Source: Model Monitor's model-quality job.
pub fn measure(rows: &ScoredRows, chosen: &[u32], seed: u64) -> Vec<Measured> {
    let mut measuring = Measuring::new(chosen.to_vec(), seed);
    while measuring.step(rows).is_some() {}
    measuring.finish()
}

/// [`measure()`] in steps that pass over the rows once or twice each.
#[derive(Debug, Clone)]
pub struct Measuring {
    chosen: Vec<u32>,
    seed: u64,
    /// The values of all rows, then of every random part.
    found: Vec<Values>,
    at_hand: Option<Valuing>,
}

impl Measuring {
    /// Nothing is measured yet; [`Measuring::step`] does the work.
    ///
    /// `chosen` are ascending positions among the rows to come, of which there may be none; `seed` decides the samples of the standard deviations.
    pub fn new(chosen: Vec<u32>, seed: u64) -> Measuring {
        Measuring {
            chosen,
            seed,
            found: Vec::new(),
            at_hand: None,
        }
    }

    /// Does one step over the same rows as before; answers how many rows it looked at, or `None` when all is done.
    ///
    /// At most some hundred thousand rows in one step. The same rows must be brought each time.
    pub fn step(&mut self, rows: &ScoredRows) -> Option<usize> {
        let all = self.chosen.len();
        let Some(valuing) = &mut self.at_hand else {
            let chosen = match self.found.len() as u64 {
                0 => self.chosen.clone(),
                part @ 1..=PARTS if all >= ROWS_WITH_DEVIATION => self.part(part - 1),
                _ => return None,
            };
            self.at_hand = Some(Valuing::new(chosen));
            return Some(all);
        };
        let looked_at = valuing.chosen.len();
        if let Some(values) = valuing.step(rows) {
            self.found.push(values);
            self.at_hand = None;
        }
        Some(looked_at)
    }

    /// Positions of a random part of the rows.
    fn part(&self, part: u64) -> Vec<u32> {
        let count = (self.chosen.len() as f64 * PART) as usize;
        let seed = self.seed.wrapping_mul(PARTS).wrapping_add(part);
        let picked = subsample(self.chosen.len(), count, seed).into_iter();
        picked.map(|at| self.chosen[at as usize]).collect()
    }

    /// What came of it.
    ///
    /// One entry per metric of the problem, as [`measure`] answers them; values that no step reached lack.
    pub fn finish(self) -> Vec<Measured> {
        let mut found = self.found.into_iter();
        let values = found.next().unwrap_or_default();
        let parts: Vec<Values> = found.collect();
        let deviation = |at: usize| {
            let values = parts.iter().map(|part| part[at].1.as_ref().ok().copied());
            spread(&values.collect::<Option<Vec<f64>>>()?)
        };
        let measured =
            |(at, (metric, value)): (usize, (Metric, Result<f64, Unmeasured>))| Measured {
                metric,
                deviation: deviation(at).filter(|_| value.is_ok()),
                value,
            };
        values.into_iter().enumerate().map(measured).collect()
    }
}

/// Rows by true and predicted label; `None` for numbers.
///
/// `chosen` are ascending positions, a position more than once counting as often. Counts are rows; the matrix is labels × labels.
pub fn confusion(rows: &ScoredRows, chosen: &[u32]) -> Option<Confusion> {
    let pair = |row: &Row| (row.truth as u32, row.predicted as u32);
    (rows.problem != ProblemType::Regression)
        .then(|| Confusion::of(rows.labels.len(), rows.at(chosen).map(pair)))
}

/// How the probabilities rank the rows that have one.
///
/// `chosen` are ascending positions; probabilities are of the positive label, 0 to 1 (scores beyond rank as well). Empty where no row has one.
pub fn ranking(rows: &ScoredRows, chosen: &[u32]) -> Ranking {
    Ranking::of(probabilities(rows, chosen))
}

/// (Probability, is positive) of the rows that have one, by descending probability.
///
/// `chosen` are ascending positions. Probabilities are as given, NaN left out; at most one per position.
pub fn probabilities<'a>(
    rows: &'a ScoredRows,
    chosen: &'a [u32],
) -> impl Iterator<Item = (f64, bool)> + 'a {
    rows.at(chosen)
        .filter(|row| !row.probability.is_nan())
        .map(|row| (row.probability, row.truth == 1.0))
}

/// (True, predicted) numbers.
///
/// `chosen` are ascending positions; both in the unit of the label, one pair per position.
pub fn numbers<'a>(
    rows: &'a ScoredRows,
    chosen: &'a [u32],
) -> impl Iterator<Item = (f64, f64)> + Clone + 'a {
    rows.at(chosen).map(|row| (row.truth, row.predicted))
}

/// The metrics of the rows at `chosen` positions (ascending, the same row more than once if need be), without standard deviations.
pub(crate) fn values(rows: &ScoredRows, chosen: &[u32]) -> Values {
    let mut valuing = Valuing::new(chosen.to_vec());
    loop {
        if let Some(values) = valuing.step(rows) {
            return values;
        }
    }
}

/// [`values`] in steps.
#[derive(Debug, Clone)]
struct Valuing {
    chosen: Vec<u32>,
    binary: Binary,
}

impl Valuing {
    fn new(chosen: Vec<u32>) -> Valuing {
        Valuing {
            chosen,
            binary: Binary::default(),
        }
    }

    /// Passes over the rows once or twice; the values when all is done.
    fn step(&mut self, rows: &ScoredRows) -> Option<Values> {
        let chosen = self.chosen.as_slice();
        let of_all = |value: &dyn Fn(Metric) -> Result<f64, Unmeasured>| {
            let metrics = rows.problem.metrics().iter();
            Some(metrics.map(|metric| (*metric, value(*metric))).collect())
        };
        if chosen.is_empty() {
            return of_all(&|_| Err(Unmeasured::NoPairs));
        }
        match rows.problem {
            ProblemType::Binary => {
                let is_done = self.binary.step(rows, chosen);
                is_done.then(|| of_all(&|metric| self.binary.value(metric)))?
            }
            ProblemType::Multiclass => {
                let found = confusion(rows, chosen).unwrap_or_else(|| Confusion::new(0));
                let best = found.best_constant();
                of_all(&|metric| weighted(metric, &found, &best))
            }
            ProblemType::Regression => {
                let error = residuals(numbers(rows, chosen));
                of_all(&|metric| {
                    let error = error.as_ref().map_err(|reason| reason.clone())?;
                    match metric {
                        Metric::Mae => Ok(error.mae),
                        Metric::Mse => Ok(error.mse),
                        Metric::Rmse => Ok(error.rmse),
                        Metric::R2 => error.r2.clone().map_err(Unmeasured::from),
                        _ => Ok(error.mean),
                    }
                })
            }
        }
    }
}

/// What the metrics of two labels are made from, one after the other.
#[derive(Debug, Clone)]
struct Binary {
    found: Confusion,
    ranking: Ranking,
    calibration: Result<[f64; 3], Unmeasured>,
    /// Below the ROC curve, below precision and recall, and average precision.
    areas: Vec<Result<f64, Reason>>,
    steps: usize,
}

/// The positive label.
const POSITIVE: usize = 1;

impl Default for Binary {
    fn default() -> Self {
        Binary {
            found: Confusion::new(2),
            ranking: Ranking::default(),
            calibration: Ok([0.0; 3]),
            areas: Vec::new(),
            steps: 0,
        }
    }
}

impl Binary {
    /// Works out what is next; true when all is known.
    fn step(&mut self, rows: &ScoredRows, chosen: &[u32]) -> bool {
        let ranking = &self.ranking;
        match self.steps {
            0 => self.found = confusion(rows, chosen).unwrap_or_else(|| Confusion::new(2)),
            1 => self.ranking = self::ranking(rows, chosen),
            2 => self.calibration = errors_of(probabilities(rows, chosen)),
            3 => self.areas.push(ranking.auc()),
            4 => self.areas.push(ranking.area_under_precision_recall()),
            _ => self.areas.push(ranking.average_precision()),
        }
        self.steps += 1;
        self.steps > 5
    }

    fn value(&self, metric: Metric) -> Result<f64, Unmeasured> {
        use Metric::*;
        let (found, best) = (&self.found, self.found.best_constant());
        let of_probability = matches!(
            metric,
            Auc | AuPrc | AveragePrecision | LogLoss | Brier | CalibrationGap
        );
        if of_probability && self.ranking.steps().is_empty() {
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
            Auc => self.areas[0].clone(),
            AuPrc => self.areas[1].clone(),
            AveragePrecision => self.areas[2].clone(),
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

/// Log loss, Brier score and the gap of calibration.
fn errors_of(rows: impl Iterator<Item = (f64, bool)>) -> Result<[f64; 3], Unmeasured> {
    let found = calibration(rows).map_err(|reason| match reason {
        Reason::NotAFraction(value) => Unmeasured::NotAProbability(value),
        reason => reason.into(),
    })?;
    Ok([found.log_loss, found.brier, found.gap])
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
