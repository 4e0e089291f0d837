//! Fetching addresses that the user gave. A server that is silent for 20 seconds, or answers with half a file, is an error; cookies go to the page's own origin alone.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Blob, RequestCache, RequestInit, Response};

use super::{BrowserError, method::called, text_field};

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
/// When the address cannot be reached, is not allowed to be read, answers with an error or with half a file, or is silent for 20 seconds.
pub async fn fetch(address: &str) -> Result<Fetched, BrowserError> {
    let asking = Asking::new(address)?;
    let response = asking.answer("GET").await?;
    if !response.ok() {
        return Err(asking.refused(&response));
    }
    Ok(Fetched {
        blob: asking.body(&response).await?,
        state: state(&response),
    })
}

/// What [`fetch`] would say of the address now, without fetching it; `None` where the server does not tell.
///
/// # Errors
/// When the address cannot be reached, answers with an error or not within 20 seconds.
pub async fn fetched_state(address: &str) -> Result<Option<String>, BrowserError> {
    let asking = Asking::new(address)?;
    let response = asking.answer("HEAD").await?;
    match response.status() {
        // Not every server answers to such a question.
        405 | 501 => Ok(None),
        _ if response.ok() => Ok(state(&response)),
        _ => Err(asking.refused(&response)),
    }
}

const TRIED: &str = "fetch a file";

/// A server from which no byte has come for so long is given up, in milliseconds.
const SILENCE_MS: u32 = 20_000;

/// Bytes that are held at most before the browser is given them, which may put them on the disk.
const HELD_BYTES: u32 = 16 << 20;

/// An address that is being asked for.
struct Asking<'a> {
    address: &'a str,
    controller: AbortController,
}

impl<'a> Asking<'a> {
    fn new(address: &'a str) -> Result<Self, BrowserError> {
        let controller =
            AbortController::new().map_err(|thrown| BrowserError::new(TRIED, &thrown))?;
        Ok(Asking {
            address,
            controller,
        })
    }

    async fn answer(&self, method: &str) -> Result<Response, BrowserError> {
        let window = web_sys::window().ok_or_else(|| BrowserError::missing(TRIED))?;
        let options = RequestInit::new();
        options.set_method(method);
        options.set_cache(RequestCache::NoCache);
        options.set_signal(Some(&self.controller.signal()));
        let answer = JsFuture::from(window.fetch_with_str_and_init(self.address, &options));
        match self.unless_silent(answer).await {
            Ok(answer) => Ok(answer.unchecked_into()),
            Err(_) if self.is_given_up() => {
                Err(self.failed(format!("sent nothing for {} seconds", SILENCE_MS / 1000)))
            }
            Err(thrown) => Err(self.failed(BrowserError::new(TRIED, &thrown).found)),
        }
    }

    /// The bytes that follow an answer.
    async fn body(&self, response: &Response) -> Result<Blob, BrowserError> {
        let failed = |thrown: JsValue| self.failed(BrowserError::new(TRIED, &thrown).found);
        let stream = Reflect::get(response, &"body".into()).map_err(failed)?;
        let whole = announced(response);
        let (mut came, mut held) = (0_u64, 0);
        let mut chunks = Array::new();
        // No stream: no bytes.
        if !stream.is_null() {
            let reader = called(&stream, "getReader", &[]).await.map_err(failed)?;
            loop {
                let read = self.unless_silent(called(&reader, "read", &[])).await;
                let read = read.map_err(|_| self.broken_off(came, whole))?;
                let chunk = Reflect::get(&read, &"value".into()).map_err(failed)?;
                let Ok(chunk) = chunk.dyn_into::<Uint8Array>() else {
                    break;
                };
                came += u64::from(chunk.length());
                held += chunk.length();
                chunks.push(&chunk);
                if held >= HELD_BYTES {
                    let blob = Blob::new_with_blob_sequence(&chunks).map_err(failed)?;
                    (chunks, held) = (Array::of1(&blob), 0);
                }
            }
        }
        // Not every browser sees it itself.
        if whole.is_some_and(|whole| came < whole) {
            return Err(self.broken_off(came, whole));
        }
        Blob::new_with_blob_sequence(&chunks).map_err(failed)
    }

    /// What comes, unless nothing does: then the address is given up.
    async fn unless_silent<T>(&self, coming: impl Future<Output = T>) -> T {
        let controller = self.controller.clone();
        // Called off when it is dropped.
        let _patience = Timeout::new(SILENCE_MS, move || controller.abort());
        coming.await
    }

    fn is_given_up(&self) -> bool {
        self.controller.signal().aborted()
    }

    fn refused(&self, response: &Response) -> BrowserError {
        BrowserError {
            tried: TRIED,
            found: format!("{} answered {}", self.address, response.status()),
        }
    }

    fn broken_off(&self, came: u64, whole: Option<u64>) -> BrowserError {
        let number = whole.map_or(String::new(), |whole| format!("{whole} "));
        self.failed(match self.is_given_up() {
            true => {
                let of = whole.map_or("", |_| "of ");
                let seconds = SILENCE_MS / 1000;
                format!(
                    "half a file; {came} {of}{number}bytes came, then nothing for {seconds} seconds"
                )
            }
            // How many came the browser forgets when it sees that.
            false => format!("half a file; the connection ended before all {number}bytes had come"),
        })
    }

    fn failed(&self, found: String) -> BrowserError {
        BrowserError {
            tried: TRIED,
            found: format!("{}: {found}", self.address),
        }
    }
}

/// The length that the server announces of what it sends; `None` where it packs it, which other origins hide.
fn announced(response: &Response) -> Option<u64> {
    let is_own = text_field(response, "type").is_some_and(|kind| kind == "basic");
    let headers = response.headers();
    let is_packed = headers.has("Content-Encoding").unwrap_or(true);
    let length = headers.get("Content-Length").ok().flatten()?;
    length.parse().ok().filter(|_| is_own && !is_packed)
}

fn state(response: &Response) -> Option<String> {
    let header = |name: &str| response.headers().get(name).ok().flatten();
    header("ETag").or_else(|| {
        let modified = header("Last-Modified").unwrap_or_default();
        let size = header("Content-Length").unwrap_or_default();
        (!modified.is_empty() || !size.is_empty()).then(|| format!("{modified} {size}"))
    })
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
