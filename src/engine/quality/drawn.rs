//! What is drawn or listed beside the metrics: curves, labels, residuals.

use super::measured::{Part, Quality};
use crate::documents::model_quality::{ProblemType, QualityStatistics};
use crate::monitors::model_quality::{Rows, confusion, numbers, probabilities, ranking};
use crate::report::model_quality::{Curves, LabelQuality, Residual};
use crate::stats::calibration::calibration;
use crate::stats::confusion::Confusion;
use crate::stats::ranking::{Curve, Ranking};
use crate::stats::residuals::residual_quantiles;

/// Points of a curve that is drawn.
const CURVE_POINTS: usize = 200;

/// Shares at which residuals are told.
const SHARES: [f64; 7] = [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0];

type Points = Vec<(f64, f64)>;

/// What is drawn of one side.
#[derive(Debug, Clone, Default)]
pub struct Drawn {
    /// Rows by true and predicted label; none for numbers.
    pub confusion: Option<Confusion>,
    roc: Points,
    precision_recall: Points,
    calibration: Vec<(f64, f64, u64)>,
    thresholds: Vec<[u64; 4]>,
    residuals: Option<Vec<f64>>,
}

/// [`Drawn`] on its way.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    drawn: Drawn,
    ranking: Ranking,
    steps: usize,
}

impl Drawing {
    /// Passes over the rows once or twice; what is drawn when all is known.
    pub fn step(&mut self, rows: &Rows) -> Option<Drawn> {
        let all = rows.all();
        let drawn = &mut self.drawn;
        self.steps += 1;
        match self.steps {
            1 => drawn.confusion = confusion(rows, &all),
            2 if rows.problem == ProblemType::Regression => {
                drawn.residuals = residual_quantiles(numbers(rows, &all), &SHARES).ok();
            }
            2 if rows.has_probabilities() => self.ranking = ranking(rows, &all),
            3 => drawn.roc = self.ranking.roc().map_or_else(|_| Vec::new(), points),
            4 => {
                let curve = self.ranking.precision_recall();
                drawn.precision_recall = curve.map_or_else(|_| Vec::new(), points);
            }
            5 => {
                let found = calibration(probabilities(rows, &all));
                let bins = found.map_or_else(|_| Vec::new(), |found| found.bins);
                let bin = bins
                    .iter()
                    .map(|bin| (bin.mean_probability, bin.positive_share, bin.rows));
                drawn.calibration = bin.collect();
                drawn.thresholds = thresholds(&self.ranking);
            }
            _ => return Some(std::mem::take(drawn)),
        }
        let has_curves = !self.ranking.steps().is_empty();
        (self.steps > 1 && !has_curves).then(|| std::mem::take(drawn))
    }
}

fn points(curve: Curve) -> Points {
    let curve = curve.thinned(CURVE_POINTS);
    curve.x.into_iter().zip(curve.y).collect()
}

/// True positives, false positives, false negatives and true negatives at thresholds of 0, 0.01 … 1.
fn thresholds(ranking: &Ranking) -> Vec<[u64; 4]> {
    let (positives, negatives) = ranking.classes();
    let at = |step: u32| {
        let step = ranking.at(f64::from(step) / 100.0);
        let (tp, fp) = (step.true_positives, step.false_positives);
        [tp, fp, positives - tp, negatives - fp]
    };
    (0..=100).map(at).collect()
}

/// The curves of the current side, or of the baseline where it is alone.
pub fn curves(
    quality: &Quality,
    current: Option<&QualityStatistics>,
    baseline: Option<&QualityStatistics>,
    is_current: bool,
) -> Curves {
    let of_file = |curve: Option<(Vec<f64>, Vec<f64>)>| {
        curve.map_or_else(Vec::new, |(x, y)| points(Curve { x, y }))
    };
    let drawn = |part: &Option<Part>, stated: Option<&QualityStatistics>| {
        let part = part.as_ref().filter(|part| part.rows.has_probabilities());
        part.map_or_else(
            || Drawn {
                roc: of_file(stated.and_then(QualityStatistics::roc)),
                precision_recall: of_file(stated.and_then(QualityStatistics::precision_recall)),
                ..Drawn::default()
            },
            |part| part.drawn.clone(),
        )
    };
    let of_baseline = || drawn(&quality.baseline, baseline);
    let (shown, before) = match is_current {
        true => (drawn(&quality.current, current), of_baseline()),
        false => (of_baseline(), Drawn::default()),
    };
    Curves {
        roc: shown.roc,
        baseline_roc: before.roc,
        precision_recall: shown.precision_recall,
        baseline_precision_recall: before.precision_recall,
        calibration: shown.calibration,
        baseline_calibration: before.calibration,
        thresholds: shown.thresholds,
    }
}

/// Precision and recall of every label, and the baseline's beside them.
pub fn per_label(part: Option<&Part>, baseline: Option<&Part>) -> Vec<LabelQuality> {
    let Some((part, found)) = part.and_then(|part| Some((part, part.drawn.confusion.as_ref()?)))
    else {
        return Vec::new();
    };
    let before =
        baseline.and_then(|part| Some((&part.rows.labels, part.drawn.confusion.as_ref()?)));
    let label = |(at, label): (usize, &String)| {
        let rates = found.rates(at);
        let before = before.as_ref().and_then(|(labels, found)| {
            let at = labels.iter().position(|known| known == label)?;
            Some(found.rates(at))
        });
        LabelQuality {
            label: label.clone(),
            precision: rates.precision.ok(),
            recall: rates.recall.ok(),
            f1: rates.f1.ok(),
            rows: rates.support,
            baseline_precision: before
                .as_ref()
                .and_then(|rates| rates.precision.clone().ok()),
            baseline_recall: before.and_then(|rates| rates.recall.ok()),
        }
    };
    part.rows.labels.iter().enumerate().map(label).collect()
}

/// Residuals of both sides at shares of their order; none but for a regression.
pub fn residuals(quality: &Quality) -> Vec<Residual> {
    let of = |part: &Option<Part>| part.as_ref()?.drawn.residuals.clone();
    let (current, baseline) = (of(&quality.current), of(&quality.baseline));
    if current.is_none() && baseline.is_none() {
        return Vec::new();
    }
    let residual = |(at, &share): (usize, &f64)| Residual {
        share,
        current: current.as_ref().map(|current| current[at]),
        baseline: baseline.as_ref().map(|baseline| baseline[at]),
    };
    SHARES.iter().enumerate().map(residual).collect()
}
