//! The feature's distribution, large, from the report and the detail: a chart of choice. A stroke over bins, or a click on labels, selects rows.

use leptos::{html, prelude::*};

use super::{chart::feature_chart, toolbar::Toolbar};
use crate::{
    charts::{AnyChart, Chart, Item},
    interaction::brushes::{hint, on_bins, with_label},
    report::{Feature, FeatureDetail},
    ui::{
        brush::Touched,
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
    let known = StoredValue::new(feature);
    let chart = Memo::new(move |_| {
        let brushes = page.brushes();
        known.with_value(|feature| {
            let moving = page.hand.of_feature(&feature.name);
            detail.with(|detail| {
                let view = page.view.get();
                feature_chart(feature, detail.as_ref(), view, &brushes, moving.as_ref())
            })
        })
    });
    let is_numbers = move |chart: &AnyChart| matches!(chart, AnyChart::Histogram(_));
    let brush = move |touched: Touched| {
        let (Item::Bin(first), Item::Bin(last)) = (touched.first, touched.last) else {
            return;
        };
        chart.with_untracked(|chart| {
            if let AnyChart::Histogram(drawn) = chart {
                let brush = on_bins(&drawn.feature, &drawn.cuts, first, last);
                page.brush(Some(&drawn.feature), brush, touched.rests);
            }
        });
    };
    // A click takes up one bar, or lets go of the one that is held alone.
    let choose = move |item: Item| {
        chart.with_untracked(|chart| match (chart, item) {
            (AnyChart::Histogram(drawn), Item::Bin(bin)) => {
                let brush = on_bins(&drawn.feature, &drawn.cuts, bin, bin)
                    .filter(|_| drawn.brush != Some((bin, bin)));
                page.brush(Some(&drawn.feature), brush, true);
            }
            (AnyChart::CategoryBars(drawn), Item::Label(label)) => {
                let brushes = untrack(|| page.brushes());
                if let Some(label) = drawn.labels.get(label) {
                    let brush = with_label(&brushes, &drawn.feature, label);
                    page.brush(Some(&drawn.feature), brush, true);
                }
            }
            _ => {}
        });
    };
    let known_rows = untrack(|| page.has_rows());
    let has_rows = known_rows == Some(true);
    let words = move || {
        let how = match is_categorical {
            true => " Click labels to select their rows.",
            false => " Drag over bars to select their rows.",
        };
        let is_brushed = is_categorical || chart.with(is_numbers);
        is_brushed.then(|| hint(known_rows, how))
    };
    let choose = has_rows.then(|| Callback::new(choose));
    let brush = (has_rows && !is_categorical).then(|| Callback::new(brush));
    view! {
        <Toolbar canvas chart is_categorical name=name.clone() />
        <figure>
            <Figure<AnyChart> canvas chart nostrip:choose=choose nostrip:brush=brush />
            <figcaption>{move || chart.with(Chart::summary)} {words}</figcaption>
        </figure>
        <Behind<AnyChart> chart name />
    }
}
