//! The threshold advisor: how often would each check fire on data that did not drift, and what threshold fires as rarely as one can live with?
//!
//! In: the baseline's rows, the constraints in force, the rows of a window. Windows are drawn from the baseline itself ([`Split`]), the rest of it stands for the
//! baseline, and every check is made on the two; the share of draws in which it fires is its rate. Nothing is assumed about distributions, and ties, rare labels and
//! dependent checks count as they do in the data.
//!
//! A distance is compared with the threshold as it is. A level that the baseline has too (completeness, an accuracy) is compared after moving it by what the drawn
//! baseline was off, so that both the window's and the baseline's own chance count and the threshold in force may be any ([`Drawn::level`]). Drawing windows from the
//! whole baseline, with the baseline itself as the other side, was rejected: a label that occurs once would never be new, and half of the chance is missing.
//! What no resampling can tell is what the baseline does not hold at all, a first negative number for one.

mod attribution;
mod bias;
mod data_quality;
mod model_quality;
mod split;
mod tally;

pub use attribution::AttributionPopulation;
pub use bias::{BiasPopulation, Facet};
pub use data_quality::{Asked, DataQualityPopulation};
pub use model_quality::QualityPopulation;
pub use split::Split;
pub use tally::{Advised, Drawn, Rate, Sense, Tallies, Tally};
