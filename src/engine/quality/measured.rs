//! Both sides measured, as a whole and window by window.

use super::reader::Reader;
use crate::documents::model_quality::ProblemType;
use crate::documents::{Content, Role};
use crate::engine::columns::{Answers, Counts, Side, distinct, numbers, side};
use crate::engine::source::Loaded;
use crate::engine::view::View;
use crate::monitors::model_quality::{Measured, Row, Rows, measure as metrics};
use crate::table::Column;

/// The probability from which on the positive label is predicted where nothing says so, as Model Monitor has it.
pub const THRESHOLD: f64 = 0.5;

/// Labels of a classification; more distinct numbers are a regression.
const MOST_CLASSES: usize = 50;

/// What was measured.
#[derive(Debug, Clone, Default)]
pub struct Quality {
    /// What was chosen and guessed, the problem and the positive label included.
    pub answers: Answers,
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
pub fn measure(view: View, selection: Selection) -> Quality {
    let View {
        sources,
        layout,
        timeline,
        rules,
        ..
    } = view;
    let mut answers = view.meanings.answers.clone();
    let baseline = side(sources, layout, Role::Baseline, &answers);
    let current = side(sources, layout, Role::Current, &answers);
    let mut notes = current.notes.clone();
    for note in &baseline.notes {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
    let problem = answers
        .problem
        .or_else(|| stated(sources))
        .or_else(|| guess(&baseline))
        .or_else(|| guess(&current));
    let mut quality = Quality {
        counts: current.counts,
        has_labels: current.has_label_files
            || current.tables.iter().any(|table| table.truth.is_some()),
        ..Quality::default()
    };
    if selection.is_some() {
        notes.push(
            "Of the current side, the rows that the brushes select are measured alone.".to_owned(),
        );
    }
    if let Some(problem) = problem {
        answers.problem = Some(problem);
        let everywhere = |_: usize, _: usize| true;
        let windows = |source: usize| timeline.window_of(source);
        let reader = Reader::of(problem, &mut answers, &baseline, &current, &mut notes);
        let part = |rows: Vec<Row>| -> Option<Part> {
            let rows = Rows::of(problem, reader.labels.clone(), rows);
            let metrics = metrics(&rows, &rows.all(), rules.seed);
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
                    false => metrics(&current.rows, &positions, rules.seed),
                },
            };
            quality.windows = positions.into_iter().map(window).collect();
        }
    }
    quality.answers = answers;
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
    let truth: Vec<&Column> = side
        .tables
        .iter()
        .filter_map(|table| table.truth.as_deref())
        .collect();
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
