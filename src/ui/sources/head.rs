//! What stands above both parts of the sources, files and columns: the way from one to the other, and what can be done with all.

use leptos::prelude::*;

use crate::{
    interaction::screen::Screen,
    ui::{
        address,
        controls::AddFiles,
        format::count,
        page::{Page, page},
    },
};

/// The head.
#[component]
pub fn Head() -> impl IntoView {
    let page = page();
    let files = page.part(|report| Some(report.sources.len()));
    let columns = page.part(|report| Some(report.columns.len()));
    view! {
        <div class="sources-head">
            <div>
                <h1 tabindex="-1">"Sources"</h1>
                <nav class="parts segments" aria-label="Parts of the sources">
                    {link(page, Screen::Sources, "Files", files)}
                    {link(page, Screen::Columns, "Columns", columns)}
                </nav>
            </div>
            <div class="start-buttons">
                <AddFiles />
                <button class="quiet" on:click=move |_| page.clear()>
                    "Forget everything"
                </button>
            </div>
        </div>
    }
}

fn link(page: Page, screen: Screen, words: &'static str, tally: Memo<Option<usize>>) -> AnyView {
    let here = screen.clone();
    let current = move || (page.screen.get() == here).then_some("page");
    let tally = move || count(tally.get().unwrap_or_default() as u64);
    view! {
        <a href=move || address::to(page, screen.clone()) aria-current=current>
            {words} " " <span class="tally">{tally}</span>
        </a>
    }
    .into_any()
}
