use leptos::prelude::*;

use super::{
    order::{STATUSES, arranged, check_words, has_status},
    screen::Shown,
};
use crate::ui::{
    format::{count, counted},
    icon::Icon,
    page::page,
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
        let total = counted(checks.len() as u64, "check", "checks");
        match found == checks.len() as u64 {
            true => total,
            false => format!("{} of {total}", count(found)),
        }
    };
    view! {
        <div class="tools" role="search">
            <label class="search">
                <span class="unseen">"Search features"</span>
                <Icon name="search" />
                <input
                    id="check-search"
                    type="search"
                    placeholder="Search features"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || filter.with(|filter| filter.search.clone())
                    on:input=move |event| {
                        filter.update(|filter| filter.search = event_target_value(&event));
                    }
                />
                <kbd aria-hidden="true">"/"</kbd>
            </label>
            <Statuses shown />
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

#[component]
fn Statuses(shown: Shown) -> impl IntoView {
    let page = page();
    let buttons = STATUSES.map(|(status, words, mark)| {
        let having = move || {
            let report = page.report();
            let checks = report.iter().flat_map(|report| &report.checks);
            checks.filter(|check| has_status(check, status)).count() as u64
        };
        let is_on = move || {
            let filter = shown.filter.get();
            filter.status.as_deref() == Some(status)
        };
        let toggle = move |_| {
            shown.filter.update(|filter| {
                let is_on = filter.status.as_deref() == Some(status);
                filter.status = (!is_on).then(|| status.to_owned());
            });
        };
        view! {
            <button
                class=format!("chip check-{status}")
                aria-pressed=move || is_on().to_string()
                disabled=move || having() == 0 && !is_on()
                on:click=toggle
            >
                <span class="check-status-mark" aria-hidden="true">{mark}</span>
                {words}
                <span class="tally">{move || count(having())}</span>
            </button>
        }
    });
    view! {
        <div class="chips" role="group" aria-label="Filter by status">
            {buttons.into_iter().collect_view()}
        </div>
    }
}
