//! The screens.

pub mod format;
pub mod link;
pub mod words;
