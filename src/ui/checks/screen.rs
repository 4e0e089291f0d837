//! The screen of checks, from the report's `checks` and `data_quality`: the answer, sliders and switches of the constraints, and the table. Without a check it says
//! what is missing. It asks the engine for edited constraints and for the files that are saved.

use leptos::prelude::*;

use super::{
    arrangement::Arrangement, options::Options, sliders::Sliders, table::CheckTable,
    tools::CheckTools,
};
use crate::{
    monitors::MonitorName,
    presentation::checks::{from_words, tally},
    report::Report,
    ui::{controls::downloads, page::page},
};

/// What can be saved, and what it is.
const FILES: [(&str, &str); 6] = [
    (
        "constraints.json",
        "The constraints in force, with your edits",
    ),
    ("statistics.json", "Statistics of the baseline"),
    (
        "constraint_violations.json",
        "Violations as Model Monitor reports them",
    ),
    ("cloudwatch_metrics.jsonl", "Metrics for CloudWatch"),
    (
        "put_metric_data.jsonl",
        "The same as requests to CloudWatch, in the namespace of the settings",
    ),
    ("checks.csv", "This table"),
];

/// The other monitors, and what each of their checks is about.
const OTHERS: [(MonitorName, &str, &str); 3] = [
    (MonitorName::ModelQuality, "metric", "metrics"),
    (MonitorName::Bias, "metric", "metrics"),
    (MonitorName::Attribution, "order", "orders"),
];

/// The checks.
#[component]
pub fn ChecksScreen() -> impl IntoView {
    let page = page();
    let arrangement = Arrangement::default();
    // A report of another monitor alone is no data quality.
    let summary = page.part(|report| {
        let summary = report.data_quality.as_ref()?;
        let is_made = report
            .checks
            .iter()
            .any(|check| check.monitor == MonitorName::DataQuality);
        (is_made || summary.constraints_from.is_some()).then(|| summary.clone())
    });
    let has_summary = move || summary.with(Option::is_some);
    let has_checks = Memo::new(move |_| {
        page.report()
            .is_some_and(|report| !report.checks.is_empty())
    });
    let others = move || {
        page.report()
            .map_or(String::new(), |report| others(&report))
    };
    let sentence = move || match (summary.get(), others()) {
        (Some(summary), others) if has_checks.get() => summary.sentence + &others,
        (_, others) if !others.is_empty() => others.trim_start().to_owned(),
        _ => "Nothing was checked.".to_owned(),
    };
    let from = move || summary.with(|summary| summary.as_ref().map(from_words));
    let is_edited =
        move || summary.with(|summary| summary.as_ref().is_some_and(|one| one.is_edited));
    let forget = move |_| page.change(|settings| settings.rules.constraints = Default::default());
    let reason = move || page.report().map(|report| why_empty(&report));
    view! {
        <div class="checks">
            <h1 tabindex="-1" class="sentence" aria-live="polite">
                {sentence}
            </h1>
            <p class="checks-from">
                {from}
                <Show when=is_edited>
                    " They are edited. "
                    <button class="link" on:click=forget>
                        "Back to the loaded ones"
                    </button>
                </Show>
            </p>
            <Show when=has_summary>{downloads(&FILES, move |name| page.save_export(name))}</Show>
            <Show when=move || has_checks.get() fallback=move || view! { <p class="empty">{reason}</p> }>
                <Show when=has_summary>
                    <Sliders />
                    <Options />
                </Show>
                <CheckTools arrangement />
                <CheckTable arrangement />
            </Show>
        </div>
    }
}

/// What the other monitors' checks came to, a sentence each.
fn others(report: &Report) -> String {
    let said = OTHERS.map(|(monitor, one, many)| tally(report, monitor, one, many));
    let said = said.into_iter().flatten();
    said.map(|sentence| format!(" {sentence}")).collect()
}

/// What is missing for checks.
fn why_empty(report: &Report) -> &'static str {
    let summary = report.data_quality.as_ref();
    let has_constraints = summary.is_some_and(|summary| summary.constraints_from.is_some());
    match (has_constraints, &report.current) {
        (true, _) => {
            "There are constraints, and nothing to check: add the current side, such as a folder of captures or the statistics.json of an execution."
        }
        (false, Some(_)) => {
            "The current side has nothing to be held against: add training data, or the constraints.json and statistics.json of a baselining job."
        }
        (false, None) => {
            "Checks need constraints (a constraints.json, or a baseline that suggests them) and a current side. Look under Sources at what was read as what."
        }
    }
}
