use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, RequestCache, RequestInit, Response};

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

/// Something fetched.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Its bytes.
    pub blob: Blob,
    /// Tells it from what it was: its ETag, else its time and size; `None` where the server says neither.
    pub state: Option<String>,
}

/// Fetches an address that the user gave, past what the browser kept of it; cookies are sent to the page's own origin alone.
///
/// # Errors
/// When the address cannot be reached, is not allowed to be read, answers with an error, or with half a file.
pub async fn fetch(address: &str) -> Result<Fetched, BrowserError> {
    let response = asked(address, "GET").await?;
    if !response.ok() {
        return Err(refused(address, &response));
    }
    let failed = |thrown| failed(address, &thrown);
    let body = response.blob().map_err(failed)?;
    Ok(Fetched {
        blob: JsFuture::from(body).await.map_err(failed)?.unchecked_into(),
        state: state(&response),
    })
}

/// What [`fetch`] would say of the address now, without fetching it; `None` where the server does not tell.
///
/// # Errors
/// When the address cannot be reached or answers with an error.
pub async fn fetched_state(address: &str) -> Result<Option<String>, BrowserError> {
    let response = asked(address, "HEAD").await?;
    match response.status() {
        // Not every server answers to such a question.
        405 | 501 => Ok(None),
        _ if response.ok() => Ok(state(&response)),
        _ => Err(refused(address, &response)),
    }
}

const TRIED: &str = "fetch a file";

async fn asked(address: &str, method: &str) -> Result<Response, BrowserError> {
    let window = web_sys::window().ok_or_else(|| BrowserError::missing(TRIED))?;
    let options = RequestInit::new();
    options.set_method(method);
    options.set_cache(RequestCache::NoCache);
    let answer = JsFuture::from(window.fetch_with_str_and_init(address, &options)).await;
    let answer = answer.map_err(|thrown| failed(address, &thrown))?;
    Ok(answer.unchecked_into())
}

fn state(response: &Response) -> Option<String> {
    let header = |name: &str| response.headers().get(name).ok().flatten();
    header("ETag").or_else(|| {
        let modified = header("Last-Modified").unwrap_or_default();
        let size = header("Content-Length").unwrap_or_default();
        (!modified.is_empty() || !size.is_empty()).then(|| format!("{modified} {size}"))
    })
}

fn refused(address: &str, response: &Response) -> BrowserError {
    BrowserError {
        tried: TRIED,
        found: format!("{address} answered {}", response.status()),
    }
}

fn failed(address: &str, thrown: &JsValue) -> BrowserError {
    let error = BrowserError::new(TRIED, thrown);
    BrowserError {
        found: format!("{address}: {}", error.found),
        ..error
    }
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
