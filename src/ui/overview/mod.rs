//! All features at a glance: the answer, both sides, and the feature table.

mod alone;
mod foremost;
mod monitored;
mod over_time;
mod projected;
mod reported;
mod row;
mod screen;
mod sides;
mod table;
mod tools;

pub use over_time::ChooseWindows;
pub use screen::OverviewScreen;
