//! Changed rows, scored anew by the loaded model.

use crate::problem::Problem;
use std::collections::BTreeSet;

use super::bench::Bench;
use crate::model::InUse;
use crate::monitor::MonitorName;
use crate::study::Study;
use leeway_monitors::attribution::scores;
use leeway_monitors::bias::RowValues;
use leeway_monitors::words;
use leeway_table::{Cell, Column, Parsed, Series, Table, format_number_label, parse_number};

/// Digits of a score that are kept, as files have them.
const DIGITS: f64 = 1e6;
/// The probability from which on the positive label is predicted, unless something says otherwise.
const THRESHOLD: f64 = 0.5;

impl Bench {
    /// Replaces prediction and probability by what the model says of the rows; answers what must be known.
    pub(super) fn score_anew(&self, table: &mut Table) -> Option<String> {
        let has_answers = self.answers.prediction.is_some() || self.answers.probability.is_some();
        let Some(in_use) = self.model() else {
            return has_answers.then(|| {
                "No model is loaded, so predictions stay as they are: open the model to have changed rows scored anew.".to_owned()
            });
        };
        if !has_answers {
            return None;
        }
        let columns = match self.columns(table, in_use) {
            Ok(columns) => columns,
            Err(problem) => return Some(format!("{problem} Predictions stay as they are.")),
        };
        let columns: Vec<&[f32]> = columns.iter().map(Vec::as_slice).collect();
        let model = in_use.predictor;
        let scores = scores(model, &columns);
        let of_row = |row: usize| -> Vec<f64> {
            let of_classes: Vec<f64> = scores.iter().map(|class| class[row]).collect();
            model.transform(&of_classes)
        };
        let answers: Vec<Vec<f64>> = (0..table.rows).map(of_row).collect();
        let rounded = |value: f64| (value * DIGITS).round() / DIGITS;
        if let Some(name) = &self.answers.probability {
            replace(table, name, |row| {
                Some(Cell::Number(rounded(*answers[row].last()?), false))
            });
        }
        if let Some(name) = &self.answers.prediction {
            let labels = self.labels(name);
            let threshold = self.rules.probability_threshold.unwrap_or(THRESHOLD);
            let texts: Vec<Option<String>> = match model.is_classifier() && labels.len() > 1 {
                true => answers
                    .iter()
                    .map(|answer| predicted(answer, &labels, threshold))
                    .collect(),
                false => Vec::new(),
            };
            replace(table, name, |row| match texts.get(row) {
                Some(label) => Some(label_cell(label.as_deref()?)),
                None => Some(Cell::Number(rounded(*answers[row].first()?), false)),
            });
        }
        Some("Changed rows are scored anew by the loaded model.".to_owned())
    }

    /// The names of the loaded model's features; `None` without a model, or where they cannot be told.
    pub(super) fn model_names(&self) -> Option<Vec<String>> {
        self.names(self.model()?).ok()
    }

    /// The baseline as the loaded model reads it; `None` where it cannot.
    pub(super) fn model_columns(&self) -> Option<Vec<Vec<f32>>> {
        self.columns(self.baseline(), self.model()?).ok()
    }

    fn names(&self, model: InUse) -> Result<Vec<String>, Problem> {
        let sources = self.sources.iter().cloned().collect();
        let nothing = Study::default();
        let study = Study::of(
            sources,
            self.rules.clone(),
            &[],
            false,
            &nothing,
            &MonitorName::ALL,
        );
        model.names(study.view(None))
    }

    /// The model's features as it reads them.
    fn columns(&self, table: &Table, model: InUse) -> Result<Vec<Vec<f32>>, Problem> {
        let names = self.names(model)?;
        let lacking: Vec<String> = names
            .iter()
            .filter(|name| table.column(name).is_none())
            .cloned()
            .collect();
        if !lacking.is_empty() {
            return Err(Problem::unfit(format!(
                "The model was trained on other features: the baseline lacks {}.",
                words::list(&lacking, 5)
            )));
        }
        let columns = names.iter().filter_map(|name| table.column(name));
        if model.encoder.is_none() {
            columns.clone().try_for_each(only_numbers)?;
        }
        let raw = columns.map(|column| RowValues::of(&[(Some(column), table.rows)]));
        let raw: Vec<RowValues> = raw.collect();
        let rows: Vec<usize> = (0..table.rows).collect();
        Ok(model.compared(&raw, &rows))
    }

    /// The labels of an answer's column; of two, the positive one is the second, and more stand in the order of their numbers or letters.
    fn labels(&self, prediction: &str) -> Vec<String> {
        let truth = self.answers.label.as_deref();
        let names = [Some(prediction), truth].into_iter().flatten();
        let columns = names.filter_map(|name| self.baseline().column(name));
        let all = columns.flat_map(|column| Series::new([column]).label_counts().into_keys());
        let all: BTreeSet<String> = all.collect();
        let mut labels: Vec<String> = all.into_iter().collect();
        let numbers: Option<Vec<f64>> = labels.iter().map(|label| label.parse().ok()).collect();
        if let Some(mut numbers) = numbers {
            numbers.sort_unstable_by(f64::total_cmp);
            labels = numbers.into_iter().map(format_number_label).collect();
        }
        if labels.len() == 2 && labels.first() == self.answers.positive.as_ref() {
            labels.reverse();
        }
        labels
    }
}

/// The label that a model's answer stands for: of a probability, or of one per class.
fn predicted(answer: &[f64], labels: &[String], threshold: f64) -> Option<String> {
    let place = match answer {
        [only] if labels.len() == 2 => usize::from(*only >= threshold),
        [class] => *class as usize,
        several => (0..several.len())
            .rev()
            .max_by(|&a, &b| several[a].total_cmp(&several[b]))?,
    };
    labels.get(place).cloned()
}

/// A label as it is written in a column.
fn label_cell(label: &str) -> Cell<'_> {
    match parse_number(label) {
        Parsed::Integral(value) => Cell::Number(value, true),
        Parsed::Fractional(value) => Cell::Number(value, false),
        Parsed::Text | Parsed::Long(_) => Cell::Text(label),
    }
}

/// Refuses texts, which a model without an encoder does not read.
fn only_numbers(column: &Column) -> Result<(), Problem> {
    let text = (0..column.len()).find_map(|row| match column.cell(row) {
        Cell::Text(text) => Some(text),
        Cell::Number(..) | Cell::Missing => None,
    });
    match text {
        None => Ok(()),
        Some(text) => Err(Problem::unfit(format!(
            "{:?} holds {text:?}, and the model wants the numbers that it was trained on.",
            column.name
        ))),
    }
}

/// Another value in each row of a column; `None` leaves what is there.
fn replace<'a>(table: &mut Table, name: &str, of: impl Fn(usize) -> Option<Cell<'a>>) {
    let Some(column) = table.columns.iter_mut().find(|column| column.name == name) else {
        return;
    };
    let mut changed = Column::new(column.name.clone(), column.origin, column.named);
    for row in 0..column.len() {
        changed.push_cell(of(row).unwrap_or_else(|| column.cell(row)));
    }
    *column = changed;
}
