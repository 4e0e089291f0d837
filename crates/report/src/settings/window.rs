//! How the current side is cut.

use serde::{Deserialize, Serialize};

/// How the current side is cut into windows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "the window must be \"hour\", \"day\", \"week\", \"month\", \"none\" or {\"rows\": a number}"
)]
pub enum WindowChoice {
    /// By the clock, or not at all.
    Named(NamedWindow),
    /// Every so many rows.
    Rows {
        /// Rows per window.
        rows: u64,
    },
    /// Chosen by what is loaded.
    #[default]
    Unset,
}

/// Windows by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedWindow {
    /// Hours, UTC.
    Hour,
    /// Days, UTC.
    Day,
    /// Weeks from Monday on, UTC.
    Week,
    /// Months, UTC.
    Month,
    /// One window.
    None,
}
