use leptos::prelude::*;

use crate::table::Kind;
use crate::{
    interaction::order::shown_words,
    monitors::drift::Verdict,
    ui::{
        icon::Icon,
        listing::{Chip, chips, search_box},
        page::{Page, page},
        words::verdict_mark,
    },
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
    let words = move || shown_words(shown(), total(), "feature", "features");
    let text = Signal::derive(move || filter.with(|filter| filter.search.clone()));
    let search = Callback::new(move |search| filter.update(|filter| filter.search = search));
    let choose_kind = move |value: String| {
        filter.update(|filter| filter.kind = Kind::parse(&value));
    };
    view! {
        <div class="tools" role="search">
            {search_box("search", text, search)}
            {verdicts(page)}
            <label class="field-inline">
                <span class="unseen">"Kind"</span>
                <select
                    prop:value=move || filter.with(|filter| filter.kind.map_or("", Kind::name))
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

fn verdicts(page: Page) -> AnyView {
    let mut buttons = Verdict::ALL.map(|verdict| Chip {
        class: format!("badge-{}", verdict.name()),
        mark_class: "badge-mark",
        mark: verdict_mark(verdict),
        words: verdict.words(),
        having: Signal::derive(move || {
            let report = page.report();
            let features = report.iter().flat_map(|report| &report.features);
            let having = features.filter(|feature| feature.verdict == verdict);
            having.count() as u64
        }),
        is_on: Signal::derive(move || page.filter.with(|filter| filter.verdict == Some(verdict))),
        toggle: Callback::new(move |()| {
            page.filter.update(|filter| {
                filter.verdict = (filter.verdict != Some(verdict)).then_some(verdict);
            });
        }),
    });
    buttons.reverse();
    chips("Filter by verdict", buttons.into())
}
