//! The lab: changes of the baseline and what fires, and the threshold advisor.

mod advisor;
mod changes;
mod curve;
mod desk;
mod found;
mod screen;
mod strength;

pub use screen::LabScreen;
