//! What executions of the drift container reported, as their notebook draws it.

use leptos::{html, prelude::*};

use crate::{
    charts::{Chart, Lines},
    ui::{
        figure::{Behind, Figure, SavePicture},
        page::page,
        windows::charts::{Over, reported_lines},
    },
};

/// The card; nothing without executions.
#[component]
pub fn Reported() -> impl IntoView {
    let page = page();
    let has_results =
        Memo::new(move |_| page.report().is_some_and(|report| report.results.is_some()));
    move || has_results.get().then(|| view! { <Shown /> })
}

#[component]
fn Shown() -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let over = RwSignal::new(Over::Score);
    let results = move || page.report()?.results.clone();
    let chart = Memo::new(move |_| {
        let results = results();
        results.map_or_else(Lines::default, |results| {
            reported_lines(&results, over.get())
        })
    });
    // The third line is the executions' own figure.
    let options = [
        (Over::Score, "Drift score"),
        (Over::P, "−log10 p"),
        (Over::Missing, "Projected accuracy"),
    ];
    let shown = options.map(|(option, words)| {
        view! { <option value=option.name()>{words}</option> }
    });
    let show = move |event| {
        let name = event_target_value(&event);
        if let Some((option, _)) = options
            .into_iter()
            .find(|(option, _)| option.name() == name)
        {
            over.set(option);
        }
    };
    let sentence = move || results().map(|results| results.sentence);
    let name = "reported drift over time".to_owned();
    view! {
        <section class="card over-time" aria-label="Reported over time">
            <div class="card-head">
                <h2>"Reported over time"</h2>
                <select aria-label="Reported over time" on:change=show>
                    {shown.into_iter().collect_view()}
                </select>
                <span class="push"></span>
                <SavePicture<Lines> canvas chart name=name.clone() />
            </div>
            <p class="since-sentence">{sentence}</p>
            <figure>
                <Figure<Lines> canvas chart />
                <figcaption>{move || chart.with(Chart::summary)}</figcaption>
            </figure>
            <Behind<Lines> chart name />
        </section>
    }
}
