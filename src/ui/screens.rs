//! The screens that show data, as functions: a part of the page's wasm of their own, fetched when something is opened (or the settings are), so that a first visit
//! waits for the start screen alone. What reads the engine's answers is in that part as well.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{
    attribution::AttributionScreen,
    bias::BiasScreen,
    checks::ChecksScreen,
    columns::ColumnsScreen,
    feature::FeatureScreen,
    lab::LabScreen,
    overview::OverviewScreen,
    page::{Loading, Screens},
    quality::QualityScreen,
    runs::{RunBar, RunsScreen},
    settings::SettingsDialog,
    sources::SourcesScreen,
    strip::Questions,
    watch,
};
use crate::interaction::screen::Screen;

/// Fetches the screens; `None` where they do not come.
pub fn load() -> Loading {
    Box::pin(async { screens().await.ok() })
}

#[wasm_split(screens, fallible)]
fn screens() -> Result<Screens, SplitLoaderError> {
    Ok(Screens {
        screen,
        run_bar: || view! { <RunBar /> }.into_any(),
        settings: || view! { <SettingsDialog /> }.into_any(),
        look_into: |page, watched| spawn_local(watch::look_into(page, watched)),
        take_dropped: |page, dropped| spawn_local(watch::take_dropped(page, dropped)),
        take_chosen: watch::take_chosen,
        read: |text| serde_json::from_str(text).ok(),
        write: |report| serde_json::to_string(report).ok(),
    })
}

fn screen(screen: Screen) -> AnyView {
    let about = screen.clone();
    let screen = match screen {
        Screen::Start => ().into_any(),
        Screen::Overview => view! { <OverviewScreen /> }.into_any(),
        Screen::Feature(name) => view! { <FeatureScreen name /> }.into_any(),
        Screen::Checks => view! { <ChecksScreen /> }.into_any(),
        Screen::Quality => view! { <QualityScreen /> }.into_any(),
        Screen::Bias => view! { <BiasScreen /> }.into_any(),
        Screen::Attribution => view! { <AttributionScreen /> }.into_any(),
        Screen::Runs => view! { <RunsScreen /> }.into_any(),
        Screen::Lab => view! { <LabScreen /> }.into_any(),
        Screen::Sources => view! { <SourcesScreen /> }.into_any(),
        Screen::Columns => view! { <ColumnsScreen /> }.into_any(),
    };
    view! {
        <Questions of=about />
        {screen}
    }
    .into_any()
}
