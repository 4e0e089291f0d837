//! Buttons that are on or off, alone or side by side.

use leptos::prelude::*;

/// A button that is on or off.
pub fn toggle(
    class: &'static str,
    words: impl IntoView + 'static,
    is_on: impl Fn() -> bool + Send + 'static,
    press: impl Fn() + 'static,
) -> AnyView {
    view! {
        <button class=class aria-pressed=move || is_on().to_string() on:click=move |_| press()>{words}</button>
    }
    .into_any()
}

/// Buttons that belong together; `label` is for who cannot see them.
pub fn group(
    class: &'static str,
    label: &'static str,
    buttons: impl IntoView + 'static,
) -> AnyView {
    view! { <div class=class role="group" aria-label=label>{buttons}</div> }.into_any()
}

/// One of several, by its place.
pub fn pick_one(label: &'static str, words: Vec<AnyView>, chosen: RwSignal<usize>) -> AnyView {
    let one = |(place, words)| {
        let pick = move || chosen.set(place);
        toggle("chip", words, move || chosen.get() == place, pick)
    };
    group(
        "chips",
        label,
        words.into_iter().enumerate().map(one).collect_view(),
    )
}
