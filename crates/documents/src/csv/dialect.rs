//! Which delimiter, and whether the first row holds names.

use super::{Split, Splitter, Wrapping, unwrapped};
use crate::rows::position_name;
use leeway_table::{MissingPolicy, Origin, Parsed, parse_number};
use std::collections::BTreeSet;

/// Rows that are looked at.
const SAMPLE_ROWS: usize = 200;
/// What may stand between fields.
const DELIMITERS: &[u8] = b",\t;|";
/// Share of rows that must have one number of fields before lines are taken as they stand.
const ALIKE: f64 = 0.9;
/// Fewer lines of words set apart by blanks are prose.
const FEWEST_LINES: usize = 5;

/// How a document writes its rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dialect {
    /// Between fields.
    pub(crate) delimiter: u8,
    /// True when the first row holds names.
    pub(crate) has_header: bool,
    /// Share of the sampled rows that have the most common number of fields.
    pub(crate) agreement: f64,
    /// The most common number of fields.
    pub(crate) width: usize,
    /// Sampled rows.
    pub(crate) rows: usize,
    /// True when every field of the sample is a number or missing.
    pub(crate) is_numeric: bool,
    /// What is taken off each line first.
    pub(super) wrapping: Option<Wrapping>,
}

impl Dialect {
    /// The dialect that fits the sample best. `is_whole` when nothing follows it.
    pub(crate) fn guess(sample: &str, is_whole: bool, policy: &MissingPolicy) -> Dialect {
        let best = Dialect::of(sample, is_whole, policy, DELIMITERS);
        if best.width > 1 && best.agreement >= ALIKE {
            return best;
        }
        let unwrapped = [Wrapping::Quotes, Wrapping::Blanks]
            .into_iter()
            .find_map(|wrapping| Dialect::unwrapped(sample, is_whole, policy, wrapping));
        unwrapped.unwrap_or(best)
    }

    /// The dialect of the lines within, where they are told by more than chance.
    fn unwrapped(
        sample: &str,
        is_whole: bool,
        policy: &MissingPolicy,
        wrapping: Wrapping,
    ) -> Option<Dialect> {
        let lines = unwrapped(sample, is_whole, SAMPLE_ROWS, wrapping);
        let quoted = sample.lines().filter(|line| line.starts_with('"')).count();
        let (delimiters, is_wrapped): (&[u8], bool) = match wrapping {
            Wrapping::Quotes => (DELIMITERS, 2 * quoted >= sample.lines().count()),
            Wrapping::Blanks => (b" ", true),
        };
        let dialect = Dialect::of(&lines, true, policy, delimiters);
        let first = sample_rows(&lines, true, dialect.delimiter)
            .first()
            .map(Vec::len);
        // A name with a comma in quotes, or a few lines of as many words, are no table.
        let is_known = match wrapping {
            Wrapping::Quotes => {
                dialect.width > 2 || dialect.width == 2 && dialect.delimiter != b','
            }
            Wrapping::Blanks => {
                dialect.width > 1 && dialect.is_numeric
                    || dialect.width > 2 && dialect.rows >= FEWEST_LINES
            }
        };
        let is_table = is_known && dialect.rows > 1 && first == Some(dialect.width);
        (is_wrapped && is_table && dialect.agreement >= ALIKE).then_some(Dialect {
            wrapping: Some(wrapping),
            ..dialect
        })
    }

    /// The dialect that fits best, of these delimiters.
    fn of(sample: &str, is_whole: bool, policy: &MissingPolicy, delimiters: &[u8]) -> Dialect {
        let mut best: Option<Dialect> = None;
        for &delimiter in delimiters {
            let rows = sample_rows(sample, is_whole, delimiter);
            let dialect = Dialect::of_rows(&rows, delimiter, policy);
            let is_better = best.as_ref().is_none_or(|best| {
                dialect.width > 1 && (best.width == 1 || dialect.score() > best.score())
            });
            if is_better {
                best = Some(dialect);
            }
        }
        best.unwrap_or_else(|| Dialect::of_rows(&[], b',', policy))
    }

    fn score(&self) -> f64 {
        self.agreement + (self.width as f64).min(100.0) / 1000.0
    }

    fn of_rows(rows: &[Vec<(String, bool)>], delimiter: u8, policy: &MissingPolicy) -> Dialect {
        let mut widths: Vec<usize> = rows.iter().map(Vec::len).collect();
        widths.sort_unstable();
        let mut best = (0, 0);
        for chunk in widths.chunk_by(|a, b| a == b) {
            if chunk.len() > best.0 {
                best = (chunk.len(), chunk[0]);
            }
        }
        let (agreeing, width) = best;
        let rows_of_width: Vec<&Vec<(String, bool)>> =
            rows.iter().filter(|row| row.len() == width).collect();
        let is_value = |(field, _): &(String, bool)| is_number(field) || is_missing(field, policy);
        Dialect {
            delimiter,
            has_header: rows
                .split_first()
                .is_some_and(|(first, _)| has_header(first, &rows_of_width, policy)),
            agreement: agreeing as f64 / rows.len().max(1) as f64,
            width,
            rows: rows.len(),
            is_numeric: rows.iter().flatten().all(is_value),
            wrapping: None,
        }
    }
}

fn sample_rows(sample: &str, is_whole: bool, delimiter: u8) -> Vec<Vec<(String, bool)>> {
    let mut splitter = Splitter::new(delimiter);
    let mut rows = Vec::new();
    let mut rest = sample;
    while rows.len() < SAMPLE_ROWS {
        let is_last = is_whole || rows.is_empty();
        let Split::Record { used, .. } = splitter.split(rest, is_last) else {
            break;
        };
        rows.push(
            (0..splitter.len())
                .map(|index| {
                    let (field, is_quoted) = splitter.field(rest, index);
                    (field.to_owned(), is_quoted)
                })
                .collect(),
        );
        rest = &rest[used..];
    }
    rows
}

/// Names are not numbers. Beyond that: a number below a name decides, else names that look like identifiers and do not come again.
fn has_header(
    first: &[(String, bool)],
    rows: &[&Vec<(String, bool)>],
    policy: &MissingPolicy,
) -> bool {
    let counts_up = first
        .iter()
        .enumerate()
        .all(|(position, (name, _))| *name == position.to_string());
    if counts_up && first.len() > 2 && rows.len() > 1 {
        return true;
    }
    let empty = first
        .iter()
        .filter(|(name, _)| name.trim().is_empty())
        .count();
    if first.iter().any(|(name, _)| is_number(name)) || empty * 2 > first.len() {
        return false;
    }
    if first
        .iter()
        .any(|(name, quoted)| !quoted && policy.word(name).is_some())
    {
        return false;
    }
    let later = rows.get(1..).unwrap_or_default();
    let number_below = |position: usize| {
        later
            .iter()
            .any(|row| row.get(position).is_some_and(|(field, _)| is_number(field)))
    };
    if (0..first.len()).any(number_below) {
        return true;
    }
    let distinct: BTreeSet<&str> = first.iter().map(|(name, _)| name.as_str()).collect();
    let comes_again = |position: usize| {
        later.iter().any(|row| {
            row.get(position)
                .is_some_and(|(field, _)| *field == first[position].0)
        })
    };
    distinct.len() == first.len()
        && first.iter().all(|(name, _)| is_identifier_like(name))
        && !(0..first.len()).any(comes_again)
}

fn is_identifier_like(name: &str) -> bool {
    let name = name.trim();
    name.len() <= 64
        && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "_-. /()[]%#:".contains(c))
}

fn is_number(field: &str) -> bool {
    parse_number(field) != Parsed::Text
}

fn is_missing(field: &str, policy: &MissingPolicy) -> bool {
    field.is_empty() || policy.word(field).is_some()
}

/// The names of a header, made unique.
pub(super) struct Names {
    /// All, in order, and whether the file gave them.
    pub(super) unique: Vec<(String, bool)>,
    /// Those that were changed: old and new.
    pub(super) changed: Vec<(String, String)>,
}

/// `name.1` for the second `name`, `_c3` for an empty one at position 3.
pub(super) fn unique_names(names: &[String]) -> Names {
    let mut taken: BTreeSet<String> = names.iter().map(|name| name.trim().to_owned()).collect();
    let mut seen = BTreeSet::new();
    let mut changed = Vec::new();
    let mut unique = Vec::new();
    for (position, name) in names.iter().enumerate() {
        let name = name.trim();
        if !name.is_empty() && seen.insert(name.to_owned()) {
            unique.push((name.to_owned(), true));
            continue;
        }
        let mut free = match name {
            "" => position_name(position, Origin::Field),
            _ => format!("{name}.1"),
        };
        let mut number = 1;
        while taken.contains(&free) {
            number += 1;
            free = format!("{name}.{number}");
        }
        taken.insert(free.clone());
        changed.push((name.to_owned(), free.clone()));
        unique.push((free, !name.is_empty()));
    }
    Names { unique, changed }
}
