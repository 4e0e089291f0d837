//! The lab: what the monitors would notice if the baseline changed. It asks the engine to try the changes on its desk whenever they, the files or the settings
//! change, and for the changed rows to save; where nothing can be tried it says why.

use leptos::prelude::*;

use super::{
    advisor::Advisor, changes::Changes, curve::Curve, desk::Desk, found::Found, strength::Strength,
};
use crate::{
    report::lab::answer::Preset,
    report::lab::ask::ChangedFile,
    ui::{
        controls::{downloads, group},
        page::page,
    },
};

/// What can be saved: format, name and what it is.
const FILES: [(ChangedFile, &str, &str); 3] = [
    (
        ChangedFile::Csv,
        "changed.csv",
        "The changed rows as a table",
    ),
    (
        ChangedFile::Capture,
        "changed-capture.jsonl",
        "The changed rows as an endpoint's data capture, over the last 24 hours",
    ),
    (
        ChangedFile::Labels,
        "changed-labels.jsonl",
        "The labels of the changed rows as ground truth, to go with the capture",
    ),
];

/// The lab.
#[component]
pub fn LabScreen() -> impl IntoView {
    let page = page();
    let desk = Desk::open(page);
    // Asked anew when files or settings change what is compared.
    Effect::new(move || {
        page.signals.report.track();
        desk.ask();
    });
    let heading = move || {
        let lab = desk
            .lab
            .with(|lab| lab.as_ref().map(|lab| lab.sentence.clone()));
        match (desk.problem.get(), lab) {
            (Some(_), _) => "This cannot be tried.".to_owned(),
            (_, Some(sentence)) => sentence,
            (None, None) => "What would the monitors notice?".to_owned(),
        }
    };
    let problem = move || {
        let sentence = desk.problem.get()?;
        Some(view! { <p class="empty">{sentence}</p> })
    };
    let notes = move || {
        let notes = desk
            .lab
            .with(|lab| lab.as_ref().map(|lab| lab.notes.clone()));
        let notes = notes.unwrap_or_default().into_iter();
        notes.map(|note| view! { <li>{note}</li> }).collect_view()
    };
    let is_there = Memo::new(move |_| desk.lab.with(Option::is_some));
    let is_changed = Memo::new(move |_| desk.changes.with(|changes| !changes.is_empty()));
    view! {
        <div class="quality lab">
            <h1 tabindex="-1" class="sentence" aria-live="polite">
                {heading}
            </h1>
            {problem}
            <Show when=move || is_there.get()>
                <ul class="quality-notes">{notes}</ul>
                {presets(desk)}
                <Changes desk />
                <Show when=move || is_changed.get()>
                    <Strength desk />
                    <Found desk />
                    <Curve desk />
                    {downloads(&FILES.map(|(_, name, what)| (name, what)), move |name| save(desk, name))}
                </Show>
                <Advisor />
            </Show>
        </div>
    }
}

fn presets(desk: Desk) -> AnyView {
    let all = desk
        .lab
        .with_untracked(|lab| lab.as_ref().map(|lab| lab.presets.clone()));
    let all = all.unwrap_or_default();
    let mut reasons: Vec<String> = all
        .iter()
        .filter_map(|preset| preset.reason.clone())
        .collect();
    reasons.dedup();
    let buttons: Vec<AnyView> = all.into_iter().map(|preset| button(desk, preset)).collect();
    view! {
        <div class="lab-presets">
            <span class="muted">"Scenarios"</span>
            {group("chips", "Scenarios", buttons)}
            <span class="muted">{reasons.join(" ")}</span>
        </div>
    }
    .into_any()
}

fn button(desk: Desk, preset: Preset) -> AnyView {
    let Preset {
        name,
        about,
        changes,
        reason,
    } = preset;
    let is_disabled = reason.is_some();
    let words = name.title();
    let wanted = StoredValue::new(changes);
    let is_chosen = move || {
        let here = wanted.with_value(|wanted| desk.changes.with(|changes| changes == wanted));
        (here && !is_disabled).to_string()
    };
    view! {
        <button
            class="chip"
            title=reason.unwrap_or(about)
            disabled=is_disabled
            aria-pressed=is_chosen
            on:click=move |_| desk.put(wanted.get_value())
        >
            {words}
        </button>
    }
    .into_any()
}

fn save(desk: Desk, name: &str) {
    if let Some((file, ..)) = FILES.into_iter().find(|(_, known, _)| *known == name) {
        desk.save(file);
    }
}
