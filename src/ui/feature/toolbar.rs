use leptos::{html, prelude::*};

use crate::{
    charts::AnyChart,
    interaction::link,
    ui::{figure::SavePicture, page::page},
};

/// Chooses the chart and its scales, and saves its picture.
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
    let page = page();
    let has_counts = move || is_categorical || page.view.get().chart == link::Chart::Bins;
    let tabs = link::Chart::ALL.map(|tab| {
        let words = match tab {
            link::Chart::Bins => "Histogram",
            link::Chart::Ecdf => "ECDF",
            link::Chart::Quantiles => "Quantiles",
        };
        let is_here = move || page.view.get().chart == tab;
        view! {
            <button
                aria-pressed=move || is_here().to_string()
                on:click=move |_| page.view.update(|view| view.chart = tab)
            >
                {words}
            </button>
        }
    });
    let tabs = (!is_categorical).then(|| {
        view! {
            <div class="segments" role="group" aria-label="Chart">
                {tabs.into_iter().collect_view()}
            </div>
        }
    });
    view! {
        <div class="toolbar">
            {tabs}
            <Show when=has_counts>
                <div class="segments" role="group" aria-label="Measure">
                    <button
                        aria-pressed=move || (!page.view.get().is_count).to_string()
                        on:click=move |_| page.view.update(|view| view.is_count = false)
                    >
                        "Share"
                    </button>
                    <button
                        aria-pressed=move || page.view.get().is_count.to_string()
                        on:click=move |_| page.view.update(|view| view.is_count = true)
                    >
                        "Count"
                    </button>
                </div>
            </Show>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || page.view.get().is_log
                    on:change=move |event| page.view.update(|view| view.is_log = event_target_checked(&event))
                />
                "Log"
            </label>
            <span class="push"></span>
            <SavePicture<AnyChart> canvas chart name />
        </div>
    }
}
