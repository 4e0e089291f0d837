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
    let rows = |count: u64| counted(count, "captured row", "captured rows");
    let lines = [
        (
            join.captures,
            format!("Labels: {} of {}", count(join.joined), rows(join.captures)),
        ),
        (
            join.own,
            format!("in the rows themselves: {}", count(join.own)),
        ),
        (
            join.missing,
            format!("not arrived: {}", count(join.missing)),
        ),
        (
            join.late,
            format!("in a later hour than the capture: {}", count(join.late)),
        ),
        (
            join.unknown,
            format!("of no captured row: {}", count(join.unknown)),
        ),
        (
            join.duplicate,
            format!("said twice: {}", count(join.duplicate)),
        ),
        (
            join.contradictory,
            format!(
                "contradictory, left out: {}",
                counted(join.contradictory, "row", "rows")
            ),
        ),
        (join.empty, format!("empty: {}", count(join.empty))),
        (
            join.repeated,
            format!(
                "events captured more than once: {}",
                counted(join.repeated, "row", "rows")
            ),
        ),
    ];
    let shown = lines
        .into_iter()
        .filter(|(found, _)| *found > 0)
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
