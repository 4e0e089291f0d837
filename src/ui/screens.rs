//! The screens that show what was read. They are a part of the page's wasm of their own, fetched when something is opened (or the settings are), so that
//! a first visit waits for the start screen alone.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{
    attribution::AttributionScreen, bias::BiasScreen, checks::ChecksScreen, feature::FeatureScreen,
    overview::OverviewScreen, page::Page, quality::QualityScreen, settings::SettingsDialog,
    sources::SourcesScreen,
};

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
    /// Files, columns and roles.
    pub sources: fn() -> AnyView,
    /// The settings, a dialog over any of them.
    pub settings: fn() -> AnyView,
}

/// Fetches the screens if they are not there; a failure is told, and the next call tries again.
pub fn fetch(page: Page) {
    if page.screens.with_untracked(Option::is_some) {
        return;
    }
    spawn_local(async move {
        match screens().await {
            Ok(screens) => page.screens.set(Some(screens)),
            Err(_) => page.signals.banner.set(Some(
                "A part of the page could not be fetched from its server. Check the connection, then reload."
                    .to_owned(),
            )),
        }
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
        sources: || view! { <SourcesScreen /> }.into_any(),
        settings: || view! { <SettingsDialog /> }.into_any(),
    })
}
