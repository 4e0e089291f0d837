//! The loaded model's own answers for rows that have none: model quality and bias then measure these.
//!
//! In steps of some thousand rows. Only models of one score per row are asked: a probability of a classifier, a number of any other.

use crate::columns::JoinedSide;
use crate::model::model;
use crate::view::View;
use leeway_documents::Role;
use leeway_monitors::attribution::scores;
use leeway_monitors::bias::RowValues;
use leeway_table::{Column, Origin};

/// Rows that are scored in one step, over the number of trees.
const ROW_TREES: usize = 400_000;

/// What is scored, and what is left to do.
#[derive(Debug, Clone)]
pub struct Scoring {
    raw: Vec<RowValues>,
    rows: usize,
    answers: Vec<f64>,
    is_probability: bool,
}

impl Scoring {
    /// Begins with a side whose answers were looked for; `None` where it has some, or no model fits its rows.
    ///
    /// Only of models of one class. Nothing is scored before [`Scoring::step`]; a model whose columns the side lacks does not fit.
    pub fn start(view: View, role: Role, side: &JoinedSide) -> Option<Scoring> {
        let tables = side.tables(view.sources);
        let has_answers = |table: &crate::columns::TableAnswers| {
            table.predicted.is_some() || table.probability.is_some()
        };
        let model = model(view.sources)?;
        if tables.is_empty() || tables.iter().any(has_answers) || model.predictor.classes != 1 {
            return None;
        }
        let names = model.names(view).ok()?;
        let raw = model.raw(view, role, &names).ok()?;
        let rows = tables.iter().map(|table| table.rows).sum();
        Some(Scoring {
            rows,
            answers: Vec::with_capacity(rows),
            is_probability: model.predictor.is_classifier(),
            raw,
        })
    }

    /// Scores some rows; answers how many, or `None` when all are scored and the side has them.
    ///
    /// A count of rows that says how long the step took, not how many are done; `view` and `side` must be those of the start. Answers are probabilities or numbers, as the model's objective has them.
    pub fn step(&mut self, view: View, side: &mut JoinedSide) -> Option<usize> {
        let first = self.answers.len();
        let model = model(view.sources)?;
        if first < self.rows {
            let most = (ROW_TREES / model.predictor.parts()).max(500);
            let rows: Vec<usize> = (first..self.rows.min(first + most)).collect();
            let columns = model.compared(&self.raw, &rows);
            let columns: Vec<&[f32]> = columns.iter().map(Vec::as_slice).collect();
            let scores = scores(model.predictor, &columns);
            let of = |score: &f64| model.predictor.transform(&[*score]).first().copied();
            let answers = scores
                .iter()
                .flatten()
                .map(|score| of(score).unwrap_or(f64::NAN));
            self.answers.extend(answers);
            // A step counts as much as it takes.
            return (self.answers.len() > first).then_some(200_000);
        }
        let mut left = self.answers.as_slice();
        let lengths: Vec<usize> = side
            .tables(view.sources)
            .iter()
            .map(|table| table.rows)
            .collect();
        for (at, rows) in lengths.into_iter().enumerate() {
            let (here, rest) = left.split_at_checked(rows)?;
            left = rest;
            let mut column = Column::new("", Origin::Output, false);
            for answer in here {
                match answer.is_finite() {
                    true => column.push_number(*answer, false),
                    false => column.push_missing(),
                }
            }
            side.answer(at, column, self.is_probability);
        }
        let note = format!(
            "The data hold no answers of a model: what the loaded model ({}) answers is measured.",
            model.path
        );
        side.notes.push(note);
        None
    }
}
