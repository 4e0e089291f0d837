//! The three files of Model Monitor's data-quality monitor: statistics, constraints, violations.
//!
//! Each type reads a JSON value of any generation and writes the layout of Model Monitor's container. What a reader does not know stays in the value, with
//! its place, and is written back; what it knows but cannot use (a threshold that is a word) is noted and kept in the same way. Only a document
//! without the list that it exists for is an error. The files of the other monitors have the same names: they are refused by what they hold, except for
//! violations, whose one list serves all monitors.
//!
//! The readers take objects apart member by member instead of deriving their shape, because a derived one forgets where an unknown member stood.

mod cloudwatch;
mod constraints;
mod figure;
mod levels;
mod members;
mod message;
mod numerical;
mod options;
mod statistics;
mod text;
mod violations;
mod wording;

pub use cloudwatch::{Dimension, Metric, MetricKind, MetricValue, write_metrics, write_requests};
pub use constraints::{
    Comparison, Constraints, DriftMethod, FeatureConstraints, MonitoringConfig, OverridePlace,
    Overrides,
};
pub use figure::Figure;
pub(super) use levels::{Levels, Outline};
pub use members::Extra;
pub use message::exit_message;
pub use numerical::{Bucket, NumericalStatistics};
pub use options::ConfigOption;
pub use statistics::{FeatureStatistics, LabelCount, Statistics, StringStatistics, Summary};
pub use text::java_number;
pub(super) use text::print;
pub use violations::{CheckType, Violation, Violations};
pub use wording::{Bound, ParsedDescription, Unit, Wording};
