//! Baselines, checks, verdicts and their explanations; one folder per monitor.

pub mod advisor;
pub mod attribution;
pub mod bias;
mod check;
pub mod data_quality;
pub mod drift;
pub mod model_quality;
pub mod projected_accuracy;
mod reported;
mod unmeasured;
pub mod words;

pub use check::{Agreement, MonitorName, Status};
pub use reported::{monitor_of, subject_of};
pub use unmeasured::Unmeasured;
