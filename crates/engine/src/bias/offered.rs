//! Columns that could be facets, of the baseline (of the current side where there is none).

use super::super::columns::values;
use super::super::layout::{FeaturePlaces, series};
use super::super::view::View;
use leeway_documents::Role;
use leeway_monitors::bias::{MOST_GROUPS, RowValues};
use leeway_report::bias::OfferedFacet;
use leeway_table::{ColumnType, Values, format_number_label};

/// Columns that could be facets: few labels, or a number with a median.
///
/// In the order of the features, the label and the answers left out; empty without rows. The threshold offered is the median, in the column's unit.
pub fn offered(view: View) -> Vec<OfferedFacet> {
    let features = view.layout.features.iter();
    features
        .filter(|feature| !view.meanings.answers.include(&feature.name))
        .filter(|feature| !is_date(view, feature))
        .filter_map(|feature| of_gathered(view, feature).unwrap_or_else(|| of_rows(view, feature)))
        .collect()
}

/// True for dates that stand as they are written, which are no groups.
fn is_date(view: View, feature: &FeaturePlaces) -> bool {
    let known = view.readings.of(&feature.name);
    known.is_some_and(|known| known.column_type == ColumnType::Date && !known.has_ages())
}

/// From what was gathered of the feature; `None` where nothing was, or where infinite values, which are not gathered, count.
fn of_gathered(view: View, feature: &FeaturePlaces) -> Option<Option<OfferedFacet>> {
    let cached = view.cache?.known(view.sources, feature)?;
    let (columns, gathered) = match feature.baseline.columns() {
        [] => (feature.current.columns(), cached.current()),
        columns => (columns, cached.baseline()),
    };
    let series = series(view.sources, columns);
    let types = series.types();
    if columns.is_empty() || types.infinite > 0 {
        return None;
    }
    if types.text > 0 {
        let labels = gathered.labels(&series);
        let is_few = (2..=MOST_GROUPS).contains(&labels.len());
        return Some(is_few.then(|| of_labels(feature, labels.keys().cloned().collect())));
    }
    let (distinct, middle) = gathered.middle(&series);
    let has_labels = series
        .columns
        .iter()
        .any(|column| matches!(column.values, Values::Labels(_)));
    if distinct < 2 {
        return Some(None);
    }
    if has_labels && distinct <= MOST_GROUPS {
        let numbers = gathered.weighted(&series).into_iter();
        let mut labels: Vec<String> = numbers
            .map(|(value, _)| format_number_label(value))
            .collect();
        labels.sort();
        return Some(Some(of_labels(feature, labels)));
    }
    Some(Some(OfferedFacet {
        name: feature.name.clone(),
        labels: Vec::new(),
        threshold: middle,
    }))
}

fn of_labels(feature: &FeaturePlaces, labels: Vec<String>) -> OfferedFacet {
    OfferedFacet {
        name: feature.name.clone(),
        labels,
        threshold: None,
    }
}

/// From the feature's rows.
fn of_rows(view: View, feature: &FeaturePlaces) -> Option<OfferedFacet> {
    let side = |role| values(view.sources, view.layout, role, &feature.name);
    let values = side(Role::Baseline).or_else(|| side(Role::Current))?;
    let (distinct, _) = values.distinct();
    if let RowValues::Labels { labels, .. } = &values
        && (2..=MOST_GROUPS as u64).contains(&distinct)
    {
        return Some(of_labels(feature, labels.clone()));
    }
    if !values.is_numerical() || distinct < 2 {
        return None;
    }
    let mut numbers: Vec<f64> = values.numbers();
    numbers.retain(|value| value.is_finite());
    numbers.sort_unstable_by(f64::total_cmp);
    Some(OfferedFacet {
        name: feature.name.clone(),
        labels: Vec::new(),
        threshold: numbers.get(numbers.len() / 2).copied(),
    })
}
