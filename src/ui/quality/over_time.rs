//! A metric of choice over the windows, above the features that drifted in them. A click on a window lists what it violates.

use leptos::prelude::*;

use crate::{
    charts::{AnyChart, Item, QualityTimeline},
    presentation::quality::{shown_metrics, timeline},
    report::model_quality::title,
    ui::{
        controls::choice, figure::ChartCard, format::counted, overview::ChooseWindows, page::page,
    },
};

/// The metric over time.
#[component]
pub fn OverTime() -> impl IntoView {
    let page = page();
    let chosen = RwSignal::new(None::<String>);
    let offered = page.part(|report| Some(report.model_quality.as_ref()?.shown.clone()));
    let metric = Memo::new(move |_| chosen.get().or(offered.get()).unwrap_or_default());
    let chart = Signal::derive(move || {
        let drawn = page.report().and_then(|report| {
            let quality = report.model_quality.as_ref()?;
            Some(timeline(&report, quality, &metric.get()))
        });
        drawn.unwrap_or_else(|| AnyChart::QualityTimeline(QualityTimeline::default()))
    });
    let metrics = page.part(|report| {
        let names = shown_metrics(report.model_quality.as_ref()?).into_iter();
        Some(names.map(|name| (name.clone(), title(&name))).collect())
    });
    let metrics = Signal::derive(move || metrics.get().unwrap_or_default());
    let choose = move |name| chosen.set(Some(name));
    // A second click on the same window forgets it.
    let window = RwSignal::new(None::<usize>);
    let choose_window = Callback::new(move |item| {
        if let Item::Window(at) = item {
            window.update(|window| *window = (*window != Some(at)).then_some(at));
        }
    });
    let violations = move || {
        let report = page.report()?;
        let at = window.get()?;
        let label = &report.windows().get(at)?.label;
        let found = report.model_quality.as_ref()?.windows.get(at)?.clone();
        let head = format!(
            "{label}: {}, {}.",
            counted(found.rows, "labelled row", "labelled rows"),
            counted(found.violations.len() as u64, "violation", "violations")
        );
        let lines = found.violations.into_iter();
        let lines = lines.map(|text| view! { <li><q>{text}</q></li> });
        Some(view! {
            <div class="card quality-window" aria-live="polite">
                <p>{head}</p>
                <ul>{lines.collect_view()}</ul>
            </div>
        })
    };
    let head =
        view! { {choice("Metric over time", metrics, metric.into(), choose)} <ChooseWindows /> };
    let drawn = ChartCard {
        head: head.into_any(),
        choose: Some(choose_window),
        ..ChartCard::new("Over time", "model quality over time", chart)
    };
    view! { {drawn.card("quality-card")} {violations} }
}
