//! The charts of attributions, from the report.

use crate::over_time::line;
use leeway_charts::{Contribution, Slope, Slopes, Timeline, Waterfall};
use leeway_report::Window;
use leeway_report::attribution::{AttributionLabel, Dependence, Explanation};

/// Places that are drawn.
const TOP: usize = 20;

/// The places of a label's features in both orders.
pub fn slopes(label: &AttributionLabel, unit: Option<&str>) -> Slopes {
    let rows = label.features.iter().map(|feature| Slope {
        label: feature.name.clone(),
        baseline: feature.baseline_rank,
        current: feature.current_rank,
        baseline_value: feature.baseline,
        current_value: feature.current,
    });
    Slopes {
        title: match unit {
            Some(unit) => format!("Places by mean absolute SHAP value ({unit})"),
            None => "Places by global SHAP value".to_owned(),
        },
        rows: rows.collect(),
        top: TOP,
    }
}

/// nDCG over the windows.
pub fn over_time(label: &AttributionLabel, windows: &[Window], threshold: f64) -> Timeline {
    let value = |place: usize| *label.windows.get(place)?;
    let mut line = Timeline {
        measure: "nDCG".to_owned(),
        threshold: Some(threshold),
        floor: floor(label, threshold),
        ..line(windows, value)
    };
    for point in &mut line.points {
        point.has_drifted = point.value.map(|value| value < threshold);
    }
    line
}

/// Where the axis begins: a tenth below the lowest value and the threshold, so that steps near 1 can be seen.
fn floor(label: &AttributionLabel, threshold: f64) -> f64 {
    let values = label.windows.iter().flatten().copied();
    let lowest = values.fold(threshold, f64::min);
    ((lowest * 10.0).floor() - 1.0).max(0.0) / 10.0
}

/// A record's score step by step.
pub fn waterfall(explanation: &Explanation) -> Waterfall {
    let steps = explanation.parts.iter().map(|part| Contribution {
        label: format!("{} = {}", part.feature, part.value),
        value: part.contribution,
    });
    Waterfall {
        title: format!(
            "Record {} of the {} side",
            explanation.row,
            explanation.role.name()
        ),
        across: explanation.unit.clone(),
        start: explanation.expected,
        steps: steps.collect(),
        top: 12,
    }
}

/// A partial dependence as the path of a picture in a box of 100 by 100, y downwards: a line over numbers, a stem from zero for each label.
pub fn dependence_path(dependence: &Dependence) -> String {
    let values = &dependence.predictions;
    let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let low = match dependence.numerical {
        true => lowest,
        false => lowest.min(0.0),
    };
    let last = values.len().saturating_sub(1).max(1) as f64;
    let point = |(place, value): (usize, &f64)| {
        let share = if high > low {
            (value - low) / (high - low)
        } else {
            0.5
        };
        let y = 96.0 - 92.0 * share;
        if dependence.numerical {
            let letter = if place == 0 { 'M' } else { 'L' };
            format!("{letter}{:.1},{y:.1}", 100.0 * place as f64 / last)
        } else {
            let x = 100.0 * (place as f64 + 0.5) / values.len() as f64;
            format!("M{x:.1},100V{y:.1}")
        }
    };
    values.iter().enumerate().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependence_fills_its_box() {
        let mut dependence = Dependence {
            predictions: vec![0.2, 0.6, 0.4],
            numerical: true,
            ..Dependence::default()
        };
        assert_eq!(
            dependence_path(&dependence),
            "M0.0,96.0L50.0,4.0L100.0,50.0"
        );
        dependence.numerical = false;
        dependence.predictions = vec![0.5, 0.25];
        assert_eq!(dependence_path(&dependence), "M25.0,100V4.0M75.0,100V50.0");
        assert_eq!(dependence_path(&Dependence::default()), "");
    }

    #[test]
    fn windows_below_the_threshold_have_drifted() {
        let label = AttributionLabel {
            windows: vec![Some(0.95), None, Some(0.7)],
            ..AttributionLabel::default()
        };
        let windows = vec![Window::default(); 3];
        let line = over_time(&label, &windows, 0.9);
        let drifted: Vec<Option<bool>> =
            line.points.iter().map(|point| point.has_drifted).collect();
        assert_eq!(drifted, [Some(false), None, Some(true)]);
        assert_eq!(line.floor, 0.6);
        assert_eq!(over_time(&label, &windows, 0.05).floor, 0.0);
    }
}
