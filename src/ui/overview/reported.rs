//! What executions of the drift container reported, as their notebook draws it, and which check of which feature fired when. Both from the report; nothing without
//! executions, or with fewer than two.

use leptos::prelude::*;

use crate::{
    charts::Lines,
    presentation::{
        over_time::{Over, reported_lines},
        sample::sample_difference,
    },
    report::ContainerResults,
    ui::{
        controls::{choice, choice_of, names, options},
        figure::{ChartCard, SaveTable},
        format::counted,
        listing::{plain_table, scrolled},
        page::page,
    },
};

const COLUMNS: [(&str, &str); 4] = [("Feature", ""), ("Check", ""), ("Fired", ""), ("When", "")];

/// What was reported, over time.
#[component]
pub fn Reported() -> impl IntoView {
    let results = page().part(|report| report.results.clone());
    let has_results = Memo::new(move |_| results.with(Option::is_some));
    move || has_results.get().then(|| lines(results))
}

/// Which check of which feature fired when.
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
            let fired = |description: &Option<String>| description.is_some();
            let dot = |description| if fired(description) { '●' } else { '·' };
            let strip: String = check.descriptions.iter().map(dot).collect();
            let when = check.descriptions.iter().zip(&labels);
            let when = when.filter(|(description, _)| fired(description));
            let when: Vec<&str> = when.map(|(_, label)| label.as_str()).collect();
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
        let table = plain_table("", &COLUMNS, rows.collect_view());
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
                {scrolled("scroll", "Violations over time", table)}
            </section>
        })
    }
}

fn lines(results: Memo<Option<ContainerResults>>) -> AnyView {
    let page = page();
    let over = RwSignal::new(Over::Score);
    let only = RwSignal::new(String::new());
    let chart = Memo::new(move |_| {
        let only = only.get();
        let only = Some(only.as_str()).filter(|only| !only.is_empty());
        let lines = |results: &ContainerResults| reported_lines(results, over.get(), only);
        results.with(|results| results.as_ref().map(lines).unwrap_or_default())
    });
    // The third line is the executions' own figure.
    let offered = [
        (Over::Score, Over::Score.name(), "Drift score"),
        (Over::P, Over::P.name(), "−log10 p"),
        (Over::Missing, Over::Missing.name(), "Projected accuracy"),
    ];
    let measures = choice_of(
        "Reported over time",
        offered,
        move || over.get(),
        move |one| over.set(one),
    );
    let features = move || {
        // The executions' own figure is of no feature.
        let names: Vec<(String, String)> = results.with(|results| {
            let features = results.iter().flat_map(|results| &results.features);
            names(features.map(|feature| &feature.name))
        });
        let all = (String::new(), "highest lines".to_owned());
        let offered = std::iter::once(all).chain(names);
        (over.get() != Over::Missing).then(|| {
            choice(
                "Feature reported over time",
                options(offered),
                only.into(),
                move |name| only.set(name),
            )
        })
    };
    let head = view! {
        {measures}
        {features}
    }
    .into_any();
    // Where nothing else is loaded it is the heading.
    let sentence = move || {
        let report = page.report()?;
        let is_alone = report.baseline.is_none() && report.current.is_none();
        let results = report.results.as_ref().filter(|_| !is_alone);
        results.map(|results| results.sentence.to_string())
    };
    let card = ChartCard {
        head,
        lead: view! { <p class="since-sentence">{sentence}</p> }.into_any(),
        ..ChartCard::new(
            "Reported over time",
            "reported drift over time",
            Signal::<Lines>::from(chart),
        )
    };
    view! {
        {card.card("over-time")}
        {move || results.with(|results| differences(results.as_ref()?))}
    }
    .into_any()
}

/// Where the sample's numbers are others over all rows, and why; nothing where they are not.
fn differences(results: &ContainerResults) -> Option<impl IntoView + use<>> {
    let has_several = results.labels.len() > 1;
    let mut all: Vec<String> = Vec::new();
    for feature in &results.features {
        for difference in &feature.differences {
            let words = sample_difference(&feature.name, difference);
            let label = results.labels.get(difference.execution as usize);
            all.push(match label.filter(|_| has_several) {
                Some(label) => format!("{label}, {words}"),
                None => words,
            });
        }
    }
    let count = counted(
        all.len() as u64,
        "number that the sample counts otherwise",
        "numbers that the sample counts otherwise",
    );
    (!all.is_empty()).then(|| {
        let items = all.into_iter().map(|words| view! { <li>{words}</li> });
        view! {
            <details class="card over-time">
                <summary>{count}</summary>
                <ul>{items.collect_view()}</ul>
            </details>
        }
    })
}
