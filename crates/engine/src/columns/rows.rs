//! A feature's values on one side, row by row.

use crate::layout::{Layout, Place, column_at, table};
use crate::source::{Loaded, raw_column};
use leeway_documents::Role;
use leeway_monitors::bias::RowValues;
use leeway_table::Column;

/// A feature's values on a side; `None` where no table has it.
///
/// One value per row of the role's tables, in the order of their paths; missing where a table lacks the column.
pub fn values(sources: &[Loaded], layout: &Layout, role: Role, name: &str) -> Option<RowValues> {
    taken(sources, layout, role, name, column_at)
}

/// The same as the files have them, before anything was read from texts.
///
/// One value per row of the side's tables, by path; `None` where the side lacks the column. As [`values`] otherwise.
pub fn raw_values(
    sources: &[Loaded],
    layout: &Layout,
    role: Role,
    name: &str,
) -> Option<RowValues> {
    taken(sources, layout, role, name, raw_column)
}

fn taken(
    sources: &[Loaded],
    layout: &Layout,
    role: Role,
    name: &str,
    column_of: fn(&[Loaded], Place) -> &Column,
) -> Option<RowValues> {
    let places = layout
        .features
        .iter()
        .find(|feature| feature.name == name)?;
    let places = match role {
        Role::Baseline => places.baseline.columns(),
        _ => places.current.columns(),
    };
    let slices: Vec<_> = layout
        .tables(sources, role)
        .into_iter()
        .filter_map(|source| {
            let place = places.iter().find(|(known, _)| *known == source);
            let column = place.map(|(source, at)| column_of(sources, (*source, *at)));
            Some((column, table(&sources[source])?.rows))
        })
        .collect();
    let is_there = slices.iter().any(|(column, _)| column.is_some());
    is_there.then(|| RowValues::of(&slices))
}
