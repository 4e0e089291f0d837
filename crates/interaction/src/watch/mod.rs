//! Looking again at a list of files or a folder: what the list names, what has changed since it was read, and what is said of it.

pub mod known;
pub mod manifest;
pub mod messages;
pub mod side_by_side;
