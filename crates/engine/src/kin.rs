//! How a source's rows belong to those of other sources, as a value.

use std::collections::BTreeMap;

use leeway_documents::{Note, Role};
use leeway_report::Joined;

/// How a source's rows belong to those of others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kin {
    /// How they are joined.
    pub joined: Joined,
    /// The source whose rows they are.
    pub with: Option<u32>,
    /// Columns that both have and that differ all the same, by name, with the number of rows that do.
    pub differing: Vec<(String, u64)>,
    /// The sources whose columns this one has beside its own.
    pub takes: Vec<u32>,
    /// The role that it has by that, where it is settled.
    pub role: Option<Role>,
    /// True where its rows do not count, though it has a role.
    pub is_left_out: bool,
    /// Its rows that count and those that were left out by their attributes, where some were.
    pub kept_and_left_out: Option<(u64, u64)>,
    /// Rows by custom attribute, of the most frequent ones.
    pub attributes: BTreeMap<String, u64>,
    /// What to say of it.
    pub notes: Vec<Note>,
    /// Paths of other files in which some of its rows stand, with the number of them.
    pub overlaps: Vec<(String, u64)>,
}

impl Kin {
    /// True where its rows are those of another source or do not count, so that it has no place of its own on a side.
    ///
    /// False for rows of its own, which are added.
    pub fn has_no_place(&self) -> bool {
        self.with.is_some() || self.is_left_out
    }
}
