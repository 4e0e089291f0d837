//! Runs: a row each, one feature in all of them, and the charts of the one that is shown.

pub mod charts;
pub mod order;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod bar;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod card;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod choose;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod pictures;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod row;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod screen;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod table;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use bar::RunBar;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use screen::RunsScreen;
