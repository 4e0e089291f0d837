//! Names that say what a column holds.

use leeway_table::{Column, Table};

/// Names of the true label, in lower case; of several columns the one whose name comes first.
pub const LABEL_NAMES: [&str; 10] = [
    "label",
    "groundtruthlabel",
    "ground_truth",
    "groundtruth",
    "target",
    "class",
    "outcome",
    "y",
    "actual",
    "y_true",
];

/// Names of an event's id, in lower case.
const ID_NAMES: [&str; 5] = [
    "inferenceid",
    "inference_id",
    "eventid",
    "event_id",
    "sagemakerinferenceid",
];

/// The column of ids, if there is one.
///
/// The first of those that are called so; `None` otherwise.
pub fn id_column(table: &Table) -> Option<&Column> {
    table.columns.iter().find(|column| is_id(column))
}

/// The column of labels in a file of labels: the one called so, else the first that is no id.
///
/// `None` where all columns are ids.
pub fn label_column(table: &Table) -> Option<&Column> {
    let columns = || table.columns.iter();
    let of_name = |name: &&str| columns().find(|column| column.name.to_lowercase() == **name);
    let named = LABEL_NAMES.iter().find_map(of_name);
    let first = || columns().find(|column| !is_id(column));
    named.or_else(first).or(table.columns.first())
}

fn is_id(column: &Column) -> bool {
    ID_NAMES.contains(&column.name.to_lowercase().as_str())
}
