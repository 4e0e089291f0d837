use leptos::prelude::*;

use crate::{
    presentation::checks::{choice_words, option_words},
    report::Choice,
    report::settings::Settings,
    ui::page::page,
};

/// The monitor's switches and methods, and where its metrics go.
#[component]
pub fn Options() -> impl IntoView {
    let page = page();
    let choices = Memo::new(move |_| {
        let report = page.report();
        report
            .and_then(|report| Some(report.data_quality.as_ref()?.choices.clone()))
            .unwrap_or_default()
    });
    let fields = move || {
        let choices = choices.get().into_iter();
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
            let mut settings = page.signals.settings.get_untracked();
            let name = event_target_value(&event).trim().to_owned();
            *of(&mut settings) = (!name.is_empty()).then_some(name);
            page.choose(settings);
        };
        view! {
            <label class="check-option">
                <span>{words}</span>
                <code>{name}</code>
                <input type="text" autocomplete="off" spellcheck="false" prop:value=value on:change=set />
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
            </div>
        </details>
    }
}

fn one_choice(choice: Choice) -> AnyView {
    let page = page();
    let option = choice.option.clone();
    let choose = move |event| {
        let mut settings = page.signals.settings.get_untracked();
        settings
            .rules
            .constraints
            .choose(&option, &event_target_value(&event));
        page.choose(settings);
    };
    let values = choice.values.into_iter().map(|value| {
        let is_chosen = value == choice.value;
        let words = choice_words(&value).to_owned();
        view! { <option value=value selected=is_chosen>{words}</option> }
    });
    view! {
        <label class="check-option">
            <span>{option_words(&choice.option).to_owned()}</span>
            <code>{choice.option.clone()}</code>
            <select on:change=choose>{values.collect_view()}</select>
        </label>
    }
    .into_any()
}
