//! Name, screens and what can be done everywhere. The screens are there once something is loaded, with what the report counts beside them.

use leptos::prelude::*;

use super::save_menu::SaveMenu;
use crate::{
    interaction::screen::Screen,
    ui::{
        address,
        controls::PickFiles,
        format::count,
        icon::Icon,
        page::{Page, page},
    },
};

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    let page = page();
    let is_loaded = Memo::new(move |_| page.is_loaded());
    view! {
        <header class="bar">
            <a class="brand" href=move || address::to(page, Screen::Start)>
                <Icon name="leeway" />
                "Leeway"
            </a>
            <nav class="screens" aria-label="Screens">
                <Show when=move || is_loaded.get()>
                    {Screen::LISTED.map(|screen| link(page, screen)).into_iter().collect_view()}
                </Show>
            </nav>
            <div class="bar-actions">
                <Show when=move || is_loaded.get()>
                    <PickFiles class="quiet" label="Add files" />
                    <SaveMenu />
                </Show>
                <button class="quiet" on:click=move |_| page.is_settings_open.set(true)>
                    <Icon name="settings" />
                    <span>"Settings"</span>
                </button>
                <button
                    class="quiet"
                    title="Help and keys (?)"
                    on:click=move |_| page.is_help_open.set(true)
                >
                    <Icon name="help" />
                    <span>"Help"</span>
                </button>
            </div>
        </header>
    }
}

/// A screen with its tallies; runs are listed where there are some.
fn link(page: Page, screen: Screen) -> AnyView {
    let (to, of) = (screen.clone(), screen.clone());
    let tallies = Memo::new(move |_| tallies(page, &of));
    let is_listed =
        Memo::new(move |_| screen != Screen::Runs || tallies.with(|all| !all.is_empty()));
    let words = to.word();
    let link = move || {
        let (to, of) = (to.clone(), to.clone());
        let current = move || {
            let is_here = match page.screen.get() {
                Screen::Feature(_) => of == Screen::Overview,
                Screen::Columns => of == Screen::Sources,
                shown => of == shown,
            };
            is_here.then_some("page")
        };
        let tally = |(class, words)| view! { <span class=class>{words}</span> };
        view! {
            <a href=move || address::to(page, to.clone()) aria-current=current>
                {words} {move || tallies.get().into_iter().map(tally).collect_view()}
            </a>
        }
    };
    view! { <Show when=move || is_listed.get()>{link.clone()}</Show> }.into_any()
}

/// What is counted beside a screen, each with its class.
fn tallies(page: Page, screen: &Screen) -> Vec<(&'static str, String)> {
    page.signals.report.with(|report| {
        let Some(report) = report else {
            return Vec::new();
        };
        let some = |class: &'static str, number: usize, words: &str| {
            (number > 0).then(|| (class, format!("{}{words}", count(number as u64))))
        };
        let tallies = match screen {
            Screen::Checks => {
                let violated = report
                    .checks
                    .iter()
                    .filter(|check| check.status.is_violated());
                [
                    some("tally tally-violated", violated.count(), " violated"),
                    None,
                ]
            }
            Screen::Runs => [some("tally", report.runs.len(), ""), None],
            Screen::Sources => {
                let failed = report.sources.iter().filter(|source| source.failed);
                [
                    some("tally", report.sources.len(), ""),
                    some("tally tally-failed", failed.count(), " failed"),
                ]
            }
            _ => [None, None],
        };
        tallies.into_iter().flatten().collect()
    })
}
