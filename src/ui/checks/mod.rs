//! Every constraint with what was observed, what is allowed and what a report said; thresholds are edited in place.

mod arrangement;
mod marks;
mod options;
mod row;
mod screen;
mod sliders;
mod table;
mod tools;

pub use marks::CheckMarks;
pub use screen::ChecksScreen;
