//! What the checks need of every feature, counted while features are compared.

use super::super::cache::CachedFeature;
use super::super::layout::{FeaturePlaces, Layout, Places, is_read, raw_series};
use super::super::source::Loaded;
use leeway_documents::model_monitor::Constraints;
use leeway_documents::{Content, Role};
use leeway_monitors::data_quality::{Evidence, Facts, measure as counted};
use leeway_monitors::drift::Comparison;

/// A feature on both sides, counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measured {
    /// The baseline's side.
    pub baseline: Option<Facts>,
    /// The current side.
    pub current: Option<Facts>,
}

/// Counts a feature; a comparison that is there already, and what was gathered for it, save sorting it again.
///
/// Facts of each side: rows by presence, type and label, and the gap to the baseline, 0 to 1; `None` for a side without the feature.
pub fn measure(
    sources: &[Loaded],
    layout: &Layout,
    feature: &FeaturePlaces,
    comparison: Option<&Comparison>,
    cached: Option<&CachedFeature>,
) -> Measured {
    let has_domains = file(sources, layout)
        .and_then(|(_, constraints)| constraints.feature(&feature.name))
        .is_some_and(|constraint| constraint.domains.is_some());
    let known = comparison
        .filter(|_| !feature.baseline.are_nowhere() && !feature.current.are_nowhere())
        .filter(|_| !is_read(sources, feature))
        .and_then(|comparison| comparison.ks.as_ref())
        .and_then(|gap| gap.as_ref().ok());
    let evidence = |role| {
        let gathered = cached.and_then(|cached| cached.evidence(sources, feature, role));
        gathered.or_else(|| evidence(sources, layout, feature, role))
    };
    let (baseline, current) = (evidence(Role::Baseline), evidence(Role::Current));
    let (baseline, current) = counted(baseline.as_ref(), current.as_ref(), has_domains, known);
    Measured { baseline, current }
}

/// What is known of a feature on a side.
///
/// Series for samples, the feature's statistics otherwise; `None` where the side lacks it.
pub fn evidence<'a>(
    sources: &'a [Loaded],
    layout: &'a Layout,
    feature: &FeaturePlaces,
    role: Role,
) -> Option<Evidence<'a>> {
    let (places, statistics) = match role {
        Role::Baseline => (&feature.baseline, &layout.baseline_statistics),
        _ => (&feature.current, &layout.current_statistics),
    };
    match places {
        Places::Nowhere => None,
        Places::Columns(columns) => Some(Evidence::Samples(raw_series(sources, columns))),
        Places::Statistics(index) => {
            let feature = statistics.as_ref()?.features.get(*index)?;
            Some(Evidence::Statistics(feature))
        }
    }
}

/// The constraints file in the baseline role: the first by path.
pub(super) fn file<'a>(
    sources: &'a [Loaded],
    layout: &Layout,
) -> Option<(&'a str, &'a Constraints)> {
    sources
        .iter()
        .zip(&layout.roles)
        .filter(|(_, role)| **role == Some(Role::Baseline))
        .filter_map(|(source, _)| match &source.document.content {
            Content::Constraints(constraints) => Some((source.document.path.as_str(), constraints)),
            _ => None,
        })
        .min_by_key(|(path, _)| *path)
}
