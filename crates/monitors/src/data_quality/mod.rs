//! The data-quality monitor: baselines, checks, explanations, a second opinion.
//!
//! In: a [`Features`] (columns of samples, or the statistics of a run) and [`Constraints`](leeway_documents::model_monitor::Constraints). Out: [`Check`]s, each with
//! what was observed, what was allowed and the arithmetic in words; violations have the sentence that Model Monitor's container writes. Missing values were
//! decided when columns were read. Samples give exact answers; sketches give answers with a bound.
//!
//! What the container does was taken from its published reports, which leave room in three places; the choice is named where it is made: a value has the type it
//! was written in, so an integer is not `Fractional` (`feature`); missing rows count against the type; nothing is known of drift that the
//! container leaves out for few rows ([`second_opinion`]).

mod baseline;
mod beyond;
mod check;
mod checks;
mod columns;
mod counting;
mod drift;
mod export;
mod facts;
mod feature;
mod merge;
mod options;
mod phrases;
mod second_opinion;
mod side;
mod subject;
mod widest;

pub use baseline::{BaselineOptions, baseline, suggested_constraints};
pub(crate) use beyond::decide;
pub use check::{Check, CheckKind};
pub use checks::check;
pub(crate) use checks::undecided;
pub use counting::measure;
pub use drift::{Drift, DriftMeasure};
pub use export::{MetricContext, metrics, observed_values, violations};
pub use facts::{Facts, Gap, TypeShares};
pub use merge::{Merged, Merger};
pub use options::Options;
pub(crate) use phrases::apart;
pub use second_opinion::{SecondOpinion, second_opinion};
pub use side::{Evidence, Features};
