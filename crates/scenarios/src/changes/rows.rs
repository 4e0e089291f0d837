//! Changes of labels and of which rows there are. Order stays but for rows that are added, which come last.

use std::collections::BTreeSet;

use super::context::{Context, column};
use super::features::{cell_of, label_of};
use crate::Unchangeable;
use leeway_table::{Column, Table, canonical_label};

/// Labels that follow the prediction where there is one, a share of them swapped; `None` where nothing changes.
///
/// Of two labels the other one is taken, of more the next in order.
pub(super) fn swap(table: &Table, context: &Context) -> Result<Option<Table>, Unchangeable> {
    let truth = context.label(table)?;
    if context.strength == 0.0 {
        return Ok(None);
    }
    let predicted = context.answers.prediction.as_deref();
    let predicted = predicted.and_then(|name| table.column(name));
    let rows = context.rows(table, context.strength)?;
    let mut random = context.random(1);
    let labels: BTreeSet<String> = (0..truth.len())
        .filter_map(|row| label_of(truth.cell(row)))
        .collect();
    let labels: Vec<String> = labels.into_iter().collect();
    if labels.len() < 2 {
        return Err(Unchangeable::OneLabel(truth.name.clone()));
    }
    let mut changed = Column::new(truth.name.clone(), truth.origin, truth.named);
    for (row, is_chosen) in rows.iter().enumerate() {
        let is_swapped = random.chance(context.change.amount);
        let own = truth.cell(row);
        let base = predicted.map_or(own, |predicted| predicted.cell(row));
        let base = label_of(base)
            .filter(|label| labels.contains(label))
            .or_else(|| label_of(own));
        let place = base.and_then(|label| labels.iter().position(|known| *known == label));
        match place {
            Some(place) if *is_chosen => {
                let label = &labels[(place + usize::from(is_swapped)) % labels.len()];
                changed.push_cell(cell_of(label, truth));
            }
            _ => changed.push_cell(own),
        }
    }
    let mut table = table.clone();
    if let Some(known) = table
        .columns
        .iter_mut()
        .find(|known| known.name == changed.name)
    {
        *known = changed;
    }
    Ok(Some(table))
}

/// The rows of one label once more and again, after all others; `None` where nothing changes.
pub(super) fn repeat(table: &Table, context: &Context) -> Result<Option<Table>, Unchangeable> {
    let truth = context.label(table)?;
    let wanted = canonical_label(&context.change.value);
    let of_label: Vec<u32> = (0..table.rows)
        .filter(|row| label_of(truth.cell(*row)).as_ref() == Some(&wanted))
        .map(|row| row as u32)
        .collect();
    if of_label.is_empty() {
        return Err(Unchangeable::UnknownLabel(wanted));
    }
    let times = context.strength * context.change.amount.max(0.0);
    if times == 0.0 {
        return Ok(None);
    }
    let mut rows: Vec<u32> = (0..table.rows as u32).collect();
    for _ in 0..times.floor() as usize {
        rows.extend(&of_label);
    }
    let rest = times.fract();
    let mut random = context.random(1);
    rows.extend(of_label.iter().filter(|_| random.chance(rest)));
    Ok(Some(table.taken(&rows)))
}

/// Without a share of the rows of a group that are positive by the prediction, or by the label where there is none; one of them always stays. `None` where nothing
/// changes.
pub(super) fn remove(table: &Table, context: &Context) -> Result<Option<Table>, Unchangeable> {
    let change = context.change;
    let group = column(table, &change.feature)?;
    let predicted = context.answers.prediction.as_deref();
    let answer = match predicted.and_then(|name| table.column(name)) {
        Some(answer) => answer,
        None => context.label(table)?,
    };
    let positive = context.answers.positive.as_deref();
    let positive = positive.ok_or(Unchangeable::NoPositiveLabel)?;
    let (wanted, positive) = (canonical_label(&change.value), canonical_label(positive));
    let is_one = |row: usize| {
        label_of(group.cell(row)).as_ref() == Some(&wanted)
            && label_of(answer.cell(row)).as_ref() == Some(&positive)
    };
    let first = (0..table.rows).find(|row| is_one(*row));
    let Some(first) = first else {
        return Err(Unchangeable::NoPositiveRow {
            feature: change.feature.clone(),
            group: wanted,
            positive,
        });
    };
    if context.strength == 0.0 {
        return Ok(None);
    }
    let drawn = context.rows(table, context.strength * change.amount)?;
    let stays = |row: &usize| *row == first || !drawn[*row] || !is_one(*row);
    let rows: Vec<u32> = (0..table.rows)
        .filter(stays)
        .map(|row| row as u32)
        .collect();
    Ok(Some(table.taken(&rows)))
}
