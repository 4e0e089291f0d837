use leptos::prelude::*;

use crate::{
    engine::{
        quality::report::{Join, ModelQuality},
        settings::Settings,
    },
    ui::{
        format::{count, counted},
        page::page,
    },
};

/// What was taken for what, and what came of joining captures and labels.
pub fn facts(quality: &ModelQuality, settings: &Settings) -> AnyView {
    let page = page();
    let taken = [
        (
            "Problem",
            Some(quality.problem_type.clone()).filter(|name| !name.is_empty()),
        ),
        ("Label", settings.label.clone()),
        ("Prediction", settings.prediction.clone()),
        ("Probability", settings.probability.clone()),
        ("Positive label", settings.positive.clone()),
    ];
    let taken = taken.into_iter().filter_map(|(what, value)| {
        let value = value?;
        Some(view! { <span>{what} ": " <code>{value}</code></span> })
    });
    let join = quality
        .join
        .as_ref()
        .map(|join| view! { <ul class="quality-join">{counts(join)}</ul> });
    let notes = quality
        .notes
        .iter()
        .cloned()
        .map(|note| view! { <li>{note}</li> });
    let from = constraints(quality);
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

fn counts(join: &Join) -> AnyView {
    let lines = [
        (
            true,
            format!(
                "{} of {} have a label",
                count(join.joined),
                counted(join.captures, "captured row", "captured rows")
            ),
        ),
        (
            join.own > 0,
            format!("{} carry it themselves", count(join.own)),
        ),
        (
            join.missing > 0,
            format!(
                "{} have none yet",
                counted(join.missing, "captured row", "captured rows")
            ),
        ),
        (
            join.late > 0,
            format!(
                "{} came in a later hour than the capture",
                counted(join.late, "label", "labels")
            ),
        ),
        (
            join.unknown > 0,
            format!(
                "{} belong to no captured row",
                counted(join.unknown, "label", "labels")
            ),
        ),
        (
            join.duplicate > 0,
            format!(
                "{} repeat what another says",
                counted(join.duplicate, "label", "labels")
            ),
        ),
        (
            join.contradictory > 0,
            format!(
                "{} left out: their labels contradict each other",
                counted(join.contradictory, "row", "rows")
            ),
        ),
        (
            join.repeated > 0,
            format!(
                "{} of an event that was captured before",
                counted(join.repeated, "row", "rows")
            ),
        ),
        (
            join.empty > 0,
            format!(
                "{} with an empty label",
                counted(join.empty, "record", "records")
            ),
        ),
    ];
    let shown = lines
        .into_iter()
        .filter(|(is_shown, _)| *is_shown)
        .map(|(_, line)| view! { <li>{line}</li> });
    shown.collect_view().into_any()
}

fn constraints(quality: &ModelQuality) -> String {
    match (quality.constraints_from.as_deref(), &quality.constraints_path) {
        (Some("file"), Some(path)) => format!("Thresholds from {path}."),
        (Some("samples"), _) => "Thresholds are the baseline's own metrics, as Model Monitor's container suggests them.".to_owned(),
        (Some("statistics"), _) => "Thresholds are the metrics of the baseline's statistics.".to_owned(),
        _ => "No thresholds: add a baseline with labels and predictions, or the constraints.json of a model-quality baselining job.".to_owned(),
    }
}
