//! Measures: slices in, named result structs out; one measure per file.
//!
//! A sample is a slice of finite `f64` values in ascending order ([`sort`] makes it so); counts are `u64` in one fixed
//! order on both sides. NaN never enters (missing values are decided at the door, in `documents`) and never leaves:
//! what cannot be computed is a [`Reason`]. Results depend on values alone, never on their order. The first argument
//! is always the baseline, the second the current side.
//!
//! | question | module |
//! |---|---|
//! | what does one side look like | [`summary`], [`quantile`], [`ecdf`] |
//! | how far apart are two samples | [`ks`], [`wasserstein`], and [`bins`] with [`shares`] |
//! | how far apart are two tables of counts | [`shares`], [`chi_square`], [`linf`] |
//! | could two tables of counts be chance | [`same_shares`] |
//! | did a share move | [`proportion`], [`fisher`] |
//! | between which values is a share | [`share_limits`] |
//! | how many labels that were never seen are to be expected | [`unseen`] |
//! | which words and scripts has a text, and how many that were never seen are to be expected | [`text`] |
//! | does a row stand apart | [`isolation_forest`] |
//! | does a group fare worse than the rest | [`bias`] |
//! | since when | [`change_point`] |
//! | what if many features are tested | [`adjust`] |
//! | what is left under a brush | [`crossfilter`] |
//! | how good are predicted labels, probabilities, numbers | [`confusion`], [`ranking`], [`calibration`], [`residuals`] |
//! | how sure is a measure that has no formula for it | [`subsample`] |
//! | what if only a sketch is left of the sample | [`kll`], [`ranked`] |

pub mod adjust;
pub mod bias;
pub mod bins;
pub mod calibration;
pub mod chance_distance;
pub mod change_point;
pub mod chi_square;
pub mod confusion;
pub mod crossfilter;
pub mod ecdf;
pub mod fisher;
pub mod isolation_forest;
pub mod kll;
pub mod ks;
pub mod linf;
pub mod proportion;
pub mod quantile;
pub mod ranked;
pub mod ranking;
pub mod residuals;
pub mod same_shares;
pub mod share_limits;
pub mod shares;
pub mod sort;
pub mod subsample;
pub mod summary;
pub mod test_method;
pub mod text;
pub mod unseen;
pub mod wasserstein;

mod accumulator;
pub mod draw;
mod incomplete_gamma;
mod kolmogorov;
mod reason;
mod saddle_point;

pub use reason::Reason;
