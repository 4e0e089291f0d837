//! The whole page: the header, one screen, messages and dialogs. The start screen stands while nothing is loaded.

use leptos::prelude::*;

use super::{address, api, page::Page, screens, shell, start::StartScreen, watch};
use crate::{browser, interaction::screen::Screen};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let page = Page::start(screens::load);
    provide_context(page);
    api::install(page);
    watch::open_listed(page);
    let listeners = StoredValue::new_local((
        address::keep(page),
        shell::listen_to_keys(page),
        browser::on_colour_scheme(move || page.is_dark.set(browser::prefers_dark())),
    ));
    on_cleanup(move || listeners.dispose());
    let is_loaded = Memo::new(move |_| page.signals.report.with(Option::is_some));
    Effect::new(move || {
        let is_wanted = is_loaded.get()
            || page.is_settings_open.get()
            || page.signals.busy.with(Option::is_some);
        if is_wanted {
            page.fetch_screens();
        }
    });
    Effect::new(move |was_loaded: Option<bool>| {
        if was_loaded == Some(true) && !is_loaded.get() {
            page.go(Screen::Start);
        }
        is_loaded.get()
    });
    view! {
        <button class="skip" on:click=move |_| { browser::focus("main"); }>"Skip to the content"</button>
        <shell::Header />
        {move || page.screens.get().filter(|_| is_loaded.get()).map(|screens| (screens.run_bar)())}
        <main tabindex="-1">
            {move || match (page.screens.get().filter(|_| is_loaded.get()), page.screen.get()) {
                (None, _) | (_, Screen::Start) => view! { <StartScreen /> }.into_any(),
                (Some(screens), screen) => (screens.screen)(screen),
            }}
        </main>
        <shell::Messages />
        <shell::DropOverlay />
        {move || page.screens.get().map(|screens| (screens.settings)())}
        <shell::Help />
    }
}
