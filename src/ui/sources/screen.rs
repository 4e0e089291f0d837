//! The sources, from the report: those that failed first, then by role. It asks the engine for roles, other names of columns, and to forget. Nothing is loaded
//! where this screen would be empty.

use leptos::prelude::*;

use super::{attributes::Attributes, columns::CaptureColumns, head::Head, source::SourceCard};
use crate::{
    interaction::screen::Screen,
    report::Source,
    report::runs::GroupedBy,
    ui::{
        address,
        format::{bytes, counted},
        page::page,
        watch::LookAgain,
        words::ROLES,
    },
};

/// The sources.
#[component]
pub fn SourcesScreen() -> impl IntoView {
    let page = page();
    let sources = Memo::new(move |_| {
        let report = page.report();
        in_order(report.map_or_else(Vec::new, |report| report.sources.clone()))
    });
    let words = move || {
        sources.with(|sources| {
            let size = sources.iter().map(|source| source.bytes).sum();
            let count = counted(sources.len() as u64, "document", "documents");
            format!("{count}, {}", bytes(size))
        })
    };
    let runs = move || {
        let grouping = page.report()?.grouping.clone()?;
        let words = match (grouping.by, grouping.folders.max(grouping.files)) {
            (GroupedBy::Nothing, count) => {
                format!("Compare these as {count} separate runs?")
            }
            _ => grouping.sentence,
        };
        Some(view! {
            <p class="muted">
                {words} " " <a href=move || address::to(page, Screen::Runs)>"Choose what is a run"</a>
            </p>
        })
    };
    view! {
        <div class="sources">
            <Head />
            <p class="sources-size muted">{words}</p>
            <LookAgain />
            <ul class="source-list">
                <For each=move || sources.get() key=|source| whole(source) let:source>
                    <SourceCard source />
                </For>
            </ul>
            {runs}
            <Attributes />
            <CaptureColumns />
        </div>
    }
}

/// Everything that the card shows, so that a card is made anew when something about its source changes.
fn whole(source: &Source) -> String {
    format!("{source:?}")
}

fn in_order(mut sources: Vec<Source>) -> Vec<Source> {
    let place = |source: &Source| {
        let role = ROLES
            .iter()
            .position(|(role, _)| Some(*role) == source.role);
        (!source.failed, role.unwrap_or(ROLES.len()))
    };
    sources.sort_by(|one, other| {
        place(one)
            .cmp(&place(other))
            .then_with(|| one.path.cmp(&other.path))
    });
    sources
}
