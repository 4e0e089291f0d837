//! What every screen is worked with: choices, fields, buttons that are on or off, and buttons that open or save files.
//!
//! A control shows a value that is handed in and hands back what the user chose; none knows the report or asks the engine.

mod choice;
mod files;
mod toggle;

pub use choice::{Options, choice, choice_of, field, names, options};
pub use files::{AddFiles, PickFiles, PickFolder, downloads, save_button};
pub use toggle::{group, pick_one, toggle};
