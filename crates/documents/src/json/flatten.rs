//! One JSON value to the cells of one row.
//!
//! A nested key is joined with a dot (`a.b`), an element of an array has its position as name (`a.0`). A record that is an array has no names: its columns are `_c0` …, or
//! `_out0` … for outputs. Null is missing, true and false are labels, a string is present whatever it says.

use crate::Note;
use crate::rows::{Row, TableBuilder};
use leeway_table::Origin;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt::Write;

/// Whole numbers from here on keep their digits as texts only: 2^53.
const EXACT_UP_TO: u64 = 1 << 53;

/// Writes what it is given into a row.
pub(crate) struct Flatten<'a> {
    rows: &'a mut TableBuilder,
    row: &'a mut Row,
    origin: Origin,
    line: u64,
    path: String,
    hint: usize,
    depth: usize,
    is_in_array: bool,
    position: Option<usize>,
}

impl<'a> Flatten<'a> {
    pub(crate) fn new(
        rows: &'a mut TableBuilder,
        row: &'a mut Row,
        origin: Origin,
        line: u64,
    ) -> Self {
        Flatten {
            rows,
            row,
            origin,
            line,
            path: String::new(),
            hint: 0,
            depth: 0,
            is_in_array: false,
            position: None,
        }
    }

    /// Starts below `path`, as if the value stood under that key.
    pub(crate) fn below(mut self, path: &str) -> Self {
        self.path.push_str(path);
        self
    }

    /// Flattens a value.
    pub(crate) fn value<'de, D: Deserializer<'de>>(&mut self, value: D) -> Result<(), D::Error> {
        Cursor(self).deserialize(value)
    }

    fn column(&mut self) -> Option<usize> {
        match (self.path.is_empty(), self.position) {
            (true, position) => self.rows.positioned(position.unwrap_or(0), self.origin),
            (false, _) => {
                self.rows
                    .named(&self.path, self.origin, !self.is_in_array, &mut self.hint)
            }
        }
    }

    fn is_too_deep(&mut self) -> bool {
        let is_too_deep = self.depth >= self.rows.limits.nesting;
        if is_too_deep {
            self.rows.notes.add(
                Note::new("Values nested too deeply were left out.")
                    .at(self.line)
                    .found(&self.path)
                    .expected(format!(
                        "at most {} levels of nesting",
                        self.rows.limits.nesting
                    )),
            );
        }
        is_too_deep
    }
}

/// Flattens a value that was parsed before.
pub(crate) fn flatten_value(
    rows: &mut TableBuilder,
    row: &mut Row,
    origin: Origin,
    line: u64,
    value: &serde_json::Value,
) {
    // A value that exists deserializes into a visitor that takes everything.
    let _ = Flatten::new(rows, row, origin, line).value(value);
}

struct Cursor<'c, 'a>(&'c mut Flatten<'a>);

impl<'de> DeserializeSeed<'de> for Cursor<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Cursor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        if let Some(column) = self.0.column() {
            self.0.row.missing(column);
        }
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.visit_text(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        match value.unsigned_abs() < EXACT_UP_TO {
            true => self.visit_number(value as f64, true),
            false => self.visit_text(&value.to_string()),
        }
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        match value < EXACT_UP_TO {
            true => self.visit_number(value as f64, true),
            false => self.visit_text(&value.to_string()),
        }
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.visit_number(value, false);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.visit_text(value);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let flatten = self.0;
        if flatten.is_too_deep() {
            while elements.next_element::<serde::de::IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        let (length, was_in_array) = (flatten.path.len(), flatten.is_in_array);
        flatten.depth += 1;
        flatten.is_in_array = true;
        let is_record = length == 0 && flatten.position.is_none();
        let mut position = 0;
        loop {
            if is_record {
                flatten.position = Some(position);
            } else {
                flatten.enter_position(length, position);
            }
            let next = elements.next_element_seed(Cursor(flatten))?;
            flatten.path.truncate(length);
            if next.is_none() {
                break;
            }
            position += 1;
        }
        if is_record {
            flatten.position = None;
        }
        flatten.depth -= 1;
        flatten.is_in_array = was_in_array;
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let flatten = self.0;
        if flatten.is_too_deep() {
            while entries
                .next_entry::<serde::de::IgnoredAny, serde::de::IgnoredAny>()?
                .is_some()
            {}
            return Ok(());
        }
        let (length, was_in_array) = (flatten.path.len(), flatten.is_in_array);
        flatten.depth += 1;
        flatten.is_in_array = false;
        while entries.next_key_seed(Key(flatten))?.is_some() {
            entries.next_value_seed(Cursor(flatten))?;
            flatten.path.truncate(length);
        }
        flatten.depth -= 1;
        flatten.is_in_array = was_in_array;
        Ok(())
    }
}

impl Cursor<'_, '_> {
    fn visit_number(self, value: f64, is_integral: bool) {
        if let Some(column) = self.0.column() {
            self.0.row.number(column, value, is_integral);
        }
    }

    fn visit_text(self, text: &str) {
        if let Some(column) = self.0.column() {
            self.0.row.text(column, text);
        }
    }
}

impl Flatten<'_> {
    fn enter_position(&mut self, length: usize, position: usize) {
        if length == 0 {
            let start = if self.origin == Origin::Output {
                "_out"
            } else {
                "_c"
            };
            let _ = write!(self.path, "{start}{}.", self.position.unwrap_or(0));
        } else {
            self.path.push('.');
        }
        let _ = write!(self.path, "{position}");
    }

    fn enter_key(&mut self, key: &str) {
        if self.path.is_empty() {
            if let Some(position) = self.position {
                let start = if self.origin == Origin::Output {
                    "_out"
                } else {
                    "_c"
                };
                let _ = write!(self.path, "{start}{position}.");
            }
        } else {
            self.path.push('.');
        }
        // A key that is empty still names a column.
        self.path.push_str(if key.is_empty() { "_" } else { key });
    }
}

/// Appends a key to the path.
struct Key<'c, 'a>(&'c mut Flatten<'a>);

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<(), E> {
        self.0.enter_key(key);
        Ok(())
    }
}
