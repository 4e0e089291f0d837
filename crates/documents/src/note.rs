//! What was odd in a document, and what made one unusable.
//!
//! A note names the place, what was found, what was expected and what to do. Notes of one kind are merged: the first place is kept, the rest are counted, so
//! that a file with a million bad rows makes one note.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Longest piece of a file's text that a note repeats, in characters.
const FOUND_CHARACTERS: usize = 80;

/// Something odd in a document, or the reason why it could not be used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The first line (from 1) where it was seen.
    pub line: Option<u64>,
    /// What is odd and what was done about it, as a sentence. Notes with the same sentence are merged.
    pub what: String,
    /// What was found.
    pub found: Option<String>,
    /// What was expected.
    pub expected: Option<String>,
    /// What the user can do.
    pub advice: Option<String>,
    /// How often it was seen.
    pub count: u64,
}

impl Note {
    /// A note that was seen once.
    pub fn new(what: impl Into<String>) -> Self {
        Note {
            what: what.into(),
            count: 1,
            ..Note::default()
        }
    }

    /// Where: the line, counted from 1.
    pub fn at(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// What was found, cut to a readable length; control characters are shown as `·`.
    pub fn found(mut self, found: &str) -> Self {
        let shown: String = found
            .chars()
            .take(FOUND_CHARACTERS)
            .map(|c| if c.is_control() { '·' } else { c })
            .collect();
        let is_cut = found.chars().nth(FOUND_CHARACTERS).is_some();
        self.found = Some(if is_cut { format!("{shown}…") } else { shown });
        self
    }

    /// What was expected.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// What the user can do.
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if let Some(found) = &self.found {
            write!(f, " Found {found}.")?;
        }
        if let Some(expected) = &self.expected {
            write!(f, " Expected {expected}.")?;
        }
        match &self.advice {
            Some(advice) => write!(f, " {advice}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Note {}

/// The notes of a document, merged by sentence, in order of their first sight.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    notes: Vec<Note>,
}

impl Notes {
    /// Adds a note, or counts it if one with the same sentence is there.
    pub fn add(&mut self, note: Note) {
        match self.notes.iter_mut().find(|known| known.what == note.what) {
            Some(known) => known.count += note.count,
            None => self.notes.push(note),
        }
    }

    /// Adds the notes of what follows `lines` lines.
    pub fn add_following(&mut self, notes: Notes, lines: u64) {
        for mut note in notes.notes {
            note.line = note.line.map(|line| line + lines);
            self.add(note);
        }
    }

    /// The notes.
    pub fn as_slice(&self) -> &[Note] {
        &self.notes
    }

    /// The notes, for good.
    pub fn into_vec(self) -> Vec<Note> {
        self.notes
    }
}

/// A number of things: `1 field`, `2 fields`.
pub(super) fn counted(number: u64, singular: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {singular}{plural}")
}
