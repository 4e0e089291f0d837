//! What people see and touch: a folder per screen, and what the screens share.
//!
//! The address ([`link`]) and the order of the feature table ([`overview::order`]) are plain functions and are tested natively; so are numbers and names as
//! words and the charts made from the report, which what is saved shares ([`crate::presentation`]). Text from files reaches the page through text nodes alone.

pub mod attribution;
pub mod bias;
pub mod brush;
pub mod checks;
pub mod link;
pub mod listing;
pub mod overview;
pub mod quality;
pub mod runs;
pub mod watch;
pub mod windows;

pub use crate::presentation::{csv, format, words};

#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod address;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod answer;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod api;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod app;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod badge;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod dialog;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod feature;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod figure;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod heading;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod icon;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod in_turn;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod lab;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod page;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod picture;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod recovery;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod screens;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod session;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod settings;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod shell;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod sources;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod start;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod table;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use app::App;
