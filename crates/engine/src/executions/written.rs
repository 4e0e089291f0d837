//! All rows, and every window, as an execution of the drift container would have written them.

use crate::monitor::Advance;
use crate::problem::Problem;
use std::collections::BTreeMap;

use crate::layout::{FeaturePlaces, column_at};
use crate::study::Analysis;
use leeway_documents::Role;
use leeway_documents::container::{Execution, FeatureDrift, write, write_one};
use leeway_monitors::drift::{Comparison, FeatureSide, KindRule, Taken, compare};
use leeway_table::{Column, Kind, Series};

/// A missing share has moved significantly below this p-value, as in the sample.
const SIGNIFICANT: f64 = 0.05;

/// What p-values that are too small to be told from 0 are written as: readers take logarithms.
const SMALLEST_P: f64 = 1e-300;

/// Executions on their way: all rows are measured already, features of windows one at a time.
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

/// All rows of the current side as one execution, which is what the sample's reader takes.
///
/// JSON text in the form of the AWS sample's `results.json`: one object, scores in per cent from 0 to 200, p-values above 0 to 1; its end is that of the last
/// window.
///
/// # Errors
/// When nothing is compared.
pub fn whole(analysis: &Analysis) -> Result<String, Problem> {
    let compared = &analysis.whole.drift.answer().comparisons;
    let is_of_samples = |places: &&FeaturePlaces| {
        !places.current.columns().is_empty() && !places.baseline.columns().is_empty()
    };
    let features: Vec<FeatureDrift> = analysis
        .layout
        .features
        .iter()
        .filter(is_of_samples)
        .filter_map(|places| Some(row(&places.name, compared.get(&places.name)?)))
        .collect();
    if features.is_empty() {
        return Err(nothing_to_write("results.json"));
    }
    let projected = analysis.whole.projected_accuracy.answer().found.as_ref();
    let windows = analysis.timeline.windows();
    Ok(write_one(&Execution {
        accuracy: projected.and_then(|projected| projected.value),
        end_time: windows.last().and_then(|window| window.end.clone()),
        features,
    }))
}

fn nothing_to_write(name: &str) -> Problem {
    Problem::missing(
        format!("There is nothing to write to {name}"),
        "open a baseline and records of the current side",
    )
}

/// Every window as an execution, in a list; windows without rows are left out.
///
/// JSON text: one object per window, each as [`whole`] has it.
///
/// # Errors
/// When nothing is compared.
pub fn by_window(writing: Writing, analysis: &Analysis) -> Result<String, Problem> {
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
        true => Err(nothing_to_write("results_by_window.json")),
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
        p_value: comparison.p_value().map(|(p, _)| p.max(SMALLEST_P)),
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
