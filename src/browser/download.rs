//! Saving a file in the user's download folder.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::BrowserError;

/// How long the browser may take to fetch the bytes behind the link, in milliseconds.
const KEPT_MS: u32 = 60_000;

/// Saves data (a `Uint8Array`, a `Blob` or a string) as a file in the user's download folder.
///
/// # Errors
/// When the browser cannot make the file.
pub fn download(name: &str, mime: &str, data: &JsValue) -> Result<(), BrowserError> {
    let failed = |thrown: JsValue| BrowserError::new("save a file", &thrown);
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| BrowserError::missing("save a file"))?;
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(data), &options)
        .map_err(failed)?;
    let address = Url::create_object_url_with_blob(&blob).map_err(failed)?;
    let link: HtmlAnchorElement = document
        .create_element("a")
        .map_err(failed)?
        .unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    gloo::timers::callback::Timeout::new(KEPT_MS, move || {
        Url::revoke_object_url(&address).ok();
    })
    .forget();
    Ok(())
}
