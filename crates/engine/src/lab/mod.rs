//! The lab: what would every check say if the data changed so?
//!
//! A [`Bench`] copies the loaded baseline (a seeded sample, if it is large) and all that says what is asked of it: models, constraints, configurations, settings. A
//! [`Trial`] makes a changed copy the current side of the very machinery that loaded files go through, and the report that comes out is read for what fires
//! ([`outcome`]). What is loaded stays untouched. The advisor asks the same of copies that did not change.

mod advise;
mod bench;
mod calendar;
mod outcome;
mod presets;
mod save;
mod score;
mod trial;
mod work;

pub use advise::Advising;
pub use outcome::checks;
pub use work::{LabDone, LabWork};
