//! A feature's violated checks, and how a report goes together with them, as marks that lead to the checks; from the report, and nothing where there is neither.

use leptos::prelude::*;

use crate::{
    interaction::screen::Screen,
    monitors::Agreement,
    presentation::checks::{agreement_words, together},
    ui::{address, format::counted, page::page},
};

/// The marks.
#[component]
pub fn CheckMarks(
    /// The feature's name.
    name: String,
) -> impl IntoView {
    let page = page();
    let words = move || {
        let report = page.report()?;
        let own = || report.checks.iter().filter(|check| check.feature == name);
        let violated = own().filter(|check| check.status.is_violated()).count() as u64;
        let mut parts = Vec::new();
        if violated > 0 {
            let checks = counted(violated, "check violated", "checks violated");
            parts.push(("violated", "▲", checks));
        }
        if let Some(agreement) = together(own()) {
            let class = match agreement {
                Agreement::Agrees => "agrees",
                Agreement::Differs | Agreement::Silent => "differs",
                Agreement::NotRecomputed => "alone",
            };
            let (mark, words) = match agreement {
                Agreement::Silent => agreement_words(Agreement::Differs),
                known => agreement_words(known),
            };
            parts.push((class, mark, words.to_lowercase()));
        }
        (!parts.is_empty()).then_some(parts)
    };
    let shown = move || {
        words().map(|parts| {
            let parts = parts.into_iter().map(|(class, mark, words)| {
                let title = words.clone();
                view! {
                    <span class=format!("check-mark check-mark-{class}") title=title>
                        <span class="check-mark-sign" aria-hidden="true">{mark}</span>
                        <span class="check-mark-words">{words}</span>
                    </span>
                }
            });
            view! {
                <a
                    class="check-marks"
                    href=move || address::to(page, Screen::Checks)
                    on:click=move |event| event.stop_propagation()
                >
                    {parts.collect_view()}
                </a>
            }
        })
    };
    view! { {shown} }
}
