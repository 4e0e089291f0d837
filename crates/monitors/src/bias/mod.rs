//! Bias drift: does the model treat a group worse than it did?
//!
//! A facet is a column and the group in it whose rows are compared with all others ([`facet`]: labels, a number above a threshold or within an interval, or every group
//! at once). Rows are looked at once per facet and counted by window ([`count`]); metrics, intervals and the flip test come from [`leeway_stats::bias`]. A metric is
//! violated when it is farther from its ideal than the baseline's ([`judge`]), and certainly so when the intervals of both sides do not explain it, over all metrics that are
//! judged; Model Monitor alerts where the current interval and what is allowed do not meet. Rows without a label, a prediction or a facet's value are left out and counted.

mod count;
mod facet;
mod judge;
mod rows;
mod sentence;

pub use count::{Counted, CountedRows, count};
pub use facet::{Group, MOST_GROUPS, Wanted, groups, positives};
pub use judge::{Judged, interval_key, judge, violation};
pub use rows::{MISSING, RowValues};
pub use sentence::sentence;
