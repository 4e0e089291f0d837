use leptos::prelude::*;

use super::screen::Shown;
use crate::{
    interaction::{
        checks::{arranged, has_status},
        order::shown_words,
    },
    monitors::Status,
    presentation::checks::{STATUSES, check_words},
    ui::{
        listing::{Chip, chips, search_box},
        page::page,
    },
};

/// Search and filters of the checks.
#[component]
pub fn Tools(
    /// What they change.
    shown: Shown,
) -> impl IntoView {
    let page = page();
    let filter = shown.filter;
    let names = Memo::new(move |_| {
        let mut names: Vec<String> = Vec::new();
        let report = page.report();
        for check in report.iter().flat_map(|report| &report.checks) {
            if !names.contains(&check.check) {
                names.push(check.check.clone());
            }
        }
        names
    });
    let options = move || {
        let names = names.get().into_iter();
        names
            .map(|name| {
                let words = check_words(&name).to_owned();
                view! { <option value=name>{words}</option> }
            })
            .collect_view()
    };
    let words = move || {
        let report = page.report();
        let checks = report.as_ref().map_or(&[][..], |report| &report.checks);
        let found =
            filter.with(|filter| arranged(checks, filter, shown.column.get(), false).len() as u64);
        shown_words(found, checks.len() as u64, "check", "checks")
    };
    let text = Signal::derive(move || filter.with(|filter| filter.search.clone()));
    let search = Callback::new(move |search| filter.update(|filter| filter.search = search));
    view! {
        <div class="tools" role="search">
            {search_box("check-search", text, search)}
            {statuses(shown)}
            <label class="field-inline">
                <span class="unseen">"Check"</span>
                <select on:change=move |event| {
                    let value = event_target_value(&event);
                    filter.update(|filter| filter.check = Some(value).filter(|name| !name.is_empty()));
                }>
                    <option value="">"All checks"</option>
                    {options}
                </select>
            </label>
            <span class="tools-count" role="status">{words}</span>
        </div>
    }
}

fn statuses(shown: Shown) -> AnyView {
    let page = page();
    let buttons = STATUSES.map(|(status, words, mark)| Chip {
        class: format!("check-{}", status.map_or("disagrees", Status::name)),
        mark_class: "check-status-mark",
        mark,
        words,
        having: Signal::derive(move || {
            let report = page.report();
            let checks = report.iter().flat_map(|report| &report.checks);
            checks.filter(|check| has_status(check, status)).count() as u64
        }),
        is_on: Signal::derive(move || shown.filter.with(|filter| filter.status == Some(status))),
        toggle: Callback::new(move |()| {
            shown.filter.update(|filter| {
                let is_on = filter.status == Some(status);
                filter.status = (!is_on).then_some(status);
            });
        }),
    });
    chips("Filter by status", buttons.into())
}
