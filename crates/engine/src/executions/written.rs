//! Every window as an execution of the drift container would have written it.

use crate::monitor::Advance;
use crate::problem::Problem;
use std::collections::BTreeMap;

use crate::layout::{FeaturePlaces, column_at};
use crate::study::Analysis;
use leeway_documents::Role;
use leeway_documents::container::{Execution, FeatureDrift, write};
use leeway_monitors::drift::{Comparison, FeatureSide, KindRule, Taken, compare};
use leeway_table::{Column, Kind, Series};

/// A missing share has moved significantly below this p-value, as in the sample.
const SIGNIFICANT: f64 = 0.05;

/// Executions on their way: features are measured one at a time, in every window.
#[derive(Debug, Default)]
pub struct Writing {
    windows: Vec<Vec<FeatureDrift>>,
    next: usize,
}

impl Writing {
    /// Measures the next feature in every window, as the drift container does; answers how far that is, or `None` after the last.
    ///
    /// `analysis` must be the same at every call; units are features. One that a side lacks adds nothing to the windows.
    pub fn step(&mut self, analysis: &Analysis) -> Option<Advance> {
        let features = &analysis.layout.features;
        let places = features.get(self.next)?;
        self.next += 1;
        let count = analysis.timeline.cut().windows.len().max(1);
        self.windows.resize(count, Vec::new());
        if let Some(whole) = analysis.whole.drift.answer().comparisons.get(&places.name)
            && !places.current.columns().is_empty()
            && let Some(baseline) = analysis
                .layout
                .side(analysis.sources, places, Role::Baseline)
        {
            for (window, rows) in self.windows.iter_mut().enumerate() {
                let columns = columns_in(analysis, places, window);
                let current = FeatureSide::Samples(Series::new(&columns));
                if current.rows() > 0 {
                    let chosen = match whole.kind_rule {
                        KindRule::Chosen => Some(whole.kind),
                        _ => None,
                    };
                    let comparison = compare(&baseline, Some(&current), &Taken::chosen(chosen));
                    rows.push(row(&places.name, &comparison));
                }
            }
        }
        let name = places.name.as_str();
        Some(Advance::new(name, self.next, features.len()))
    }
}

/// The file; windows without rows are left out.
///
/// JSON text in the form of the AWS sample's `results.json`: one object per window, scores in per cent from 0 to 200, p-values from 0 to 1.
///
/// # Errors
/// When nothing is compared.
pub fn written(writing: Writing, analysis: &Analysis) -> Result<String, Problem> {
    let windows = analysis.timeline.windows();
    let projected = analysis.whole.projected_accuracy.answer().found.as_ref();
    let executions: Vec<Execution> = writing
        .windows
        .into_iter()
        .enumerate()
        .filter(|(_, features)| !features.is_empty())
        .map(|(place, features)| {
            let window = windows.get(place);
            let of_window = projected.and_then(|projected| projected.windows.get(place).copied());
            let whole = projected
                .filter(|_| windows.is_empty())
                .and_then(|projected| projected.value);
            Execution {
                accuracy: of_window.flatten().or(whole),
                end_time: window.and_then(|window| window.end.clone()),
                features,
            }
        })
        .collect();
    match executions.is_empty() {
        false => Ok(write(&executions)),
        true => Err(Problem::missing(
            "There is nothing to write to results.json",
            "open a baseline and records of the current side",
        )),
    }
}

/// A feature's rows in a window; all rows where there are no windows.
fn columns_in(analysis: &Analysis, places: &FeaturePlaces, window: usize) -> Vec<Column> {
    let cut = analysis.timeline.cut();
    let indices: BTreeMap<usize, &[u32]> =
        cut.by_source(analysis.sources, analysis.layout).collect();
    let columns = places.current.columns().iter();
    columns
        .map(|&(source, column)| {
            let column = column_at(analysis.sources, (source, column));
            let keep: Vec<bool> = match indices.get(&source) {
                Some(indices) => indices
                    .iter()
                    .map(|&index| index as usize == window)
                    .collect(),
                None => vec![cut.windows.is_empty(); column.len()],
            };
            column.selected(&keep)
        })
        .collect()
}

fn row(name: &str, comparison: &Comparison) -> FeatureDrift {
    let shares = comparison.shares.as_ref().ok();
    let is_numerical = comparison.kind == Kind::Numerical;
    let missing = comparison.missing.test.as_ref().ok();
    let distance = comparison
        .wasserstein
        .as_ref()
        .and_then(|distance| distance.as_ref().ok());
    let distinct = (comparison.baseline.distinct, comparison.current.distinct);
    let distinct_change = match (is_numerical, distinct) {
        (false, (Some(before), Some(now))) => Some(before.abs_diff(now) as f64),
        _ => None,
    };
    FeatureDrift {
        name: name.to_owned(),
        is_numerical: Some(is_numerical),
        drift_score: shares.map(|shares| shares.drift_score),
        missing_change: missing.map(|test| 100.0 * test.difference.abs()),
        is_missing_significant: missing.map(|test| test.p_value < SIGNIFICANT),
        ks: comparison
            .ks
            .as_ref()
            .and_then(|ks| ks.as_ref().ok())
            .map(|ks| ks.statistic),
        p_value: comparison.p_value().map(|(p, _)| p),
        wasserstein: distance.and_then(|distance| distance.normalised),
        jensen_shannon: shares.map(|shares| shares.js_distance),
        chi_square: comparison
            .chi_square
            .as_ref()
            .and_then(|test| test.as_ref().ok())
            .map(|test| test.statistic),
        distinct_change,
    }
}
