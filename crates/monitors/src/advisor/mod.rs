//! The threshold advisor: how often would each check fire on data that did not drift, and what threshold fires as rarely as one can live with?
//!
//! In: the baseline's rows, the constraints in force, the rows of a window. Windows are drawn from the baseline and every check is made on them; the share of draws in
//! which it fires is its rate. Nothing is assumed about distributions: ties, rare labels and dependent checks count as they do in the data. Both the window's chance
//! and the baseline's own must be in a draw, which there are two ways to have:
//!
//! - [`resample`]: the baseline and its constraints stay, and the window comes from the baseline's rows drawn with replacement twice. It keeps the steps in which
//!   shares of so many rows can move, and serves all that is held against a threshold.
//! - [`Split`]: the window is taken out of the baseline, and the rest stands for it. It serves new labels, which a window drawn from the whole baseline could not have,
//!   what is held against the baseline itself (verdicts, bias, attributions), and distances between numbers that hardly repeat.
//! - [`CalendarWindows`]: where the baseline's rows have times, windows are its own hours or days, each once, and the rest stands for the baseline: rows of one
//!   morning are alike, and a daily or weekly cycle is no drift.
//!
//! Drawing the window once from the baseline, with the baseline as the other side, was rejected: half of the chance is missing. What no resampling can tell
//! is what the baseline does not hold at all, a first negative number for one.

mod attribution;
mod bias;
mod calendar;
mod data_quality;
mod model_quality;
mod split;
mod tally;

pub use attribution::AttributionPopulation;
pub use bias::{BiasPopulation, Facet};
pub use calendar::CalendarWindows;
pub use data_quality::{Asked, DataQualityPopulation};
pub use model_quality::QualityPopulation;
pub use split::{Split, resample};
pub use tally::{Advised, Drawn, Rate, Sense, Tallies, Tally};
