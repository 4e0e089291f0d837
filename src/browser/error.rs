//! What the browser did not do: what was tried, and what it said.

use std::fmt;
use wasm_bindgen::{JsCast, JsValue};

/// Something that the browser did not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserError {
    /// What was tried, as the end of "could not …".
    pub tried: &'static str,
    /// What the browser said.
    pub found: String,
}

impl BrowserError {
    /// From what was tried and the value that JavaScript threw.
    pub fn new(tried: &'static str, thrown: &JsValue) -> Self {
        let found = match thrown.dyn_ref::<js_sys::Error>() {
            Some(error) => String::from(error.message()),
            None => thrown
                .as_string()
                .unwrap_or_else(|| format!("the browser said {thrown:?}")),
        };
        BrowserError { tried, found }
    }

    /// From an ability that this browser lacks.
    pub fn missing(tried: &'static str) -> Self {
        BrowserError {
            tried,
            found: "this browser does not offer it".to_owned(),
        }
    }
}

impl fmt::Display for BrowserError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Could not {}: {}.", self.tried, self.found)
    }
}

impl std::error::Error for BrowserError {}
