//! A file that was made.

/// The report to send.
pub const PAGE: &str = "report.html";

/// A file that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// Its MIME type.
    pub mime: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}
