//! Attributions: places of the features in both orders, both sides' values, nDCG over time, and one record as a waterfall.

pub use crate::presentation::attribution as charts;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod label;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod record;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod screen;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use screen::AttributionScreen;
