//! Rows with a true and a predicted value, in an order of their own.

use std::cmp::Ordering;

use leeway_documents::model_quality::ProblemType;
use leeway_table::NO_WINDOW;

/// One row. Labels are positions in [`ScoredRows::labels`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// The true label or number.
    pub truth: f64,
    /// The predicted label or number.
    pub predicted: f64,
    /// Probability of the positive label; NaN where there is none.
    pub probability: f64,
    /// The window, or [`NO_WINDOW`].
    pub window: u32,
}

/// Rows that are measured together.
///
/// They are sorted when they come in, by descending probability and then by what else is in them, so that whatever is computed from them (the curves, a random part,
/// a sum) does not depend on the order of files.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredRows {
    /// What is predicted.
    pub problem: ProblemType,
    /// The labels; of two, the second is the positive one. Empty for numbers.
    pub labels: Vec<String>,
    rows: Vec<Row>,
}

/// Rows on their way into order, in steps.
#[derive(Debug, Clone)]
pub struct Sorting {
    rows: Vec<Row>,
    /// Stretches of so many rows are in order.
    width: usize,
    at: usize,
}

/// Rows that are put in order at once.
const SORTED_AT_ONCE: usize = 1 << 16;

impl Sorting {
    /// Nothing is in order yet; [`Sorting::step`] does the work.
    ///
    /// `rows` may be in any order, and there may be none; those that are equal stay in theirs.
    pub fn new(rows: Vec<Row>) -> Sorting {
        Sorting {
            rows,
            width: SORTED_AT_ONCE,
            at: 0,
        }
    }

    /// Puts the next stretch in order; answers how many rows it has, or `None` when all are.
    ///
    /// A stretch is some hundred thousand rows; call it until it answers `None`.
    pub fn step(&mut self) -> Option<usize> {
        if self.at >= self.rows.len() {
            if self.width >= self.rows.len() {
                return None;
            }
            (self.at, self.width) = (0, self.width * 2);
        }
        let end = self.rows.len().min(self.at + self.width);
        // A stable sort merges the two halves, which are in order.
        self.rows[self.at..end].sort_by(order);
        let rows = end - self.at;
        self.at = end;
        Some(rows)
    }

    /// The rows in order.
    ///
    /// `labels` in order, the positive one second of two; rows refer to them by position. For regression they are empty.
    pub fn finish(mut self, problem: ProblemType, labels: Vec<String>) -> ScoredRows {
        while self.step().is_some() {}
        ScoredRows {
            problem,
            labels,
            rows: self.rows,
        }
    }
}

fn order(a: &Row, b: &Row) -> Ordering {
    let rank = |row: &Row| match row.probability.is_nan() {
        true => f64::NEG_INFINITY,
        false => row.probability,
    };
    rank(b)
        .total_cmp(&rank(a))
        .then(a.truth.total_cmp(&b.truth))
        .then(a.predicted.total_cmp(&b.predicted))
        .then(a.window.cmp(&b.window))
}

impl ScoredRows {
    /// Rows of labels or numbers.
    ///
    /// `labels` in order, the positive one second of two; rows refer to them by position, and for regression hold the numbers themselves. Rows are put in an order that does not depend on theirs.
    pub fn of(problem: ProblemType, labels: Vec<String>, rows: Vec<Row>) -> Self {
        Sorting::new(rows).finish(problem, labels)
    }

    /// Number of rows.
    ///
    /// Rows without a label or prediction are not among them.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when there are no rows.
    ///
    /// Metrics have a reason instead of a value then.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Positions of all rows, ascending from 0.
    ///
    /// As many as there are rows; for the functions that take `chosen` positions.
    pub fn all(&self) -> Vec<u32> {
        (0..self.rows.len() as u32).collect()
    }

    /// Positions of the rows of each of `count` windows, for metrics over time.
    ///
    /// Result: `count` ascending lists, empty for a gap; rows of no window are in none.
    pub fn by_window(&self, count: usize) -> Vec<Vec<u32>> {
        let mut windows = vec![Vec::new(); count];
        for (position, row) in self.rows.iter().enumerate() {
            if row.window != NO_WINDOW
                && let Some(window) = windows.get_mut(row.window as usize)
            {
                window.push(position as u32);
            }
        }
        windows
    }

    /// The rows at these ascending positions, so that parts are measured without copies.
    ///
    /// One row for each, a position more than once as often. Panics for one that is none of [`ScoredRows::all`].
    pub fn at<'a>(&'a self, positions: &'a [u32]) -> impl Iterator<Item = &'a Row> + Clone {
        positions
            .iter()
            .map(|&position| &self.rows[position as usize])
    }

    /// True when rows have probabilities, so that there are curves and areas.
    ///
    /// One row with a probability is enough; rows without are left out of those measures.
    pub fn has_probabilities(&self) -> bool {
        self.rows.iter().any(|row| !row.probability.is_nan())
    }
}
