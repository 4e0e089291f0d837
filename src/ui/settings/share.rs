//! A setting from 0 to 1.

use leptos::prelude::*;

use crate::{
    report::settings::Settings,
    ui::{controls::field, page::page},
};

/// A field for it; what is no number changes nothing.
pub fn share_field(words: &'static str, place: fn(&mut Settings) -> &mut f64) -> AnyView {
    let page = page();
    let set = move |event| {
        if let Ok(share) = event_target_value(&event).parse::<f64>() {
            page.change(|settings| *place(settings) = share.clamp(0.0, 1.0));
        }
    };
    let input = view! {
        <input
            type="number"
            min="0"
            max="1"
            step="0.01"
            prop:value=move || place(&mut page.signals.settings.get()).to_string()
            on:change=set
        />
    };
    field("field", words, input)
}
