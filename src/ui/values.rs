//! Numbers and statuses as they stand in tables and sentences: rounded, with every digit on hover; a dash where there is none.

use leptos::prelude::*;

use super::format::{exact, number};
use crate::monitors::Agreement;

/// A number, or a dash.
pub fn value(value: Option<f64>) -> AnyView {
    match value {
        Some(value) => exactly(value, number(value)),
        None => view! { <span class="muted">"–"</span> }.into_any(),
    }
}

/// A number, or nothing.
pub fn value_if_any(value: Option<f64>) -> Option<AnyView> {
    value.map(|value| exactly(value, number(value)))
}

/// Words that round a number, which is there on hover.
pub fn exactly(value: f64, words: String) -> AnyView {
    view! { <span title=exact(value)>{words}</span> }.into_any()
}

/// A standard deviation behind its value, or nothing.
pub fn spread(deviation: Option<f64>) -> Option<AnyView> {
    deviation.map(|deviation| {
        view! { <span class="muted" title=exact(deviation)>" ± " {number(deviation)}</span> }
            .into_any()
    })
}

/// The status of a check; `class` is its look beside `check-status`.
pub fn status(class: &str, mark: &'static str, words: &'static str) -> AnyView {
    view! {
        <span class=format!("check-status {class}")>
            <span class="check-status-mark" aria-hidden="true">{mark}</span>
            {words}
        </span>
    }
    .into_any()
}

/// What a loaded report says of a check, after `head`: a quote, and why the two differ.
pub fn second_opinion(
    head: impl IntoView + 'static,
    agreement: Agreement,
    quote: Option<AnyView>,
    explanation: impl IntoView + 'static,
) -> AnyView {
    view! {
        <p class="check-reported" class:check-reported-differs=agreement.is_disagreement()>
            <strong>{head}</strong>
            " "
            {quote}
            " "
            {explanation}
        </p>
    }
    .into_any()
}
