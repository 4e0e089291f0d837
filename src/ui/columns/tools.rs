//! Search and filters of the columns, with how many are shown.

use leptos::prelude::*;

use super::arrangement::Arrangement;
use crate::{
    interaction::order::shown_words,
    presentation::columns::role_words,
    report::settings::ColumnRole,
    ui::{
        controls::{choice, options, toggle},
        listing::search_box,
        page::page,
    },
};

/// Search and filters.
#[component]
pub fn ColumnTools(
    /// Which are shown.
    arrangement: Arrangement,
) -> impl IntoView {
    let page = page();
    let Arrangement { filter, shown, .. } = arrangement;
    let total = page.part(|report| Some(report.columns.len() as u64));
    let words = move || {
        let shown = shown.with(Vec::len) as u64;
        let total = total.get().unwrap_or_default();
        shown_words(shown, total.max(shown), "column", "columns")
    };
    let roles = ColumnRole::ALL.map(|role| (role.name(), role_words(role)));
    let roles = choice(
        "Filter by role",
        options([("", "All roles")].into_iter().chain(roles)),
        Signal::derive(move || {
            filter.with(|filter| filter.role.map_or("", ColumnRole::name).to_owned())
        }),
        move |role| filter.update(|filter| filter.role = ColumnRole::parse(&role)),
    );
    let supposed = toggle(
        "chip",
        "Supposed only",
        move || filter.with(|filter| filter.is_supposed_only),
        move || filter.update(|filter| filter.is_supposed_only = !filter.is_supposed_only),
    );
    view! {
        <div class="tools" role="search">
            {search_box("column-search", "Search columns", filter, |filter| &mut filter.search)}
            {roles} {supposed} <span class="tools-count" role="status">{words}</span>
        </div>
    }
}
