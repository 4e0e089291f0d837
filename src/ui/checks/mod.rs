//! Every constraint with what was observed, what is allowed and what a report said; thresholds are edited in place.

pub mod order;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod marks;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod options;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod row;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod screen;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod sliders;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod table;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod tools;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use marks::CheckMarks;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use screen::ChecksScreen;
