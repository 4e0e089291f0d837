//! Records to columns.
//!
//! A record is collected as a [`Row`] first and enters the table only when it is whole, so a record that turns out broken leaves nothing behind. Columns are found by
//! the order of the record before: in a file whose records have the same keys, no name is looked up twice.

use super::{Limits, Note, Notes};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use leeway_table::{Column, MissingPolicy, Origin, Parsed, Table};
use serde::{Deserialize, Serialize};

/// A table being filled.
pub(super) struct TableBuilder {
    pub(super) table: Table,
    pub(super) notes: Notes,
    pub(super) policy: MissingPolicy,
    pub(super) limits: Limits,
    by_name: [HashMap<String, usize, FixedState>; 3],
    by_position: [Vec<usize>; 3],
    oddities: Vec<Oddity>,
    /// True once a part was taken over.
    is_joined: bool,
}

/// The cells of a record that is not yet in the table.
#[derive(Default)]
pub(super) struct Row {
    cells: Vec<(usize, Cell)>,
    text: String,
}

#[derive(Clone, Copy)]
enum Cell {
    Missing,
    Number(f64, bool),
    /// Where in [`Row::text`].
    Text(usize, usize),
    Field(usize, usize, bool),
}

/// Rows that were read from a part of a document.
pub(super) struct TablePart {
    pub(super) table: Table,
    /// By column, its place among the columns that have no names, if it is one.
    pub(super) positions: Vec<Option<usize>>,
    pub(super) oddities: Vec<Oddity>,
    pub(super) notes: Notes,
    /// How much of the document ends with the part, by bytes.
    pub(super) share: f64,
}

/// The first text, and the first number too large for a float, of a column.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(super) struct Oddity {
    text: Option<(u64, String)>,
    infinite: Option<(u64, String)>,
}

/// Most columns that notes of one kind name.
const NAMED_COLUMNS: usize = 10;

impl TableBuilder {
    pub(super) fn new(policy: &MissingPolicy, limits: &Limits) -> Self {
        TableBuilder {
            table: Table::default(),
            notes: Notes::default(),
            policy: policy.clone(),
            limits: limits.clone(),
            by_name: Default::default(),
            by_position: Default::default(),
            oddities: Vec::new(),
            is_joined: false,
        }
    }

    /// The column called `name`; `hint` is where to look first and moves on. `None` when there are too many columns.
    pub(super) fn named(
        &mut self,
        name: &str,
        origin: Origin,
        is_named: bool,
        hint: &mut usize,
    ) -> Option<usize> {
        if let Some(column) = self.table.columns.get(*hint)
            && column.name == name
            && column.origin == origin
        {
            *hint += 1;
            return Some(*hint - 1);
        }
        let known = self.by_name[slot(origin)].get(name).copied();
        let index = known.or_else(|| self.add(name.to_owned(), origin, is_named))?;
        *hint = index + 1;
        Some(index)
    }

    /// The column at `position` of records that have no names.
    pub(super) fn positioned(&mut self, position: usize, origin: Origin) -> Option<usize> {
        while self.by_position[slot(origin)].len() <= position {
            let next = self.by_position[slot(origin)].len();
            let name = position_name(next, origin);
            let index = self.add(name, origin, false)?;
            self.by_position[slot(origin)].push(index);
        }
        Some(self.by_position[slot(origin)][position])
    }

    fn add(&mut self, name: String, origin: Origin, is_named: bool) -> Option<usize> {
        let index = self.table.columns.len();
        if index >= self.limits.columns {
            self.notes.add(
                Note::new("Columns beyond the limit were left out.")
                    .found(&name)
                    .expected(format!("at most {} columns", self.limits.columns))
                    .advice("Keys that differ from record to record are not features; drop a file without them."),
            );
            return None;
        }
        let mut column = Column::new(name.clone(), origin, is_named);
        column.fill_to(self.table.rows);
        self.table.columns.push(column);
        self.by_name[slot(origin)].insert(name, index);
        self.oddities.push(Oddity::default());
        Some(index)
    }

    /// Adds a CSV field to a column.
    #[inline]
    pub(super) fn push_field(&mut self, index: usize, field: &str, is_quoted: bool, line: u64) {
        let field = self.bounded(field, line);
        let parsed = self.table.columns[index].push_field(field, is_quoted, &self.policy);
        self.look_at(index, parsed, field, line);
    }

    /// Adds CSV fields that are not too long to a column, one a line from `line` on.
    pub(super) fn push_fields<'t>(
        &mut self,
        index: usize,
        fields: impl Iterator<Item = (&'t str, bool)>,
        line: u64,
    ) {
        for ((field, is_quoted), line) in fields.zip(line..) {
            let parsed = self.table.columns[index].push_field(field, is_quoted, &self.policy);
            self.look_at(index, parsed, field, line);
        }
    }

    /// Adds a text to a column.
    pub(super) fn push_text(&mut self, index: usize, text: &str, line: u64) {
        let text = self.bounded(text, line);
        let parsed = self.table.columns[index].push_text(text);
        self.look_at(index, parsed, text, line);
    }

    #[inline]
    fn bounded<'t>(&mut self, field: &'t str, line: u64) -> &'t str {
        if field.len() <= self.limits.field_bytes {
            return field;
        }
        self.notes.add(
            Note::new("Long fields were cut.")
                .at(line)
                .found(&format!("{} bytes", field.len()))
                .expected(format!("at most {} bytes", self.limits.field_bytes))
                .advice("Look for a quote that is never closed."),
        );
        &field[..field.floor_char_boundary(self.limits.field_bytes)]
    }

    #[inline]
    fn look_at(&mut self, index: usize, parsed: Parsed, field: &str, line: u64) {
        match parsed {
            Parsed::Text => {
                let oddity = &mut self.oddities[index];
                if oddity.text.is_none() {
                    oddity.text = Some((line, field.chars().take(100).collect()));
                }
            }
            Parsed::Fractional(value) if value.is_infinite() => {
                let oddity = &mut self.oddities[index];
                if oddity.infinite.is_none() {
                    oddity.infinite = Some((line, field.chars().take(100).collect()));
                }
            }
            _ => {}
        }
    }

    /// Puts the cells of `row` into their columns. The row is ended by the caller, once all its parts are in.
    pub(super) fn put(&mut self, row: &Row, line: u64) {
        for &(index, cell) in &row.cells {
            if self.table.columns[index].len() > self.table.rows {
                let name = self.table.columns[index].name.clone();
                self.notes.add(
                    Note::new("A key stood twice in one record; its first value was taken.")
                        .at(line)
                        .found(&name)
                        .expected("every key once"),
                );
                continue;
            }
            match cell {
                Cell::Missing => self.table.columns[index].push_missing(),
                Cell::Number(value, is_integral) => {
                    self.table.columns[index].push_number(value, is_integral);
                }
                Cell::Text(start, end) => self.push_text(index, &row.text[start..end], line),
                Cell::Field(start, end, is_quoted) => {
                    self.push_field(index, &row.text[start..end], is_quoted, line);
                }
            }
        }
    }

    /// The rows of a part.
    pub(super) fn into_part(self) -> TablePart {
        let mut positions = vec![None; self.table.columns.len()];
        for by_position in &self.by_position {
            for (position, &index) in by_position.iter().enumerate() {
                positions[index] = Some(position);
            }
        }
        TablePart {
            table: self.table,
            positions,
            oddities: self.oddities,
            notes: self.notes,
            share: 1.0,
        }
    }

    /// Adds the rows of a part that follows `lines` lines; false, and nothing is done, where that makes too many columns.
    pub(super) fn absorb(&mut self, part: TablePart, lines: u64) -> bool {
        let is_new =
            |column: &&Column| !self.by_name[slot(column.origin)].contains_key(&column.name);
        let new = part.table.columns.iter().filter(is_new).count();
        if self.table.columns.len() + new > self.limits.columns {
            return false;
        }
        let Table {
            columns,
            rows,
            times,
            keys,
            positions,
            ..
        } = part.table;
        // All rows, if those to come are like those before.
        let expected = ((self.table.rows + rows) as f64 / part.share * 1.02) as usize;
        let mut hint = 0;
        for ((column, position), oddity) in
            columns.into_iter().zip(part.positions).zip(part.oddities)
        {
            let index = match position {
                Some(position) => self.positioned(position, column.origin),
                None => self.named(&column.name, column.origin, column.named, &mut hint),
            };
            let Some(index) = index else { continue };
            self.table.columns[index].reserve(self.table.rows + rows, expected);
            self.table.columns[index].append(column);
            let later = |seen: (u64, String)| (seen.0 + lines, seen.1);
            let mine = &mut self.oddities[index];
            mine.text = mine.text.take().or(oddity.text.map(later));
            mine.infinite = mine.infinite.take().or(oddity.infinite.map(later));
        }
        self.table.end_rows(rows, times, keys, positions);
        self.notes.add_following(part.notes, lines);
        self.is_joined = true;
        true
    }

    /// The table and its notes.
    pub(super) fn finish(mut self) -> (Table, Notes) {
        if self.is_joined {
            self.table.columns.iter_mut().for_each(Column::settle);
        }
        self.note_numbers();
        (self.table, self.notes)
    }

    /// Notes texts in columns that are otherwise numbers, and numbers that are infinite.
    fn note_numbers(&mut self) {
        let mut texts = Vec::new();
        let mut infinite = Vec::new();
        for (column, oddity) in self.table.columns.iter().zip(&self.oddities) {
            let numbers = column.types.integral + column.types.fractional;
            if let Some((line, found)) = &oddity.text
                && numbers > column.types.text
            {
                texts.push((column.types.text, &column.name, *line, found));
            }
            if let Some((line, found)) = &oddity.infinite {
                infinite.push((column.types.infinite, &column.name, *line, found));
            }
        }
        let hidden = texts
            .len()
            .max(infinite.len())
            .saturating_sub(NAMED_COLUMNS);
        for (count, name, line, found) in texts.into_iter().take(NAMED_COLUMNS) {
            let mut note = Note::new(format!("Column {name} is numbers but for a few texts."))
                .at(line)
                .found(found)
                .expected("a decimal number")
                .advice(advice_for(found));
            note.count = count;
            self.notes.add(note);
        }
        for (count, name, line, found) in infinite.into_iter().take(NAMED_COLUMNS) {
            let mut note = Note::new(format!("Column {name} has infinite numbers."))
                .at(line)
                .found(found)
                .expected("a number that a 64-bit float can hold")
                .advice("They are counted, and left out of means and bins.");
            note.count = count;
            self.notes.add(note);
        }
        if hidden > 0 {
            self.notes.add(Note::new(format!(
                "{hidden} more columns have such values."
            )));
        }
    }
}

/// What to do about a text among numbers.
fn advice_for(found: &str) -> &'static str {
    let digits = found.trim_start_matches(['-', '+', ' ']);
    if digits.starts_with("0x") || digits.starts_with("0X") {
        "Write hexadecimal numbers as decimal ones."
    } else if digits.starts_with(|c: char| c.is_ascii_digit()) && digits.contains(',') {
        "Write a point, not a comma, before the decimals, and nothing between thousands."
    } else if digits
        .chars()
        .any(|c| c.is_numeric() && !c.is_ascii_digit())
    {
        "Write numbers with the digits 0 to 9."
    } else {
        "If the word means missing, add it to the missing words in the settings."
    }
}

impl Row {
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.text.clear();
    }

    pub(super) fn missing(&mut self, index: usize) {
        self.cells.push((index, Cell::Missing));
    }

    pub(super) fn number(&mut self, index: usize, value: f64, is_integral: bool) {
        self.cells.push((index, Cell::Number(value, is_integral)));
    }

    pub(super) fn text(&mut self, index: usize, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.cells.push((index, Cell::Text(start, self.text.len())));
    }

    pub(super) fn field(&mut self, index: usize, field: &str, is_quoted: bool) {
        let start = self.text.len();
        self.text.push_str(field);
        self.cells
            .push((index, Cell::Field(start, self.text.len(), is_quoted)));
    }
}

/// The name of a column that the file gives none.
pub fn position_name(position: usize, origin: Origin) -> String {
    match origin {
        Origin::Output => format!("_out{position}"),
        Origin::Field | Origin::Input => format!("_c{position}"),
    }
}

fn slot(origin: Origin) -> usize {
    match origin {
        Origin::Field => 0,
        Origin::Input => 1,
        Origin::Output => 2,
    }
}
