//! What stands behind `#` in the address: the page keeps its screen and settings there, so that a link shows what its sender saw.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;

/// The text behind `#`, empty if there is none.
pub fn fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    hash.unwrap_or_default().trim_start_matches('#').to_owned()
}

/// Goes to another fragment; the browser's back button returns.
pub fn push_fragment(fragment: &str) {
    with_history(|history| {
        history.push_state_with_url(&JsValue::NULL, "", Some(&format!("#{fragment}")))
    });
}

/// Changes the fragment without an entry in the browser's history.
pub fn replace_fragment(fragment: &str) {
    with_history(|history| {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{fragment}")))
    });
}

/// Calls back when the user changes the fragment: back, forward, a link, the address bar.
pub fn on_fragment(changed: impl Fn(String) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "popstate", move |_| {
        changed(fragment());
    }))
}

fn with_history(change: impl FnOnce(web_sys::History) -> Result<(), JsValue>) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // Refused after hundreds of changes in a few seconds; the address then lags behind, and nothing else does.
        change(history).ok();
    }
}
