//! Bias of labels and predictions towards a group: Clarify's metrics.
//!
//! In: counts of rows by membership of the group, label and prediction ([`Outcomes`]), split by a further variable where the conditional metrics want one; for the flip
//! test the rows themselves ([`FlipTest`]). Out: a value, which may be infinite where a ratio is ([`measure`]), or the [`BiasReason`] why there is none, in Clarify's
//! words where Clarify has some; between which values it lies ([`Interval`]), and whether it is farther from its ideal than another sample's ([`is_farther`]). The group is Clarify's "facet set" (disadvantaged), all other rows are its "negated facet set" (advantaged).
//!
//! Definitions are those of smclarify 0.5 (github.com/aws/amazon-sagemaker-clarify) and of Das et al., "Fairness measures for machine learning in finance" (2021).

mod estimate;
mod farther;
mod flip;
mod interval;
mod measure;
mod metric;
mod outcomes;
mod reason;

pub use farther::{Known, is_farther};
pub use flip::{FlipTest, Flips};
pub use interval::{FEW_ROWS, Interval};
pub use measure::measure;
pub use metric::{Metric, Stage};
pub use outcomes::Outcomes;
pub use reason::BiasReason;
