//! The overview, from the report: the answer, both sides, what was reported, over time, the feature table and projected accuracy. Without a feature it says what to
//! add. What is below the answer is made one task after the other.

use leptos::prelude::*;

use super::{
    alone::ReportedAlone,
    foremost::Foremost,
    monitored::Monitored,
    over_time::OverTime,
    projected::Projected,
    reported::{Fired, Reported},
    sides::Sides,
    table::FeatureTable,
    tools::FeatureTools,
};
use crate::{
    presentation::{reported::reports, sentence::sentence},
    ui::{brush::Brushes, in_turn::InTurn, page::page},
};

/// The overview.
#[component]
pub fn OverviewScreen() -> impl IntoView {
    let page = page();
    let has_features = Memo::new(move |_| {
        page.report()
            .is_some_and(|report| !report.features.is_empty())
    });
    let sentence = Memo::new(move |_| page.report().map(|report| sentence(&report)));
    // The answer is large; what it rests on follows in the same heading, smaller.
    let headline =
        move || sentence.with(|known| known.as_ref().map(|known| known.headline().to_owned()));
    let rest =
        move || sentence.with(|known| known.as_ref().map(|known| format!(" {}", known.rest())));
    view! {
        <div class="overview">
            <h1 tabindex="-1" class="sentence">
                {headline} <span class="sentence-rest">{rest}</span>
            </h1>
            <Sides />
            <Brushes />
            <Foremost />
            <Monitored />
            <Reported />
            <ReportedAlone />
            <Fired />
            <Show when=move || has_features.get() fallback=NoFeatures>
                <InTurn turn=1>
                    <OverTime />
                </InTurn>
                <InTurn turn=2>
                    <FeatureTools />
                    <FeatureTable />
                </InTurn>
                <InTurn turn=3>
                    <Projected />
                </InTurn>
            </Show>
        </div>
    }
}

#[component]
fn NoFeatures() -> impl IntoView {
    let page = page();
    let report = untrack(|| page.report());
    let has_results = report
        .as_ref()
        .is_some_and(|report| report.results.is_some());
    let has_reports = report.is_some_and(|report| !reports(&report).is_empty());
    let words = match (has_results, has_reports) {
        // The heading says what to add.
        (false, true) => return ().into_any(),
        (true, _) => {
            "To have this recomputed, add the training data and the captures that the executions read."
        }
        (false, false) => {
            "There is no feature to show: the table needs columns of at least one side. Look under Sources at what was read as what, or add more files."
        }
    };
    view! { <p class="empty">{words}</p> }.into_any()
}
