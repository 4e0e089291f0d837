//! The numbers behind a chart, to unfold and to save. The table is made when it is opened.

use leptos::prelude::*;

use crate::{
    charts::Chart,
    ui::{controls::save_button, csv::csv, format::counted, listing::scrolled, page::page},
};

/// Rows of the table behind the chart; a hundred thousand would stop the page.
const TABLE_ROWS: usize = 500;

/// The numbers behind a chart.
#[component]
pub fn Behind<C>(
    /// The chart.
    #[prop(into)]
    chart: Signal<C>,
    /// The name of the file, without its ending.
    name: String,
) -> impl IntoView
where
    C: Chart + Clone + PartialEq + Send + Sync + 'static,
{
    let page = page();
    let is_open = RwSignal::new(false);
    let table = move || {
        let table = chart.with(Chart::table);
        let header = table.header.into_iter();
        let header = header.map(|title| view! { <th scope="col">{title}</th> });
        let left_out = table.rows.len().saturating_sub(TABLE_ROWS) as u64;
        let rows = table.rows.into_iter().take(TABLE_ROWS).map(|row| {
            let cells = row.into_iter().map(|cell| view! { <td>{cell}</td> });
            view! { <tr>{cells.collect_view()}</tr> }
        });
        view! {
            <table class="plain">
                <thead>
                    <tr>{header.collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            {(left_out > 0).then(|| {
                let rows = counted(left_out, "row", "rows");
                view! { <p class="remark">{format!("{rows} more; the CSV file has all.")}</p> }
            })}
        }
    };
    let save = move || {
        let table = chart.with_untracked(Chart::table);
        let text = csv(std::iter::once(&table.header).chain(&table.rows));
        page.save_text(&format!("{name}.csv"), "text/csv", &text);
    };
    view! {
        <details
            class="behind"
            on:toggle=move |_| is_open.update(|is_open| *is_open = !*is_open)
        >
            <summary>"Table behind the chart"</summary>
            <Show when=move || is_open.get()>{scrolled("scroll", "Table behind the chart", table)}</Show>
            {save_button("quiet", "Save the table as CSV", "CSV", save)}
        </details>
    }
}
