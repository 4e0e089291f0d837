//! A canvas whose store has as many pixels as the screen shows.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, Element, HtmlCanvasElement, ResizeObserver, ResizeObserverEntry,
};

use super::BrowserError;

/// A canvas with its size: CSS pixels are what the page lays out, device pixels what the screen shows.
#[derive(Debug, Clone)]
pub struct Surface {
    /// The element.
    pub canvas: HtmlCanvasElement,
    /// Width in CSS pixels.
    pub css_width: f64,
    /// Height in CSS pixels.
    pub css_height: f64,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
}

impl Surface {
    /// Sizes the canvas' store for the screen and clears it; `None` while the canvas takes no room. The size in CSS pixels is given, because asking the page for
    /// it would have everything laid out anew.
    pub fn prepare(
        canvas: &HtmlCanvasElement,
        (css_width, css_height): (f64, f64),
    ) -> Option<Self> {
        let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        if css_width < 1.0 || css_height < 1.0 {
            return None;
        }
        let surface = Surface {
            canvas: canvas.clone(),
            css_width,
            css_height,
            ratio,
        };
        let width = (css_width * ratio).round() as u32;
        let height = (css_height * ratio).round() as u32;
        // A store that gets its size, be it the same, is made anew.
        if canvas.width() != width || canvas.height() != height {
            canvas.set_width(width);
            canvas.set_height(height);
        } else if let Ok(context) = surface.context() {
            context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        }
        Some(surface)
    }

    /// The drawing context.
    ///
    /// # Errors
    /// When the browser has none to give.
    pub fn context(&self) -> Result<CanvasRenderingContext2d, BrowserError> {
        let tried = "draw on a canvas";
        self.canvas
            .get_context("2d")
            .map_err(|thrown| BrowserError::new(tried, &thrown))?
            .and_then(|context| context.dyn_into().ok())
            .ok_or_else(|| BrowserError::missing(tried))
    }
}

/// The canvas' picture as a PNG file.
///
/// # Errors
/// When the browser cannot encode it.
pub async fn encode_png(canvas: &HtmlCanvasElement) -> Result<Blob, BrowserError> {
    let tried = "save a picture";
    let picture = Promise::new(&mut |resolve, reject| {
        if let Err(thrown) = canvas.to_blob(&resolve) {
            reject.call1(&JsValue::NULL, &thrown).ok();
        }
    });
    JsFuture::from(picture)
        .await
        .ok()
        .and_then(|picture| picture.dyn_into().ok())
        .ok_or_else(|| BrowserError::missing(tried))
}

/// Watches an element's size until dropped.
#[derive(Debug)]
pub struct SizeWatch {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut(Array)>,
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells an element's width and height in CSS pixels, once at the start and whenever they change.
///
/// # Errors
/// When the browser cannot watch sizes.
pub fn watch_size(
    element: &Element,
    changed: impl Fn((f64, f64)) + 'static,
) -> Result<SizeWatch, BrowserError> {
    let changed = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        if let Ok(entry) = entries.pop().dyn_into::<ResizeObserverEntry>() {
            let area = entry.content_rect();
            changed((area.width().round(), area.height().round()));
        }
    });
    let observer = ResizeObserver::new(changed.as_ref().unchecked_ref())
        .map_err(|thrown| BrowserError::new("watch an element's size", &thrown))?;
    observer.observe(element);
    Ok(SizeWatch {
        observer,
        _changed: changed,
    })
}
