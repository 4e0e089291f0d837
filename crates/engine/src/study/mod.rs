//! One comparison: what is loaded for it, what was measured of it, and the report on that.
//!
//! A [`Study`] is owned and whole: the session has one for every run, the lab one for every change it tries. What follows on a changed setting or file is a new
//! study that takes over every answer whose question is still the same; the old one stays as it is until the new one is measured, so a request that is cancelled
//! leaves nothing to undo.

mod answers;
mod report;
mod selected;
mod sides;
#[allow(clippy::module_inception)]
mod study;

pub use answers::Answers;
pub use report::report;
pub use sides::sentence;
pub use study::{Analysis, Measured, Study, key};
