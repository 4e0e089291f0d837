use leptos::prelude::*;

use super::{choose::ChooseFacets, group::group};
use crate::{
    presentation::bias::group_name,
    report::bias::Bias,
    ui::{brush::Brushes, heading::Heading, icon::Icon, page::page},
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
    let page = page();
    let bias = Memo::new(move |_| page.report().and_then(|report| report.bias.clone()));
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
        Some(bias) => shown(bias, chosen, metric),
    };
    view! {
        <div class="quality bias">
            <Heading sentence />
            <Brushes />
            {body}
        </div>
    }
}

fn shown(bias: Bias, chosen: RwSignal<usize>, metric: RwSignal<String>) -> AnyView {
    let page = page();
    let files: Vec<AnyView> = FILES
        .into_iter()
        .map(|(name, what)| {
            view! {
                <button title=what on:click=move |_| page.save_export(name)>
                    <Icon name="save" />
                    <span>{name}</span>
                </button>
            }
            .into_any()
        })
        .collect();
    let groups: Vec<AnyView> = bias
        .facets
        .iter()
        .enumerate()
        .map(|(place, facet)| {
            let all = facet.pre_training.iter().chain(&facet.post_training);
            let violated = all.filter(|metric| metric.status.is_violated()).count();
            let tally = (violated > 0).then(
                || view! { <span class="tally tally-violated">{format!("▲ {violated}")}</span> },
            );
            view! {
                <button
                    class="chip"
                    aria-pressed=move || (chosen.get() == place).to_string()
                    on:click=move |_| chosen.set(place)
                >
                    {group_name(facet)}
                    {tally}
                </button>
            }
            .into_any()
        })
        .collect();
    let facts: Vec<AnyView> = [
        ("Label", &bias.label),
        ("Positive", &bias.positive),
        ("Prediction", &bias.prediction),
        ("Conditioned on", &bias.group_variable),
    ]
    .into_iter()
    .filter_map(|(what, name)| {
        let name = name.clone()?;
        Some(view! { <span>{what} " " <code>{name}</code></span> }.into_any())
    })
    .collect();
    let windows = page
        .signals
        .report
        .with_untracked(|report| {
            report
                .as_ref()?
                .current
                .as_ref()
                .map(|side| side.windows.clone())
        })
        .unwrap_or_default();
    let facets = StoredValue::new(bias.facets.clone());
    let windows = StoredValue::new(windows);
    let one = move || {
        let place = chosen.get();
        facets.with_value(|facets| {
            let facet = facets.get(place).or(facets.first())?;
            Some(group(facet.clone(), windows.get_value(), metric))
        })
    };
    let has_offers = !bias.offered.is_empty();
    let has_groups = !bias.facets.is_empty();
    let reason = bias.reason.clone();
    view! {
        <p class="quality-reason">{reason}</p>
        <p class="quality-taken">{facts}</p>
        {has_offers.then(|| view! { <ChooseFacets bias=bias.clone() /> })}
        {has_groups
            .then(|| {
                view! {
                    <div class="checks-files" role="group" aria-label="Files to save">{files}</div>
                    <div class="chips" role="group" aria-label="Groups">{groups}</div>
                }
            })}
        {one}
    }
    .into_any()
}
