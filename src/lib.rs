//! Leeway tells, in a browser tab, how far a model's data have drifted.
//!
//! files → [`documents`] (what is this? parse, with notes) → [`table`] (columns) → [`stats`] (slices in,
//! numbers out) → [`monitors`] (baselines, checks, verdicts) → [`engine`] (the session, in a worker) → [`report`] (what
//! was found, as plain values) → [`presentation`] and [`charts`] (in words and pictures) → `ui` (what people see and touch).
//!
//! Invariants: numbers are exact or say how wrong they may be; missing values are decided once, in
//! [`documents`]; both sides share the baseline's bins; order never matters; a bad record is a note and a
//! bad file an error, and neither loses the rest; the main thread never parses; nothing leaves the tab.
//!
//! Modules, each using only those before it: [`table`], [`stats`], [`documents`], [`monitors`],
//! [`scenarios`], [`charts`], [`report`], [`presentation`], [`interaction`], [`engine`], `browser`, `ui`. Everything but
//! `browser`, `ui` and one worker file also compiles natively, where nearly all tests run.

pub mod charts;
pub mod documents;
pub mod engine;
pub mod interaction;
pub mod monitors;
pub mod presentation;
pub mod report;
pub mod scenarios;
pub mod stats;
pub mod table;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod browser;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod ui;
