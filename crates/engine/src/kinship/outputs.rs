//! What a batch transform answered: `batch.csv.out` for `batch.csv`, one answer a line, in the order of the rows.

use std::collections::BTreeMap;

use crate::source::{Loaded, table};

/// What a batch transform appends to the name of the file that it read.
const SUFFIX: &str = ".out";

/// By output the file that went in; positions in `sources`.
///
/// The file of the same path without the suffix, else the only one of the same name in any folder. Files of which neither is there are no outputs.
pub fn outputs(sources: &[Loaded]) -> BTreeMap<usize, usize> {
    let is_table = |source: &usize| table(&sources[*source]).is_some();
    let path = |source: usize| sources[source].document.path.as_str();
    let mut found = BTreeMap::new();
    for output in (0..sources.len()).filter(is_table) {
        let Some(input) = path(output).strip_suffix(SUFFIX) else {
            continue;
        };
        let others = || {
            (0..sources.len())
                .filter(is_table)
                .filter(|at| *at != output)
        };
        let of_name: Vec<usize> = others()
            .filter(|&at| name(path(at)) == name(input))
            .collect();
        let same_path = of_name.iter().copied().find(|&at| path(at) == input);
        let only = match of_name[..] {
            [only] => Some(only),
            _ => None,
        };
        if let Some(input) = same_path.or(only) {
            found.insert(output, input);
        }
    }
    found
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
