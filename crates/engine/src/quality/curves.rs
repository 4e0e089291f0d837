//! What is drawn of both sides, as the report has it.

use super::drawn::{Drawn, SHARES, points};
use super::measured::{MeasuredSide, Quality};
use leeway_documents::model_quality::QualityStatistics;
use leeway_report::model_quality::{Curves, LabelQuality, Residual};
use leeway_stats::ranking::Curve;

/// The curves of the current side, or of the baseline where it is alone (`is_current` is false).
///
/// Rates and probabilities from 0 to 1, points from left to right. From rows where they have probabilities, else as a file of statistics has them; empty where
/// neither does.
pub fn curves(
    quality: &Quality,
    current: Option<&QualityStatistics>,
    baseline: Option<&QualityStatistics>,
    is_current: bool,
) -> Curves {
    let of_file = |curve: Option<(Vec<f64>, Vec<f64>)>| {
        curve.map_or_else(Vec::new, |(x, y)| points(Curve { x, y }))
    };
    let drawn = |part: &Option<MeasuredSide>, stated: Option<&QualityStatistics>| {
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
///
/// One entry per label of `part`, in its order, rates from 0 to 1; `None` where a label was never predicted or is not the baseline's. Empty without a confusion
/// matrix, as for numbers.
pub fn per_label(
    part: Option<&MeasuredSide>,
    baseline: Option<&MeasuredSide>,
) -> Vec<LabelQuality> {
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

/// Residuals of both sides at shares of their order, for a regression.
///
/// One entry per share (0 to 1, ascending), residuals in the unit of the label; `None` for a side that is not there, and no entry for labels.
pub fn residuals(quality: &Quality) -> Vec<Residual> {
    let of = |part: &Option<MeasuredSide>| part.as_ref()?.drawn.residuals.clone();
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
