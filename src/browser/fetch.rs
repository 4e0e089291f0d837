use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response};

use super::BrowserError;

/// A parameter of the page's own address (before `#`).
pub fn address_parameter(name: &str) -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search)
        .ok()?
        .get(name)
}

/// An address relative to another one; `base` is relative to the page.
pub fn resolved(path: &str, base: &str) -> Option<String> {
    let page = web_sys::window()?.location().href().ok()?;
    let base = web_sys::Url::new_with_base(base, &page).ok()?;
    let url = web_sys::Url::new_with_base(path, &base.href()).ok()?;
    Some(url.href())
}

/// Fetches an address that the user gave; cookies are sent to the page's own origin alone.
///
/// # Errors
/// When the address cannot be reached, is not allowed to be read, or answers with an error.
pub async fn fetch(address: &str) -> Result<Blob, BrowserError> {
    let tried = "fetch a file";
    let failed = |thrown| {
        let error = BrowserError::new(tried, &thrown);
        BrowserError {
            found: format!("{address}: {}", error.found),
            ..error
        }
    };
    let window = web_sys::window().ok_or_else(|| BrowserError::missing(tried))?;
    let response: Response = JsFuture::from(window.fetch_with_str(address))
        .await
        .map_err(failed)?
        .unchecked_into();
    if !response.ok() {
        return Err(BrowserError {
            tried,
            found: format!("{address} answered {}", response.status()),
        });
    }
    let body = response.blob().map_err(failed)?;
    Ok(JsFuture::from(body).await.map_err(failed)?.unchecked_into())
}

/// A fetched file's text.
///
/// # Errors
/// When it cannot be read.
pub async fn text(blob: &Blob) -> Result<String, BrowserError> {
    let text = JsFuture::from(blob.text()).await;
    text.map_err(|thrown| BrowserError::new("read a fetched file", &thrown))?
        .as_string()
        .ok_or_else(|| BrowserError::missing("read a fetched file"))
}
