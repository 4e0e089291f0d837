//! What a monitor may read of a study: what is loaded, what it means, the windows, the settings, and which rows count. Nothing that was measured.

use super::cache::ValueCache;
use super::columns::{Meanings, Readings};
use super::layout::Layout;
use super::source::Loaded;
use super::timeline::Timeline;
use crate::selection::Passes;
use leeway_report::settings::Rules;

/// A narrow borrow of a study; cheap to copy.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// What it is measured and judged by.
    pub rules: &'a Rules,
    /// The loaded documents.
    pub sources: &'a [Loaded],
    /// Their roles, and which columns are which feature.
    pub layout: &'a Layout,
    /// What the values of columns are.
    pub readings: &'a Readings,
    /// Which columns hold label and answers, and which groups are compared.
    pub meanings: &'a Meanings,
    /// How the current side is cut into windows.
    pub timeline: &'a Timeline,
    /// Features' values as they were gathered for earlier measures; they save sorting again.
    pub cache: Option<&'a ValueCache>,
    /// The rows of the current side that count; all of them without.
    pub rows: Option<&'a SelectedRows>,
    /// Whether projected accuracy was asked for, however long it takes.
    pub asks_projection: bool,
}

impl<'a> View<'a> {
    /// Which rows count: a flag for each row of the current side, in the order of its tables' paths.
    ///
    /// `None` where all count, because no brush selects any.
    pub fn keep(&self) -> Option<&'a [bool]> {
        self.rows.map(|rows| rows.keep.as_slice())
    }
}

/// The rows of the current side that brushes let through.
#[derive(Debug, Clone, Default)]
pub struct SelectedRows {
    /// By brush, so that a feature can be shown without its own.
    pub passes: Passes,
    /// Those that pass all brushes, flagged.
    pub keep: Vec<bool>,
}
