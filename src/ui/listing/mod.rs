//! What tables are made of: search, filter chips, heads that sort, "show more", and plain tables in a card.
//!
//! Which rows are shown in which order is decided in [`crate::interaction::order`]. A plain table without rows shows its heads alone.

mod chips;
mod growing;
mod head;
mod plain;
mod search;

pub use chips::{Chip, chips};
pub use growing::{growing_table, more};
pub use head::heads;
pub use plain::{plain_table, scrolled, table_card};
pub use search::search_box;
