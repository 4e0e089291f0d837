//! The rows of a side that have a label and a prediction, read in steps.

use super::reader::{Reader, UNKNOWN};
use crate::columns::{Classes, TableAnswers, numbers};
use leeway_monitors::model_quality::Row;
use leeway_monitors::words;
use leeway_table::NO_WINDOW;

/// Rows that are put together at once.
const ROWS_AT_ONCE: usize = 100_000;

/// The rows read so far.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Rows with label and prediction.
    pub rows: Vec<Row>,
    classes: Classes,
    odd: Odd,
    table: usize,
    /// Rows of the tables before the one at hand.
    before: usize,
    row: usize,
    truth: Option<Vec<f64>>,
    predicted: Option<Vec<f64>>,
    /// Empty where there is none.
    probability: Option<Vec<f64>>,
}

impl Reading {
    /// Reads a column of the table at hand, or puts some of its rows together; answers how many rows it looked at, or `None` when all are read. Of the rows in
    /// all tables, those count that `keep` flags; `windows` are those of a source's rows.
    pub fn step<'t>(
        &mut self,
        reader: &Reader,
        tables: &[TableAnswers],
        keep: Option<&[bool]>,
        windows: impl Fn(usize) -> Option<&'t [u32]>,
    ) -> Option<usize> {
        let table = tables.get(self.table)?;
        let read = reader.of(table);
        let Some(truth) = table.truth else {
            self.before += table.rows;
            self.table += 1;
            return Some(0);
        };
        let classes = &mut self.classes;
        if self.truth.is_none() {
            self.truth = Some(reader.numbers(classes, truth));
        } else if let (None, Some(predicted)) = (&self.predicted, read.predicted) {
            self.predicted = Some(reader.numbers(classes, predicted));
        } else if let (None, Some(probability)) = (&self.probability, read.probability) {
            self.probability = Some(numbers(probability));
        } else {
            return Some(self.put_together(table, read.threshold, keep, windows(table.source)));
        }
        Some(table.rows)
    }

    fn put_together(
        &mut self,
        table: &TableAnswers,
        threshold: Option<f64>,
        keep: Option<&[bool]>,
        windows: Option<&[u32]>,
    ) -> usize {
        let first = self.row;
        let at = |values: &Option<Vec<f64>>, row: usize| {
            values.as_ref().map_or(f64::NAN, |values| values[row])
        };
        self.row = table.rows.min(first + ROWS_AT_ONCE);
        for row in first..self.row {
            let truth = at(&self.truth, row);
            let is_left_out = keep.is_some_and(|keep| keep.get(self.before + row) != Some(&true));
            if truth.is_nan() || is_left_out {
                continue;
            }
            let probability = at(&self.probability, row);
            let probability = if probability.is_finite() {
                probability
            } else {
                f64::NAN
            };
            let answer = match threshold {
                Some(_) if probability.is_nan() => f64::NAN,
                Some(threshold) => f64::from(u8::from(probability >= threshold)),
                None => at(&self.predicted, row),
            };
            let odd = &mut self.odd;
            odd.outside += u64::from(!probability.is_nan() && !(0.0..=1.0).contains(&probability));
            if !truth.is_finite() || !answer.is_finite() {
                let is_unknown = truth == UNKNOWN || answer == UNKNOWN;
                odd.unknown += u64::from(is_unknown);
                odd.unanswered += u64::from(!is_unknown);
                continue;
            }
            let window = windows.and_then(|windows| windows.get(row));
            self.rows.push(Row {
                truth,
                predicted: answer,
                probability,
                window: window.copied().unwrap_or(NO_WINDOW),
            });
        }
        let read = self.row - first;
        if self.row == table.rows {
            (self.truth, self.predicted, self.probability) = (None, None, None);
            self.before += table.rows;
            self.table += 1;
            self.row = 0;
        }
        read
    }

    /// Adds what was odd about the rows to `notes`.
    ///
    /// One sentence each, with counts of rows; nothing where nothing was odd.
    pub fn note(&self, notes: &mut Vec<String>) {
        self.odd.note(notes);
    }
}

/// Rows that were left out of the metrics, and probabilities that are none.
#[derive(Debug, Clone, Default)]
struct Odd {
    unanswered: u64,
    unknown: u64,
    outside: u64,
}

impl Odd {
    fn note(&self, notes: &mut Vec<String>) {
        let rows = |count: u64| words::plural(count, "labelled row has", "labelled rows have");
        if self.unanswered > 0 {
            notes.push(format!(
                "{} no prediction that can be used; left out of the metrics.",
                rows(self.unanswered)
            ));
        }
        if self.unknown > 0 {
            notes.push(format!(
                "{} a label that is none of the two; left out of the metrics.",
                rows(self.unknown)
            ));
        }
        if self.outside > 0 {
            notes.push(format!(
                "{} a probability outside 0 to 1: it ranks rows, and is no probability, so log loss, Brier score and calibration are not computed.",
                rows(self.outside)
            ));
        }
    }
}
