//! The feature's distribution, large.

use leptos::{html, prelude::*};

use super::{chart::FeatureChart, toolbar::Toolbar};
use crate::{
    charts::Chart,
    engine::report::{Feature, FeatureDetail},
    ui::{
        figure::{Behind, Figure},
        page::page,
    },
};

/// The chart of the feature's distribution with all around it.
#[component]
pub fn Distribution(
    /// The feature.
    feature: Feature,
    /// What the report does not hold.
    detail: ReadSignal<Option<FeatureDetail>>,
) -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let is_categorical = feature.bins.labels.is_some();
    let name = feature.name.clone();
    let chart = Memo::new(move |_| {
        detail.with(|detail| FeatureChart::new(&feature, detail.as_ref(), page.view.get()))
    });
    view! {
        <Toolbar canvas chart is_categorical name=name.clone() />
        <figure>
            <Figure<FeatureChart> canvas chart />
            <figcaption>{move || chart.with(Chart::summary)}</figcaption>
        </figure>
        <Behind<FeatureChart> chart name />
    }
}
