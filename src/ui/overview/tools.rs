use leptos::prelude::*;

use super::order::Filter;
use crate::ui::{
    format::{count, counted},
    icon::Icon,
    page::page,
    words::Verdict,
};

/// Search, filters and export of the feature table.
#[component]
pub fn Tools() -> impl IntoView {
    let page = page();
    let filter = page.filter;
    let total = move || {
        page.report()
            .map_or(0, |report| report.features.len() as u64)
    };
    let shown = move || page.arranged.with(|arranged| arranged.len() as u64);
    let words = move || match filter.with(Filter::is_active) {
        true => format!(
            "{} of {}",
            count(shown()),
            counted(total(), "feature", "features")
        ),
        false => counted(total(), "feature", "features"),
    };
    let choose_kind = move |value: String| {
        filter.update(|filter| filter.kind = Some(value).filter(|kind| !kind.is_empty()));
    };
    view! {
        <div class="tools" role="search">
            <label class="search">
                <span class="unseen">"Search features"</span>
                <Icon name="search" />
                <input
                    id="search"
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
            <VerdictFilter />
            <label class="field-inline">
                <span class="unseen">"Kind"</span>
                <select
                    prop:value=move || filter.with(|filter| filter.kind.clone().unwrap_or_default())
                    on:change=move |event| choose_kind(event_target_value(&event))
                >
                    <option value="">"All kinds"</option>
                    <option value="numerical">"Numerical"</option>
                    <option value="categorical">"Categorical"</option>
                </select>
            </label>
            <span class="tools-count" role="status">{words}</span>
            <button
                class="quiet"
                title="Save the table as CSV"
                on:click=move |_| page.save_export("features.csv")
            >
                <Icon name="save" />
                <span>"CSV"</span>
            </button>
        </div>
    }
}

#[component]
fn VerdictFilter() -> impl IntoView {
    let page = page();
    let having = move |verdict: Verdict| {
        page.report().map_or(0, |report| {
            let features = report.features.iter();
            features
                .filter(|feature| Verdict::of(&feature.verdict) == verdict)
                .count() as u64
        })
    };
    let buttons = Verdict::ALL.map(|verdict| {
        let is_on = move || page.filter.with(|filter| filter.verdict == Some(verdict));
        let toggle = move |_| {
            page.filter.update(|filter| {
                filter.verdict = (filter.verdict != Some(verdict)).then_some(verdict);
            });
        };
        view! {
            <button
                class=format!("chip badge-{}", verdict.name())
                aria-pressed=move || is_on().to_string()
                disabled=move || having(verdict) == 0 && !is_on()
                on:click=toggle
            >
                <span class="badge-mark" aria-hidden="true">
                    {verdict.mark()}
                </span>
                {verdict.words()}
                <span class="tally">{move || count(having(verdict))}</span>
            </button>
        }
    });
    view! {
        <div class="chips" role="group" aria-label="Filter by verdict">
            {buttons.into_iter().collect_view()}
        </div>
    }
}
