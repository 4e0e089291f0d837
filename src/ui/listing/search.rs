//! The box that searches by name.

use leptos::prelude::*;

use crate::ui::icon::Icon;

/// The box; `place` is where the filter holds what is searched.
pub fn search_box<F: Clone + Send + Sync + 'static>(
    id: &'static str,
    words: &'static str,
    filter: RwSignal<F>,
    place: fn(&mut F) -> &mut String,
) -> AnyView {
    let text = move || std::mem::take(place(&mut filter.get()));
    let search = move |event| filter.update(|filter| *place(filter) = event_target_value(&event));
    view! {
        <label class="search">
            <span class="unseen">{words}</span>
            <Icon name="search" />
            <input
                id=id
                type="search"
                placeholder=words
                autocomplete="off"
                spellcheck="false"
                prop:value=text
                on:input=search
            />
            <kbd aria-hidden="true">"/"</kbd>
        </label>
    }
    .into_any()
}
