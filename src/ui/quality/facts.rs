//! What was taken for what, and what came of joining captures and labels, from the report; what is not known is left out.

use leptos::prelude::*;

use crate::{
    presentation::quality::{join_lines, thresholds_from},
    report::model_quality::ModelQuality,
    report::settings::Settings,
    ui::page::page,
};

/// The facts.
pub fn facts(quality: &ModelQuality, settings: &Settings) -> AnyView {
    let page = page();
    let taken = [
        (
            "Problem",
            quality
                .problem_type
                .map(|problem| problem.name().to_owned()),
        ),
        ("Label", settings.rules.label.clone()),
        ("Prediction", settings.rules.prediction.clone()),
        ("Probability", settings.rules.probability.clone()),
        ("Positive label", settings.rules.positive.clone()),
    ];
    let taken = taken.into_iter().filter_map(|(what, value)| {
        let value = value?;
        Some(view! { <span>{what} ": " <code>{value}</code></span> })
    });
    let join = quality.join.as_ref().map(|join| {
        let lines = join_lines(join).into_iter();
        let lines = lines.map(|line| view! { <li>{line}</li> });
        view! { <ul class="quality-join">{lines.collect_view()}</ul> }
    });
    let notes = quality
        .notes
        .iter()
        .cloned()
        .map(|note| view! { <li>{note}</li> });
    let from = thresholds_from(quality);
    view! {
        <p class="quality-taken">
            {taken.collect_view()}
            <button class="link" on:click=move |_| page.is_settings_open.set(true)>
                "Change"
            </button>
        </p>
        {join}
        <p class="muted">{from}</p>
        <ul class="quality-notes">{notes.collect_view()}</ul>
    }
    .into_any()
}
