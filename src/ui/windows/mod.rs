//! What happened when: words for windows, the heat map and the lines over time.

pub use crate::presentation::{over_time as charts, windows as words};
