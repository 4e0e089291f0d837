use leptos::prelude::*;

use crate::ui::icon::Icon;

/// The box that searches features by name.
pub fn search_box(id: &'static str, text: Signal<String>, set: Callback<String>) -> AnyView {
    view! {
        <label class="search">
            <span class="unseen">"Search features"</span>
            <Icon name="search" />
            <input
                id=id
                type="search"
                placeholder="Search features"
                autocomplete="off"
                spellcheck="false"
                prop:value=text
                on:input=move |event| set.run(event_target_value(&event))
            />
            <kbd aria-hidden="true">"/"</kbd>
        </label>
    }
    .into_any()
}
