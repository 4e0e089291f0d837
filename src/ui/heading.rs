//! A screen's answer as its heading.

use leptos::prelude::*;

use crate::report::Sentence;

/// The headline as the screen's heading, the rest below it.
#[component]
pub fn Heading(
    /// The answer.
    #[prop(into)]
    sentence: Signal<Sentence>,
) -> impl IntoView {
    let rest = move || {
        sentence.with(|sentence| Some(sentence.rest().to_owned()).filter(|rest| !rest.is_empty()))
    };
    view! {
        <h1 tabindex="-1" class="sentence" aria-live="polite">
            {move || sentence.with(|sentence| sentence.headline().to_owned())}
        </h1>
        <p class="sentence-small">{rest}</p>
    }
}
