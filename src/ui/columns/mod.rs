//! What columns were taken for, by whom and how sure that is, and the user's say in it.

mod arrangement;
mod bulk;
mod row;
mod screen;
mod stand_ins;
mod table;
mod tools;

pub use screen::ColumnsScreen;
