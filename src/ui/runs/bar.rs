//! Which run a screen is about, from the report's `runs`, and a choice of another, which is a setting. Nothing where there are no runs, or on screens of all.

use leptos::prelude::*;

use super::choose::show;
use crate::{
    interaction::screen::Screen,
    ui::{
        address,
        controls::{choice, field, names, options},
        page::page,
    },
};

/// Which run a screen is about, where there are several.
#[component]
pub fn RunBar() -> impl IntoView {
    let page = page();
    let runs = Memo::new(move |_| {
        let report = page.report();
        let runs = report.as_ref().map_or(&[][..], |report| &report.runs);
        let shown = runs.iter().position(|run| run.shown);
        let all: Vec<String> = runs.iter().map(|run| run.name.clone()).collect();
        (all, shown)
    });
    let against = move || {
        let report = page.report()?;
        let reference = report.grouping.as_ref()?.reference.clone()?;
        Some(format!("compared with {reference}"))
    };
    let is_about_all = move || {
        matches!(
            page.screen.get(),
            Screen::Runs | Screen::Start | Screen::Sources
        )
    };
    move || {
        let (all, shown) = runs.get();
        if all.is_empty() || is_about_all() {
            return None;
        }
        let place = shown.map(|shown| format!("{} of {}", shown + 1, all.len()));
        let here = shown.and_then(|shown| all.get(shown).cloned());
        let here = Signal::stored(here.unwrap_or_default());
        let run = choice("", options(names(&all)), here, move |name| show(page, name));
        let bar = view! {
            <div class="run-bar" role="group" aria-label="Run">
                {field("field", "Run", run)}
                <span class="muted">{place}</span>
                <span class="muted">{against}</span>
                <a href=move || address::to(page, Screen::Runs)>"All runs"</a>
            </div>
        };
        Some(bar.into_any())
    }
}
