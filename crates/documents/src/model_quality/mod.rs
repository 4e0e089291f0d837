//! What belongs to the model-quality monitor: its statistics and constraints, the names of its metrics, and expressions that find a prediction.
//!
//! Statistics and constraints keep the value they were read from, so that what nobody asked for is written back as it stood.

mod constraints;
mod expression;
mod metric;
mod statistics;

pub use constraints::{MetricConstraint, QualityConstraints};
pub use expression::{Cell, Expression, Found, plain_path};
pub use metric::{Metric, Operator, ProblemType};
pub(crate) use statistics::is_stated_metrics;
pub use statistics::{LabelPair, QualityStatistics, QualityStatisticsParts, StatedMetric};
