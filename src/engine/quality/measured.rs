//! Both sides measured, as a whole and window by window.

use std::borrow::Cow;

use super::answers::{distinct, numbers};
use super::classes::{Classes, NONE, sorted};
use super::guess::{Choices, choices};
use super::join::{Counts, Found};
use super::side::{Answers, Side, side};
use crate::documents::model_quality::ProblemType;
use crate::documents::{Content, Role};
use crate::engine::layout::Layout;
use crate::engine::settings::Settings;
use crate::engine::source::Loaded;
use crate::engine::timeline::Timeline;
use crate::monitors::model_quality::{Measured, Row, Rows, measure as metrics};
use crate::monitors::words;
use crate::table::{Column, NO_WINDOW, canonical_label};

/// The probability from which on the positive label is predicted where nothing says so, as Model Monitor has it.
pub const THRESHOLD: f64 = 0.5;

/// Labels of a classification; more distinct numbers are a regression.
const MOST_CLASSES: usize = 50;

/// What was measured.
#[derive(Debug, Clone, Default)]
pub struct Quality {
    /// What was chosen and guessed, the problem and the positive label included.
    pub choices: Choices,
    /// What came of joining captures and labels.
    pub counts: Counts,
    /// What was odd, as sentences.
    pub notes: Vec<String>,
    /// The baseline's rows with labels and predictions.
    pub baseline: Option<Part>,
    /// The current side's.
    pub current: Option<Part>,
    /// The current side's windows, one for each of the timeline's.
    pub windows: Vec<Window>,
    /// True when labels are loaded that could be joined, or rows carry them.
    pub has_labels: bool,
}

/// The rows of one side and their metrics.
#[derive(Debug, Clone)]
pub struct Part {
    /// The rows.
    pub rows: Rows,
    /// Their metrics.
    pub metrics: Vec<Measured>,
}

/// A window's metrics.
#[derive(Debug, Clone, Default)]
pub struct Window {
    /// Rows with label and prediction.
    pub rows: u64,
    /// Their metrics; none without rows.
    pub metrics: Vec<Measured>,
}

/// Rows to look at: true for a source and row that are chosen.
pub type Selection<'a> = Option<&'a dyn Fn(usize, usize) -> bool>;

/// Measures what is loaded. Of the current side only the `selection` is measured, where there is one.
pub fn measure(
    sources: &[Loaded],
    layout: &Layout,
    timeline: &Timeline,
    settings: &Settings,
    selection: Selection,
) -> Quality {
    let mut choices = choices(settings, sources, layout);
    let baseline = side(sources, layout, Role::Baseline, &choices);
    let current = side(sources, layout, Role::Current, &choices);
    let mut notes = current.notes.clone();
    for note in &baseline.notes {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
    let problem = choices
        .problem
        .or_else(|| stated(sources))
        .or_else(|| guess(&baseline))
        .or_else(|| guess(&current));
    let mut quality = Quality {
        counts: current.counts,
        has_labels: !current.labels.is_empty()
            || current.tables.iter().any(|table| table.own.is_some()),
        ..Quality::default()
    };
    if let Some(problem) = problem {
        choices.problem = Some(problem);
        let everywhere = |_: usize, _: usize| true;
        let windows = |source: usize| timeline.window_of(source);
        let reader = Reader::of(problem, &mut choices, &baseline, &current, &mut notes);
        let part = |rows: Vec<Row>| -> Option<Part> {
            let rows = Rows::of(problem, reader.labels.clone(), rows);
            let metrics = metrics(&rows, &rows.all(), settings.seed);
            (!rows.is_empty()).then_some(Part { rows, metrics })
        };
        quality.baseline = part(reader.rows(&baseline, &|_| None, &everywhere, &mut Vec::new()));
        let chosen = selection.unwrap_or(&everywhere);
        quality.current = part(reader.rows(&current, &windows, chosen, &mut notes));
        if let Some(current) = &quality.current {
            let positions = current.rows.by_window(timeline.window_count());
            let window = |positions: Vec<u32>| Window {
                rows: positions.len() as u64,
                metrics: match positions.is_empty() {
                    true => Vec::new(),
                    false => metrics(&current.rows, &positions, settings.seed),
                },
            };
            quality.windows = positions.into_iter().map(window).collect();
        }
    }
    quality.choices = choices;
    quality.notes = notes;
    quality
}

/// The problem that a file of model quality names: constraints and statistics, the first by path.
fn stated(sources: &[Loaded]) -> Option<ProblemType> {
    let named = sources.iter().filter_map(|source| {
        let problem = match &source.document.content {
            Content::QualityStatistics(statistics) => Some(statistics.problem),
            Content::QualityConstraints(constraints) => constraints.problem,
            _ => None,
        };
        Some((&source.document.path, problem?))
    });
    named
        .min_by_key(|(path, _)| *path)
        .map(|(_, problem)| problem)
}

/// The problem that a side's values look like; `None` without labels or without predictions.
fn guess(side: &Side) -> Option<ProblemType> {
    let own = side.tables.iter().filter_map(|table| table.own.as_deref());
    let truth: Vec<&Column> = own.chain(side.labels.iter().copied()).collect();
    let predicted: Vec<&Column> = side
        .tables
        .iter()
        .filter_map(|table| table.predicted.as_deref())
        .collect();
    let has_probability = side.tables.iter().any(|table| table.probability.is_some());
    if truth.is_empty() || (predicted.is_empty() && !has_probability) {
        return None;
    }
    let are_numbers = |columns: &[&Column]| columns.iter().all(|column| column.types.text == 0);
    let names = |columns: &[&Column]| -> Option<Vec<String>> {
        let mut all = Vec::new();
        for column in columns {
            all.extend(distinct(column, MOST_CLASSES)?);
        }
        all.sort();
        all.dedup();
        Some(all)
    };
    let labels = names(&truth);
    let are_whole = |columns: &[&Column]| {
        columns.iter().all(|column| {
            numbers(column)
                .iter()
                .all(|value| value.is_nan() || value.fract() == 0.0)
        })
    };
    if are_numbers(&truth) && are_numbers(&predicted) {
        let many = labels.as_ref().is_none_or(|labels| labels.len() > 2);
        if labels.is_none() || (many && !(are_whole(&predicted) && are_whole(&truth))) {
            return Some(ProblemType::Regression);
        }
    }
    let mut classes = labels.unwrap_or_else(|| vec![String::new(); MOST_CLASSES]);
    // A prediction between 0 and 1 is the probability of one of two labels.
    if !are_numbers(&predicted) || are_whole(&predicted) {
        classes.extend(names(&predicted).unwrap_or_else(|| vec![String::new(); MOST_CLASSES]));
        classes.sort();
        classes.dedup();
    }
    Some(if classes.len() <= 2 {
        ProblemType::Binary
    } else {
        ProblemType::Multiclass
    })
}

/// Reads rows of both sides alike.
struct Reader {
    problem: ProblemType,
    /// Labels by position; of two, the second is the positive one.
    labels: Vec<String>,
    threshold: Option<f64>,
    /// True when what was taken for the predicted label is a probability.
    is_prediction_probability: bool,
}

impl Reader {
    fn of(
        problem: ProblemType,
        choices: &mut Choices,
        baseline: &Side,
        current: &Side,
        notes: &mut Vec<String>,
    ) -> Reader {
        let mut reader = Reader {
            problem,
            labels: Vec::new(),
            threshold: choices.threshold,
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
            && choices.probability.is_none()
            && predicted().any(is_fraction)
        {
            reader.is_prediction_probability = true;
            choices.probability = choices.prediction.take();
        }
        let labels_of = |side: &Side| -> Vec<String> {
            let mut classes = Classes::default();
            for table in &side.tables {
                if let Some(own) = &table.own {
                    classes.of(own);
                }
                if let Some(predicted) = table
                    .predicted
                    .as_ref()
                    .filter(|_| !reader.is_prediction_probability)
                {
                    classes.of(predicted);
                }
            }
            for column in &side.labels {
                classes.of(column);
            }
            sorted(classes.names())
        };
        let has_answers = |side: &Side| {
            side.tables.iter().any(|table| {
                table.own.is_some() && (table.predicted.is_some() || table.probability.is_some())
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
            ProblemType::Binary => two_labels(leading, choices),
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
    fn rows<'t>(
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
        let of_labels: Vec<Vec<f64>> = side
            .labels
            .iter()
            .map(|column| values.truth(column))
            .collect();
        let mut rows = Vec::new();
        let mut odd = Odd::default();
        for table in &side.tables {
            let own = table.own.as_ref().map(|column| values.truth(column));
            let truth = pick(table, own, &of_labels);
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
                odd.outside += u64::from(probability < 0.0 || probability > 1.0);
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

/// The truth of every row: its own, else the joined one; NaN where there is none.
fn pick(table: &Answers, own: Option<Vec<f64>>, labels: &[Vec<f64>]) -> Vec<f64> {
    let joined = |row: usize| -> f64 {
        let found: Option<Found> = table.joined.get(row).copied().flatten();
        found.map_or(f64::NAN, |(label, at)| labels[label as usize][at as usize])
    };
    match own {
        None => (0..table.rows).map(joined).collect(),
        Some(mut own) => {
            for (row, value) in own
                .iter_mut()
                .enumerate()
                .filter(|(_, value)| value.is_nan())
            {
                *value = joined(row);
            }
            own
        }
    }
}

/// What begins the name of "any other label".
const NOT: &str = "not ";

/// The two labels of a binary problem, the positive one second. Of more than two, all but the positive one are one label.
fn two_labels(labels: &[String], choices: &mut Choices) -> Vec<String> {
    let wanted = choices.positive.as_deref().map(canonical_label);
    let positive = wanted.filter(|wanted| labels.is_empty() || labels.contains(wanted));
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
    choices.positive = Some(positive.clone());
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
