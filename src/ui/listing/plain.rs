//! A plain table, which is scrolled where it is wider than its card.

use leptos::prelude::*;

use crate::ui::figure::SaveTable;

/// A table; a column is its title and its class. Roles are named, because the style sheet makes blocks of some tables on narrow screens.
pub fn plain_table(
    class: &'static str,
    columns: &[(&'static str, &'static str)],
    rows: impl IntoView + 'static,
) -> AnyView {
    let head = |&(title, class): &(&'static str, &'static str)| {
        view! { <th class=class role="columnheader" scope="col">{title}</th> }
    };
    view! {
        <table role="table" class=format!("plain {class}")>
            <thead role="rowgroup">
                <tr role="row">{columns.iter().map(head).collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

/// What can be scrolled, also with the keys; `name` is for who cannot see it.
pub fn scrolled(class: &'static str, name: &str, inside: impl IntoView + 'static) -> AnyView {
    let name = name.to_owned();
    view! { <div class=class tabindex="0" role="region" aria-label=name>{inside}</div> }.into_any()
}

/// A table in a card, with a heading where one is given. What saves it asks for `file`, without ending, among the tables of the report.
pub fn table_card(
    name: &'static str,
    heading: Option<&'static str>,
    file: String,
    class: &'static str,
    columns: &[(&'static str, &'static str)],
    rows: Vec<AnyView>,
) -> AnyView {
    let heading = heading.map(|heading| view! { <h2>{heading}</h2> });
    let table = plain_table(class, columns, rows);
    view! {
        <section class="card" aria-label=name>
            <div class="card-head">
                {heading} <span class="push"></span> <SaveTable name=file />
            </div>
            {scrolled("quality-scroll", name, table)}
        </section>
    }
    .into_any()
}
