use leptos::prelude::*;

use crate::{report::settings::Settings, ui::page::page};

type Read = fn(&Settings) -> Option<String>;
type Write = fn(&mut Settings, Option<String>);

const COLUMNS: [(&str, Read, Write); 5] = [
    (
        "Label",
        |settings| settings.rules.label.clone(),
        |settings, name| settings.rules.label = name,
    ),
    (
        "Prediction",
        |settings| settings.rules.prediction.clone(),
        |settings, name| settings.rules.prediction = name,
    ),
    (
        "Probability",
        |settings| settings.rules.probability.clone(),
        |settings, name| settings.rules.probability = name,
    ),
    (
        "Positive label",
        |settings| settings.rules.positive.clone(),
        |settings, name| settings.rules.positive = name,
    ),
    (
        "Problem: binary, multiclass or regression",
        |settings| settings.rules.problem_type.clone(),
        |settings, name| settings.rules.problem_type = name,
    ),
];

/// Which columns are label, prediction and probability; the guess stands in an empty field. Kinds are switched on the features' screens and listed here.
#[component]
pub fn Columns() -> impl IntoView {
    let page = page();
    let settings = page.signals.settings;
    let fields = COLUMNS.map(|(words, read, write)| {
        let guessed = move || {
            let guess = page.report().and_then(|report| read(&report.settings));
            guess.unwrap_or_else(|| "none found".to_owned())
        };
        let set = move |event| {
            let name = event_target_value(&event).trim().to_owned();
            let mut changed = settings.get_untracked();
            write(&mut changed, Some(name).filter(|name| !name.is_empty()));
            page.choose(changed);
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
                    prop:value=move || settings.with(|settings| read(settings).unwrap_or_default())
                    on:change=set
                />
            </label>
        }
    });
    let names = move || {
        let features = page
            .report()
            .map(|report| report.features.clone())
            .unwrap_or_default();
        features
            .into_iter()
            .map(|feature| view! { <option value=feature.name></option> })
            .collect_view()
    };
    let kinds = move || {
        let kinds = settings.with(|settings| settings.rules.kinds.clone());
        kinds
            .into_keys()
            .map(|name| {
                let forget = {
                    let name = name.clone();
                    move |_| {
                        let mut changed = settings.get_untracked();
                        changed.rules.kinds.remove(&name);
                        page.choose(changed);
                    }
                };
                view! {
                    <li>
                        {name} " "
                        <button class="link" on:click=forget>
                            "as guessed"
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    let has_kinds = move || settings.with(|settings| !settings.rules.kinds.is_empty());
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
