//! The data-quality monitor on what is loaded: constraints in force, checks, and what a report says about them.
//!
//! Constraints come from a constraints file in the baseline role, else they are suggested by the baseline's samples or statistics as Model Monitor's container
//! suggests them; the user's edits lie over them. Features are counted once; judging is quick and is done anew with every edit.

mod alarms;
mod in_force;
mod measure;
mod monitor;
mod report;

pub use in_force::{DataQuality, InForce, drift_thresholds, in_force, made, no_constraints};
pub use measure::evidence;
