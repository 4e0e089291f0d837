//! Executions of the drift container over time, beside what is recomputed.

use crate::drift::{Drift, sample_left_out};
use crate::layout::Layout;
use crate::source::Loaded;
use crate::view::View;
use leeway_documents::container::{Execution, FeatureDrift, LEAST_P};
use leeway_documents::{Content, Role, parse_time};
use leeway_monitors::drift::Comparison;
use leeway_monitors::words;
use leeway_report::Sentence;
use leeway_report::{
    ContainerFeature, ContainerResults, Report, SampleDifference, SampleWhy, Window, iso,
};

/// An execution with its place in time.
struct Placed<'a> {
    end_ms: Option<i64>,
    path: &'a str,
    execution: &'a Execution,
}

/// Digits that the sample prints.
const PRINTED: f64 = 5e-11;

/// Rows of the current side that an execution looked at.
#[derive(Clone, Copy)]
enum Looked {
    /// Those of the window at this place.
    Window(usize),
    All,
}

/// What the loaded executions say, beside what `report` and `drift` recomputed; `None` without any.
///
/// An execution is held against the window that ends when its data end; where no row has a time, a single one against all rows.
///
/// One entry per execution in order of time; scores from 0 to 200, log10 of p-values, accuracy in per cent; `None` where a file or the recomputation has no
/// value. Source: the AWS sample's container.
pub fn results(view: View, report: &Report, drift: &Drift) -> Option<ContainerResults> {
    let current = report.current.as_ref();
    let windows = current.map_or(&[][..], |side| side.windows.as_slice());
    let projected = report.projected_accuracy.as_ref();
    let mut placed = placed(view.sources, view.layout);
    placed.sort_by(|a, b| a.end_ms.cmp(&b.end_ms).then_with(|| a.path.cmp(b.path)));
    if placed.is_empty() {
        return None;
    }
    let window_of = |placed: &Placed| {
        let ends_then = |window: &Window| {
            let end = window.end.as_deref().and_then(parse_time);
            end.is_some() && end == placed.end_ms
        };
        windows.iter().position(ends_then)
    };
    // Windows of rows end at no time: what a single execution looked at can then be all rows alone.
    let is_of_all = placed.len() == 1 && windows.iter().all(|window| window.end.is_none());
    let rows_of = |placed: &Placed| match window_of(placed) {
        Some(window) => Some(Looked::Window(window)),
        None => is_of_all.then_some(Looked::All),
    };
    let looked: Vec<Option<Looked>> = placed.iter().map(rows_of).collect();
    let mut names: Vec<&str> = Vec::new();
    for row in placed.iter().flat_map(|placed| &placed.execution.features) {
        if !names.contains(&row.name.as_str()) {
            names.push(&row.name);
        }
    }
    let feature = |name: &&str| {
        let rows = placed.iter().map(|placed| {
            let mut rows = placed.execution.features.iter();
            rows.find(|row| row.name == **name)
        });
        let rows: Vec<_> = rows.collect();
        let recomputed = looked.iter().map(|looked| {
            let comparison = match (*looked)? {
                Looked::Window(window) => drift.windows.get(*name)?.get(window)?.as_ref(),
                Looked::All => drift.comparisons.get(*name),
            };
            comparison.map(|comparison| &**comparison)
        });
        let recomputed: Vec<Option<&Comparison>> = recomputed.collect();
        ContainerFeature {
            name: (*name).to_owned(),
            drift_score: rows.iter().map(|row| (*row)?.drift_score).collect(),
            log10_p: rows
                .iter()
                .map(|row| {
                    Some(match (*row)?.p_value? {
                        0.0 => LEAST_P.log10(),
                        p => p.log10(),
                    })
                })
                .collect(),
            recomputed_score: recomputed
                .iter()
                .map(|comparison| Some((*comparison)?.shares.as_ref().ok()?.drift_score))
                .collect(),
            recomputed_log10_p: recomputed
                .iter()
                .map(|comparison| Some((*comparison)?.p_value_by(view.rules.verdict)?.1))
                .collect(),
            differences: rows
                .iter()
                .zip(&recomputed)
                .enumerate()
                .filter_map(|(execution, (row, comparison))| {
                    Some(differences(execution as u64, (*row)?, (*comparison)?))
                })
                .flatten()
                .collect(),
        }
    };
    let rounded = placed
        .iter()
        .flat_map(|placed| &placed.execution.features)
        .filter(|row| row.p_value == Some(0.0))
        .count() as u64;
    let labels: Vec<String> = placed.iter().map(label).collect();
    let accuracy: Vec<Option<f64>> = placed
        .iter()
        .map(|placed| placed.execution.accuracy)
        .collect();
    Some(ContainerResults {
        sentence: sentence(&labels, &accuracy, rounded),
        recomputed_accuracy: looked
            .iter()
            .map(|looked| match (*looked)? {
                Looked::Window(window) => *projected?.windows.get(window)?,
                Looked::All => projected?.value,
            })
            .collect(),
        features: names.iter().map(feature).collect(),
        labels,
        accuracy,
    })
}

/// The numbers of a feature that the sample's own arithmetic gives as they stand in the file, while over all rows they are others.
fn differences(
    execution: u64,
    row: &FeatureDrift,
    comparison: &Comparison,
) -> Vec<SampleDifference> {
    let Some(sample) = &comparison.sample else {
        return Vec::new();
    };
    let score = comparison
        .shares
        .as_ref()
        .ok()
        .map(|shares| shares.drift_score);
    let chi_square = comparison
        .chi_square
        .as_ref()
        .and_then(|test| test.as_ref().ok());
    let left_out = sample_left_out(&sample.left_out);
    let exact = SampleWhy::BaselineAsExpected {
        rows: [comparison.baseline_rows, comparison.current_rows],
    };
    let numbers = [
        (row.drift_score, sample.drift_score, score, left_out),
        (
            row.chi_square,
            sample.chi_square,
            chi_square.map(|test| test.statistic),
            exact,
        ),
    ];
    let is_printed_as = |a: f64, b: f64| (a - b).abs() <= PRINTED * b.abs().max(1.0);
    let explained = numbers
        .into_iter()
        .filter_map(|(reported, sample, over_all, why)| {
            let (reported, by_the_sample, over_all) = (reported?, sample?, over_all?);
            let is_explained =
                is_printed_as(reported, by_the_sample) && !is_printed_as(reported, over_all);
            is_explained.then_some(SampleDifference {
                execution,
                reported,
                by_the_sample,
                over_all,
                why,
            })
        });
    explained.collect()
}

fn placed<'a>(sources: &'a [Loaded], layout: &Layout) -> Vec<Placed<'a>> {
    let reported = sources
        .iter()
        .zip(&layout.roles)
        .filter(|(_, role)| **role == Some(Role::Reported));
    let mut placed = Vec::new();
    for (source, _) in reported {
        if let Content::Results(executions) = &source.document.content {
            placed.extend(executions.iter().map(|execution| Placed {
                // The hour of a report's path is the end of the hour of its data.
                end_ms: execution.end_ms().or(source.document.hour),
                path: &source.document.path,
                execution,
            }));
        }
    }
    placed
}

fn label(placed: &Placed) -> String {
    match placed.end_ms {
        Some(end) => iso(end)
            .chars()
            .take(16)
            .collect::<String>()
            .replace('T', " "),
        None => placed.path.to_owned(),
    }
}

fn sentence(labels: &[String], accuracy: &[Option<f64>], rounded: u64) -> Sentence {
    let count = words::plural(labels.len() as u64, "execution", "executions");
    let mut sentence = Sentence::from(match labels {
        [first, .., last] => {
            format!("{count} of the drift container, with data up to {first} and {last} UTC.")
        }
        _ => format!(
            "{count} of the drift container, with data up to {} UTC.",
            labels.join("")
        ),
    });
    let known: Vec<f64> = accuracy.iter().flatten().copied().collect();
    if let [first, .., last] = known.as_slice() {
        let (first, last) = (words::number(round(*first)), words::number(round(*last)));
        sentence += &format!(" Its projected accuracy went from {first} to {last}.");
    }
    if rounded > 0 {
        let values = words::plural(rounded, "p-value is", "p-values are");
        sentence += &format!(
            " {values} rounded to 0 there, and shown as the largest that rounds so, 5e-11."
        );
    }
    sentence
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
