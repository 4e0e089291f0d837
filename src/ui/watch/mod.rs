//! Places that are looked at again: the list of `?src=…`, and folders. What is new there, or has changed, is read; the rest is left alone, and so is the view.
//!
//! A list is looked at every `&refresh=…` seconds; a folder that the browser can list again, every few seconds; one that it cannot, when the user chooses it again.

pub mod known;
pub mod manifest;
pub mod side_by_side;
pub mod words;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod button;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod look;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod place;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use button::{LookAgain, chosen, dropped, open_folder, open_listed};
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use look::{look_into, take_chosen, take_dropped};
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use place::{Watch, Watched};
