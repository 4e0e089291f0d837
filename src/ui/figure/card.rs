//! A chart with all around it, as a card of its own or below the heading of another one.

use leptos::{html, prelude::*};

use super::{Behind, Figure, SavePicture};
use crate::{
    charts::{Chart, Item},
    ui::brush::Touched,
};

/// A chart with its heading, what saves it, its words and its numbers.
pub struct ChartCard<C: Send + Sync + 'static> {
    /// The heading.
    pub title: String,
    /// The name of what is saved, without its ending.
    pub file: String,
    /// What is drawn.
    pub chart: Signal<C>,
    /// What stands beside the heading.
    pub head: AnyView,
    /// What stands between the heading and the chart.
    pub lead: AnyView,
    /// What stands between the chart and its words.
    pub chosen: AnyView,
    /// What follows the chart's own words.
    pub remark: AnyView,
    /// What a click on an item does.
    pub choose: Option<Callback<Item>>,
    /// What a stroke over items does.
    pub brush: Option<Callback<Touched>>,
}

impl<C> ChartCard<C>
where
    C: Chart + Clone + PartialEq + Send + Sync + 'static,
{
    /// The chart alone; `file` is the name of what is saved, without its ending.
    pub fn new(title: &str, file: &str, chart: Signal<C>) -> Self {
        ChartCard {
            title: title.to_owned(),
            file: file.to_owned(),
            chart,
            head: ().into_any(),
            lead: ().into_any(),
            chosen: ().into_any(),
            remark: ().into_any(),
            choose: None,
            brush: None,
        }
    }

    /// The whole card; `class` is its look beside `card`.
    pub fn card(self, class: &'static str) -> AnyView {
        let label = self.title.clone();
        view! { <section class=format!("card {class}") aria-label=label>{self.inside()}</section> }
            .into_any()
    }

    /// What is in the card.
    pub fn inside(self) -> AnyView {
        let canvas = NodeRef::<html::Canvas>::new();
        let chart = self.chart;
        view! {
            <div class="card-head">
                <h2>{self.title}</h2>
                {self.head}
                <span class="push"></span>
                <SavePicture<C> canvas chart name=self.file.clone() />
            </div>
            {self.lead}
            <figure>
                <Figure<C> canvas chart nostrip:choose=self.choose nostrip:brush=self.brush />
                {self.chosen}
                <figcaption>{move || chart.with(Chart::summary)} {self.remark}</figcaption>
            </figure>
            <Behind<C> chart name=self.file />
        }
        .into_any()
    }

    /// The chart below the heading of another one: what saves it stands beside its words.
    pub fn below(self) -> AnyView {
        let canvas = NodeRef::<html::Canvas>::new();
        let chart = self.chart;
        view! {
            <figure>
                <Figure<C> canvas chart nostrip:choose=self.choose nostrip:brush=self.brush />
                <figcaption>
                    {move || chart.with(Chart::summary)} {self.remark}
                    <span class="push"></span>
                    <SavePicture<C> canvas chart name=self.file.clone() />
                </figcaption>
            </figure>
            <Behind<C> chart name=self.file />
        }
        .into_any()
    }
}
