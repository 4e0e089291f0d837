//! Attributions: places of the features in both orders, both sides' values, nDCG over time, and one record as a waterfall.

mod label;
mod record;
mod screen;

pub use screen::AttributionScreen;
