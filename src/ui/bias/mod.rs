//! Bias: each metric as distance from its ideal on both sides, over time, in words; facets are chosen here and kept in the address.

mod choose;
mod group;
mod screen;

pub use screen::BiasScreen;
