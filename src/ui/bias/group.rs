//! One group, from its facet in the report: its size, its metrics as picture and table, and one of them over time. A group without metrics says why.

use leptos::prelude::*;

use crate::{
    charts::{AnyChart, Deviations},
    monitors::{Agreement, words},
    presentation::bias::{check_mark, distances, over_time, sizes, too_few},
    report::Window,
    report::bias::{BiasFacet, BiasMetric},
    ui::{
        controls::{choice, names, options},
        figure::ChartCard,
        listing::table_card,
        values::{exactly, second_opinion, status},
    },
};

const COLUMNS: [(&str, &str); 6] = [
    ("Metric", ""),
    ("Value", ""),
    ("95 % interval", ""),
    ("Baseline", ""),
    ("Check", ""),
    ("In words", ""),
];

/// A group; `metric` is the one over time (the first where the group lacks it).
pub fn group(facet: BiasFacet, windows: Vec<Window>, metric: RwSignal<String>) -> AnyView {
    let chart = Signal::stored(AnyChart::Deviations(distances(&facet)));
    let picture = facet
        .metrics()
        .next()
        .is_some()
        .then(|| ChartCard::new("Metrics", "bias", chart).card("quality-card"));
    let has_windows = facet.metrics().any(|metric| !metric.windows.is_empty());
    let time = has_windows.then(|| time(facet.clone(), windows, metric));
    let rows: Vec<AnyView> = facet.metrics().map(row).collect();
    let file = format!("bias of {}", facet.group());
    view! {
        <p class="bias-size">
            {sizes(&facet)} {facet.weak.then(|| view! { <strong>" Few rows: weak evidence."</strong> })}
        </p>
        <p class="empty">{facet.reason}</p>
        {picture}
        {time}
        {table_card("Table of metrics", None, file, "bias-metrics", &COLUMNS, rows)}
    }
    .into_any()
}

fn row(metric: &BiasMetric) -> AnyView {
    let number = |value: Option<f64>| match value {
        Some(value) => exactly(value, words::number(value)),
        None => "–".into_any(),
    };
    let interval = metric.low.zip(metric.high);
    let interval =
        interval.map(|(low, high)| format!("{} to {}", words::number(low), words::number(high)));
    let (mark, check) = check_mark(metric);
    // Red is what is violated by more than chance.
    let class = match metric.status.is_violated() && metric.certain != Some(false) {
        true => "check-violated",
        false => "",
    };
    // Where a report quotes the same, it says it below.
    let quoted = metric
        .reported
        .as_ref()
        .and_then(|reported| reported.description.as_ref());
    let violation = metric
        .violation
        .clone()
        .filter(|violation| quoted != Some(violation));
    let few = too_few(metric).map(str::to_owned);
    let notes = [few, metric.error.clone(), metric.remark.clone(), violation];
    let notes = notes
        .into_iter()
        .flatten()
        .map(|note| view! { <p class="muted">{note}</p> });
    let reported = metric.reported.clone().map(|reported| {
        let head = match reported.agreement {
            Agreement::NotRecomputed => "Reported, not recomputed.",
            Agreement::Agrees => "The report agrees.",
            Agreement::Differs => "The report differs.",
            Agreement::Silent => "The report is silent.",
        };
        let quote = reported.description.map(IntoAny::into_any);
        second_opinion(head, reported.agreement, quote, reported.explanation)
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" title=metric.description.clone()>{metric.name.clone()}</th>
            <td role="cell" class="bias-value" data-title="Value">{number(metric.value)}</td>
            <td role="cell" class="bias-interval" data-title="Interval">{interval}</td>
            <td role="cell" class="bias-baseline" data-title="Baseline">{number(metric.baseline)}</td>
            <td role="cell" class="bias-check">{status(class, mark, check)}</td>
            <td role="cell" class="bias-words">{metric.sentence.clone()} {notes.collect_view()} {reported}</td>
        </tr>
    }
    .into_any()
}

/// One metric of choice, window by window.
fn time(facet: BiasFacet, windows: Vec<Window>, chosen: RwSignal<String>) -> AnyView {
    let has_values = |metric: &&BiasMetric| {
        let mut points = metric.windows.iter().flatten();
        points.any(|point| point.value.is_some())
    };
    let known: Vec<String> = facet
        .metrics()
        .filter(has_values)
        .map(|metric| metric.name.clone())
        .collect();
    let first = known.iter().find(|name| *name == "DPPL").or(known.first());
    let first = first.cloned().unwrap_or_default();
    let offered = options(names(&known));
    let metric = Memo::new(move |_| match chosen.get() {
        chosen if known.contains(&chosen) => chosen,
        _ => first.clone(),
    });
    let facet = StoredValue::new(facet);
    let chart = Signal::derive(move || {
        let drawn = facet.with_value(|facet| {
            let metric = facet.metrics().find(|known| known.name == metric.get())?;
            Some(over_time(facet, metric, &windows))
        });
        AnyChart::Deviations(drawn.unwrap_or_else(Deviations::default))
    });
    let head = choice("Metric over time", offered, metric.into(), move |name| {
        chosen.set(name)
    });
    let card = ChartCard {
        head,
        ..ChartCard::new("Over time", "bias over time", chart)
    };
    card.card("quality-card")
}
