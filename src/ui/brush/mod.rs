//! Brushing: what the hand selects on a chart, on its way to the engine, and what is left meanwhile.
//!
//! `places` translates between a chart's positions and brushes by value; `hand` asks the engine while the hand moves and has everything measured when it rests;
//! `stroke` hears the pointer; `bar` lists the brushes.

pub mod places;

/// How rows are selected on a chart, or why they are not; `has_rows` is what the page says of the current side. A blank before it.
pub fn hint(has_rows: Option<bool>, how: &'static str) -> &'static str {
    match has_rows {
        Some(true) => how,
        Some(false) => " Statistics have no rows, so none can be selected here.",
        None => "",
    }
}

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
