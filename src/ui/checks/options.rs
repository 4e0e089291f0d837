//! The monitor's switches and methods, from the report's `data_quality`, and where its metrics go. What is chosen is a setting.

use leptos::prelude::*;

use crate::{
    documents::alarm::{OF_ENDPOINTS, OF_PIPELINES},
    presentation::checks::{choice_words, option_words},
    report::Choice,
    report::settings::Settings,
    ui::{
        controls::{choice, options},
        page::page,
    },
};

/// The monitor's switches and methods, and where its metrics go.
#[component]
pub fn Options() -> impl IntoView {
    let page = page();
    let choices = page.part(|report| Some(report.data_quality.as_ref()?.choices.clone()));
    let fields = move || {
        let choices = choices.get().unwrap_or_default().into_iter();
        choices.map(one_choice).collect_view()
    };
    let place = |name: &'static str,
                 words: &'static str,
                 of: fn(&mut Settings) -> &mut Option<String>| {
        // What the user named, else what the paths name.
        let value = move || {
            let report = page.report();
            let mut settings = report
                .map(|report| report.settings.clone())
                .unwrap_or_default();
            of(&mut settings).take().unwrap_or_default()
        };
        let set = move |event| {
            let name = event_target_value(&event).trim().to_owned();
            page.change(|settings| *of(settings) = (!name.is_empty()).then_some(name));
        };
        view! {
            <label class="check-option">
                <span>{words}</span>
                <code>{name}</code>
                <input type="text" list=name autocomplete="off" spellcheck="false" prop:value=value on:change=set />
            </label>
        }
        .into_any()
    };
    view! {
        <details class="sliders card">
            <summary>"Switches, methods and metrics"</summary>
            <div class="slider-grid">
                {fields}
                {place("Endpoint", "Endpoint of metrics", |settings| &mut settings.rules.endpoint)}
                {place("MonitoringSchedule", "Schedule", |settings| &mut settings.rules.schedule)}
                {place("PipelineName", "or pipeline", |settings| &mut settings.rules.pipeline)}
                {place("Namespace", "Namespace", |settings| &mut settings.rules.namespace)}
                <datalist id="Namespace">
                    <option value=OF_ENDPOINTS></option>
                    <option value=OF_PIPELINES></option>
                </datalist>
            </div>
        </details>
    }
}

fn one_choice(one: Choice) -> AnyView {
    let page = page();
    let option = one.option.clone();
    let choose = move |value: String| {
        page.change(|settings| settings.rules.constraints.choose(&option, &value));
    };
    let values = options(one.values.iter().map(|value| (value, choice_words(value))));
    let select = choice("", values, Signal::stored(one.value), choose);
    view! {
        <label class="check-option">
            <span>{option_words(&one.option).to_owned()}</span>
            <code>{one.option.clone()}</code>
            {select}
        </label>
    }
    .into_any()
}
