//! What is drawn or listed beside the metrics: curves, labels, residuals.

use leeway_documents::model_quality::ProblemType;
use leeway_monitors::model_quality::{ScoredRows, confusion, numbers, probabilities, ranking};
use leeway_stats::calibration::calibration;
use leeway_stats::confusion::Confusion;
use leeway_stats::ranking::{Curve, Ranking};
use leeway_stats::residuals::residual_quantiles;

/// Points of a curve that is drawn.
const CURVE_POINTS: usize = 200;

/// Shares at which residuals are told.
pub(super) const SHARES: [f64; 7] = [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0];

type Points = Vec<(f64, f64)>;

/// What is drawn of one side.
#[derive(Debug, Clone, Default)]
pub struct Drawn {
    /// Rows by true and predicted label; none for numbers.
    pub confusion: Option<Confusion>,
    pub(super) roc: Points,
    pub(super) precision_recall: Points,
    pub(super) calibration: Vec<(f64, f64, u64)>,
    pub(super) thresholds: Vec<[u64; 4]>,
    pub(super) residuals: Option<Vec<f64>>,
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
    ///
    /// `None` while there is more to do. Rates and probabilities are from 0 to 1.
    pub fn step(&mut self, rows: &ScoredRows) -> Option<Drawn> {
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

pub(super) fn points(curve: Curve) -> Points {
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
