use leptos::{html, prelude::*};
use wasm_bindgen_futures::spawn_local;

use super::chart::FeatureChart;
use crate::{
    browser::{download, encode_png},
    charts::to_svg,
    ui::{
        icon::Icon,
        link,
        page::{Page, page},
        picture::theme,
    },
};

/// Chooses the chart and its scales, and saves its picture.
#[component]
pub fn Toolbar(
    /// Where the chart is drawn.
    canvas: NodeRef<html::Canvas>,
    /// What is drawn.
    chart: Memo<FeatureChart>,
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
    let picture_name = StoredValue::new(name);
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
            <button
                class="quiet"
                title="Save the chart as PNG"
                on:click=move |_| save_png(page, canvas, picture_name.get_value())
            >
                <Icon name="save" />
                <span>"PNG"</span>
            </button>
            <button
                class="quiet"
                title="Save the chart as SVG"
                on:click=move |_| save_svg(page, canvas, chart, picture_name.get_value())
            >
                <Icon name="save" />
                <span>"SVG"</span>
            </button>
        </div>
    }
}

fn save_png(page: Page, canvas: NodeRef<html::Canvas>, name: String) {
    let Some(canvas) = canvas.get_untracked() else {
        return;
    };
    spawn_local(async move {
        let saved = match encode_png(&canvas).await {
            Ok(picture) => download(&format!("{name}.png"), "image/png", &picture),
            Err(error) => Err(error),
        };
        if let Err(error) = saved {
            page.tell(error.to_string());
        }
    });
}

fn save_svg(page: Page, canvas: NodeRef<html::Canvas>, chart: Memo<FeatureChart>, name: String) {
    let Some(canvas) = canvas.get_untracked() else {
        return;
    };
    let (width, height) = (canvas.client_width(), canvas.client_height());
    let theme = theme(page.is_dark.get_untracked());
    let drawn = chart.with_untracked(|chart| to_svg(chart, width as u32, height as u32, theme));
    match drawn {
        Ok(text) => page.save_text(&format!("{name}.svg"), "image/svg+xml", &text),
        Err(error) => page.tell(format!("The picture could not be drawn: {error}.")),
    }
}
