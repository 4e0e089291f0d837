//! What monitors reported and whether it agrees, and how good the model is: a line each with the way to its screen, from the report. Nothing without either.

use leptos::prelude::*;

use crate::{
    interaction::screen::Screen,
    presentation::reported::agreements,
    ui::{address, page::page},
};

/// The other monitors' answers in a line each.
#[component]
pub fn Monitored() -> impl IntoView {
    let page = page();
    let lines = page.part(|report| {
        let quality = report.model_quality.as_ref();
        let quality = quality.map(|quality| quality.sentence.headline().to_owned());
        let quality = quality.filter(|words| !words.is_empty());
        let all = [
            (Screen::Quality, quality),
            (Screen::Checks, agreements(report)),
        ];
        let known = all.into_iter();
        let known = known.filter_map(|(screen, words)| Some((screen, words?)));
        Some(known.collect::<Vec<_>>())
    });
    move || {
        let lines = lines.get().unwrap_or_default();
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(|(screen, words)| {
                let to = screen.clone();
                view! {
                    <li>
                        {words} " "
                        <a href=move || address::to(page, to.clone())>{screen.word()}</a>
                    </li>
                }
            });
            view! { <ul class="monitored">{lines.collect_view()}</ul> }
        })
    }
}
