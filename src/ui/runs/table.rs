use leptos::prelude::*;

use super::row::Row;
use crate::{
    interaction::runs::{Column, arranged},
    ui::{
        listing::{Sorting, head_cell},
        page::page,
    },
};

const COLUMNS: [(Column, &str, &str); 7] = [
    (Column::Name, "Run", "name"),
    (Column::Story, "What stands out", "story"),
    (Column::Drift, "Features drifted", "drift"),
    (Column::DataQuality, "Data quality", "data"),
    (Column::ModelQuality, "Model quality", "model"),
    (Column::Bias, "Bias", "bias"),
    (Column::Attribution, "Attribution", "attribution"),
];

/// The runs, one row each.
#[component]
pub fn RunTable() -> impl IntoView {
    let page = page();
    let column = RwSignal::new(Column::default());
    let is_reversed = RwSignal::new(false);
    let names = Memo::new(move |_| {
        let report = page.report();
        let runs = report.as_ref().map_or(&[][..], |report| &report.runs);
        let order = arranged(runs, column.get(), is_reversed.get());
        order
            .into_iter()
            .filter_map(|at| runs.get(at).map(|run| run.name.clone()))
            .collect::<Vec<String>>()
    });
    let head = |(of, title, class): (Column, &'static str, &'static str)| {
        let state = Signal::derive(move || match (column.get() == of, is_reversed.get()) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        });
        let sort = Callback::new(move |()| {
            let is_again = column.get_untracked() == of;
            is_reversed.update(|is_reversed| *is_reversed = is_again && !*is_reversed);
            column.set(of);
        });
        head_cell(
            title,
            format!("run-head-{class}"),
            Some(Sorting { state, sort }),
        )
    };
    view! {
        <table class="run-table" role="table" aria-label="Runs">
            <thead role="rowgroup">
                <tr role="row">{COLUMNS.map(head).into_iter().collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || names.get() key=Clone::clone let:name>
                    <Row name />
                </For>
            </tbody>
        </table>
    }
}
