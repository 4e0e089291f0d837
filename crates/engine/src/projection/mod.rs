//! Projected accuracy of what is loaded: which rows are the reference, and the forest's work in steps.
//!
//! A forest is fitted once per reference; rows are scored once, so that other windows or one hour more cost nothing else.

mod monitor;
mod projecting;
mod reference;

pub use monitor::Projection;
