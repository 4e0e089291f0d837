//! Brushing: what the hand selects on a chart, on its way to the engine, and what is left meanwhile.
//!
//! `places` translates between a chart's positions and brushes by value; `hand` asks the engine while the hand moves and has everything measured when it rests;
//! `stroke` hears the pointer; `bar` lists the brushes.

pub mod places;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod bar;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod hand;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod stroke;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use bar::Brushes;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use hand::Hand;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use stroke::{Stroke, Touched};
