use leptos::{html, prelude::*};

use super::{Behind, Figure, SavePicture};
use crate::charts::{Chart, Item};

/// A chart with its heading, what saves it, its words and its numbers. `head` stands beside the heading; a click on an item is handed to `choose`.
pub fn card<C>(
    title: &str,
    file: &str,
    chart: Signal<C>,
    head: AnyView,
    choose: Option<Callback<Item>>,
) -> AnyView
where
    C: Chart + Clone + PartialEq + Send + Sync + 'static,
{
    let canvas = NodeRef::<html::Canvas>::new();
    let (title, label, file) = (title.to_owned(), title.to_owned(), file.to_owned());
    view! {
        <section class="card quality-card" aria-label=label>
            <div class="card-head">
                <h2>{title}</h2>
                {head}
                <span class="push"></span>
                <SavePicture<C> canvas chart name=file.clone() />
            </div>
            <figure>
                <Figure<C> canvas chart nostrip:choose=choose />
                <figcaption>{move || chart.with(Chart::summary)}</figcaption>
            </figure>
            <Behind<C> chart name=file />
        </section>
    }
    .into_any()
}
