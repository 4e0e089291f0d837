//! In which order the table shows the runs.
//!
//! Ties keep the order of the names; what a run does not have comes last in either direction.

use std::cmp::Ordering;

use super::order::{Sort, positions, turned};
use leeway_report::runs::{Run, RunMonitor};

/// A column that can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Column {
    /// The run's name.
    Name,
    /// What stands out, by its pattern.
    Story,
    /// Features that drifted strongly, then those that drifted, then the farthest.
    #[default]
    Drift,
    /// Violations, then the largest distance.
    DataQuality,
    /// How much worse the headline metric is, then violations.
    ModelQuality,
    /// Violations, then how far the headline metric moved.
    Bias,
    /// The least agreement of orders first.
    Attribution,
}

/// Positions of the runs in order: the most alarming first, but names from A.
pub fn arranged(runs: &[Run], sort: Sort<Column>) -> Vec<usize> {
    if sort.column == Column::Name {
        // The report has them in the order in which people count.
        let mut all: Vec<usize> = (0..runs.len()).collect();
        if sort.is_reversed {
            all.reverse();
        }
        return all;
    }
    positions(runs.len(), &|_| true, &|one, other| {
        compared(&runs[one], &runs[other], sort)
    })
}

fn compared(one: &Run, other: &Run, sort: Sort<Column>) -> Ordering {
    let is_reversed = sort.is_reversed;
    let monitors =
        |of: fn(&Run) -> &Option<RunMonitor>, alarm: fn(&RunMonitor) -> (f64, f64)| match (
            of(one),
            of(other),
        ) {
            (Some(one), Some(other)) => {
                let ((first, second), (other_first, other_second)) = (alarm(one), alarm(other));
                let order = other_first.total_cmp(&first);
                turned(order.then(other_second.total_cmp(&second)), is_reversed)
            }
            (one, other) => other.is_some().cmp(&one.is_some()),
        };
    match sort.column {
        Column::Name => Ordering::Equal,
        Column::Story => turned(one.pattern.cmp(&other.pattern), is_reversed),
        Column::Drift => {
            let far = |run: &Run| {
                run.worst
                    .as_ref()
                    .map_or(0.0, |worst| worst.total_variation)
            };
            let order = (other.strong, other.drifted).cmp(&(one.strong, one.drifted));
            turned(order.then(far(other).total_cmp(&far(one))), is_reversed)
        }
        Column::DataQuality => monitors(
            |run| &run.data_quality,
            |monitor| (monitor.violated as f64, monitor.value.unwrap_or(0.0)),
        ),
        Column::ModelQuality => monitors(
            |run| &run.model_quality,
            |monitor| (worsening(monitor), monitor.violated as f64),
        ),
        Column::Bias => monitors(
            |run| &run.bias,
            |monitor| (monitor.violated as f64, moved(monitor).abs()),
        ),
        Column::Attribution => monitors(
            |run| &run.attribution,
            |monitor| (-monitor.value.unwrap_or(1.0), 0.0),
        ),
    }
}

/// The value less what it is held against.
fn moved(monitor: &RunMonitor) -> f64 {
    monitor
        .value
        .zip(monitor.before)
        .map_or(0.0, |(value, before)| value - before)
}

/// How much worse the headline metric is; of errors more is worse.
fn worsening(monitor: &RunMonitor) -> f64 {
    match monitor.headline.as_str() {
        "RMSE" | "MAE" => moved(monitor),
        _ => -moved(monitor),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(name: &str, strong: u64, accuracy: Option<f64>) -> Run {
        Run {
            name: name.to_owned(),
            strong,
            drifted: strong,
            model_quality: accuracy.map(|value| RunMonitor {
                headline: "Accuracy".to_owned(),
                value: Some(value),
                before: Some(0.9),
                ..RunMonitor::default()
            }),
            ..Run::default()
        }
    }

    #[test]
    fn the_most_alarming_comes_first() {
        let runs = [
            run("a", 1, Some(0.8)),
            run("b", 3, None),
            run("c", 0, Some(0.5)),
        ];
        let order = |column, is_reversed| {
            let sort = Sort {
                column,
                is_reversed,
            };
            arranged(&runs, sort)
        };
        assert_eq!(order(Column::Name, false), [0, 1, 2]);
        assert_eq!(order(Column::Name, true), [2, 1, 0]);
        assert_eq!(order(Column::Drift, false), [1, 0, 2]);
        assert_eq!(order(Column::ModelQuality, false), [2, 0, 1]);
        assert_eq!(order(Column::ModelQuality, true), [0, 2, 1]);
        assert_eq!(order(Column::Bias, false), [0, 1, 2]);
    }
}
