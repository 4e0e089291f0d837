//! What a change may look at.

use super::change::{Answers, Change, Condition};
use crate::{Random, Unchangeable};
use leeway_table::{Cell, Column, Table};

/// What a change may look at.
pub(super) struct Context<'a> {
    pub(super) change: &'a Change,
    pub(super) answers: &'a Answers,
    pub(super) strength: f64,
    pub(super) seed: u64,
}

impl Context<'_> {
    /// Draws that do not depend on the strength; each `purpose` has its own.
    pub(super) fn random(&self, purpose: u64) -> Random {
        Random::new(Random::new(self.seed ^ purpose).bits())
    }

    /// The rows that are changed, each with the probability `share`, among those that fulfil the condition.
    pub(super) fn rows(&self, table: &Table, share: f64) -> Result<Vec<bool>, Unchangeable> {
        let mut random = self.random(0);
        let drawn: Vec<bool> = (0..table.rows).map(|_| random.chance(share)).collect();
        let Some(Condition { feature, at_most }) = &self.change.when else {
            return Ok(drawn);
        };
        let column = column(table, feature)?;
        let fits =
            |row: usize| matches!(column.cell(row), Cell::Number(value, _) if value <= *at_most);
        let rows = drawn.into_iter().enumerate();
        Ok(rows.map(|(row, is_drawn)| is_drawn && fits(row)).collect())
    }

    /// The column of the true labels.
    pub(super) fn label<'t>(&self, table: &'t Table) -> Result<&'t Column, Unchangeable> {
        let label = self.answers.label.as_deref();
        let label = label.ok_or(Unchangeable::NoLabelColumn)?;
        column(table, label)
    }
}

/// The column of that name.
pub(super) fn column<'t>(table: &'t Table, name: &str) -> Result<&'t Column, Unchangeable> {
    table.column(name).ok_or_else(|| match name {
        "" => Unchangeable::NoColumn,
        _ => Unchangeable::UnknownColumn(name.to_owned()),
    })
}
