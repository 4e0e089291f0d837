//! Changes of one column: a new column of as many rows, of which the chosen ones are changed.

use std::collections::BTreeSet;

use super::ChangeKind;
use super::context::{Context, column};
use crate::Unchangeable;
use leeway_table::{Cell, Column, Parsed, Table, format_number_label, parse_number};

/// How far outliers are from the mean, in standard deviations.
const FAR: f64 = 10.0;

/// A change of one column; `None` where nothing changes.
pub(super) fn change_feature(
    table: &Table,
    context: &Context,
) -> Result<Option<Table>, Unchangeable> {
    let (change, strength) = (context.change, context.strength);
    let before = column(table, &change.feature)?;
    if strength == 0.0 {
        return Ok(None);
    }
    let share = match change.kind {
        ChangeKind::Shift | ChangeKind::Scale => 1.0,
        _ => strength * change.amount,
    };
    let rows = context.rows(table, share)?;
    let after = match change.kind {
        ChangeKind::Shift => {
            let moments = Moments::of(before)?;
            let by = strength * change.amount * moments.deviation;
            numbers(before, &rows, |value, is_integer| {
                value + if is_integer { by.trunc() } else { by }
            })
        }
        ChangeKind::Scale => {
            Moments::of(before)?;
            let by = 1.0 + strength * (change.amount - 1.0);
            numbers(before, &rows, |value, is_integer| {
                let scaled = value * by;
                if is_integer { scaled.round() } else { scaled }
            })
        }
        ChangeKind::Outliers => {
            let Moments { mean, deviation } = Moments::of(before)?;
            let mut random = context.random(1);
            numbers(before, &rows, |_, is_integer| {
                let sign = if random.chance(0.5) { 1.0 } else { -1.0 };
                let far = mean + sign * FAR * deviation;
                if is_integer { far.round() } else { far }
            })
        }
        ChangeKind::Down => down(before, &rows),
        ChangeKind::Shuffle => shuffled(before, &rows, context),
        ChangeKind::Drop => replaced(before, &rows, Cell::Missing),
        _ if change.value.is_empty() => {
            return Err(Unchangeable::NoValue(change.feature.clone()));
        }
        ChangeKind::NewLabel => replaced(before, &rows, Cell::Text(&change.value)),
        _ => replaced(before, &rows, cell_of(&change.value, before)),
    };
    let mut changed = table.clone();
    for known in &mut changed.columns {
        if known.name == change.feature {
            *known = after;
            break;
        }
    }
    Ok(Some(changed))
}

/// A text as a value of a column: a number as the column's numbers are written.
pub(super) fn cell_of<'a>(text: &'a str, column: &Column) -> Cell<'a> {
    match parse_number(text) {
        Parsed::Integral(value) => Cell::Number(
            value,
            column.types.integral > 0 || column.types.fractional == 0,
        ),
        Parsed::Fractional(value) => Cell::Number(value, false),
        Parsed::Text | Parsed::Long(_) => Cell::Text(text),
    }
}

struct Moments {
    mean: f64,
    deviation: f64,
}

impl Moments {
    fn of(column: &Column) -> Result<Moments, Unchangeable> {
        let mut values = Vec::new();
        column.add_finite_numbers(&mut values);
        if values.is_empty() {
            return Err(Unchangeable::NoNumbers(column.name.clone()));
        }
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        let deviation = (squares / (count - 1.0).max(1.0)).sqrt();
        Ok(Moments { mean, deviation })
    }
}

/// An empty column like this one.
fn like(column: &Column) -> Column {
    Column::new(column.name.clone(), column.origin, column.named)
}

fn numbers(column: &Column, rows: &[bool], mut of: impl FnMut(f64, bool) -> f64) -> Column {
    let mut changed = like(column);
    for (row, is_chosen) in rows.iter().enumerate() {
        changed.push_cell(match column.cell(row) {
            Cell::Number(value, is_integer) if *is_chosen && value.is_finite() => {
                Cell::Number(of(value, is_integer), is_integer)
            }
            cell => cell,
        });
    }
    changed
}

fn replaced(column: &Column, rows: &[bool], with: Cell) -> Column {
    let mut changed = like(column);
    for (row, is_chosen) in rows.iter().enumerate() {
        changed.push_cell(if *is_chosen { with } else { column.cell(row) });
    }
    changed
}

/// The next lower of the values that occur: of numbers by size, of texts by alphabet. The lowest stays.
fn down(column: &Column, rows: &[bool]) -> Column {
    let mut numbers: Vec<f64> = Vec::new();
    column.add_finite_numbers(&mut numbers);
    numbers.sort_unstable_by(f64::total_cmp);
    numbers.dedup();
    let texts: BTreeSet<&str> = (0..column.len())
        .filter_map(|row| match column.cell(row) {
            Cell::Text(text) => Some(text),
            _ => None,
        })
        .collect();
    let mut changed = like(column);
    for (row, is_chosen) in rows.iter().enumerate() {
        let cell = column.cell(row);
        changed.push_cell(match cell {
            Cell::Number(value, is_integer) if *is_chosen => {
                let place = numbers.partition_point(|known| *known < value);
                match place.checked_sub(1) {
                    Some(below) => Cell::Number(numbers[below], is_integer),
                    None => cell,
                }
            }
            Cell::Text(text) if *is_chosen => match texts.range(..text).next_back() {
                Some(below) => Cell::Text(below),
                None => cell,
            },
            _ => cell,
        });
    }
    changed
}

/// The chosen rows exchange their values (Fisher and Yates).
fn shuffled(column: &Column, rows: &[bool], context: &Context) -> Column {
    let mut random = context.random(2);
    let chosen: Vec<usize> = (0..rows.len()).filter(|row| rows[*row]).collect();
    let mut sources = chosen.clone();
    for last in (1..sources.len()).rev() {
        sources.swap(last, random.below(last + 1));
    }
    let mut from: Vec<u32> = (0..rows.len() as u32).collect();
    for (row, source) in chosen.into_iter().zip(sources) {
        from[row] = source as u32;
    }
    column.taken(&from)
}

/// A value as it is written in a label.
pub(super) fn label_of(cell: Cell) -> Option<String> {
    match cell {
        Cell::Missing => None,
        Cell::Number(value, _) => Some(format_number_label(value)),
        Cell::Text(text) => Some(text.to_owned()),
    }
}
