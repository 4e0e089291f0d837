//! What is drawn or listed beside the metrics: curves, labels, residuals.

use super::measured::{Part, Quality};
use crate::documents::model_quality::{ProblemType, QualityStatistics};
use crate::monitors::model_quality::{confusion, numbers, probabilities, ranking};
use crate::report::model_quality::{Curves, LabelQuality, Residual};
use crate::stats::calibration::calibration;
use crate::stats::ranking::Curve;
use crate::stats::residuals::residual_quantiles;

/// Points of a curve that is drawn.
const CURVE_POINTS: usize = 200;

/// Shares at which residuals are told.
const SHARES: [f64; 7] = [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0];

fn points(curve: Curve) -> Vec<(f64, f64)> {
    let curve = curve.thinned(CURVE_POINTS);
    curve.x.into_iter().zip(curve.y).collect()
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
        let Some(part) = part.as_ref().filter(|part| part.rows.has_probabilities()) else {
            return (
                of_file(stated.and_then(QualityStatistics::roc)),
                of_file(stated.and_then(QualityStatistics::precision_recall)),
                Vec::new(),
                Vec::new(),
            );
        };
        let all = part.rows.all();
        let ranking = ranking(&part.rows, &all);
        let bins = calibration(probabilities(&part.rows, &all))
            .map_or_else(|_| Vec::new(), |found| found.bins);
        let (positives, negatives) = ranking.classes();
        let at = |step: u32| {
            let step = ranking.at(f64::from(step) / 100.0);
            let (tp, fp) = (step.true_positives, step.false_positives);
            [tp, fp, positives - tp, negatives - fp]
        };
        (
            ranking.roc().map_or_else(|_| Vec::new(), points),
            ranking
                .precision_recall()
                .map_or_else(|_| Vec::new(), points),
            bins.iter()
                .map(|bin| (bin.mean_probability, bin.positive_share, bin.rows))
                .collect(),
            (0..=100).map(at).collect(),
        )
    };
    let (roc, precision_recall, calibration, thresholds) = if is_current {
        drawn(&quality.current, current)
    } else {
        drawn(&quality.baseline, baseline)
    };
    let (baseline_roc, baseline_precision_recall, baseline_calibration, _) = if is_current {
        drawn(&quality.baseline, baseline)
    } else {
        Default::default()
    };
    Curves {
        roc,
        baseline_roc,
        precision_recall,
        baseline_precision_recall,
        calibration,
        baseline_calibration,
        thresholds,
    }
}

/// Precision and recall of every label, and the baseline's beside them.
pub fn per_label(part: Option<&Part>, baseline: Option<&Part>) -> Vec<LabelQuality> {
    let Some((part, found)) =
        part.and_then(|part| Some((part, confusion(&part.rows, &part.rows.all())?)))
    else {
        return Vec::new();
    };
    let before = baseline
        .and_then(|part| Some((&part.rows.labels, confusion(&part.rows, &part.rows.all())?)));
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
    let of = |part: &Option<Part>| {
        let part = part
            .as_ref()
            .filter(|part| part.rows.problem == ProblemType::Regression)?;
        residual_quantiles(numbers(&part.rows, &part.rows.all()), &SHARES).ok()
    };
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
