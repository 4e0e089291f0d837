//! Places that are looked at again: the list of `?src=…`, and folders. What is new there, or has changed, is read; the rest is left alone, and so is the view.
//!
//! A list is looked at every `&refresh=…` seconds; a folder that the browser can list again, every few seconds; one that it cannot, when the user chooses it again.

mod again;
mod look;
mod opening;
mod place;

pub use again::LookAgain;
pub use look::{look_into, take_chosen, take_dropped};
pub use opening::{chosen, open_folder, open_listed, open_when_found};
pub use place::{Watch, Watched};
