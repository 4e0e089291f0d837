//! What was found in one table: where its labels and answers are.

use crate::layout::column_at;
use crate::source::Loaded;
use leeway_table::Column;

/// The same without its columns: label, prediction and probability.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) source: usize,
    pub(super) parts: [Option<Held>; 3],
}

/// Values of the source's table, or values that no column holds as they are.
#[derive(Debug, Clone)]
pub(super) enum Held {
    Column(usize),
    Made(Box<Column>),
}

impl Held {
    pub(super) fn column<'a>(&'a self, sources: &'a [Loaded], source: usize) -> &'a Column {
        match self {
            Held::Column(column) => column_at(sources, (source, *column)),
            Held::Made(column) => column,
        }
    }
}
