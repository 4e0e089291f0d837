//! Names for the columns of captures and files without a header, where the guess in the report was wrong. They are a setting.

use leptos::prelude::*;

use crate::ui::page::page;

/// The names, one per line.
#[component]
pub fn CaptureColumns() -> impl IntoView {
    let page = page();
    let guessed = move || {
        page.report().map_or_else(String::new, |report| {
            let names = report.settings.rules.columns.clone().unwrap_or_else(|| {
                let features = report.features.iter();
                features.map(|feature| feature.name.clone()).collect()
            });
            names.join("\n")
        })
    };
    let draft = RwSignal::new(None::<String>);
    let text = move || draft.get().unwrap_or_else(guessed);
    let set = move |names: Option<Vec<String>>| {
        draft.set(None);
        page.change(|settings| settings.rules.columns = names);
    };
    let apply = move |_| {
        let text = draft.get_untracked().unwrap_or_default();
        let names: Vec<String> = text
            .lines()
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        set((!names.is_empty()).then_some(names));
    };
    let is_chosen = move || page.setting(|settings| settings.rules.columns.is_some());
    view! {
        <details class="card columns">
            <summary>"Columns of files without a header"</summary>
            <p>
                "Captures carry no column names. Leeway takes them from the baseline, in order, and works out which columns a capture leaves out. If the match is wrong, write the names of the capture’s columns here, one per line, from left to right."
            </p>
            <textarea
                rows="10"
                spellcheck="false"
                aria-label="Names of the columns, one per line"
                prop:value=text
                on:input=move |event| draft.set(Some(event_target_value(&event)))
            ></textarea>
            <div class="start-buttons">
                <button class="primary" disabled=move || draft.with(Option::is_none) on:click=apply>
                    "Use these names"
                </button>
                <Show when=is_chosen>
                    <button on:click=move |_| set(None)>"Guess again"</button>
                </Show>
            </div>
        </details>
    }
}
