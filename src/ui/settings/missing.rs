use leptos::prelude::*;

use crate::ui::page::page;

/// Words that mean "missing".
#[component]
pub fn MissingWords() -> impl IntoView {
    let page = page();
    let settings = page.signals.settings;
    let set_words = move |event| {
        let text = event_target_value(&event);
        page.change(|settings| {
            settings.rules.missing_words = text.split_whitespace().map(str::to_owned).collect();
        });
    };
    view! {
        <fieldset>
            <legend>"Missing values"</legend>
            <label class="field field-wide">
                "Words that mean “missing” in a CSV field without quotes, separated by spaces"
                <input
                    type="text"
                    spellcheck="false"
                    autocomplete="off"
                    prop:value=move || settings.with(|settings| settings.rules.missing_words.join(" "))
                    on:change=set_words
                />
            </label>
            <p class="muted">"Empty fields, JSON null and NaN are always missing. Each feature’s screen counts the words."</p>
        </fieldset>
    }
}
