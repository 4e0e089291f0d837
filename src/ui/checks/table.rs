use leptos::prelude::*;

use super::{row::Row, screen::Shown};
use crate::{
    interaction::checks::{Column, arranged},
    ui::{
        format::count,
        listing::{Sorting, head_cell},
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

/// The checks, one row each.
#[component]
pub fn CheckTable(
    /// Which, in which order.
    shown: Shown,
) -> impl IntoView {
    let page = page();
    let limit = RwSignal::new(STEP);
    let keys = Memo::new(move |_| {
        let Some(report) = page.report() else {
            return Vec::new();
        };
        let filter = shown.filter.get();
        let order = arranged(
            &report.checks,
            &filter,
            shown.column.get(),
            shown.is_reversed.get(),
        );
        // Rows are known by what they check, so that an edit does not take the focus from a field.
        order
            .into_iter()
            .map(|at| {
                let check = &report.checks[at];
                (check.feature.clone(), check.check.clone())
            })
            .collect::<Vec<_>>()
    });
    let rows = move || {
        let mut keys = keys.get();
        keys.truncate(limit.get());
        keys
    };
    let hidden = move || keys.with(Vec::len).saturating_sub(limit.get());
    let heads = COLUMNS.map(|(column, title, class)| head(shown, column, title, class));
    view! {
        <table class="check-table" role="table" aria-label="Checks">
            <thead role="rowgroup">
                <tr role="row">{heads.into_iter().collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">
                <For each=rows key=Clone::clone let:key>
                    <Row feature=key.0 check=key.1 />
                </For>
            </tbody>
        </table>
        <Show when=move || keys.with(Vec::is_empty)>
            <p class="empty">
                "No check matches the search and the filters. "
                <button class="link" on:click=move |_| shown.filter.set(Default::default())>
                    "Show all checks"
                </button>
            </p>
        </Show>
        <Show when=move || { hidden() > 0 }>
            <button class="checks-more" on:click=move |_| limit.update(|limit| *limit += STEP)>
                {move || format!("Show more ({} left)", count(hidden() as u64))}
            </button>
        </Show>
    }
}

fn head(shown: Shown, column: Option<Column>, title: &'static str, class: &'static str) -> AnyView {
    let sorting = column.map(|column| Sorting {
        state: Signal::derive(move || {
            match (shown.column.get() == column, shown.is_reversed.get()) {
                (false, _) => "none",
                (true, false) => "ascending",
                (true, true) => "descending",
            }
        }),
        sort: Callback::new(move |()| {
            let is_again = shown.column.get_untracked() == column;
            shown
                .is_reversed
                .update(|is_reversed| *is_reversed = is_again && !*is_reversed);
            shown.column.set(column);
        }),
    });
    head_cell(title, format!("check-cell-{class}"), sorting)
}
