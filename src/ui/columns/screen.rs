//! The columns, from the report's `columns`: search and filters, what is done with those that are selected, and the table. Without columns it says where they come
//! from. What is chosen is a setting.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{arrangement::Arrangement, bulk::Bulk, table::ColumnTable, tools::ColumnTools};
use crate::{
    interaction::columns::{Filter, Selected},
    ui::{page::page, sources::Head},
};

/// The columns.
#[component]
pub fn ColumnsScreen() -> impl IntoView {
    let page = page();
    let filter = RwSignal::new(Filter::default());
    let shown = Memo::new(move |_| {
        let Some(report) = page.report() else {
            return Vec::new();
        };
        let mut seen = BTreeSet::new();
        filter.with(|filter| {
            let columns = report.columns.iter();
            let shown = columns.filter(|column| filter.passes(column) && seen.insert(&column.name));
            shown.map(|column| column.name.clone()).collect()
        })
    });
    let arrangement = Arrangement {
        filter,
        shown,
        selected: RwSignal::new(Selected::default()),
    };
    let has_columns = page.part(|report| (!report.columns.is_empty()).then_some(()));
    view! {
        <div class="sources column-screen">
            <Head />
            <Show
                when=move || has_columns.get().is_some()
                fallback=|| view! { <p class="empty">"No file with columns is open yet: add tables, captures or statistics."</p> }
            >
                <ColumnTools arrangement />
                <Bulk arrangement />
                <ColumnTable arrangement />
            </Show>
        </div>
    }
}
