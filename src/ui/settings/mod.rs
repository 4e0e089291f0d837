//! What the user may choose, in a dialog. A change is in force at once, and in the address.

mod columns;
mod missing;
mod rule;
mod share;
mod significance;
mod windows;

use leptos::prelude::*;

use self::{
    columns::ColumnRoles, missing::MissingWords, rule::RuleChoice, significance::Significance,
    windows::WindowsChoice,
};
use super::{controls::save_button, dialog::Dialog, page::page};
use crate::report::settings::Settings;

/// The settings.
#[component]
pub fn SettingsDialog() -> impl IntoView {
    let page = page();
    let is_changed = move || page.setting(|settings| *settings != Settings::default());
    view! {
        <Dialog title="Settings" is_open=page.is_settings_open>
            <RuleChoice />
            <Significance />
            <WindowsChoice />
            <MissingWords />
            <ColumnRoles />
            <div class="dialog-foot">
                <p class="muted">"The address holds these settings: send the link, and others see the same."</p>
                {save_button(
                    "",
                    "What you chose: open it with the same files for the same report",
                    "leeway.json",
                    move || page.save_export("leeway.json"),
                )}
                <button disabled=move || !is_changed() on:click=move |_| page.choose(Settings::default())>
                    "Back to the defaults"
                </button>
            </div>
        </Dialog>
    }
}
