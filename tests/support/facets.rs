//! Metrics of a facet, by name.

use leeway::report::bias::{BiasFacet, BiasMetric};

/// Those of labels, then those of predictions.
pub fn metrics(facet: &BiasFacet) -> impl Iterator<Item = &BiasMetric> {
    facet.pre_training.iter().chain(&facet.post_training)
}

/// The metric of that name.
pub fn metric<'a>(facet: &'a BiasFacet, name: &str) -> &'a BiasMetric {
    metrics(facet).find(|metric| metric.name == name).unwrap()
}
