//! The session: what is loaded, what role it plays, what was asked.

pub mod protocol;
pub mod report;
pub mod settings;
