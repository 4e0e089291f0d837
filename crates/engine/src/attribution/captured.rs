//! Whether the answers that were captured are the loaded model's.

use crate::columns::{JoinedSide, TableAnswers};
use crate::view::View;
use leeway_documents::Role;
use leeway_documents::model::Predictor;
use leeway_monitors::bias::{MISSING, RowValues};
use leeway_monitors::words;
use leeway_report::attribution::CapturedAnswers;
use leeway_table::Column;

/// The probability from which on the positive label is predicted, unless something says otherwise.
const THRESHOLD: f64 = 0.5;
/// Digits of answers that are compared at most, and how far an answer may be off beside its rounding.
const MOST_DIGITS: i32 = 6;
const SLACK: f64 = 2e-6;

/// Answers that were captured, of the rows that are explained.
#[derive(Debug, Clone, Default)]
pub struct Captured {
    /// By row; NaN where there is none.
    answers: Vec<f64>,
    /// Where a label was captured and no number: from which answer on it is the positive one.
    threshold: Option<f64>,
    tolerance: f64,
    compared: u64,
    alike: u64,
}

impl Captured {
    /// The captured answers of these rows; `None` where none can be compared.
    ///
    /// Answers are in the model's own unit (probabilities 0 to 1, numbers, or 1 and 0 for the positive label and others), one per position in `rows`, NaN where a row has none. A model of
    /// several classes is not compared.
    pub fn of(view: View, predictor: &Predictor, rows: &[usize]) -> Option<Captured> {
        if predictor.classes != 1 {
            return None;
        }
        let meant = &view.meanings.answers;
        let side = JoinedSide::of_answers(view.sources, view.layout, Role::Current, meant);
        let tables = side.tables(view.sources);
        let column = |part: for<'t> fn(&TableAnswers<'t>) -> Option<&'t Column>| {
            let has_values = |table: &TableAnswers| part(table).is_some();
            let slices = tables.iter().map(|table| (part(table), table.rows));
            tables
                .iter()
                .any(has_values)
                .then(|| RowValues::of(&slices.collect::<Vec<_>>()))
        };
        let found =
            column(|table| table.probability).or_else(|| column(|table| table.predicted))?;
        let all = numbers(&found, meant.positive.as_deref())?;
        let answers: Vec<f64> = rows.iter().map(|row| all[*row]).collect();
        let present = || answers.iter().filter(|answer| !answer.is_nan());
        present().next()?;
        let are_labels =
            predictor.is_classifier() && present().all(|answer| *answer == 0.0 || *answer == 1.0);
        let is_written = |digits: &i32| {
            let unit = 10_f64.powi(*digits);
            present().all(|answer| {
                ((answer * unit).round() - answer * unit).abs() < 1e-6 * unit.max(1.0) / 10.0
            })
        };
        let digits = (0..MOST_DIGITS).find(is_written).unwrap_or(MOST_DIGITS);
        Some(Captured {
            threshold: are_labels.then(|| meant.threshold.unwrap_or(THRESHOLD)),
            tolerance: 0.5 * 10_f64.powi(-digits) + SLACK,
            answers,
            ..Captured::default()
        })
    }

    /// Compares the model's answers for some of the rows.
    ///
    /// `scores` are raw scores of the rows from position `first` on, one each. Numbers are alike up to rounding, labels exactly; rows without an answer are passed over.
    pub fn compare(&mut self, predictor: &Predictor, scores: &[f64], first: usize) {
        let captured = self.answers.get(first..).unwrap_or(&[]);
        for (captured, score) in captured.iter().zip(scores) {
            let Some(answer) = predictor.transform(&[*score]).first().copied() else {
                continue;
            };
            if captured.is_nan() {
                continue;
            }
            let is_alike = match self.threshold {
                Some(threshold) => f64::from(u8::from(answer >= threshold)) == *captured,
                None => (answer - captured).abs() <= self.tolerance * (1.0 + answer.abs()),
            };
            self.compared += 1;
            self.alike += u64::from(is_alike);
        }
    }

    /// What came of it.
    ///
    /// Counts of rows compared and alike, with a sentence; `None` where no row was compared.
    pub fn reported(&self) -> Option<CapturedAnswers> {
        let (compared, alike) = (self.compared, self.alike);
        if compared == 0 {
            return None;
        }
        let (all, some) = (words::count(compared), words::count(alike));
        let what = match self.threshold {
            Some(_) => "captured labels are",
            None => "captured answers are",
        };
        let sentence = match alike {
            alike if alike == compared && self.threshold.is_none() => {
                format!("{some} of {all} {what} this model's; it is the model that was monitored.")
            }
            alike if alike == compared => format!(
                "{some} of {all} {what} this model's; probabilities, which would tell models apart, were not captured."
            ),
            0 => format!(
                "None of {all} {what} this model's: it is not the model that was monitored, or that one was asked otherwise encoded rows."
            ),
            _ => format!(
                "{some} of {all} {what} this model's: the others are another model's, or of rows that were encoded otherwise."
            ),
        };
        Some(CapturedAnswers {
            compared,
            alike,
            sentence,
        })
    }
}

/// Answers as numbers: of two labels the positive one is 1. `None` for texts of which none is the positive label.
fn numbers(values: &RowValues, positive: Option<&str>) -> Option<Vec<f64>> {
    match values {
        values if values.types().text == 0 => Some(values.numbers()),
        RowValues::Numbers { values, .. } => Some(values.clone()),
        RowValues::Labels { codes, labels, .. } => {
            let positive = positive?;
            let place = labels.iter().position(|label| label == positive)?;
            let of = |code: &u32| match *code {
                MISSING => f64::NAN,
                code => f64::from(u8::from(code as usize == place)),
            };
            Some(codes.iter().map(of).collect())
        }
    }
}
