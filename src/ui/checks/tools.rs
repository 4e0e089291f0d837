//! Search and filters of the checks, with how many checks of the report each would leave.

use leptos::prelude::*;

use super::arrangement::Arrangement;
use crate::{
    interaction::{
        checks::{Filter, arranged},
        order::{Sort, shown_words},
    },
    presentation::checks::{OUTCOMES, Outcome, check_words},
    ui::{
        controls::choice,
        listing::{Chip, chips, search_box},
        page::{Page, page},
    },
};

/// The row above the table.
#[component]
pub fn CheckTools(
    /// What they change.
    arrangement: Arrangement,
) -> impl IntoView {
    let page = page();
    let filter = arrangement.filter;
    let names = page.part(|report| {
        let mut names: Vec<(String, String)> = vec![(String::new(), "All checks".to_owned())];
        for check in &report.checks {
            if !names.iter().any(|(name, _)| *name == check.check) {
                names.push((check.check.clone(), check_words(&check.check).to_owned()));
            }
        }
        Some(names)
    });
    let check = choice(
        "",
        Signal::derive(move || names.get().unwrap_or_default()),
        Signal::derive(move || filter.with(|filter| filter.check.clone().unwrap_or_default())),
        move |name| {
            filter.update(|filter| filter.check = Some(name).filter(|name| !name.is_empty()))
        },
    );
    let words = move || {
        let report = page.report();
        let checks = report.as_ref().map_or(&[][..], |report| &report.checks);
        let found = filter.with(|filter| arranged(checks, filter, Sort::default()).len() as u64);
        shown_words(found, checks.len() as u64, "check", "checks")
    };
    view! {
        <div class="tools" role="search">
            {search_box("check-search", "Search features", filter, |filter| &mut filter.search)}
            {statuses(page, filter)}
            <label class="field-inline">
                <span class="unseen">"Check"</span>
                {check}
            </label>
            <span class="tools-count" role="status">{words}</span>
        </div>
    }
}

fn statuses(page: Page, filter: RwSignal<Filter>) -> AnyView {
    let one = |(outcome, words, mark): (Outcome, _, _)| Chip {
        value: outcome,
        class: match outcome {
            Outcome::Is(status) => format!("check-{}", status.name()),
            Outcome::Differs => "check-disagrees".to_owned(),
            Outcome::ReportedAlone => "check-reported-alone".to_owned(),
        },
        mark_class: "check-status-mark",
        mark,
        words,
    };
    let having = move |outcome: Outcome| {
        let report = page.report();
        let checks = report.iter().flat_map(|report| &report.checks);
        checks.filter(|check| outcome.is_of(check)).count() as u64
    };
    let chosen = move || filter.with(|filter| filter.outcome);
    let choose = move |outcome| filter.update(|filter| filter.outcome = outcome);
    chips(
        "Filter by status",
        OUTCOMES.map(one),
        Signal::derive(chosen),
        choose,
        having,
    )
}
