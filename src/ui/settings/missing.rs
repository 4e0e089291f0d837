//! Words that mean "missing".

use leptos::prelude::*;

use crate::ui::page::page;

/// The words.
#[component]
pub fn MissingWords() -> impl IntoView {
    let page = page();
    let set = move |event| {
        let text = event_target_value(&event);
        let words = text.split_whitespace().map(str::to_owned).collect();
        page.change(|settings| settings.rules.missing_words = words);
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
                    prop:value=move || page.setting(|settings| settings.rules.missing_words.join(" "))
                    on:change=set
                />
            </label>
            <p class="muted">"Empty fields, JSON null and NaN are always missing. Each feature’s screen counts the words."</p>
        </fieldset>
    }
}
