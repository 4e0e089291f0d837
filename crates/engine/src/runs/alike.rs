//! Whether tables have much the same columns.

use std::collections::BTreeSet;

use crate::layout::columns_of;
use crate::source::Loaded;

/// True when each of `tables` shares at least half of all columns with the first; of tables without a header, when they have the same number of columns.
///
/// `tables` are positions in `sources`; false for none, true for one.
pub fn are_alike(sources: &[Loaded], tables: &[usize]) -> bool {
    let names = |source: usize| -> BTreeSet<&str> {
        let columns = columns_of(sources, source).iter();
        columns.map(|column| column.name.as_str()).collect()
    };
    let Some((&first, others)) = tables.split_first() else {
        return false;
    };
    let known = names(first);
    let is_named = |source: usize| {
        columns_of(sources, source)
            .iter()
            .any(|column| column.named)
    };
    others.iter().all(|&source| {
        let these = names(source);
        if !is_named(source) || !is_named(first) {
            return these.len() == known.len();
        }
        let both = these.intersection(&known).count();
        2 * both >= these.union(&known).count()
    })
}
