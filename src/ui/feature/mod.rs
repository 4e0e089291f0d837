//! One feature: its distributions, its statistics, and why the verdict is what it is.

mod chart;
mod distribution;
mod kind;
mod labels;
mod over_time;
mod screen;
mod statistics;
mod texts;
mod toolbar;
mod why;
mod windows;

pub use chart::feature_chart;
pub use screen::{FeatureScreen, neighbour};
