//! The table of runs, a row each, from the report's `runs`; the screen shows it only where there are some.

use leptos::prelude::*;

use super::row::RunRow;
use crate::{
    interaction::{
        order::Sort,
        runs::{Column, arranged},
    },
    ui::{listing::heads, page::page},
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

/// The runs.
#[component]
pub fn RunTable() -> impl IntoView {
    let page = page();
    let sort = RwSignal::new(Sort::default());
    let names = Memo::new(move |_| {
        let report = page.report();
        let runs = report.as_ref().map_or(&[][..], |report| &report.runs);
        let order = arranged(runs, sort.get()).into_iter();
        let names = order.filter_map(|at| runs.get(at).map(|run| run.name.clone()));
        names.collect::<Vec<String>>()
    });
    let columns =
        COLUMNS.map(|(column, title, class)| (Some(column), title, format!("run-head-{class}")));
    view! {
        <table class="run-table" role="table" aria-label="Runs">
            <thead role="rowgroup">
                <tr role="row">{heads(sort, |_| true, columns)}</tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || names.get() key=Clone::clone let:name>
                    <RunRow name />
                </For>
            </tbody>
        </table>
    }
}
