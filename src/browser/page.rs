//! The window as a whole: its size, title, focus, clock and colour scheme.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement};

/// Milliseconds since the page was opened.
pub fn now_ms() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}

/// Waits.
pub async fn sleep(milliseconds: u32) {
    gloo::timers::future::TimeoutFuture::new(milliseconds).await;
}

/// Calls back on an event of the window until the listener is dropped.
pub fn on_window(
    event: &'static str,
    is_passive: bool,
    heard: impl FnMut(&Event) + 'static,
) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = gloo::events::EventListenerOptions {
        phase: gloo::events::EventListenerPhase::Bubble,
        passive: is_passive,
    };
    Some(EventListener::new_with_options(
        &window, event, options, heard,
    ))
}

/// Width and height of the window, in CSS pixels.
pub fn viewport() -> (f64, f64) {
    let size = |value: Result<JsValue, JsValue>| value.ok().and_then(|size| size.as_f64());
    web_sys::window().map_or((0.0, 0.0), |window| {
        (
            size(window.inner_width()).unwrap_or(0.0),
            size(window.inner_height()).unwrap_or(0.0),
        )
    })
}

/// Scrolls the window to a distance from the top, in CSS pixels.
pub fn scroll_to(top: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, top);
    }
}

/// How far the window is scrolled, in CSS pixels.
pub fn scroll_top() -> f64 {
    web_sys::window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or(0.0)
}

/// Scrolls the window by a distance, in CSS pixels.
pub fn scroll_by(distance: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_by_with_x_and_y(0.0, distance);
    }
}

/// Names the tab.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Moves the focus to the first element that a selector finds; false where there is none.
pub fn focus(selector: &str) -> bool {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(selector).ok().flatten());
    let element = found.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// Focuses the first element that matches as soon as it is made, unless that takes a second.
pub fn focus_once_made(selector: &'static str) {
    wasm_bindgen_futures::spawn_local(async move {
        for _ in 0..60 {
            sleep(16).await;
            if focus(selector) {
                return;
            }
        }
    });
}

/// A time (ISO 8601) as the user's own clock would have it.
pub fn local_time(iso: &str) -> Option<String> {
    let date = js_sys::Date::new(&JsValue::from_str(iso));
    (!date.get_time().is_nan()).then(|| String::from(date.to_string()))
}

/// True when the system asks for a dark page.
pub fn prefers_dark() -> bool {
    colour_query().is_some_and(|query| query.matches())
}

/// Calls back when the system's wish changes.
pub fn on_colour_scheme(changed: impl Fn() + 'static) -> Option<EventListener> {
    let query = colour_query()?;
    Some(EventListener::new(&query, "change", move |_| changed()))
}

fn colour_query() -> Option<web_sys::MediaQueryList> {
    web_sys::window()?
        .match_media("(prefers-color-scheme: dark)")
        .ok()?
}
