//! What executions of the drift container reported, as their notebook draws it.

use leptos::{html, prelude::*};

use crate::{
    charts::{Chart, Lines},
    presentation::over_time::{Over, reported_lines},
    ui::{
        figure::{Behind, Figure, SavePicture, SaveTable},
        page::page,
    },
};

/// The card; nothing without executions.
#[component]
pub fn Reported() -> impl IntoView {
    let page = page();
    let has_results =
        Memo::new(move |_| page.report().is_some_and(|report| report.results.is_some()));
    move || has_results.get().then(|| view! { <Shown /> })
}

/// Which check of which feature fired when; nothing with fewer than two executions.
#[component]
pub fn Fired() -> impl IntoView {
    let page = page();
    move || {
        let over_time = page.report()?.violations_over_time.clone()?;
        let labels = over_time.labels;
        let count = labels.len() as u64;
        let span = match labels.as_slice() {
            [first, .., last] => format!(" of {first} to {last} UTC"),
            _ => String::new(),
        };
        let rows = over_time.checks.into_iter().map(|check| {
            let strip: String = check
                .descriptions
                .iter()
                .map(|description| if description.is_some() { '●' } else { '·' })
                .collect();
            let when = check.descriptions.iter().zip(&labels);
            let when: Vec<&str> = when
                .filter(|(description, _)| description.is_some())
                .map(|(_, label)| label.as_str())
                .collect();
            let newest = check.descriptions.iter().flatten().next_back().cloned();
            view! {
                <tr>
                    <td>{check.feature}</td>
                    <td>{check.check}</td>
                    <td>{format!("{} of {count}", check.fired)}</td>
                    <td class="fired" title=newest aria-label=when.join(", ")>
                        {strip}
                    </td>
                </tr>
            }
        });
        Some(view! {
            <section class="card over-time" aria-label="Violations over time">
                <div class="card-head">
                    <h2>"Violations over time"</h2>
                    <span class="push"></span>
                    <SaveTable name="violations over time".to_owned() />
                </div>
                <p class="since-sentence">
                    {format!("What executions reported, by the hour of their data{span}; a dot for each that found it.")}
                </p>
                <div class="scroll" tabindex="0" role="region" aria-label="Violations over time">
                    <table class="plain">
                        <thead>
                            <tr>
                                <th scope="col">"Feature"</th>
                                <th scope="col">"Check"</th>
                                <th scope="col">"Fired"</th>
                                <th scope="col">"When"</th>
                            </tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
            </section>
        })
    }
}

#[component]
fn Shown() -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let over = RwSignal::new(Over::Score);
    let results = move || page.report()?.results.clone();
    let chart = Memo::new(move |_| {
        let results = results();
        results.map_or_else(Lines::default, |results| {
            reported_lines(&results, over.get())
        })
    });
    // The third line is the executions' own figure.
    let options = [
        (Over::Score, "Drift score"),
        (Over::P, "−log10 p"),
        (Over::Missing, "Projected accuracy"),
    ];
    let shown = options.map(|(option, words)| {
        view! { <option value=option.name()>{words}</option> }
    });
    let show = move |event| {
        let name = event_target_value(&event);
        if let Some((option, _)) = options
            .into_iter()
            .find(|(option, _)| option.name() == name)
        {
            over.set(option);
        }
    };
    // Where nothing else is loaded it is the heading.
    let sentence = move || {
        let report = page.report()?;
        let is_alone = report.baseline.is_none() && report.current.is_none();
        report
            .results
            .as_ref()
            .filter(|_| !is_alone)
            .map(|results| results.sentence.to_string())
    };
    let name = "reported drift over time".to_owned();
    view! {
        <section class="card over-time" aria-label="Reported over time">
            <div class="card-head">
                <h2>"Reported over time"</h2>
                <select aria-label="Reported over time" on:change=show>
                    {shown.into_iter().collect_view()}
                </select>
                <span class="push"></span>
                <SavePicture<Lines> canvas chart name=name.clone() />
            </div>
            <p class="since-sentence">{sentence}</p>
            <figure>
                <Figure<Lines> canvas chart />
                <figcaption>{move || chart.with(Chart::summary)}</figcaption>
            </figure>
            <Behind<Lines> chart name />
        </section>
    }
}
