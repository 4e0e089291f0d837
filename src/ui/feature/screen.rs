//! The screen of one feature, by its name: distributions, over time, statistics, why, labels and kind. It asks the engine for the feature's detail with every
//! report; the last one is shown until then. A name that is not in the report is said to be unknown.

use leptos::prelude::*;

use super::{
    distribution::Distribution, kind::KindSwitch, labels::Labels, over_time::OverTime,
    statistics::Statistics, texts::Texts, why::WhyList, windows::ByWindow,
};
use crate::{
    interaction::screen::Screen,
    report::{Basis, Feature, FeatureDetail},
    table::{InferredType, Kind},
    ui::{
        address,
        badge::Badge,
        brush::Brushes,
        checks::CheckMarks,
        icon::Icon,
        page::{Page, page},
        words::capitalised,
    },
};

/// The feature that is `step` rows further in the overview's order, or in the report's if the overview's filter hides this one.
pub fn neighbour(page: Page, name: &str, step: isize) -> Option<String> {
    let report = page.signals.report.get_untracked()?;
    let features = &report.features;
    let arranged = page.arranged.get_untracked();
    let position = |places: &[usize]| {
        let is_here = |&place: &usize| features.get(place).is_some_and(|one| one.name == name);
        places.iter().position(is_here)
    };
    let all: Vec<usize> = (0..features.len()).collect();
    let (places, at) = match position(&arranged) {
        Some(at) => (arranged, at),
        None => {
            let at = position(&all)?;
            (all, at)
        }
    };
    let place = places.get(at.checked_add_signed(step)?)?;
    features.get(*place).map(|feature| feature.name.clone())
}

/// The screen of one feature.
#[component]
pub fn FeatureScreen(
    /// The feature's name.
    name: String,
) -> impl IntoView {
    let page = page();
    let wanted = name.clone();
    let found = Memo::new(move |_| page.feature(&wanted));
    let detail = page.detail(name.clone());
    let around = {
        let name = name.clone();
        move |step| {
            page.signals.report.track();
            page.arranged.track();
            neighbour(page, &name, step)
        }
    };
    let (before, after) = (around.clone(), around);
    view! {
        <article class="feature">
            <nav class="steps" aria-label="Features">
                <a class="crumb" href=move || address::to(page, Screen::Overview)>
                    "Overview"
                </a>
                <Step label="Previous feature" key="k" icon="previous" to=Signal::derive(move || before(-1)) />
                <Step label="Next feature" key="j" icon="next" to=Signal::derive(move || after(1)) />
            </nav>
            <Brushes />
            {move || match found.get() {
                Some(feature) => view! { <Known feature detail /> }.into_any(),
                None => view! { <Unknown name=name.clone() /> }.into_any(),
            }}
        </article>
    }
}

#[component]
fn Step(
    label: &'static str,
    key: &'static str,
    icon: &'static str,
    to: Signal<Option<String>>,
) -> impl IntoView {
    let page = page();
    let go = move |_| {
        if let Some(name) = to.get_untracked() {
            page.go(Screen::Feature(name));
        }
    };
    view! {
        <button
            class="quiet icon-only"
            aria-label=label
            title=format!("{label} ({key})")
            disabled=move || to.with(Option::is_none)
            on:click=go
        >
            <Icon name=icon />
        </button>
    }
}

#[component]
fn Unknown(name: String) -> impl IntoView {
    view! {
        <h1 tabindex="-1">{name}</h1>
        <p class="empty">
            "No feature of this name is loaded. It may be in files that are not open, or be called differently there: the overview lists all that are."
        </p>
    }
}

#[component]
fn Known(feature: Feature, detail: ReadSignal<Option<FeatureDetail>>) -> impl IntoView {
    let kind = feature.kind.map_or("", Kind::name);
    let type_words = match feature.inferred_type {
        None | Some(InferredType::Unknown) => kind.to_owned(),
        Some(inferred) => format!("{kind}, {}", inferred.name()),
    };
    let from = (feature.from == Some(Basis::Statistics)).then_some(
        "One side is known by its statistics alone: values are estimates within the bounds given, and there is no p-value.",
    );
    let remarks = move || {
        let remarks = detail.with(|detail| detail.as_ref().map(|detail| detail.remarks.clone()));
        let remarks = remarks.unwrap_or_default().into_values();
        remarks.map(remark).collect_view()
    };
    let verdict = feature.verdict;
    view! {
        <header class="feature-head">
            <div class="feature-title">
                <h1 tabindex="-1">{feature.name.clone()}</h1>
                <span class="muted">{type_words}</span>
                <Badge verdict />
                <CheckMarks name=feature.name.clone() />
            </div>
            <p class="sentence-small">{capitalised(&feature.finding)}</p>
            {feature.reason.clone().filter(|reason| *reason != feature.sentence).map(remark)}
            {from.map(remark)}
        </header>
        <div class="feature-grid">
            <div class="card-stack">
                <section class="card card-figure" aria-label="Distribution">
                    <Distribution feature=feature.clone() detail />
                    {remarks}
                </section>
                <Texts feature=feature.clone() />
                <OverTime feature=feature.clone() />
                <ByWindow feature=feature.clone() detail />
                <section class="card" aria-label="Statistics">
                    <Statistics feature=feature.clone() />
                </section>
            </div>
            <div class="card-stack">
                <section class="card card-why" aria-label="Why">
                    <h2>"Why"</h2>
                    <WhyList feature=feature.clone() />
                </section>
                <Labels feature=feature.clone() />
                <section class="card" aria-label="Kind">
                    <h2>"Kind"</h2>
                    <KindSwitch feature />
                </section>
            </div>
        </div>
    }
}

fn remark(words: impl IntoView + 'static) -> AnyView {
    view! { <p class="remark">{words}</p> }.into_any()
}
