//! The rows of both sides that have a label and a prediction, read alike.

use std::borrow::Cow;

use super::measured::THRESHOLD;
use crate::documents::model_quality::ProblemType;
use crate::engine::columns::{Answers, Classes, NONE, Side, numbers, positive_among, sorted};
use crate::monitors::model_quality::Row;
use crate::monitors::words;
use crate::table::{Column, NO_WINDOW, canonical_label};

/// Reads rows of both sides alike.
pub struct Reader {
    problem: ProblemType,
    /// Labels by position; of two, the second is the positive one.
    pub labels: Vec<String>,
    threshold: Option<f64>,
    /// True when what was taken for the predicted label is a probability.
    is_prediction_probability: bool,
}

impl Reader {
    /// Settles the labels, and says on which the sides differ.
    pub fn of(
        problem: ProblemType,
        answers: &mut Answers,
        baseline: &Side,
        current: &Side,
        notes: &mut Vec<String>,
    ) -> Reader {
        let mut reader = Reader {
            problem,
            labels: Vec::new(),
            threshold: answers.threshold,
            is_prediction_probability: false,
        };
        if problem == ProblemType::Regression {
            return reader;
        }
        let predicted = || {
            baseline
                .tables
                .iter()
                .chain(&current.tables)
                .filter_map(|table| table.predicted.as_deref())
        };
        let is_fraction = |column: &Column| {
            column.types.text == 0
                && numbers(column)
                    .iter()
                    .any(|value| value.fract() != 0.0 && !value.is_nan())
        };
        if problem == ProblemType::Binary
            && answers.probability.is_none()
            && predicted().any(is_fraction)
        {
            reader.is_prediction_probability = true;
            answers.probability = answers.prediction.take();
        }
        let labels_of = |side: &Side| -> Vec<String> {
            let mut classes = Classes::default();
            for table in &side.tables {
                if let Some(truth) = &table.truth {
                    classes.of(truth);
                }
                if let Some(predicted) = table
                    .predicted
                    .as_ref()
                    .filter(|_| !reader.is_prediction_probability)
                {
                    classes.of(predicted);
                }
            }
            sorted(classes.names())
        };
        let has_answers = |side: &Side| {
            side.tables.iter().any(|table| {
                table.truth.is_some() && (table.predicted.is_some() || table.probability.is_some())
            })
        };
        let (of_baseline, of_current) = (labels_of(baseline), labels_of(current));
        let leading = if has_answers(baseline) {
            &of_baseline
        } else {
            &of_current
        };
        if has_answers(baseline) {
            let new: Vec<String> = of_current
                .iter()
                .filter(|label| !of_baseline.contains(label))
                .map(|label| format!("{label:?}"))
                .collect();
            if !new.is_empty() {
                let then = match problem {
                    ProblemType::Binary => {
                        "Rows with it are left out of the metrics, which are about two labels."
                    }
                    _ => "Rows with it count as wrong where the prediction is another.",
                };
                notes.push(format!(
                    "The baseline never had the label {}. {then}",
                    words::list(&new, 5)
                ));
            }
        }
        reader.labels = match problem {
            ProblemType::Binary => two_labels(leading, answers),
            _ => {
                let mut all = of_baseline.clone();
                all.extend(
                    of_current
                        .iter()
                        .filter(|label| !of_baseline.contains(label))
                        .cloned(),
                );
                sorted(&all)
            }
        };
        reader
    }

    /// The rows of a side that have a label and a prediction.
    pub fn rows<'t>(
        &self,
        side: &Side,
        windows: &dyn Fn(usize) -> Option<&'t [u32]>,
        chosen: &dyn Fn(usize, usize) -> bool,
        notes: &mut Vec<String>,
    ) -> Vec<Row> {
        let mut values = Values {
            classes: Classes::default(),
            reader: self,
        };
        let mut rows = Vec::new();
        let mut odd = Odd::default();
        for table in &side.tables {
            let Some(truth) = table.truth.as_ref().map(|column| values.truth(column)) else {
                continue;
            };
            let (mut predicted, mut probability) =
                (table.predicted.as_deref(), table.probability.as_deref());
            if self.is_prediction_probability {
                (predicted, probability) = (None, probability.or(predicted));
            }
            if self.problem != ProblemType::Binary {
                probability = None;
            }
            let predicted = predicted.map(|column| values.truth(column));
            let probability: Cow<[f64]> =
                probability.map_or(Cow::Borrowed(&[]), |column| Cow::Owned(numbers(column)));
            let by_threshold = self.problem == ProblemType::Binary
                && !probability.is_empty()
                && (self.threshold.is_some() || predicted.is_none());
            let threshold = self.threshold.unwrap_or(THRESHOLD);
            let windows = windows(table.source);
            for (row, truth) in truth.into_iter().enumerate() {
                if truth.is_nan() || !chosen(table.source, row) {
                    continue;
                }
                let probability = probability
                    .get(row)
                    .copied()
                    .filter(|value| value.is_finite())
                    .unwrap_or(f64::NAN);
                let said = predicted
                    .as_ref()
                    .map_or(f64::NAN, |predicted| predicted[row]);
                let answer = match by_threshold {
                    true if probability.is_nan() => f64::NAN,
                    true => f64::from(u8::from(probability >= threshold)),
                    false => said,
                };
                odd.outside +=
                    u64::from(!probability.is_nan() && !(0.0..=1.0).contains(&probability));
                if answer.is_nan()
                    || truth == UNKNOWN
                    || answer == UNKNOWN
                    || !truth.is_finite()
                    || !answer.is_finite()
                {
                    let is_unknown = truth == UNKNOWN || answer == UNKNOWN;
                    odd.unknown += u64::from(is_unknown);
                    odd.unanswered += u64::from(!is_unknown);
                    continue;
                }
                rows.push(Row {
                    truth,
                    predicted: answer,
                    probability,
                    window: windows
                        .and_then(|windows| windows.get(row))
                        .copied()
                        .unwrap_or(NO_WINDOW),
                });
            }
        }
        odd.note(notes);
        rows
    }
}

/// The value of a label that is not among a problem's labels.
const UNKNOWN: f64 = f64::NEG_INFINITY;

/// Columns to numbers: labels to their positions.
struct Values<'r> {
    classes: Classes,
    reader: &'r Reader,
}

impl Values<'_> {
    fn truth(&mut self, column: &Column) -> Vec<f64> {
        if self.reader.problem == ProblemType::Regression {
            return numbers(column);
        }
        let codes = self.classes.of(column);
        let position =
            |name: &String| match self.reader.labels.iter().position(|label| label == name) {
                Some(position) => position as f64,
                None if self
                    .reader
                    .labels
                    .first()
                    .is_some_and(|first| first.starts_with(NOT)) =>
                {
                    0.0
                }
                None => UNKNOWN,
            };
        let positions: Vec<f64> = self.classes.names().iter().map(position).collect();
        codes
            .into_iter()
            .map(|code| {
                if code == NONE {
                    f64::NAN
                } else {
                    positions[code as usize]
                }
            })
            .collect()
    }
}

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

/// Rows that were left out of the metrics, and probabilities that are none.
#[derive(Default)]
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
