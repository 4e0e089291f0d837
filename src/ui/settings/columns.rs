//! Which columns are label, prediction and probability; the report's guess stands in an empty field. Kinds are switched on the features' screens and listed here.

use leptos::prelude::*;

use crate::{report::settings::Settings, ui::page::page};

/// The place of a column's name in the settings.
type Place = fn(&mut Settings) -> &mut Option<String>;

const COLUMNS: [(&str, Place); 5] = [
    ("Label", |settings| &mut settings.rules.label),
    ("Prediction", |settings| &mut settings.rules.prediction),
    ("Probability", |settings| &mut settings.rules.probability),
    ("Positive label", |settings| &mut settings.rules.positive),
    ("Problem: binary, multiclass or regression", |settings| {
        &mut settings.rules.problem_type
    }),
];

/// The columns.
#[component]
pub fn ColumnRoles() -> impl IntoView {
    let page = page();
    let fields = COLUMNS.map(|(words, place)| {
        let guessed = move || {
            let report = page.report();
            let guess = report.and_then(|report| place(&mut report.settings.clone()).take());
            guess.unwrap_or_else(|| "none found".to_owned())
        };
        let chosen = move || {
            place(&mut page.signals.settings.get())
                .take()
                .unwrap_or_default()
        };
        let set = move |event| {
            let name = event_target_value(&event).trim().to_owned();
            page.change(|settings| *place(settings) = Some(name).filter(|name| !name.is_empty()));
        };
        view! {
            <label class="field">
                {words}
                <input
                    type="text"
                    list="columns"
                    spellcheck="false"
                    autocomplete="off"
                    placeholder=guessed
                    prop:value=chosen
                    on:change=set
                />
            </label>
        }
    });
    let names = move || {
        let report = page.report();
        let features = report.iter().flat_map(|report| &report.features);
        features
            .map(|feature| view! { <option value=feature.name.clone()></option> })
            .collect_view()
    };
    let kinds = move || {
        let one = |name: String| {
            let words = name.clone();
            let forget = move |_| {
                page.change(|settings| {
                    settings.rules.kinds.remove(&name);
                });
            };
            view! {
                <li>
                    {words} " "
                    <button class="link" on:click=forget>
                        "as guessed"
                    </button>
                </li>
            }
        };
        let kinds = page.setting(|settings| settings.rules.kinds.clone());
        kinds.into_keys().map(one).collect_view()
    };
    let has_kinds = move || page.setting(|settings| !settings.rules.kinds.is_empty());
    view! {
        <fieldset>
            <legend>"Columns"</legend>
            {fields.into_iter().collect_view()}
            <datalist id="columns">{names}</datalist>
            <Show when=has_kinds>
                <p>"Features with a kind of your choice:"</p>
                <ul class="labels">{kinds}</ul>
            </Show>
        </fieldset>
    }
}
