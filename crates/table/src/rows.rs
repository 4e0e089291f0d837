//! Columns of equal length, with a time and a key per row.

use super::{Column, Origin};

/// The time of a row that has none.
pub const NO_TIME: i64 = i64::MIN;

/// The key of a row that has none.
pub const NO_KEY: u64 = 0;

/// Rows of one side, or of one file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The columns, all of [`Table::rows`] values.
    pub columns: Vec<Column>,
    /// Number of rows.
    pub rows: usize,
    /// Milliseconds since 1970 UTC, or [`NO_TIME`]; empty when no row has a time.
    pub times: Vec<i64>,
    /// A hash of the id that joins a row with its label, or [`NO_KEY`]; empty when no row has one.
    pub keys: Vec<u64>,
    /// The position of a row among those of its event; empty when every event has one row.
    pub positions: Vec<u32>,
    /// What an event's caller gave it beside its values, by row: the attributes of an event as one text with [`ATTRIBUTES_APART`] between them.
    pub attributes: Option<Box<Column>>,
}

/// Between the attributes of a row.
pub const ATTRIBUTES_APART: char = '\n';

impl Table {
    /// The column called `name`.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The position of the column called `name` with this origin; it is added, and filled with missing values up to `self.rows`, if it is new.
    pub fn column_or_add(&mut self, name: &str, origin: Origin, named: bool) -> usize {
        let found = self
            .columns
            .iter()
            .position(|column| column.name == name && column.origin == origin);
        found.unwrap_or_else(|| {
            let mut column = Column::new(name, origin, named);
            column.fill_to(self.rows);
            self.columns.push(column);
            self.columns.len() - 1
        })
    }

    /// Ends a row: columns that the record lacked get a missing value.
    pub fn end_row(&mut self) {
        self.rows += 1;
        for column in &mut self.columns {
            column.fill_to(self.rows);
        }
    }

    /// Ends a row that has a time (or [`NO_TIME`]) and a key (or [`NO_KEY`]) and stands at `position` in its event.
    pub fn end_event_row(&mut self, time: i64, key: u64, position: u32) {
        set_last(&mut self.times, self.rows, time, NO_TIME);
        set_last(&mut self.keys, self.rows, key, NO_KEY);
        set_last(&mut self.positions, self.rows, position, 0);
        self.end_row();
    }

    /// Adds the rows of `other`. Columns are matched by name and origin; one that only one side has is missing on the other's rows.
    pub fn append(&mut self, other: Table) {
        if self.columns.is_empty() && self.rows == 0 {
            *self = other;
            return;
        }
        for column in other.columns {
            let index = self.column_or_add(&column.name, column.origin, column.named);
            self.columns[index].append(column);
        }
        self.end_rows(other.rows, other.times, other.keys, other.positions);
    }

    /// Ends `rows` rows whose values are in their columns, with their times, keys and positions: columns that they lacked get missing values.
    pub fn end_rows(&mut self, rows: usize, times: Vec<i64>, keys: Vec<u64>, positions: Vec<u32>) {
        join(&mut self.times, self.rows, times, rows, NO_TIME);
        join(&mut self.keys, self.rows, keys, rows, NO_KEY);
        join(&mut self.positions, self.rows, positions, rows, 0);
        self.rows += rows;
        for column in &mut self.columns {
            column.fill_to(self.rows);
        }
    }

    /// These rows in this order; a row may be taken more than once.
    pub fn taken(&self, rows: &[u32]) -> Table {
        Table {
            columns: self.columns.iter().map(|one| one.taken(rows)).collect(),
            rows: rows.len(),
            times: picked(&self.times, rows),
            keys: picked(&self.keys, rows),
            positions: picked(&self.positions, rows),
            attributes: self
                .attributes
                .as_ref()
                .map(|all| Box::new(all.taken(rows))),
        }
    }

    /// Makes the column called `name`, where there is one, what rows were given beside their values.
    pub fn take_attributes(&mut self, name: &str) {
        if let Some(place) = self.columns.iter().position(|column| column.name == name) {
            self.attributes = Some(Box::new(self.columns.remove(place)));
        }
    }

    /// Bytes held, for the memory figure.
    pub fn bytes(&self) -> usize {
        let columns: usize = self.columns.iter().map(Column::bytes).sum();
        columns
            + self.times.capacity() * 8
            + self.keys.capacity() * 8
            + self.positions.capacity() * 4
    }
}

fn picked<T: Copy>(values: &[T], rows: &[u32]) -> Vec<T> {
    if values.is_empty() {
        return Vec::new();
    }
    rows.iter().map(|&row| values[row as usize]).collect()
}

/// Puts `value` at `row`, filling gaps with `none`; a vector of nothing but `none` stays empty.
fn set_last<T: Copy + PartialEq>(values: &mut Vec<T>, row: usize, value: T, none: T) {
    if value == none && values.is_empty() {
        return;
    }
    values.resize(row, none);
    values.push(value);
}

fn join<T: Copy>(mine: &mut Vec<T>, my_rows: usize, theirs: Vec<T>, their_rows: usize, none: T) {
    if mine.is_empty() && theirs.is_empty() {
        return;
    }
    mine.resize(my_rows, none);
    mine.extend(theirs);
    mine.resize(my_rows + their_rows, none);
}
