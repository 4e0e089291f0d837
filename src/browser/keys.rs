//! Keys pressed anywhere on the page, but for those that a field or an open dialog needs itself.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Calls back for keys pressed outside of fields and dialogs, and without Alt; with Control or Meta their name begins with `Control+`. A key that `pressed` took does
/// nothing else.
pub fn on_key(pressed: impl Fn(&str) -> bool + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(
        &window,
        "keydown",
        options,
        move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                return;
            };
            let mut key = event.key();
            let has_control = event.ctrl_key() || event.meta_key();
            if has_control {
                key.insert_str(0, "Control+");
            }
            if !event.alt_key() && !is_elsewhere(event, has_control) && pressed(&key) {
                event.prevent_default();
            }
        },
    ))
}

/// Fields that take letters, some of them as text.
const FIELDS: &str = "input, textarea, select, dialog, [contenteditable]";
/// Fields that take letters with Control.
const TEXTS: &str = "input:not([type=checkbox], [type=radio]), textarea, dialog, [contenteditable]";

/// True when the key belongs to a field, or to an open dialog.
fn is_elsewhere(event: &KeyboardEvent, has_control: bool) -> bool {
    let fields = match has_control {
        true => TEXTS,
        false => FIELDS,
    };
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.closest(fields).is_ok_and(|found| found.is_some()))
}
