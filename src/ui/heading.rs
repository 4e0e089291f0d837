//! A screen's answer as its heading.

use leptos::prelude::*;

/// The first sentence as the screen's heading, the rest below it.
#[component]
pub fn Heading(
    /// The answer.
    #[prop(into)]
    sentence: Signal<String>,
) -> impl IntoView {
    let first = move || sentence.with(|sentence| parted(sentence).0);
    let rest = move || sentence.with(|sentence| parted(sentence).1);
    view! {
        <h1 tabindex="-1" class="sentence" aria-live="polite">
            {first}
        </h1>
        <p class="sentence-small">{rest}</p>
    }
}

/// The first sentence, and the rest.
fn parted(sentence: &str) -> (String, Option<String>) {
    match sentence.split_once(". ") {
        Some((first, rest)) => (format!("{first}."), Some(rest.to_owned())),
        None => (sentence.to_owned(), None),
    }
}
