//! Runs: a row each, one feature in all of them, and the charts of the one that is shown.

mod bar;
mod choose;
mod pictures;
mod row;
mod screen;
mod table;

pub use bar::RunBar;
pub use screen::RunsScreen;
