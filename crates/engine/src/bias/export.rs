//! Bias in Clarify's files.

use super::report::metrics;
use crate::problem::Problem;
use leeway_documents::clarify::{BiasMetric, BiasSection, FacetMetrics, write_bias};
use leeway_documents::model_monitor::{Figure, Violation, Violations};
use leeway_monitors::bias::violation;
use leeway_report::bias::{Bias, BiasFacet};
use leeway_stats::bias::{BiasReason, Metric};

/// `analysis.json` of the side that is shown, as Clarify writes it. The sentence of an error says what is missing.
///
/// JSON text; values in each metric's own range, `"Infinity"` as Clarify writes it.
///
/// # Errors
/// Without bias metrics: what to open.
pub fn analysis_json(bias: Option<&Bias>) -> Result<String, Problem> {
    let bias = bias.filter(|bias| !bias.facets.is_empty());
    let bias = bias.ok_or_else(|| {
        Problem::missing(
            "There are no bias metrics",
            "open scored rows and choose a facet",
        )
    })?;
    let section = |list: fn(&BiasFacet) -> &Vec<leeway_report::bias::BiasMetric>| {
        let mut section = BiasSection {
            label: bias.label.clone(),
            positive: bias.positive.clone(),
            facets: Vec::new(),
        };
        for facet in bias.facets.iter().filter(|facet| !list(facet).is_empty()) {
            let group = FacetMetrics {
                value: facet.value.clone(),
                metrics: list(facet).iter().map(written).collect(),
            };
            match section
                .facets
                .iter_mut()
                .find(|(name, _)| *name == facet.name)
            {
                Some((_, groups)) => groups.push(group),
                None => section.facets.push((facet.name.clone(), vec![group])),
            }
        }
        section
    };
    Ok(write_bias(
        &section(|facet| &facet.pre_training),
        &section(|facet| &facet.post_training),
    ))
}

fn written(metric: &leeway_report::bias::BiasMetric) -> BiasMetric {
    // Clarify's flip test refuses features that are not numbers; ours leaves them out and says so.
    let error = match metric.is_refused {
        true => Some(BiasReason::NoNumbers.to_string()),
        false => metric.error.clone(),
    };
    BiasMetric {
        name: metric.name.clone(),
        description: metric.description.clone(),
        value: match (metric.value, &error) {
            (Some(value), None) => Figure::from(value),
            _ => Figure::Null,
        },
        error,
    }
}

/// The violations as Clarify writes them. The sentence of an error says what is missing.
///
/// JSON text; an empty list where nothing is violated. A value farther from its ideal than the baseline's is a violation.
///
/// # Errors
/// When there is nothing to hold against each other: what to open.
pub fn bias_violations(bias: Option<&Bias>) -> Result<String, Problem> {
    let bias = bias.filter(|bias| bias.baseline.is_some());
    let bias = bias.ok_or_else(|| {
        Problem::missing(
            "No bias metric was checked",
            "open a baseline and a current side, and choose a facet",
        )
    })?;
    let found: Vec<Violation> = bias
        .facets
        .iter()
        .flat_map(|facet| metrics(facet).map(move |metric| (facet, metric)))
        .filter(|(_, metric)| metric.status.is_violated())
        .filter_map(|(facet, metric)| {
            let kind = Metric::parse(&metric.name)?;
            Some(violation(
                kind,
                &facet.name,
                &facet.value,
                metric.baseline?,
                metric.value?,
            ))
        })
        .collect();
    let document = Violations {
        version: Some("1.0".into()),
        violations: found,
        ..Violations::default()
    };
    Ok(document.write())
}
