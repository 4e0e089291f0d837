//! Drift: every feature of both sides compared, as a whole and window by window.

mod answer;
mod detail;
mod feature;
mod monitor;
mod report;
mod text;
mod windows;

pub use answer::Drift;
pub use detail::detail;
pub use feature::sample_left_out;
pub use report::rule;
