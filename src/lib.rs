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

pub use leeway_charts as charts;
pub use leeway_documents as documents;
pub use leeway_engine as engine;
pub use leeway_interaction as interaction;
pub use leeway_monitors as monitors;
pub use leeway_presentation as presentation;
pub use leeway_report as report;
pub use leeway_scenarios as scenarios;
pub use leeway_stats as stats;
pub use leeway_table as table;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod browser;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod ui;
