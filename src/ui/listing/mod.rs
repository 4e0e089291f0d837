//! What every table with a search, filters and an order has: the box, the chips and the heads. How rows are arranged is in [`crate::interaction::order`].

mod chips;
mod head;
mod search;

pub use chips::{Chip, chips};
pub use head::{Sorting, head_cell};
pub use search::search_box;
