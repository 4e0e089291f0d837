//! Bias: a part for each group.

use super::super::content::{Cell, Holds, Out, Picture, Run, Sheet, Text};
use super::super::sent::Sent;
use super::marks::{reported_words, status_class};
use crate::bias::{check_mark, distances, over_time, sizes, too_few};
use leeway_monitors::Status;
use leeway_report::Window;
use leeway_report::bias::{BiasFacet, BiasMetric};

/// The metric that is drawn over time on the page.
const SHOWN: &str = "DPPL";

/// Each group as picture and table.
pub fn bias(sent: &Sent, out: &mut dyn Out) {
    let Some(bias) = &sent.report.bias else {
        return;
    };
    out.section("bias", "Bias");
    out.paragraph(bias.sentence.as_str().into());
    out.paragraph(bias.reason.clone().map(Run::Muted).into());
    let windows = sent.report.current.as_ref().map(|side| &side.windows);
    for facet in &bias.facets {
        let name = facet.group();
        out.heading(None, Text::content(name.as_str()));
        let weak = facet.weak.then_some("Few rows: weak evidence.");
        out.paragraph(Text::from(sizes(facet)).and(weak));
        out.paragraph(facet.reason.as_deref().into());
        if facet.metrics().next().is_none() {
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
    let shown = facet.metrics().filter(known);
    let shown = shown.filter(|metric| sent.is_whole || metric.name == SHOWN);
    let drawn = shown.map(|metric| {
        let chart = over_time(facet, metric, windows);
        Picture::wide(format!("{} of {name} over time", metric.name), chart)
    });
    drawn.collect()
}

fn table(facet: &BiasFacet, name: &str) -> Sheet {
    let name = format!("bias of {name}");
    let caption = "Metrics of labels, then of predictions, with their 95 % intervals";
    Sheet::new(name, "bias", caption)
        .with(Holds::Sentences, &["Metric"])
        .with(Holds::Numbers, &["Value", "Low", "High", "Baseline"])
        .of(facet.metrics(), row)
}

fn row(metric: &BiasMetric) -> Vec<Cell> {
    let title = match metric.description.as_str() {
        "" => &metric.name,
        description => description,
    };
    let (shape, words) = check_mark(metric);
    // Red is what is violated by more than chance.
    let class = match metric.certain {
        Some(false) => status_class(Status::NotChecked),
        _ => status_class(metric.status),
    };
    let mark = Run::mark(class, shape, words);
    let name = Cell::from(Text::from(title).and(mark))
        .and(metric.sentence.as_str())
        .and(too_few(metric))
        .and(metric.error.as_deref())
        .and(metric.remark.as_deref())
        .and(metric.violation.clone().map(Run::Quote))
        .and(metric.reported.as_ref().map(reported_words));
    let values = [metric.value, metric.low, metric.high, metric.baseline];
    std::iter::once(name)
        .chain(values.map(Cell::number))
        .collect()
}
