//! What a document is, from its first bytes; the path only where they leave it open.
//!
//! `binary` knows what is not text, `plan` decides how text is read, `classify` tells the kinds of JSON objects apart.

mod binary;
mod classify;
mod plan;

pub(super) use binary::binary;
pub(super) use classify::classify;
pub(super) use plan::{Plan, plan};
