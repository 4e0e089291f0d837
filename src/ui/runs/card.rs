use leptos::{html, prelude::*};

use crate::{
    charts::{Chart, Item, RunsChart},
    ui::figure::{Behind, Figure, SavePicture},
};

/// A chart with its heading, what saves it, its words and its numbers. `head` stands beside the heading; a click on an item is handed to `choose`.
pub fn card(
    title: String,
    file: String,
    chart: Signal<RunsChart>,
    head: AnyView,
    choose: Option<Callback<Item>>,
) -> AnyView {
    let canvas = NodeRef::<html::Canvas>::new();
    let figure = match choose {
        Some(choose) => view! { <Figure<RunsChart> canvas chart choose /> }.into_any(),
        None => view! { <Figure<RunsChart> canvas chart /> }.into_any(),
    };
    let label = title.clone();
    view! {
        <section class="card quality-card" aria-label=label>
            <div class="card-head">
                <h2>{title}</h2>
                {head}
                <span class="push"></span>
                <SavePicture<RunsChart> canvas chart name=file.clone() />
            </div>
            <figure>
                {figure}
                <figcaption>{move || chart.with(Chart::summary)}</figcaption>
            </figure>
            <Behind<RunsChart> chart name=file />
        </section>
    }
    .into_any()
}
