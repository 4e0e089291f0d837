//! How a request ends: with an outcome, or with why there is none.

use std::fmt;

use wasm_bindgen::JsValue;

use crate::{engine::protocol::Outcome, report::Refusal};

/// An outcome with the bytes that stood beside it.
#[derive(Debug, Clone)]
pub struct Answered {
    /// What the request led to.
    pub outcome: Outcome,
    /// An exported file's bytes, a `Uint8Array`.
    pub bytes: Option<JsValue>,
}

/// Why a request has no outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The engine says why, as a sentence.
    Failed(String),
    /// The user stopped it.
    Cancelled,
    /// The engine stopped before it answered.
    Stopped(String),
}

impl Failure {
    /// What failed, as a sentence with what to do.
    pub fn failed(sentence: impl Into<String>) -> Self {
        Failure::Failed(sentence.into())
    }

    /// What could not be written as JSON.
    pub fn unreadable(what: &str) -> Self {
        Failure::Failed(format!("{what} could not be written as JSON."))
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Failure::Failed(refusal.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Failed(sentence) => formatter.write_str(sentence),
            Failure::Cancelled => formatter.write_str("Cancelled; what was loaded before is kept."),
            Failure::Stopped(reason) => write!(formatter, "The engine stopped ({reason})."),
        }
    }
}
