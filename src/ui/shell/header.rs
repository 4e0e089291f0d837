use leptos::prelude::*;

use super::{PickFiles, save_menu::SaveMenu};
use crate::{
    interaction::link::Screen,
    ui::{address, format::count, icon::Icon, page::page},
};

/// Name, screens and what can be done everywhere.
#[component]
pub fn Header() -> impl IntoView {
    let page = page();
    let sources = Memo::new(move |_| {
        page.signals.report.with(|report| {
            let sources = report.as_ref().map(|report| report.sources.as_slice());
            let sources = sources.unwrap_or_default();
            let failed = sources.iter().filter(|source| source.failed).count();
            (sources.len() as u64, failed as u64)
        })
    });
    let violated = Memo::new(move |_| {
        page.signals.report.with(|report| {
            let checks = report.iter().flat_map(|report| &report.checks);
            checks.filter(|check| check.status.is_violated()).count() as u64
        })
    });
    let runs = Memo::new(move |_| {
        let report = page.signals.report;
        report.with(|report| report.as_ref().map_or(0, |report| report.runs.len() as u64))
    });
    let is_loaded = move || sources.get().0 > 0;
    let current = move |screen: Screen| {
        let shown = page.screen.get();
        let is_here =
            shown == screen || matches!((&shown, &screen), (Screen::Feature(_), Screen::Overview));
        is_here.then_some("page")
    };
    view! {
        <header class="bar">
            <a class="brand" href=move || address::to(page, Screen::Start)>
                <Icon name="leeway" />
                "Leeway"
            </a>
            <nav class="screens" aria-label="Screens">
                <Show when=is_loaded>
                    <a
                        href=move || address::to(page, Screen::Overview)
                        aria-current=move || current(Screen::Overview)
                    >
                        "Overview"
                    </a>
                    <a
                        href=move || address::to(page, Screen::Checks)
                        aria-current=move || current(Screen::Checks)
                    >
                        "Checks"
                        <Show when=move || { violated.get() > 0 }>
                            <span class="tally tally-violated">
                                {move || format!("{} violated", count(violated.get()))}
                            </span>
                        </Show>
                    </a>
                    <a
                        href=move || address::to(page, Screen::Quality)
                        aria-current=move || current(Screen::Quality)
                    >
                        "Quality"
                    </a>
                    <a
                        href=move || address::to(page, Screen::Bias)
                        aria-current=move || current(Screen::Bias)
                    >
                        "Bias"
                    </a>
                    <a
                        href=move || address::to(page, Screen::Attribution)
                        aria-current=move || current(Screen::Attribution)
                    >
                        "Attribution"
                    </a>
                    <Show when=move || { runs.get() > 0 }>
                        <a
                            href=move || address::to(page, Screen::Runs)
                            aria-current=move || current(Screen::Runs)
                        >
                            "Runs"
                            <span class="tally">{move || count(runs.get())}</span>
                        </a>
                    </Show>
                    <a
                        href=move || address::to(page, Screen::Lab)
                        aria-current=move || current(Screen::Lab)
                    >
                        "Lab"
                    </a>
                    <a
                        href=move || address::to(page, Screen::Sources)
                        aria-current=move || current(Screen::Sources)
                    >
                        "Sources"
                        <span class="tally">{move || count(sources.get().0)}</span>
                        <Show when=move || { sources.get().1 > 0 }>
                            <span class="tally tally-failed">
                                {move || format!("{} failed", count(sources.get().1))}
                            </span>
                        </Show>
                    </a>
                </Show>
            </nav>
            <div class="bar-actions">
                <Show when=is_loaded>
                    <PickFiles class="quiet" label="Add files" />
                </Show>
                <Show when=is_loaded>
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
