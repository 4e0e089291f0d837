//! The features that matter most as large distributions, in the order of the table's verdicts, each a door to its feature. From the report and each feature's
//! detail; until that is there, bins are those of the report. Nothing where no side or no feature is there.

use leptos::{html, prelude::*};

use crate::{
    charts::{AnyChart, Chart, Item},
    interaction::{features::foremost, link::View, screen::Screen},
    report::{Feature, FeatureDetail},
    ui::{
        address, badge::Badge, feature::feature_chart, figure::Figure, page::page,
        words::capitalised,
    },
};

/// Features shown.
const SHOWN: usize = 3;

/// Labels of each that are drawn one by one.
const LABELS: usize = 4;

/// Height of each picture in CSS pixels.
const HEIGHT: u32 = 190;

/// The features that matter most.
#[component]
pub fn Foremost() -> impl IntoView {
    let page = page();
    let names = page.part(|report| {
        let places = foremost(&report.features, SHOWN);
        let names = places
            .iter()
            .map(|&place| report.features[place].name.clone());
        Some(names.collect::<Vec<_>>())
    });
    move || {
        let names = names.get().unwrap_or_default();
        (!names.is_empty()).then(|| {
            let cards = names.into_iter().map(|name| view! { <One name /> });
            view! {
                <section class="foremost" aria-label="Distributions">
                    {cards.collect_view()}
                </section>
            }
        })
    }
}

#[component]
fn One(name: String) -> impl IntoView {
    let page = page();
    let wanted = name.clone();
    let found = Memo::new(move |_| page.feature(&wanted));
    let detail = page.detail(name.clone());
    let canvas = NodeRef::<html::Canvas>::new();
    let chart = Memo::new(move |_| {
        let feature = found.get().unwrap_or_default();
        let brushes = page.brushes();
        let moving = page.hand.of_feature(&feature.name);
        detail.with(|detail: &Option<FeatureDetail>| {
            let view = View::default();
            let chart = feature_chart(&feature, detail.as_ref(), view, &brushes, moving.as_ref());
            match chart {
                AnyChart::CategoryBars(mut bars) => {
                    bars.top = LABELS;
                    bars.into()
                }
                chart => chart,
            }
        })
    });
    let screen = Screen::Feature(name.clone());
    let to = screen.clone();
    let choose = Callback::new(move |_: Item| page.go(to.clone()));
    let head = move || found.get().map(|feature| head(&feature));
    view! {
        <article class="card foremost-one">
            <h2>
                <a href=move || address::to(page, screen.clone())>{name}</a>
            </h2>
            {head}
            <Figure<AnyChart> canvas chart choose height=HEIGHT summary=Signal::derive(move || chart.with(Chart::summary)) />
        </article>
    }
}

fn head(feature: &Feature) -> impl IntoView + use<> {
    view! {
        <Badge verdict=feature.verdict />
        <p class="foremost-finding">{capitalised(&feature.finding)}</p>
    }
}
