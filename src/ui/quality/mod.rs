//! How good predictions are: metrics against thresholds, over time beside the drift of features, confusion matrix, curves.

pub use crate::presentation::quality as charts;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod facts;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod over_time;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod screen;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod tables;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod threshold;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use screen::QualityScreen;
