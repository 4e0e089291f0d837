//! What every table with a search, filters and an order has: the box, the chips, the heads, and how rows are arranged.

pub mod order;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod chips;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod head;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod search;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use chips::{Chip, chips};
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use head::{Sorting, head_cell};
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use search::search_box;
