use leptos::prelude::*;

use crate::{
    charts::{AnyChart, Deviations},
    monitors::words,
    presentation::bias::{check_mark, distances, group_name, metrics, over_time, sizes},
    report::Window,
    report::bias::{BiasFacet, BiasMetric},
    ui::{figure::card, table::table_card},
};

const COLUMNS: [&str; 6] = [
    "Metric",
    "Value",
    "95 % interval",
    "Baseline",
    "Check",
    "In words",
];

/// A group: its size, its metrics as picture and table, and `metric` over time (the first where the group lacks it).
pub fn group(facet: BiasFacet, windows: Vec<Window>, metric: RwSignal<String>) -> AnyView {
    let chart = Signal::stored(AnyChart::Deviations(distances(&facet)));
    let picture = (metrics(&facet).next().is_some())
        .then(|| card("Metrics", "bias", chart, ().into_any(), None));
    let has_windows = metrics(&facet).any(|metric| !metric.windows.is_empty());
    let time = has_windows.then(|| time(facet.clone(), windows, metric));
    let rows: Vec<AnyView> = metrics(&facet).map(row).collect();
    let reason = facet.reason.clone();
    let file = format!("bias of {}", group_name(&facet));
    view! {
        <p class="bias-size">
            {sizes(&facet)} {facet.weak.then(|| view! { <strong>" Few rows: weak evidence."</strong> })}
        </p>
        <p class="empty">{reason}</p>
        {picture}
        {time}
        {table_card("Table of metrics", None, file, "bias-metrics", &COLUMNS, rows)}
    }
    .into_any()
}

fn row(metric: &BiasMetric) -> AnyView {
    let number = |value: Option<f64>| value.map_or("–".to_owned(), words::number);
    let exact = metric.value.map(|value| value.to_string());
    let interval = metric
        .low
        .zip(metric.high)
        .map(|(low, high)| format!("{} to {}", words::number(low), words::number(high)));
    let (mark, check) = check_mark(metric);
    let class = match metric.status.is_violated() {
        true => "check-status check-violated",
        false => "check-status",
    };
    let notes = [
        metric.error.clone(),
        metric.remark.clone(),
        // Where a report quotes the same, it says it below.
        metric.violation.clone().filter(|violation| {
            let reported = metric.reported.as_ref();
            reported.and_then(|reported| reported.description.as_ref()) != Some(violation)
        }),
    ];
    let notes: Vec<AnyView> = notes
        .into_iter()
        .flatten()
        .map(|note| view! { <p class="muted">{note}</p> }.into_any())
        .collect();
    let reported = metric.reported.clone().map(|reported| {
        let head = match (&reported.description, reported.agrees) {
            (Some(_), true) => "The report agrees.",
            (Some(_), false) => "The report differs.",
            (None, _) => "The report is silent.",
        };
        view! {
            <p class="check-reported" class:check-reported-differs=!reported.agrees>
                <strong>{head}</strong>
                " "
                {reported.description}
                " "
                {reported.explanation}
            </p>
        }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" title=metric.description.clone()>{metric.name.clone()}</th>
            <td role="cell" data-title="Value" title=exact>{number(metric.value)}</td>
            <td role="cell" data-title="Interval">{interval}</td>
            <td role="cell" data-title="Baseline">{number(metric.baseline)}</td>
            <td role="cell">
                <span class=class>
                    <span class="check-status-mark" aria-hidden="true">{mark}</span>
                    {check}
                </span>
            </td>
            <td role="cell" class="bias-words">{metric.sentence.clone()} {notes} {reported}</td>
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
    let names: Vec<String> = metrics(&facet)
        .filter(has_values)
        .map(|metric| metric.name.clone())
        .collect();
    let first = names.iter().find(|name| *name == "DPPL").or(names.first());
    let first = first.cloned().unwrap_or_default();
    let known = names.clone();
    let metric = Memo::new(move |_| match chosen.get() {
        chosen if known.contains(&chosen) => chosen,
        _ => first.clone(),
    });
    let facet = StoredValue::new(facet);
    let chart = Signal::derive(move || {
        let drawn = facet.with_value(|facet| {
            let metric = metrics(facet).find(|known| known.name == metric.get())?;
            Some(over_time(facet, metric, &windows))
        });
        AnyChart::Deviations(drawn.unwrap_or_else(Deviations::default))
    });
    let options: Vec<AnyView> = names
        .into_iter()
        .map(|name| {
            let is_here = name == metric.get_untracked();
            view! { <option value=name.clone() selected=is_here>{name.clone()}</option> }.into_any()
        })
        .collect();
    let head = view! {
        <select aria-label="Metric over time" on:change=move |event| chosen.set(event_target_value(&event))>
            {options}
        </select>
    };
    card("Over time", "bias over time", chart, head.into_any(), None)
}
