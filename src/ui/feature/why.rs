//! Why the verdict is what it is, from the report: each measure with its value, what it was held against, and the arithmetic in words. Nothing measured is said to be so.

use leptos::prelude::*;

use crate::monitors::drift::Standing;
use crate::{
    report::{Feature, Why},
    ui::{
        format::{exact, number},
        icon::Icon,
        page::page,
        values::value,
    },
};

/// The measures, those of the rule first.
#[component]
pub fn WhyList(
    /// The feature.
    feature: Feature,
) -> impl IntoView {
    let page = page();
    if feature.why.is_empty() {
        return view! {
            <p class="empty">
                "Nothing was measured: a measure needs the feature on both sides, as samples or as statistics."
            </p>
        }
        .into_any();
    }
    let exact_values = exact_text(&feature);
    let (rule, others): (Vec<Why>, Vec<Why>) = feature
        .why
        .into_iter()
        .partition(|why| why.status != Standing::Informative);
    let list = |whys: Vec<Why>| {
        let items = whys.into_iter().map(|why| view! { <Item why /> });
        view! { <ul class="why">{items.collect_view()}</ul> }
    };
    let others = (!others.is_empty()).then(|| {
        view! {
            <h3>"Measured as well"</h3>
            {list(others)}
        }
    });
    view! {
        {list(rule)}
        {others}
        <button class="quiet" on:click=move |_| page.copy(exact_values.clone())>
            <Icon name="copy" />
            <span>"Copy exact values"</span>
        </button>
    }
    .into_any()
}

#[component]
fn Item(why: Why) -> impl IntoView {
    let (mark, words) = match why.status {
        Standing::Over => ("▲", "over the threshold"),
        Standing::Within => ("✓", "within the threshold"),
        Standing::Informative => ("", "not part of the rule"),
    };
    let threshold = why.threshold.map(|threshold| {
        view! {
            <span class="why-threshold" title=exact(threshold)>
                {format!("threshold {}", number(threshold))}
            </span>
        }
    });
    view! {
        <li class=format!("why-item why-{}", why.status.name())>
            <span class="why-mark" title=words>
                <span aria-hidden="true">{mark}</span>
                <span class="unseen">{words}</span>
            </span>
            <span class="why-measure">{why.measure}</span>
            <span class="why-value">{value(why.value)} {threshold}</span>
            <span class="why-words">{why.explanation}</span>
        </li>
    }
}

/// Measure and value per line, with every digit.
fn exact_text(feature: &Feature) -> String {
    let lines = feature.why.iter().map(|why| {
        let value = why.value.map_or_else(|| "not computed".to_owned(), exact);
        format!("{}\t{}\t{value}\n", feature.name, why.measure)
    });
    lines.collect()
}
