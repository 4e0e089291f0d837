//! Brushing: what the hand selects on a chart, on its way to the engine, and what is left meanwhile.
//!
//! [`crate::interaction::brushes`] translates between a chart's positions and brushes by value; `brushing` asks the engine while the hand (`hand`) moves and
//! has everything measured when it rests; `stroke` hears the pointer; `bar` lists the brushes.

mod bar;
mod brushing;
mod hand;
mod stroke;

pub use bar::Brushes;
pub use hand::Hand;
pub use stroke::{Stroke, Touched};
