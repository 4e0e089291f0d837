//! What loaded analyses and violations say about bias.

use super::super::layout::Layout;
use super::super::source::Loaded;
use super::measure::blank;
use leeway_documents::clarify::{Analysis, BiasSection};
use leeway_documents::model_monitor::{Figure, ParsedDescription, Violation};
use leeway_documents::{Content, Role};
use leeway_monitors::bias::interval_key;
use leeway_report::Basis;
use leeway_report::bias::{BiasFacet, BiasMetric, BiasSide};
use leeway_stats::bias::{Metric, Stage};

/// Analyses of Clarify in one of these roles, the newest last: by the hour in the path, then by path.
///
/// In that order whatever the order of opening; empty without any. Where two give one metric, later ones count.
pub fn analyses<'a>(
    sources: &'a [Loaded],
    layout: &'a Layout,
    roles: &'a [Role],
) -> Vec<&'a Analysis> {
    let mut found: Vec<_> = sources
        .iter()
        .zip(&layout.roles)
        .filter(|(_, role)| role.is_some_and(|role| roles.contains(&role)))
        .filter_map(|(source, _)| match &source.document.content {
            Content::Analysis(analysis) => {
                Some((source.document.hour, &source.document.path, analysis))
            }
            _ => None,
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    found.into_iter().map(|(_, _, analysis)| analysis).collect()
}

/// The groups of some analyses together; of two values of one metric the newest stands.
///
/// `None` where they name no group. Values are Clarify's, in each metric's own range; a metric that failed has its error instead.
pub fn side_of(analyses: &[&Analysis]) -> Option<BiasSide> {
    let mut facets: Vec<BiasFacet> = Vec::new();
    for analysis in analyses {
        for (stage, section) in [
            (Stage::PreTraining, &analysis.pre_training),
            (Stage::PostTraining, &analysis.post_training),
        ] {
            if let Some(section) = section {
                add_section(&mut facets, stage, section);
            }
        }
    }
    (!facets.is_empty()).then_some(BiasSide {
        from: Basis::Analysis,
        facets,
    })
}

fn add_section(facets: &mut Vec<BiasFacet>, stage: Stage, section: &BiasSection) {
    for (name, groups) in &section.facets {
        for group in groups {
            let facet = entry(facets, name, &group.value);
            for metric in &group.metrics {
                put(facet, stage, metric_of(metric));
            }
        }
    }
}

/// The facet's entry, which is added if it is new.
fn entry<'a>(facets: &'a mut Vec<BiasFacet>, name: &str, value: &str) -> &'a mut BiasFacet {
    let key = interval_key(value);
    let known = facets
        .iter()
        .position(|facet| facet.name == name && interval_key(&facet.value) == key);
    let position = known.unwrap_or_else(|| {
        facets.push(BiasFacet {
            name: name.to_owned(),
            value: value.to_owned(),
            ..BiasFacet::default()
        });
        facets.len() - 1
    });
    &mut facets[position]
}

fn put(facet: &mut BiasFacet, stage: Stage, metric: BiasMetric) {
    let list = match stage {
        Stage::PreTraining => &mut facet.pre_training,
        Stage::PostTraining => &mut facet.post_training,
    };
    match list.iter_mut().find(|known| known.name == metric.name) {
        Some(known) => *known = metric,
        None => list.push(metric),
    }
}

fn metric_of(metric: &leeway_documents::clarify::BiasMetric) -> BiasMetric {
    let start = Metric::parse(&metric.name).map_or_else(
        || BiasMetric {
            name: metric.name.clone(),
            ..BiasMetric::default()
        },
        blank,
    );
    let value = match metric.value {
        Figure::Number(value) => Some(value),
        Figure::Infinity => Some(f64::INFINITY),
        Figure::NegativeInfinity => Some(f64::NEG_INFINITY),
        Figure::NotANumber | Figure::Null | Figure::Absent => None,
    };
    BiasMetric {
        description: metric.description.clone(),
        value,
        error: match (value, &metric.error) {
            (None, None) => Some("The analysis has no value and no reason".to_owned()),
            (_, error) => error.clone(),
        },
        ..start
    }
}

/// A side as far as violations name it: what the execution observed, or what it was held against.
///
/// `None` without any number. Groups have values alone: rows and intervals are not known.
pub fn side_of_violations(
    violations: &[Violation],
    of: fn(&ParsedDescription) -> Option<f64>,
) -> Option<BiasSide> {
    let mut facets: Vec<BiasFacet> = Vec::new();
    for violation in violations {
        let value = violation.parsed.as_ref().and_then(of);
        let metric = violation.metric.as_deref().and_then(Metric::parse);
        if let (Some(metric), Some(value)) = (metric, value) {
            let measured = BiasMetric {
                value: Some(value),
                ..blank(metric)
            };
            let facet = violation.facet.as_deref().unwrap_or_default();
            let group = violation.facet_value.as_deref().unwrap_or_default();
            put(entry(&mut facets, facet, group), metric.stage(), measured);
        }
    }
    for facet in &mut facets {
        for list in [&mut facet.pre_training, &mut facet.post_training] {
            list.sort_by(|a, b| a.name.cmp(&b.name));
        }
    }
    (!facets.is_empty()).then_some(BiasSide {
        from: Basis::Violations,
        facets,
    })
}

/// Adds to a side what another has beyond it: groups, and metrics that it has no value of.
///
/// What the side has itself stays.
pub fn fill(side: &mut BiasSide, other: BiasSide) {
    for facet in other.facets {
        let known = entry(&mut side.facets, &facet.name, &facet.value);
        for (list, more) in [
            (&mut known.pre_training, facet.pre_training),
            (&mut known.post_training, facet.post_training),
        ] {
            for metric in more {
                match list.iter_mut().find(|known| known.name == metric.name) {
                    Some(known) if known.value.is_none() => *known = metric,
                    Some(_) => {}
                    None => list.push(metric),
                }
            }
        }
    }
}
