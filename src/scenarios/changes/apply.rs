use std::borrow::Cow;

use super::features::change_feature;
use super::rows::{remove, repeat, swap};
use super::{Change, ChangeKind, Condition};
use crate::scenarios::Random;
use crate::table::{Cell, Column, Table};

/// When a change happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Before a model scores the rows anew.
    Features,
    /// After it.
    Rows,
}

/// The columns that are no features.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// Column of the true label.
    pub label: Option<String>,
    /// Column of the predicted label.
    pub prediction: Option<String>,
    /// Column of the predicted probability.
    pub probability: Option<String>,
    /// The positive label.
    pub positive: Option<String>,
}

impl Answers {
    /// When a change happens: one of an answer's column comes after the model.
    pub fn stage(&self, change: &Change) -> Stage {
        let is_late = matches!(
            change.kind,
            ChangeKind::Swap | ChangeKind::Repeat | ChangeKind::Remove
        );
        let answers = [&self.label, &self.prediction, &self.probability];
        let is_answer = answers
            .into_iter()
            .any(|answer| answer.as_ref() == Some(&change.feature));
        match is_late || is_answer {
            true => Stage::Rows,
            false => Stage::Features,
        }
    }
}

/// Makes the changes of a stage at a strength from 0 to 1.
///
/// The sentence of an error says what a change lacks. At strength 0 the table is what it was.
pub fn apply<'a>(
    table: &'a Table,
    changes: &[Change],
    stage: Stage,
    answers: &Answers,
    strength: f64,
    seed: u64,
) -> Result<Cow<'a, Table>, String> {
    let mut changed = Cow::Borrowed(table);
    for (at, change) in changes.iter().enumerate() {
        if answers.stage(change) != stage {
            continue;
        }
        let context = Context {
            change,
            answers,
            strength: strength.clamp(0.0, 1.0),
            seed: Random::new(seed ^ (at as u64 + 1)).bits(),
        };
        let next = match change.kind {
            ChangeKind::Swap => swap(&changed, &context),
            ChangeKind::Repeat => repeat(&changed, &context),
            ChangeKind::Remove => remove(&changed, &context),
            _ => change_feature(&changed, &context),
        };
        if let Some(next) = next? {
            changed = Cow::Owned(next);
        }
    }
    Ok(changed)
}

/// What a change may look at.
pub(super) struct Context<'a> {
    pub(super) change: &'a Change,
    pub(super) answers: &'a Answers,
    pub(super) strength: f64,
    seed: u64,
}

impl Context<'_> {
    /// Draws that do not depend on the strength; each `purpose` has its own.
    pub(super) fn random(&self, purpose: u64) -> Random {
        Random::new(Random::new(self.seed ^ purpose).bits())
    }

    /// The rows that are changed, each with the probability `share`, among those that fulfil the condition.
    pub(super) fn rows(&self, table: &Table, share: f64) -> Result<Vec<bool>, String> {
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
    pub(super) fn label<'t>(&self, table: &'t Table) -> Result<&'t Column, String> {
        let label = self.answers.label.as_deref();
        let label =
            label.ok_or("No column is known to hold the label: name it in the settings.")?;
        column(table, label)
    }
}

/// The column of that name.
pub(super) fn column<'t>(table: &'t Table, name: &str) -> Result<&'t Column, String> {
    table.column(name).ok_or_else(|| match name {
        "" => "Choose a column.".to_owned(),
        _ => format!("The baseline has no column {name:?}."),
    })
}
