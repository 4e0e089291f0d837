//! Attributions of the loaded sides: read from Clarify's analyses, or worked out from a model in steps ([`work`]); one record's on request ([`explain`]).

mod explain;
mod model;
mod report;
mod shap;
mod work;

pub use explain::explain;
pub use report::{attribution_violations, report};
pub use work::AttributionWork;
