//! Baselines, checks and verdicts.

pub mod drift;
pub mod words;
