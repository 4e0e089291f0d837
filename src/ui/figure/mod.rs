//! A large chart with all around it: tooltip, keys, pictures to save, and the table behind it.

mod behind;
mod card;
mod chart;
mod save;
mod stepping;

pub use behind::Behind;
pub use card::card;
pub use chart::Figure;
pub use save::{SavePicture, SaveTable};
