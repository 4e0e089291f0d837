//! All features at a glance: the answer, both sides, and the feature table.

pub mod order;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod over_time;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod projected;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod reported;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod row;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod screen;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod sides;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod table;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod tools;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use over_time::ChooseWindows;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use screen::OverviewScreen;
