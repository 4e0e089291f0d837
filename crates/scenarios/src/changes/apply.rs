//! Changes made one after the other, at a strength. The same seed and strength change the same rows.

use std::borrow::Cow;

use super::change::{Answers, Change, Moment};
use super::context::Context;
use super::features::change_feature;
use super::kind::ChangeKind;
use super::rows::{remove, repeat, swap};
use crate::{Random, Unchangeable};
use leeway_table::Table;

/// Makes the changes of a stage at a strength from 0 to 1.
///
/// At strength 0 the table is what it was.
///
/// # Errors
/// What a change lacks, even at strength 0.
pub fn apply<'a>(
    table: &'a Table,
    changes: &[Change],
    stage: Moment,
    answers: &Answers,
    strength: f64,
    seed: u64,
) -> Result<Cow<'a, Table>, Unchangeable> {
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
