//! The table of checks, a row each, from the report's `checks`. Where search and filters leave none it says so, with a way back.

use leptos::prelude::*;

use super::{arrangement::Arrangement, row::CheckRow};
use crate::{
    interaction::checks::{Column, arranged},
    ui::{
        format::count,
        listing::{heads, more},
        page::page,
    },
};

/// Rows made at first, and with each "more": a thousand features have several thousand checks.
const STEP: usize = 120;

const COLUMNS: [(Option<Column>, &str, &str); 6] = [
    (Some(Column::Status), "Status", "status"),
    (Some(Column::Feature), "Feature", "feature"),
    (Some(Column::Check), "Check", "check"),
    (Some(Column::Observed), "Observed", "observed"),
    (None, "Threshold", "threshold"),
    (None, "Why", "why"),
];

/// The checks.
#[component]
pub fn CheckTable(
    /// Which, in which order.
    arrangement: Arrangement,
) -> impl IntoView {
    let page = page();
    let Arrangement { filter, sort } = arrangement;
    let limit = RwSignal::new(STEP);
    // Rows are known by what they check, so that an edit does not take the focus from a field.
    let keys = Memo::new(move |_| {
        let report = page.report();
        let checks = report.as_ref().map_or(&[][..], |report| &report.checks);
        let order = filter
            .with(|filter| arranged(checks, filter, sort.get()))
            .into_iter();
        let key = |at: usize| (checks[at].feature.clone(), checks[at].check.clone());
        order.map(key).collect::<Vec<_>>()
    });
    let rows = move || keys.with(|keys| keys.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    let columns =
        COLUMNS.map(|(column, title, class)| (column, title, format!("check-cell-{class}")));
    view! {
        <table class="check-table" role="table" aria-label="Checks">
            <thead role="rowgroup">
                <tr role="row">{heads(sort, |_| true, columns)}</tr>
            </thead>
            <tbody role="rowgroup">
                <For each=rows key=Clone::clone let:key>
                    <CheckRow feature=key.0 check=key.1 />
                </For>
            </tbody>
        </table>
        <Show when=move || keys.with(Vec::is_empty)>
            <p class="empty">
                "No check matches the search and the filters. "
                <button class="link" on:click=move |_| filter.set(Default::default())>
                    "Show all checks"
                </button>
            </p>
        </Show>
        {more(limit, STEP, move || keys.with(Vec::len), count)}
    }
}
