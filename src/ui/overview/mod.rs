//! All features at a glance.

pub mod order;
