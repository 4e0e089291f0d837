//! A feature's distribution window by window.

use leptos::{html, prelude::*};

use crate::{
    charts::{Chart, Item, Ridge, Ridges, format::number},
    interaction::brushes::{hint, windows_of},
    presentation::windows::Axis,
    report::{Bins, Feature, FeatureDetail, Window},
    ui::{
        brush::Touched,
        figure::{Behind, Figure, SavePicture},
        page::page,
    },
};

/// The card; nothing where there are no windows.
#[component]
pub fn ByWindow(
    /// The feature.
    feature: Feature,
    /// Holds the counts.
    detail: ReadSignal<Option<FeatureDetail>>,
) -> impl IntoView {
    let has_windows = Memo::new(move |_| {
        detail.with(|detail| {
            detail
                .as_ref()
                .is_some_and(|detail| detail.windows.len() > 1)
        })
    });
    let feature = StoredValue::new(feature);
    move || {
        has_windows
            .get()
            .then(|| view! { <Shown feature detail /> })
    }
}

#[component]
fn Shown(
    feature: StoredValue<Feature>,
    detail: ReadSignal<Option<FeatureDetail>>,
) -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let chart = Memo::new(move |_| {
        let report = page.report();
        let current = report.as_ref().and_then(|report| report.current.as_ref());
        let windows = current.map_or([].as_slice(), |current| &current.windows);
        let brush = windows_of(&page.hand.brushes(page), windows);
        detail.with(|detail| {
            let counts = detail.as_ref().map(|detail| detail.windows.as_slice());
            let histogram = detail.as_ref().and_then(|detail| detail.histogram.as_ref());
            feature.with_value(|feature| {
                let bins = histogram.unwrap_or(&feature.bins);
                Ridges {
                    brush,
                    ..ridges(&feature.name, bins, windows, counts.unwrap_or_default())
                }
            })
        })
    });
    let choose = move |item: Item| {
        if let (Item::Window(window), Some(true)) = (item, untrack(|| page.has_rows())) {
            let touched = Touched {
                first: item,
                last: item,
                rests: true,
            };
            page.hand.brush_windows(page, window, window, touched.rests);
        }
    };
    let name = feature.with_value(|feature| format!("{} by window", feature.name));
    view! {
        <section class="card" aria-label="By window">
            <div class="card-head">
                <h2>"By window"</h2>
                <span class="push"></span>
                <SavePicture<Ridges> canvas chart name=name.clone() />
            </div>
            <figure>
                <Figure<Ridges> canvas chart choose=Callback::new(choose) />
                <figcaption>
                    {move || chart.with(Chart::summary)}
                    {move || hint(page.has_rows(), " Click a window to select its rows.")}
                </figcaption>
            </figure>
            <Behind<Ridges> chart name />
        </section>
    }
}

fn ridges(feature: &str, bins: &Bins, windows: &[Window], counts: &[Vec<u32>]) -> Ridges {
    let axis = Axis::new(windows);
    let floats = |counts: &Vec<u32>| counts.iter().map(|&count| f64::from(count)).collect();
    let ridge = |(label, counts): (String, &Vec<u32>)| Ridge {
        label,
        counts: floats(counts),
    };
    Ridges {
        feature: feature.to_owned(),
        bins: words(bins),
        baseline: bins.baseline.clone(),
        windows: axis.labels.into_iter().zip(counts).map(ridge).collect(),
        brush: None,
    }
}

/// Every bin in words.
fn words(bins: &Bins) -> Vec<String> {
    if let Some(labels) = &bins.labels {
        return labels.clone();
    }
    let cuts = bins.cuts.as_deref().unwrap_or_default();
    let up_to = cuts.iter().map(|cut| format!("≤ {}", number(*cut)));
    let last = cuts.last().map(|cut| format!("> {}", number(*cut)));
    up_to.chain(last).collect()
}
