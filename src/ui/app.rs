use leptos::prelude::*;

use super::{
    address, api, attribution::AttributionScreen, bias::BiasScreen, checks::ChecksScreen,
    feature::FeatureScreen, link::Screen, overview::OverviewScreen, page::Page,
    quality::QualityScreen, remote, settings::SettingsDialog, shell, sources::SourcesScreen,
    start::StartScreen,
};
use crate::browser;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let page = Page::start();
    provide_context(page);
    api::install(page);
    remote::open_listed(page);
    let listeners = StoredValue::new_local((
        address::keep(page),
        shell::listen_to_keys(page),
        browser::on_colour_scheme(move || page.is_dark.set(browser::prefers_dark())),
    ));
    on_cleanup(move || listeners.dispose());
    let is_loaded = Memo::new(move |_| page.signals.report.with(Option::is_some));
    Effect::new(move |was_loaded: Option<bool>| {
        if was_loaded == Some(true) && !is_loaded.get() {
            page.go(Screen::Start);
        }
        is_loaded.get()
    });
    view! {
        <button class="skip" on:click=move |_| browser::focus("main")>"Skip to the content"</button>
        <shell::Header />
        <main tabindex="-1">
            {move || match (page.screen.get(), is_loaded.get()) {
                (Screen::Start, _) | (_, false) => view! { <StartScreen /> }.into_any(),
                (Screen::Overview, true) => view! { <OverviewScreen /> }.into_any(),
                (Screen::Feature(name), true) => view! { <FeatureScreen name /> }.into_any(),
                (Screen::Checks, true) => view! { <ChecksScreen /> }.into_any(),
                (Screen::Quality, true) => view! { <QualityScreen /> }.into_any(),
                (Screen::Bias, true) => view! { <BiasScreen /> }.into_any(),
                (Screen::Attribution, true) => view! { <AttributionScreen /> }.into_any(),
                (Screen::Sources, true) => view! { <SourcesScreen /> }.into_any(),
            }}
        </main>
        <shell::Messages />
        <shell::DropOverlay />
        <SettingsDialog />
        <shell::Help />
    }
}
