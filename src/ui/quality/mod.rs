//! How good predictions are: metrics against thresholds, over time beside the drift of features, confusion matrix, curves.

mod facts;
mod over_time;
mod screen;
mod tables;
mod threshold;

pub use screen::QualityScreen;
