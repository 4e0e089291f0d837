//! Tables whose columns all have names, none of which the other side has, while other tables of their own side have some: they are about something else, and
//! their rows are no rows of the comparison.

use std::collections::BTreeSet;

use super::configured::Naming;
use super::matching::shape;
use super::source::{Loaded, columns_of, table};
use leeway_documents::{Content, Note, Role};
use leeway_monitors::words;

/// The tables that are about something else, with a note on each.
///
/// Positions in `sources`, ascending; `naming` names columns that have no name. A side of which no table has a column of the other keeps them all, as
/// does one whose other side is not there.
pub fn unrelated(
    sources: &[Loaded],
    roles: &[Option<Role>],
    naming: &Naming,
) -> Vec<(usize, Note)> {
    let of = |role: Role| (0..sources.len()).filter(move |&source| roles[source] == Some(role));
    let mut found = Vec::new();
    for (mine, other) in [
        (Role::Baseline, Role::Current),
        (Role::Current, Role::Baseline),
    ] {
        let there: BTreeSet<String> = of(other)
            .flat_map(|source| names(sources, source, naming))
            .collect();
        let tables = of(mine).filter(|&source| table(&sources[source]).is_some());
        let (apart, shared): (Vec<usize>, Vec<usize>) = tables.partition(|&source| {
            let columns = columns_of(sources, source);
            let names = names(sources, source, naming);
            names.len() == columns.len() && names.is_disjoint(&there)
        });
        if shared.is_empty() {
            continue;
        }
        for source in apart {
            let these: Vec<String> = names(sources, source, naming).into_iter().collect();
            let there: Vec<String> = there.iter().cloned().collect();
            let note =
                Note::new("No column of this file is on the other side, so its rows do not count.")
                    .found(&words::list(&these, 6))
                    .expected(words::list(&there, 6))
                    .advice(
                        "If it belongs to the comparison, name its columns as the other files do.",
                    );
            found.push((source, note));
        }
    }
    found.sort_by_key(|(source, _)| *source);
    found
}

/// The names that a document gives to columns, without those that say a position alone.
fn names(sources: &[Loaded], source: usize, naming: &Naming) -> BTreeSet<String> {
    match &sources[source].document.content {
        Content::Table(_) => shape(sources, source, naming)
            .names()
            .filter(|(_, is_named)| *is_named)
            .map(|(name, _)| name.to_owned())
            .collect(),
        Content::Statistics(statistics) => {
            let features = statistics.features.iter();
            features.map(|feature| feature.name.clone()).collect()
        }
        _ => BTreeSet::new(),
    }
}
