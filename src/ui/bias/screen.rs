//! The screen of bias, from the report's `bias`: the answer, what was taken for what, which facets are compared, and one group at a time. Without it, what rows
//! it needs. It asks the engine for other settings and for the files that are saved.

use leptos::prelude::*;

use super::{choose::ChooseFacets, group::group};
use crate::{
    report::bias::{Bias, BiasFacet},
    ui::{
        brush::Brushes,
        controls::{downloads, pick_one},
        heading::Heading,
        page::page,
    },
};

/// Why there is nothing to see.
const EMPTY: &str = "Bias needs rows with a label or a prediction (a scored CSV file, captures with ground truth), or Clarify's analysis.json. Name the columns under Settings where they were not found.";

/// What can be saved, and what it is.
const FILES: [(&str, &str); 2] = [
    ("analysis.json", "The metrics as Clarify writes them"),
    (
        "bias_violations.json",
        "The violations as Clarify writes them",
    ),
];

/// Bias.
#[component]
pub fn BiasScreen() -> impl IntoView {
    let bias = page().part(|report| report.bias.clone());
    let chosen = RwSignal::new(0usize);
    let metric = RwSignal::new(String::new());
    let sentence = Signal::derive(move || {
        bias.with(|bias| match bias {
            Some(bias) => bias.sentence.clone(),
            None => "Bias is not known.".into(),
        })
    });
    let body = move || match bias.get() {
        None => view! { <p class="empty">{EMPTY}</p> }.into_any(),
        Some(bias) => measured(bias, chosen, metric),
    };
    view! {
        <div class="quality bias">
            <Heading sentence />
            <Brushes />
            {body}
        </div>
    }
}

fn measured(bias: Bias, chosen: RwSignal<usize>, metric: RwSignal<String>) -> AnyView {
    let page = page();
    let group_words = |facet: &BiasFacet| {
        let violated = facet
            .metrics()
            .filter(|metric| metric.status.is_violated())
            .count();
        let tally = (violated > 0)
            .then(|| view! { <span class="tally tally-violated">{format!("▲ {violated}")}</span> });
        view! { {facet.group()} {tally} }.into_any()
    };
    let groups: Vec<AnyView> = bias.facets.iter().map(group_words).collect();
    let facts = [
        ("Label", &bias.label),
        ("Positive", &bias.positive),
        ("Prediction", &bias.prediction),
        ("Conditioned on", &bias.group_variable),
    ];
    let facts = facts.into_iter().filter_map(|(what, name)| {
        let name = name.clone()?;
        Some(view! { <span>{what} " " <code>{name}</code></span> })
    });
    let facts = facts.collect_view();
    let facets = StoredValue::new(bias.facets.clone());
    let windows = StoredValue::new(page.windows());
    let one = move || {
        facets.with_value(|facets| {
            let facet = facets.get(chosen.get()).or(facets.first())?;
            Some(group(facet.clone(), windows.get_value(), metric))
        })
    };
    let has_groups = !groups.is_empty();
    let groups = has_groups.then(|| {
        view! {
            {downloads(&FILES, move |name| page.save_export(name))}
            {pick_one("Groups", groups, chosen)}
        }
    });
    view! {
        <p class="quality-reason">{bias.reason.clone()}</p>
        <p class="quality-taken">{facts}</p>
        {(!bias.offered.is_empty()).then(|| view! { <ChooseFacets bias /> })}
        {groups}
        {one}
    }
    .into_any()
}
