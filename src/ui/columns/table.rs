//! The table of columns, a row each. Rows stay while the report changes, so that the focus does; of many the first are made, and the rest when they are asked for.
//! Where the filter leaves none it says so, with a way back.

use leptos::prelude::*;

use super::{arrangement::Arrangement, row::ColumnRow};
use crate::ui::{format::count, listing::more};

/// Rows made at first, and with each "more".
const STEP: usize = 60;

const COLUMNS: [(&str, &str); 7] = [
    ("Column", "name"),
    ("Type", "type"),
    ("Role", "role"),
    ("How it is known", "known"),
    ("Examples", "examples"),
    ("Missing", "missing"),
    ("Unread", "unread"),
];

/// The columns.
#[component]
pub fn ColumnTable(
    /// Which.
    arrangement: Arrangement,
) -> impl IntoView {
    let Arrangement {
        filter,
        shown,
        selected,
    } = arrangement;
    let limit = RwSignal::new(STEP);
    let rows =
        move || shown.with(|shown| shown.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    Effect::new(move |_| {
        filter.track();
        limit.set(STEP);
    });
    let are_all = Memo::new(move |_| {
        shown.with(|shown| {
            !shown.is_empty() && selected.with(|selected| selected.of(shown).len() == shown.len())
        })
    });
    let turn = move |_| {
        shown.with_untracked(|shown| {
            selected.update(|selected| *selected = std::mem::take(selected).all_or_none(shown));
        });
    };
    let head = |(title, class): (&'static str, &'static str)| {
        let class = format!("column-cell-{class}");
        view! { <th class=class role="columnheader" scope="col">{title}</th> }
    };
    view! {
        <table class="column-table" role="table" aria-label="Columns">
            <thead role="rowgroup">
                <tr role="row">
                    <th class="column-cell-select" role="columnheader" scope="col">
                        <label class="column-select">
                            <input
                                type="checkbox"
                                aria-label="Select all columns that are shown"
                                prop:checked=move || are_all.get()
                                on:change=turn
                            />
                        </label>
                    </th>
                    {COLUMNS.map(head).into_iter().collect_view()}
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=rows key=String::clone let:name>
                    <ColumnRow name arrangement />
                </For>
            </tbody>
        </table>
        <Show when=move || shown.with(Vec::is_empty)>
            <p class="empty">
                "No column matches the search and the filters. "
                <button class="link" on:click=move |_| filter.set(Default::default())>
                    "Show all columns"
                </button>
            </p>
        </Show>
        {more(limit, STEP, move || shown.with(Vec::len), count)}
    }
}
