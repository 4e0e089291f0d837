use leptos::prelude::*;

use super::{options::Options, sliders::Sliders, table::CheckTable, tools::Tools};
use crate::monitors::MonitorName;
use crate::{
    interaction::checks::{Column, Filter},
    presentation::checks::from_words,
    report::Report,
    ui::{format::counted, icon::Icon, page::page},
};

/// What can be saved, and what it is.
const FILES: [(&str, &str); 5] = [
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
    ("checks.csv", "This table"),
];

/// Filter and order of the checks.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Which checks.
    pub filter: RwSignal<Filter>,
    /// By what.
    pub column: RwSignal<Column>,
    /// Against the column's own direction.
    pub is_reversed: RwSignal<bool>,
}

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
    let shown = Shown {
        filter: RwSignal::default(),
        column: RwSignal::default(),
        is_reversed: RwSignal::new(false),
    };
    // A report of another monitor alone is no data quality.
    let summary = Memo::new(move |_| {
        let report = page.report()?;
        let summary = report.data_quality.as_ref()?;
        let is_made = report
            .checks
            .iter()
            .any(|check| check.monitor == MonitorName::DataQuality);
        (is_made || summary.constraints_from.is_some()).then(|| summary.clone())
    });
    let has_checks = Memo::new(move |_| {
        page.report()
            .is_some_and(|report| !report.checks.is_empty())
    });
    let others = move || {
        let report = page.report();
        let told = OTHERS.map(|(monitor, one, many)| {
            let checks = report.iter().flat_map(|report| &report.checks);
            let mut made = (0, 0);
            for check in checks.filter(|check| check.monitor == monitor) {
                made.0 += u64::from(check.status.is_made());
                made.1 += u64::from(check.status.is_violated());
            }
            match made {
                (0, _) => String::new(),
                (made, violated) => {
                    format!(
                        " {}: {violated} of {} violated.",
                        monitor.title(),
                        counted(made, one, many)
                    )
                }
            }
        });
        told.concat()
    };
    let sentence = move || match (summary.get(), others()) {
        (Some(summary), others) if has_checks.get() => summary.sentence + &others,
        (_, others) if !others.is_empty() => others.trim_start().to_owned(),
        _ => "Nothing was checked.".to_owned(),
    };
    let from = move || summary.get().map(|summary| from_words(&summary));
    let is_edited =
        move || summary.with(|summary| summary.as_ref().is_some_and(|one| one.is_edited));
    let forget = move |_| {
        let mut settings = page.signals.settings.get_untracked();
        settings.rules.constraints = Default::default();
        page.choose(settings);
    };
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
            <Show when=move || summary.with(Option::is_some)>
                <Files />
            </Show>
            <Show when=move || has_checks.get() fallback=move || view! { <p class="empty">{reason}</p> }>
                <Show when=move || summary.with(Option::is_some)>
                    <Sliders />
                    <Options />
                </Show>
                <Tools shown />
                <CheckTable shown />
            </Show>
        </div>
    }
}

#[component]
fn Files() -> impl IntoView {
    let page = page();
    let buttons = FILES.map(|(name, what)| {
        view! {
            <button title=what on:click=move |_| page.save_export(name)>
                <Icon name="save" />
                <span>{name}</span>
            </button>
        }
    });
    view! {
        <div class="checks-files" role="group" aria-label="Files to save">
            {buttons.into_iter().collect_view()}
        </div>
    }
}

/// What is missing for checks.
fn why_empty(report: &Report) -> &'static str {
    let has_constraints = report
        .data_quality
        .as_ref()
        .is_some_and(|summary| summary.constraints_from.is_some());
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
