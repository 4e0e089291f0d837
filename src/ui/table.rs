//! A plain table in a card.

use leptos::prelude::*;

use crate::ui::figure::SaveTable;

/// A table that can be scrolled where it is wider than its card, with a heading where one is given; `name` is for who cannot see it. What saves it asks for `file`,
/// without ending, among the tables of the report.
pub fn table_card(
    name: &str,
    heading: Option<&str>,
    file: String,
    class: &'static str,
    columns: &[&'static str],
    rows: Vec<AnyView>,
) -> AnyView {
    let (name, label) = (name.to_owned(), name.to_owned());
    let heading = heading.map(|heading| view! { <h2>{heading.to_owned()}</h2> });
    let columns = columns
        .iter()
        .map(|title| view! { <th role="columnheader" scope="col">{*title}</th> });
    view! {
        <section class="card" aria-label=label>
            <div class="card-head">
                {heading} <span class="push"></span> <SaveTable name=file />
            </div>
            <div class="quality-scroll" tabindex="0" role="region" aria-label=name>
                <table role="table" class=format!("plain {class}")>
                    <thead role="rowgroup">
                        <tr role="row">{columns.collect_view()}</tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
