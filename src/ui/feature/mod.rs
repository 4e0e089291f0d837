//! One feature: its distributions, its statistics, and why the verdict is what it is.

mod chart;
mod figure;
mod kind;
mod labels;
mod screen;
mod statistics;
mod toolbar;
mod why;

pub use screen::{FeatureScreen, neighbour};
