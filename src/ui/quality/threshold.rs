//! The probability from which on the positive label is predicted, from the report's curves. While it is dragged the counts are at hand; let go, it is a setting and
//! everything follows.

use leptos::prelude::*;

use crate::{
    report::model_quality::ModelQuality,
    ui::{
        format::{count, number, percent},
        page::page,
    },
};

/// Where the slider stands when nothing was chosen.
const MIDDLE: f64 = 0.5;

/// The slider.
#[component]
pub fn ThresholdSlider(
    /// What is shown.
    quality: Memo<Option<ModelQuality>>,
) -> impl IntoView {
    let page = page();
    let dragged = RwSignal::new(None::<f64>);
    let in_force = move || quality.with(|quality| quality.as_ref()?.threshold);
    let value = move || dragged.get().or_else(in_force).unwrap_or(MIDDLE);
    let words = move || {
        if dragged.get().is_none() && in_force().is_none() {
            return "Predicted labels are taken as the model gave them. Move the slider to predict from the probability instead.".to_owned();
        }
        quality.with(|quality| {
            quality
                .as_ref()
                .map_or(String::new(), |quality| at(quality, value()))
        })
    };
    let choose = move |threshold: Option<f64>| {
        dragged.set(None);
        page.change(|settings| settings.rules.probability_threshold = threshold);
    };
    let is_chosen = move || page.setting(|settings| settings.rules.probability_threshold.is_some());
    view! {
        <section class="card slider quality-threshold" aria-label="Threshold">
            <label for="quality-threshold">"Decision threshold"</label>
            <strong>{move || number(value())}</strong>
            <input
                id="quality-threshold"
                type="range"
                min="0"
                max="1"
                step="0.01"
                aria-valuetext=words
                prop:value=move || value().to_string()
                on:input=move |event| dragged.set(event_target_value(&event).parse().ok())
                on:change=move |event| choose(event_target_value(&event).parse().ok())
            />
            <output for="quality-threshold">{words}</output>
            <Show when=is_chosen>
                <button class="link" on:click=move |_| choose(None)>
                    "Predictions as they came"
                </button>
            </Show>
        </section>
    }
}

/// What is predicted at a threshold, in words.
fn at(quality: &ModelQuality, threshold: f64) -> String {
    let step = (threshold * 100.0).round() as usize;
    let Some([tp, fp, misses, tn]) = quality.curves.thresholds.get(step) else {
        return String::new();
    };
    let share = |part: u64, whole: u64| match whole {
        0 => "none".to_owned(),
        whole => percent(part as f64 / whole as f64),
    };
    format!(
        "{} of {} rows are called positive: {} of them are (precision), {} of the positive rows are found (recall), {} of all are right (accuracy).",
        count(tp + fp),
        count(tp + fp + misses + tn),
        share(*tp, tp + fp),
        share(*tp, tp + misses),
        share(tp + tn, tp + fp + misses + tn),
    )
}
