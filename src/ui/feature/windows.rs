//! A feature's distribution window by window, from the counts of its detail. Nothing where there is one window or none. A click on a window selects its rows.

use leptos::prelude::*;

use crate::{
    charts::{Item, Ridges},
    interaction::brushes::hint,
    presentation::distribution::ridges,
    report::{Feature, FeatureDetail},
    ui::{figure::ChartCard, page::page},
};

/// The card.
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
    move || has_windows.get().then(|| card(feature, detail))
}

fn card(feature: StoredValue<Feature>, detail: ReadSignal<Option<FeatureDetail>>) -> AnyView {
    let page = page();
    let chart = Memo::new(move |_| {
        let report = page.report();
        let windows = report.as_ref().map_or(&[][..], |report| report.windows());
        detail.with(|detail| {
            let counts = detail.as_ref().map(|detail| detail.windows.as_slice());
            let histogram = detail.as_ref().and_then(|detail| detail.histogram.as_ref());
            feature.with_value(|feature| {
                let bins = histogram.unwrap_or(&feature.bins);
                Ridges {
                    brush: page.brushed_windows(),
                    ..ridges(feature, bins, windows, counts.unwrap_or_default())
                }
            })
        })
    });
    let choose = move |item: Item| {
        if let (Item::Window(window), Some(true)) = (item, untrack(|| page.has_rows())) {
            page.brush_windows(window, window, true);
        }
    };
    let file = feature.with_value(|feature| format!("{} by window", feature.name));
    let how = move || hint(page.has_rows(), " Click a window to select its rows.");
    let card = ChartCard {
        remark: how.into_any(),
        choose: Some(Callback::new(choose)),
        ..ChartCard::new("By window", &file, Signal::<Ridges>::from(chart))
    };
    card.card("")
}
