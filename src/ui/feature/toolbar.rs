//! Chooses the feature's chart and its scales, in the address, and saves its picture. Labels have one chart alone.

use leptos::{html, prelude::*};

use crate::{
    charts::AnyChart,
    interaction::link::Chart,
    ui::{
        controls::{group, toggle},
        figure::SavePicture,
        page::page,
    },
};

/// The row above the chart.
#[component]
pub fn Toolbar(
    /// Where the chart is drawn.
    canvas: NodeRef<html::Canvas>,
    /// What is drawn.
    chart: Memo<AnyChart>,
    /// Labels have one chart alone.
    is_categorical: bool,
    /// The feature's name.
    name: String,
) -> impl IntoView {
    let view = page().view;
    let has_counts = move || is_categorical || view.get().chart == Chart::Bins;
    let tabs = (!is_categorical).then(|| {
        let tabs = Chart::ALL.map(|tab| {
            let words = match tab {
                Chart::Bins => "Histogram",
                Chart::Ecdf => "ECDF",
                Chart::Quantiles => "Quantiles",
            };
            let is_here = move || view.get().chart == tab;
            toggle("", words, is_here, move || {
                view.update(|view| view.chart = tab)
            })
        });
        group("segments", "Chart", tabs.into_iter().collect_view())
    });
    let measures = move || {
        let measures = [("Share", false), ("Count", true)].map(|(words, is_count)| {
            let is_here = move || view.get().is_count == is_count;
            toggle("", words, is_here, move || {
                view.update(|view| view.is_count = is_count)
            })
        });
        group("segments", "Measure", measures.into_iter().collect_view())
    };
    view! {
        <div class="toolbar">
            {tabs}
            <Show when=has_counts>{measures}</Show>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || view.get().is_log
                    on:change=move |event| view.update(|view| view.is_log = event_target_checked(&event))
                />
                "Log"
            </label>
            <span class="push"></span>
            <SavePicture<AnyChart> canvas chart name />
        </div>
    }
}
