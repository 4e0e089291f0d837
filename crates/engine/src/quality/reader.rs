//! How the rows of both sides are read alike: what their labels are, and which is the positive one.

use super::measured::THRESHOLD;
use crate::columns::{Answers, Classes, TableAnswers, numbers, positive_among, sorted};
use leeway_documents::model_quality::ProblemType;
use leeway_monitors::words;
use leeway_table::{Column, canonical_label};

/// Reads rows of both sides alike.
#[derive(Debug, Clone)]
pub struct Reader {
    /// What is predicted.
    pub problem: ProblemType,
    /// Labels by position; of two, the second is the positive one.
    pub labels: Vec<String>,
    threshold: Option<f64>,
    /// True when what was taken for the predicted label is a probability.
    is_prediction_probability: bool,
    /// The labels of both sides: baseline, current.
    seen: [Classes; 2],
}

/// What is read of a table.
#[derive(Clone, Copy)]
pub struct Read<'a> {
    /// The predicted label or number.
    pub predicted: Option<&'a Column>,
    /// The positive label's probability.
    pub probability: Option<&'a Column>,
    /// The probability from which on the positive label is predicted, where that decides and no predicted label.
    pub threshold: Option<f64>,
}

impl Reader {
    /// Begins to read what is predicted; `tables` are those of both sides. A prediction that is a fraction of a binary problem is a probability.
    ///
    /// What `answers` lack is missing in every row.
    pub fn new(problem: ProblemType, answers: &mut Answers, tables: &[TableAnswers]) -> Reader {
        let is_fraction = |column: &Column| {
            let is_fraction = |value: &f64| value.fract() != 0.0 && !value.is_nan();
            column.types.text == 0 && numbers(column).iter().any(is_fraction)
        };
        let mut predicted = tables.iter().filter_map(|table| table.predicted);
        let is_prediction_probability = problem == ProblemType::Binary
            && answers.probability.is_none()
            && predicted.any(is_fraction);
        if is_prediction_probability {
            answers.probability = answers.prediction.take();
        }
        Reader {
            problem,
            labels: Vec::new(),
            threshold: answers.threshold,
            is_prediction_probability,
            seen: Default::default(),
        }
    }

    /// Takes in the labels of a side's table.
    ///
    /// `side` is 0 for the baseline and 1 for the current side; numbers to predict have no labels.
    pub fn take_in(&mut self, side: usize, table: &TableAnswers) {
        if self.problem == ProblemType::Regression {
            return;
        }
        let predicted = table.predicted.filter(|_| !self.is_prediction_probability);
        for column in [table.truth, predicted].into_iter().flatten() {
            self.seen[side].take_in(column);
        }
    }

    /// Settles the labels once those of all tables are in, and says on which the sides differ; `has_baseline` where the baseline has labels and predictions.
    ///
    /// Labels are in the order in which they are shown; of two, the second is the positive one.
    pub fn settle(&mut self, answers: &mut Answers, has_baseline: bool, notes: &mut Vec<String>) {
        if self.problem == ProblemType::Regression {
            return;
        }
        let [of_baseline, of_current] =
            std::mem::take(&mut self.seen).map(|side| sorted(side.names()));
        let is_new = |label: &&String| !of_baseline.contains(label);
        let new: Vec<&String> = of_current.iter().filter(is_new).collect();
        if has_baseline && !new.is_empty() {
            let then = match self.problem {
                ProblemType::Binary => {
                    "Rows with it are left out of the metrics, which are about two labels."
                }
                _ => "Rows with it count as wrong where the prediction is another.",
            };
            let new: Vec<String> = new.iter().map(|label| format!("{label:?}")).collect();
            let new = words::list(&new, 5);
            notes.push(format!("The baseline never had the label {new}. {then}"));
        }
        self.labels = match self.problem {
            ProblemType::Binary if has_baseline => two_labels(&of_baseline, answers),
            ProblemType::Binary => two_labels(&of_current, answers),
            _ => {
                let new = new.into_iter().cloned().collect();
                sorted(&[of_baseline.clone(), new].concat())
            }
        };
    }

    /// Which columns of a table predictions are read from.
    ///
    /// Where a probability is there and a threshold is set or no label is predicted, the probability decides, at the threshold set or 0.5; a probability
    /// without two classes is not read.
    pub fn of<'a>(&self, table: &TableAnswers<'a>) -> Read<'a> {
        let (mut predicted, mut probability) = (table.predicted, table.probability);
        if self.is_prediction_probability {
            (predicted, probability) = (None, probability.or(predicted));
        }
        let probability = probability.filter(|_| self.problem == ProblemType::Binary);
        let is_by_threshold =
            probability.is_some() && (self.threshold.is_some() || predicted.is_none());
        Read {
            predicted,
            probability,
            threshold: is_by_threshold.then(|| self.threshold.unwrap_or(THRESHOLD)),
        }
    }

    /// A column as numbers, one a row: labels are their positions, [`UNKNOWN`] where they are not among the problem's; NaN where it is missing.
    ///
    /// As long as the column, in its order.
    pub fn numbers(&self, classes: &mut Classes, column: &Column) -> Vec<f64> {
        if self.problem == ProblemType::Regression {
            return numbers(column);
        }
        let codes = classes.of(column);
        let is_rest = |label: &String| label.starts_with(NOT);
        let has_rest = self.labels.first().is_some_and(is_rest);
        let position = |name: &String| match self.labels.iter().position(|label| label == name) {
            Some(position) => position as f64,
            None if has_rest => 0.0,
            None => UNKNOWN,
        };
        let positions: Vec<f64> = classes.names().iter().map(position).collect();
        let of_code = |code: u32| positions.get(code as usize).copied().unwrap_or(f64::NAN);
        codes.into_iter().map(of_code).collect()
    }
}

/// The value of a label that is not among a problem's labels.
pub const UNKNOWN: f64 = f64::NEG_INFINITY;

/// What begins the name of "any other label".
const NOT: &str = "not ";

/// The two labels of a binary problem, the positive one second. Of more than two, all but the positive one are one label.
fn two_labels(labels: &[String], answers: &mut Answers) -> Vec<String> {
    let wanted = answers.positive.as_deref().map(canonical_label);
    let positive = wanted.filter(|wanted| labels.is_empty() || labels.contains(wanted));
    let positive = positive.or_else(|| positive_among(labels));
    let is_zero_or_one = labels.iter().all(|label| label == "0" || label == "1");
    let positive = positive.or_else(|| match is_zero_or_one {
        true => Some("1".to_owned()),
        false => labels.last().cloned(),
    });
    let positive = positive.unwrap_or_else(|| "1".to_owned());
    let others: Vec<&String> = labels.iter().filter(|label| **label != positive).collect();
    let negative = match others.as_slice() {
        [only] => (*only).clone(),
        [] if positive == "1" => "0".to_owned(),
        _ => format!("{NOT}{positive}"),
    };
    answers.positive = Some(positive.clone());
    vec![negative, positive]
}
