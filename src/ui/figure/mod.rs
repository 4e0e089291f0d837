//! A large chart with all around it: tooltip, keys, pictures to save, and the table behind it.
//!
//! A chart is any [`crate::charts::Chart`]; one without data draws and says why it is empty. Nothing is asked of the engine but a table of the report as CSV.

mod behind;
mod card;
mod chart;
mod save;
mod stepping;

pub use behind::Behind;
pub use card::ChartCard;
pub use chart::Figure;
pub use save::{SavePicture, SaveTable};
