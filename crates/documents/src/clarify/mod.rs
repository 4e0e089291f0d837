//! Clarify's files: `analysis.json` with bias metrics, attributions and partial dependence, and `analysis_config.json`.
//!
//! Readers take every shape that Clarify and the smclarify library have written since 2020. A member that is missing says nothing; one that cannot be used is noted and
//! left out; only a document without anything in it is an error.

mod analysis;
mod bias;
mod config;
mod explanations;
mod python;

pub use analysis::Analysis;
pub use bias::{BiasMetric, BiasSection, FacetMetrics, write_bias};
pub use config::{AnalysisConfig, FacetConfig};
pub use explanations::{Explanations, LabelAttributions, PartialDependence};
pub use python::python_number;
