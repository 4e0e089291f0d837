//! Search, filters and export of the feature table: what the page holds as filter, with how many features each would leave.

use leptos::prelude::*;

use crate::{
    interaction::order::shown_words,
    monitors::drift::Verdict,
    table::Kind,
    ui::{
        controls::{choice, options},
        figure::SaveTable,
        listing::{Chip, chips, search_box},
        page::{Page, page},
        words::verdict_mark,
    },
};

/// Search, filters and export of the feature table.
#[component]
pub fn FeatureTools() -> impl IntoView {
    let page = page();
    let filter = page.filter;
    let total = move || {
        page.report()
            .map_or(0, |report| report.features.len() as u64)
    };
    let shown = move || page.arranged.with(|arranged| arranged.len() as u64);
    let words = move || shown_words(shown(), total(), "feature", "features");
    let kinds = choice(
        "",
        options([
            ("", "All kinds"),
            ("numerical", "Numerical"),
            ("categorical", "Categorical"),
        ]),
        Signal::derive(move || filter.with(|filter| filter.kind.map_or("", Kind::name).to_owned())),
        move |kind| filter.update(|filter| filter.kind = Kind::parse(&kind)),
    );
    view! {
        <div class="tools" role="search">
            {search_box("search", "Search features", filter, |filter| &mut filter.search)}
            {verdicts(page)}
            <label class="field-inline">
                <span class="unseen">"Kind"</span>
                {kinds}
            </label>
            <span class="tools-count" role="status">{words}</span>
            <SaveTable name="features".to_owned() />
        </div>
    }
}

fn verdicts(page: Page) -> AnyView {
    let one = |verdict: Verdict| Chip {
        value: verdict,
        class: format!("badge-{}", verdict.name()),
        mark_class: "badge-mark",
        mark: verdict_mark(verdict),
        words: verdict.words(),
    };
    let having = move |verdict| {
        let report = page.report();
        let features = report.iter().flat_map(|report| &report.features);
        features
            .filter(|feature| feature.verdict == verdict)
            .count() as u64
    };
    chips(
        "Filter by verdict",
        Verdict::ALL.into_iter().rev().map(one),
        Signal::derive(move || page.filter.with(|filter| filter.verdict)),
        move |verdict| page.filter.update(|filter| filter.verdict = verdict),
        having,
    )
}
