//! Executions of the drift container over time, beside what is recomputed.

use std::collections::BTreeMap;

use crate::layout::Layout;
use crate::source::Loaded;
use crate::view::View;
use leeway_documents::container::{Execution, LEAST_P};
use leeway_documents::{Content, Role, parse_time};
use leeway_monitors::words;
use leeway_report::Sentence;
use leeway_report::{ContainerFeature, ContainerResults, Feature, Report, Window, iso};

/// An execution with its place in time.
struct Placed<'a> {
    end_ms: Option<i64>,
    path: &'a str,
    execution: &'a Execution,
}

/// What the loaded executions say, beside what `report` recomputed; `None` without any.
///
/// One entry per execution in order of time; scores from 0 to 200, log10 of p-values, accuracy in per cent; `None` where a file or the recomputation has no
/// value. Source: the AWS sample's container.
pub fn results(view: View, report: &Report) -> Option<ContainerResults> {
    let current = report.current.as_ref();
    let windows = current.map_or(&[][..], |side| side.windows.as_slice());
    let projected = report.projected_accuracy.as_ref();
    let projected = projected.map_or(&[][..], |projected| projected.windows.as_slice());
    let features = &report.features;
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
    let matched: Vec<Option<usize>> = placed.iter().map(window_of).collect();
    let mut names: Vec<&str> = Vec::new();
    for row in placed.iter().flat_map(|placed| &placed.execution.features) {
        if !names.contains(&row.name.as_str()) {
            names.push(&row.name);
        }
    }
    let by_name: BTreeMap<&str, &Feature> = features
        .iter()
        .map(|feature| (feature.name.as_str(), feature))
        .collect();
    let feature = |name: &&str| {
        let rows = placed.iter().map(|placed| {
            let mut rows = placed.execution.features.iter();
            rows.find(|row| row.name == **name)
        });
        let rows: Vec<_> = rows.collect();
        let recomputed = matched.iter().map(|window| {
            let feature = by_name.get(name)?;
            feature.windows.get((*window)?)
        });
        let recomputed: Vec<_> = recomputed.collect();
        ContainerFeature {
            name: (*name).to_owned(),
            drift_score: rows.iter().map(|row| (*row)?.drift_score).collect(),
            log10_p: rows
                .iter()
                .map(|row| Some((*row)?.p_value?.max(LEAST_P).log10()))
                .collect(),
            recomputed_score: recomputed
                .iter()
                .map(|window| (*window)?.drift_score)
                .collect(),
            recomputed_log10_p: recomputed.iter().map(|window| (*window)?.log10_p).collect(),
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
        recomputed_accuracy: matched
            .iter()
            .map(|window| projected.get((*window)?).copied().flatten())
            .collect(),
        features: names.iter().map(feature).collect(),
        labels,
        accuracy,
    })
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
