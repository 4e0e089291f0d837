use leptos::prelude::*;

use crate::{
    charts::{AnyChart, Item, QualityTimeline},
    presentation::quality::{shown_metrics, timeline},
    report::model_quality::title,
    ui::{figure::card, format::counted, overview::ChooseWindows, page::page},
};

/// A metric of choice over the windows, above the features that drifted in them.
#[component]
pub fn OverTime() -> impl IntoView {
    let page = page();
    let chosen = RwSignal::new(None::<String>);
    let metric = Memo::new(move |_| {
        let shown = page
            .report()
            .and_then(|report| Some(report.model_quality.as_ref()?.shown.clone()));
        chosen.get().or(shown).unwrap_or_default()
    });
    let chart = Signal::derive(move || {
        let drawn = page.report().and_then(|report| {
            Some(timeline(
                &report,
                report.model_quality.as_ref()?,
                &metric.get(),
            ))
        });
        drawn.unwrap_or_else(|| AnyChart::QualityTimeline(QualityTimeline::default()))
    });
    let options = move || {
        let report = page.report();
        let names = report
            .and_then(|report| Some(shown_metrics(report.model_quality.as_ref()?)))
            .unwrap_or_default();
        let option = |name: String| {
            let is_here = name == metric.get();
            view! { <option value=name.clone() selected=is_here>{title(&name)}</option> }
        };
        names.into_iter().map(option).collect_view()
    };
    let head = view! {
        <select aria-label="Metric over time" on:change=move |event| chosen.set(Some(event_target_value(&event)))>
            {options}
        </select>
        <ChooseWindows />
    };
    // A second click on the same window forgets it.
    let window = RwSignal::new(None::<usize>);
    let choose = Callback::new(move |item| {
        if let Item::Window(at) = item {
            window.update(|window| *window = (*window != Some(at)).then_some(at));
        }
    });
    let violations = move || {
        let report = page.report()?;
        let at = window.get()?;
        let label = report.current.as_ref()?.windows.get(at)?.label.clone();
        let found = report.model_quality.as_ref()?.windows.get(at)?.clone();
        let head = format!(
            "{label}: {}, {}.",
            counted(found.rows, "labelled row", "labelled rows"),
            counted(found.violations.len() as u64, "violation", "violations")
        );
        let lines = found
            .violations
            .into_iter()
            .map(|text| view! { <li><q>{text}</q></li> });
        Some(view! {
            <div class="card quality-window" aria-live="polite">
                <p>{head}</p>
                <ul>{lines.collect_view()}</ul>
            </div>
        })
    };
    let drawn = card(
        "Over time",
        "model quality over time",
        chart,
        head.into_any(),
        Some(choose),
    );
    view! { {drawn} {violations} }
}
