//! Every constraint with what was observed, what is allowed and what a report said; thresholds are edited in place.

pub mod order;

#[cfg(target_arch = "wasm32")]
mod marks;
#[cfg(target_arch = "wasm32")]
mod row;
#[cfg(target_arch = "wasm32")]
mod screen;
#[cfg(target_arch = "wasm32")]
mod sliders;
#[cfg(target_arch = "wasm32")]
mod table;
#[cfg(target_arch = "wasm32")]
mod tools;

#[cfg(target_arch = "wasm32")]
pub use marks::CheckMarks;
#[cfg(target_arch = "wasm32")]
pub use screen::ChecksScreen;
