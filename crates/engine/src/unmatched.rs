//! Columns of the current side that are no feature.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{FeaturePlaces, Layout, Place, Places, columns_of};
use super::source::Loaded;
use leeway_documents::Role;

/// Columns of the current side that are no feature of the baseline, in the order in which they appear.
///
/// Each name once; empty without a baseline or without such columns.
pub fn extra_features(sources: &[Loaded], layout: &Layout) -> Vec<FeaturePlaces> {
    let extra = |name: &str, current: Places| FeaturePlaces {
        name: name.to_owned(),
        current,
        ..FeaturePlaces::default()
    };
    if let Some(statistics) = &layout.current_statistics {
        let known: BTreeSet<&str> = names(layout);
        let features = statistics.features.iter().enumerate();
        return features
            .filter(|(_, feature)| !known.contains(feature.name.as_str()))
            .map(|(index, feature)| extra(&feature.name, Places::Statistics(index)))
            .collect();
    }
    let used: BTreeSet<Place> = layout
        .features
        .iter()
        .flat_map(|feature| feature.current.columns())
        .copied()
        .collect();
    let mut order: Vec<&str> = Vec::new();
    let mut found: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for source in layout.tables(sources, Role::Current) {
        for (index, column) in columns_of(sources, source).iter().enumerate() {
            if used.contains(&(source, index)) {
                continue;
            }
            let places = found.entry(&column.name).or_default();
            if places.is_empty() {
                order.push(&column.name);
            }
            places.push((source, index));
        }
    }
    order
        .into_iter()
        .map(|name| {
            extra(
                name,
                Places::Columns(found.remove(name).unwrap_or_default()),
            )
        })
        .collect()
}

fn names(layout: &Layout) -> BTreeSet<&str> {
    layout
        .features
        .iter()
        .map(|feature| feature.name.as_str())
        .collect()
}
