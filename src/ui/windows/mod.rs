//! What happened when: words for windows, the heat map and the lines over time.
//!
//! The charts are made from the report by plain functions, which are tested natively.

pub mod charts;
pub mod words;
