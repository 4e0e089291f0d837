//! Bias: a part for each group.

use super::super::Sent;
use super::super::content::{Cell, Holds, Out, Picture, Run, Sheet, Text};
use super::marks::{reported_words, status_class};
use crate::presentation::bias::{check_mark, distances, group_name, metrics, over_time, sizes};
use crate::presentation::format::{exact, number};
use crate::report::Window;
use crate::report::bias::{BiasFacet, BiasMetric};

/// The metric that is drawn over time on the page.
const SHOWN: &str = "DPPL";

/// Each group as picture and table.
pub fn bias(sent: &Sent, out: &mut dyn Out) {
    let Some(bias) = &sent.report.bias else {
        return;
    };
    out.section("bias", "Bias");
    out.paragraph(bias.sentence.as_str().into());
    if let Some(reason) = &bias.reason {
        out.paragraph(Text::muted(reason.as_str()));
    }
    let windows = sent.report.current.as_ref().map(|side| &side.windows);
    for facet in &bias.facets {
        let name = group_name(facet);
        out.heading(None, Text::content(name.as_str()));
        let weak = match facet.weak {
            true => "Few rows: weak evidence.",
            false => "",
        };
        out.paragraph(Text::from(sizes(facet)).and(weak));
        if let Some(reason) = &facet.reason {
            out.paragraph(reason.as_str().into());
        }
        if metrics(facet).next().is_none() {
            continue;
        }
        let chart = distances(facet);
        let mut pictures = vec![Picture::wide(format!("bias of {name}"), chart)];
        if let Some(windows) = windows {
            pictures.extend(windowed(sent, facet, &name, windows));
        }
        out.pictures(pictures);
        out.tables(vec![table(facet, &name)]);
    }
}

fn windowed(sent: &Sent, facet: &BiasFacet, name: &str, windows: &[Window]) -> Vec<Picture> {
    let known = |metric: &&BiasMetric| {
        let mut points = metric.windows.iter().flatten();
        points.any(|point| point.value.is_some())
    };
    let shown = metrics(facet).filter(known);
    let shown = shown.filter(|metric| sent.is_whole || metric.name == SHOWN);
    let drawn = shown.map(|metric| {
        let chart = over_time(facet, metric, windows);
        Picture::wide(format!("{} of {name} over time", metric.name), chart)
    });
    drawn.collect()
}

fn table(facet: &BiasFacet, name: &str) -> Sheet {
    let mut table = Sheet::new(
        format!("bias of {name}"),
        "bias",
        "Metrics of labels, then of predictions, with their 95 % intervals",
        &[
            ("Metric", Holds::Sentences),
            ("Value", Holds::Numbers),
            ("Low", Holds::Numbers),
            ("High", Holds::Numbers),
            ("Baseline", Holds::Numbers),
        ],
    );
    table.rows = metrics(facet).map(row).collect();
    table
}

fn row(metric: &BiasMetric) -> Vec<Cell> {
    let value = |value: Option<f64>| {
        value.map_or_else(Cell::default, |value| {
            Cell::from(Text::from(Run::Number(number(value), exact(value))))
        })
    };
    let title = match metric.description.as_str() {
        "" => &metric.name,
        description => description,
    };
    let (shape, words) = check_mark(metric);
    let mark = Run::Mark(status_class(metric.status), shape, words.to_owned());
    let mut name = Cell::from(Text::from(title).and(mark)).and(metric.sentence.as_str());
    let notes = [&metric.error, &metric.remark];
    for note in notes.into_iter().flatten() {
        name = name.and(note.as_str());
    }
    if let Some(violation) = &metric.violation {
        name = name.and(Run::Quote(violation.clone()));
    }
    if let Some(reported) = &metric.reported {
        name = name.and(reported_words(reported));
    }
    vec![
        name,
        value(metric.value),
        value(metric.low),
        value(metric.high),
        value(metric.baseline),
    ]
}
