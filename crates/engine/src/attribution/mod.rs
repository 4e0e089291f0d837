//! Attributions of the loaded sides: read from Clarify's analyses, or worked out from a model in steps ([`work`]); one record's on request ([`explain`]).

mod captured;
mod checks;
mod explain;
mod monitor;
mod report;
mod reported;
mod shap;
mod work;

pub use explain::explain;
pub use work::AttributionWork;
