//! All runs side by side, from the report's `runs` and `grouping`: what is a run, a row each, and pictures. Without runs it says what makes some.

use leptos::prelude::*;

use super::{choose::choose, pictures::Pictures, table::RunTable};
use crate::ui::page::page;

const EMPTY: &str = "Runs are several executions or scenarios side by side. Drop folders (or zips) that each hold a current side, or several files of current data with much the same columns and names of their own, and one baseline beside them. A list of files (?src=) can name the run of each file.";

/// All runs.
#[component]
pub fn RunsScreen() -> impl IntoView {
    let page = page();
    let grouping = page.part(|report| report.grouping.clone());
    let runs = Memo::new(move |_| {
        page.report()
            .map_or_else(Vec::new, |report| report.runs.clone())
    });
    let has_runs = Memo::new(move |_| runs.with(|runs| !runs.is_empty()));
    let heading = move || match grouping.get().filter(|_| has_runs.get()) {
        Some(grouping) => grouping.headline,
        None => "There are no runs.".to_owned(),
    };
    // Which run is shown changes nothing in what can be chosen.
    let offered = Memo::new(move |_| {
        let mut grouping = grouping.get()?;
        grouping.shown = None;
        Some(grouping)
    });
    let tools = move || {
        offered
            .get()
            .map(|offered| choose(offered, runs.get_untracked()))
    };
    view! {
        <div class="runs">
            <h1 tabindex="-1" class="sentence" aria-live="polite">
                {heading}
            </h1>
            <p class="sentence-small">{move || offered.get().map(|offered| offered.sentence)}</p>
            {tools}
            <Show when=move || has_runs.get() fallback=|| view! { <p class="empty">{EMPTY}</p> }>
                <RunTable />
                <Pictures />
            </Show>
        </div>
    }
}
