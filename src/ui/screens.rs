//! The screens that show what was read, and what reads the engine's answers. They are a part of the page's wasm of their own, fetched when something is opened (or the settings are), so that
//! a first visit waits for the start screen alone.

use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{
    attribution::AttributionScreen,
    bias::BiasScreen,
    checks::ChecksScreen,
    feature::FeatureScreen,
    lab::LabScreen,
    overview::OverviewScreen,
    page::Page,
    quality::QualityScreen,
    runs::{RunBar, RunsScreen},
    session::Signals,
    settings::SettingsDialog,
    sources::SourcesScreen,
    watch::{self, Watched},
};
use crate::browser::{Dropped, Picked};
use crate::engine::protocol::Answer;
use crate::report::Report;

/// What is said when the screens do not come.
pub const UNFETCHED: &str =
    "A part of the page could not be fetched from its server. Check the connection, then reload.";

/// What makes each screen.
#[derive(Debug, Clone, Copy)]
pub struct Screens {
    /// The feature table.
    pub overview: fn() -> AnyView,
    /// The feature of that name.
    pub feature: fn(String) -> AnyView,
    /// Checks and their second opinion.
    pub checks: fn() -> AnyView,
    /// How good predictions are.
    pub quality: fn() -> AnyView,
    /// How groups fare.
    pub bias: fn() -> AnyView,
    /// What the model relies on.
    pub attribution: fn() -> AnyView,
    /// Several runs side by side.
    pub runs: fn() -> AnyView,
    /// Which run a screen is about.
    pub run_bar: fn() -> AnyView,
    /// Changes and what they set off.
    pub lab: fn() -> AnyView,
    /// Files, columns and roles.
    pub sources: fn() -> AnyView,
    /// The settings, a dialog over any of them.
    pub settings: fn() -> AnyView,
    /// Looks at a place for new files.
    pub look_into: fn(Page, Rc<Watched>),
    /// Reads what was dropped and looks at its folders from then on.
    pub take_dropped: fn(Page, Dropped),
    /// Reads what is new in a folder that was chosen.
    pub take_chosen: fn(Page, Vec<Picked>),
    /// Reads what the engine answers.
    pub read: fn(&str) -> Option<Answer>,
    /// Writes a report as JSON.
    pub write: fn(&Report) -> Option<String>,
}

/// The screens, fetched if they are not there; a failure is told, and the next call tries again.
pub async fn fetched(signals: Signals) -> Option<Screens> {
    if let Some(screens) = signals.screens.get_untracked() {
        return Some(screens);
    }
    match screens().await {
        Ok(screens) => {
            if signals.screens.with_untracked(Option::is_none) {
                signals.screens.set(Some(screens));
            }
            Some(screens)
        }
        Err(_) => {
            signals.banner.set(Some(UNFETCHED.to_owned()));
            None
        }
    }
}

/// Fetches the screens without waiting for them.
pub fn fetch(signals: Signals) {
    spawn_local(async move {
        fetched(signals).await;
    });
}

#[wasm_split(screens, fallible)]
fn screens() -> Result<Screens, SplitLoaderError> {
    Ok(Screens {
        overview: || view! { <OverviewScreen /> }.into_any(),
        feature: |name| view! { <FeatureScreen name /> }.into_any(),
        checks: || view! { <ChecksScreen /> }.into_any(),
        quality: || view! { <QualityScreen /> }.into_any(),
        bias: || view! { <BiasScreen /> }.into_any(),
        attribution: || view! { <AttributionScreen /> }.into_any(),
        runs: || view! { <RunsScreen /> }.into_any(),
        run_bar: || view! { <RunBar /> }.into_any(),
        lab: || view! { <LabScreen /> }.into_any(),
        sources: || view! { <SourcesScreen /> }.into_any(),
        settings: || view! { <SettingsDialog /> }.into_any(),
        look_into: |page, watched| spawn_local(watch::look_into(page, watched)),
        take_dropped: |page, dropped| spawn_local(watch::take_dropped(page, dropped)),
        take_chosen: watch::take_chosen,
        read: |text| serde_json::from_str(text).ok(),
        write: |report| serde_json::to_string(report).ok(),
    })
}
