//! Bias: each metric as distance from its ideal on both sides, over time, in words; facets are chosen here and kept in the address.

pub use crate::presentation::bias as charts;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod choose;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod group;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod screen;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use screen::BiasScreen;
