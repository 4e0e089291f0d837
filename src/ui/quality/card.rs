use leptos::{html, prelude::*};

use crate::{
    charts::{Chart, Item, QualityChart},
    ui::figure::{Behind, Figure, SavePicture},
};

/// A chart with its heading, what saves it, its words and its numbers. `head` stands beside the heading; a click on an item is handed to `choose`.
pub fn card(
    title: &'static str,
    file: &'static str,
    chart: Signal<QualityChart>,
    head: AnyView,
    choose: Callback<Item>,
) -> AnyView {
    let canvas = NodeRef::<html::Canvas>::new();
    view! {
        <section class="card quality-card" aria-label=title>
            <div class="card-head">
                <h2>{title}</h2>
                {head}
                <span class="push"></span>
                <SavePicture<QualityChart> canvas chart name=file.to_owned() />
            </div>
            <figure>
                <Figure<QualityChart> canvas chart choose />
                <figcaption>{move || chart.with(Chart::summary)}</figcaption>
            </figure>
            <Behind<QualityChart> chart name=file.to_owned() />
        </section>
    }
    .into_any()
}
