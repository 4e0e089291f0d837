//! The heads of a table that is sorted by a click on them.

use leptos::prelude::*;

use crate::interaction::order::Sort;

/// A column's head: what it sorts by, if anything, its title and its class.
pub type Head<Column> = (Option<Column>, &'static str, String);

/// The heads in a row. `rises` says of a column whether its own direction is upwards.
pub fn heads<Column>(
    sort: RwSignal<Sort<Column>>,
    rises: fn(Column) -> bool,
    heads: impl IntoIterator<Item = Head<Column>>,
) -> AnyView
where
    Column: Copy + PartialEq + Send + Sync + 'static,
{
    let one = |(column, title, class): Head<Column>| {
        let Some(column) = column else {
            return view! { <th class=class role="columnheader" scope="col">{title}</th> }
                .into_any();
        };
        let state = move || {
            let sort = sort.get();
            match (sort.column == column, rises(column) != sort.is_reversed) {
                (false, _) => "none",
                (true, true) => "ascending",
                (true, false) => "descending",
            }
        };
        let mark = move || match state() {
            "ascending" => "▲",
            "descending" => "▼",
            _ => "",
        };
        view! {
            <th class=class role="columnheader" scope="col" aria-sort=state>
                <button on:click=move |_| sort.update(|sort| *sort = sort.clicked(column))>
                    {title} <span class="sort-mark" aria-hidden="true">{mark}</span>
                </button>
            </th>
        }
        .into_any()
    };
    heads.into_iter().map(one).collect_view().into_any()
}
