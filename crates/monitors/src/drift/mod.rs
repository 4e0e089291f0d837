//! The drift monitor: how far each feature of the current side is from the baseline, and who calls that drift.
//!
//! [`compare`] measures one feature, whatever rule is in force; [`judge`] holds all comparisons against a [`Rule`], adjusting p-values over
//! the features tested. Measuring is the slow part and is done once; judging is cheap and is done anew when a setting changes.

mod case;
mod change;
mod compare;
mod comparison;
mod evidence;
mod evidently;
mod family;
mod fine;
mod gathered;
mod judge;
mod kind;
mod labels;
mod rule;
mod sample;
mod side;
mod since;
mod sketch;
mod text;
mod text_case;
mod text_evidence;
mod verdict;
mod why;
mod window;

pub use case::{MISSING_SHARE_CHANGE, NEW_LABEL_SHARE};
pub use compare::compare;
pub use comparison::{Bins, Comparison, Counts, Gap, Missing, SideSummary, UnseenLabels};
pub use evidence::{Test, TestMethod, Tested};
pub use evidently::{EvidentlyDistance, EvidentlyScore};
pub use family::WINDOWS_OF_A_DAY;
pub use fine::{Fine, HISTOGRAM_BINS, coarser, refined};
pub use gathered::Gathered;
pub use judge::{InCycle, judge, verdicts, verdicts_in_cycle, window_verdicts};
pub use kind::{KindRule, Taken, Ways, kind_of};
pub use labels::MISSING_LABEL;
pub use rule::{Correction, Rule, RuleName};
pub use sample::{LeftOut, SampleScore};
pub use side::{FeatureSide, LabelStatistics, NumberStatistics};
pub use since::{Since, since};
pub use text::{MOST_WORDS, Moved, TextComparison, TextCounts, TextSide};
pub use verdict::{Candidate, Judged, Overall, Standing, Verdict, Why};
pub use window::{WindowBaseline, WindowValues};
