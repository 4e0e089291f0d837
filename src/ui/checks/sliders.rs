//! A slider per option of the constraints, from the report's `data_quality`: how many features fire at each value of it. While it is dragged nothing is judged anew;
//! let go, it is a setting. Without options there is no slider.

use leptos::prelude::*;
use std::fmt::Write;

use super::row::set;
use crate::{
    interaction::checks::{firing, slider_end},
    presentation::checks::option_words,
    report::Slider,
    ui::{
        format::{counted, number},
        page::page,
    },
};

/// Points of the line above a slider.
const POINTS: u32 = 60;

/// A slider per option: how many features fire at each value of it.
#[component]
pub fn Sliders() -> impl IntoView {
    let page = page();
    let sliders = page.part(|report| Some(report.data_quality.as_ref()?.sliders.clone()));
    let options = move || {
        let sliders = sliders.get().unwrap_or_default().into_iter();
        sliders.map(|slider| slider.option).collect::<Vec<_>>()
    };
    view! {
        <details class="sliders card" open>
            <summary>"Thresholds for all features"</summary>
            <div class="slider-grid">
                <For each=options key=Clone::clone let:option>
                    <OneSlider option sliders />
                </For>
            </div>
        </details>
    }
}

#[component]
fn OneSlider(option: String, sliders: Memo<Option<Vec<Slider>>>) -> impl IntoView {
    let page = page();
    let words = option_words(&option).to_owned();
    let of_option = option.clone();
    let slider = Memo::new(move |_| {
        sliders.with(|sliders| {
            let mut sliders = sliders.iter().flatten();
            let found = sliders.find(|slider| slider.option == of_option);
            found.cloned().unwrap_or_default()
        })
    });
    let in_force = Memo::new({
        let option = option.clone();
        move |_| {
            let edited = page.setting(|settings| settings.rules.constraints.all.get(&option));
            edited.or(slider.with(|slider| slider.threshold))
        }
    });
    // While the slider is dragged, nothing is judged anew: the count is at hand.
    let dragged = RwSignal::new(None::<f64>);
    let value = move || {
        let unset = || {
            slider.with(|slider| {
                if slider.fires_above {
                    slider_end(slider)
                } else {
                    0.0
                }
            })
        };
        dragged.get().or(in_force.get()).unwrap_or_else(unset)
    };
    let text = move || {
        if dragged.get().or(in_force.get()).is_none() {
            return "each feature has its own".to_owned();
        }
        let at = value();
        slider.with(|slider| {
            let features = counted(slider.observed.len() as u64, "feature", "features");
            let firing = firing(slider, at);
            let verb = if firing == 1 { "fires" } else { "fire" };
            format!("{firing} of {features} {verb} at {}", number(at))
        })
    };
    let apply = {
        let option = option.clone();
        move |event| {
            dragged.set(None);
            set(page, None, &option, event_target_value(&event).parse().ok());
        }
    };
    view! {
        <div class="slider">
            <label for=format!("slider-{option}")>{words}</label>
            <code>{option.clone()}</code>
            <svg class="slider-line" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
                <path d=move || slider.with(line) />
            </svg>
            <input
                id=format!("slider-{option}")
                type="range"
                min="0"
                max=move || slider.with(slider_end).to_string()
                step="0.001"
                aria-valuetext=text
                prop:value=move || value().to_string()
                on:input=move |event| dragged.set(event_target_value(&event).parse().ok())
                on:change=apply
            />
            <output for=format!("slider-{option}")>{text}</output>
        </div>
    }
}

/// How many fire, from left to right; the height is all features.
fn line(slider: &Slider) -> String {
    let mut path = String::new();
    let all = slider.observed.len().max(1) as f64;
    for point in 0..=POINTS {
        let share = f64::from(point) / f64::from(POINTS);
        let height = firing(slider, share * slider_end(slider)) as f64 / all;
        let command = if point == 0 { 'M' } else { 'L' };
        // Writing to a string does not fail.
        write!(
            path,
            "{command}{:.2} {:.2}",
            share * 100.0,
            19.0 - height * 18.0
        )
        .ok();
    }
    path
}
