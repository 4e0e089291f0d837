//! The rows of one side, as far as bias looks at them.

use super::super::columns::{JoinedSide, Meanings, TableAnswers, values};
use super::super::layout::table;
use super::super::view::View;
use leeway_documents::Role;
use leeway_monitors::bias::{CountedRows, Group, RowValues, positives};
use leeway_table::Column;

/// The probability from which on a prediction is positive, unless something says otherwise.
const PROBABILITY_THRESHOLD: f64 = 0.5;

/// Conditioning on a column with more values than this says nothing about a window.
const MOST_STRATA: usize = 5000;

/// The rows of a side.
#[derive(Debug, Clone, Default)]
pub struct SideRows {
    /// Number of rows.
    pub rows: usize,
    /// Whether each label is positive.
    pub label: Option<Group>,
    /// Whether each prediction is.
    pub prediction: Option<Vec<u8>>,
    strata: Option<(Vec<u32>, usize)>,
    segments: Option<(Vec<u32>, usize)>,
    /// What could not be used, as sentences.
    pub problems: Vec<String>,
}

impl SideRows {
    /// Label, prediction, conditioning column and windows of the rows of a side, ready to be counted.
    ///
    /// `answers` are those of the same rows, read to the end. One entry per row, in the order of the tables' paths: 1 for positive, 0 for not, 2 for missing; a
    /// column that is not there is `None`.
    pub fn of(view: View, meanings: &Meanings, role: Role, answers: &JoinedSide) -> SideRows {
        let View {
            sources,
            layout,
            timeline,
            ..
        } = view;
        let tables = layout.tables(sources, role);
        let rows = tables
            .iter()
            .filter_map(|&source| table(&sources[source]))
            .map(|table| table.rows)
            .sum();
        let mut side = SideRows {
            rows,
            ..SideRows::default()
        };
        let given = meanings.answers.positives();
        let answered = answers.tables(sources);
        let found = |part: for<'t> fn(&TableAnswers<'t>) -> Option<&'t Column>| {
            let of_table =
                |table: &TableAnswers<'_>| part(table).is_some_and(|column| column.present() > 0);
            let slice = |table| (part(table), table.rows);
            let is_there = answered.iter().any(of_table);
            is_there.then(|| RowValues::of(&answered.iter().map(slice).collect::<Vec<_>>()))
        };
        if let Some(values) = found(|table| table.truth) {
            side.label = positives(&values, &given);
            if side.label.is_none() {
                side.problems.push(format!(
                    "Which label of {} is the positive one cannot be told: choose it.",
                    meanings.answers.label.as_deref().unwrap_or_default()
                ));
            }
        }
        let predicted = found(|table| table.predicted);
        let probability = found(|table| table.probability);
        let is_probability = |values: &RowValues| {
            values.types().fractional > 0 && values.is_numerical() && values.distinct().0 > 2
        };
        let threshold = meanings.answers.threshold.unwrap_or(PROBABILITY_THRESHOLD);
        let above = |values: &RowValues| values.answers(|_, number| number >= threshold);
        let is_scale = side
            .label
            .as_ref()
            .is_some_and(|label| label.value.starts_with('('));
        side.prediction = match (predicted, probability) {
            (Some(values), _) if is_probability(&values) && !is_scale => Some(above(&values)),
            (Some(values), _) => positives(&values, &given).map(|positive| positive.answers),
            (None, Some(values)) => Some(above(&values)),
            (None, None) => None,
        };
        if let Some(name) = &meanings.group_variable {
            match values(sources, layout, role, name) {
                Some(values) if values.distinct().1 > 0 => {
                    let (codes, count) = values.strata();
                    if count <= MOST_STRATA {
                        side.strata = Some((codes, count));
                    } else {
                        side.problems.push(format!(
                            "The group variable {name} has {count} values, too many to condition on."
                        ));
                    }
                }
                Some(_) => side
                    .problems
                    .push(format!("The group variable {name} is empty.")),
                None => side
                    .problems
                    .push(format!("There is no column {name} to condition on.")),
            }
        }
        if role == Role::Current {
            side.segments = timeline.segments(&tables);
        }
        side
    }

    /// What is counted, in the form that [`leeway_monitors::bias`] takes.
    ///
    /// Slices of one length, an entry per row; without a label or prediction the measures of it have a reason instead of a value.
    pub fn rows(&self) -> CountedRows<'_> {
        CountedRows {
            label: self.label.as_ref().map(|label| label.answers.as_slice()),
            prediction: self.prediction.as_deref(),
            strata: self
                .strata
                .as_ref()
                .map(|(codes, count)| (codes.as_slice(), *count)),
            segments: self.segments(),
        }
    }

    /// Leaves the rows that `keep` flags, for a selection.
    ///
    /// `keep` has one flag per row. What is positive, and the strata, were decided on all rows and stay, so that a selection is measured by the same groups.
    pub fn only(&mut self, keep: &[bool]) {
        self.rows = keep.iter().filter(|keep| **keep).count();
        if let Some(label) = &mut self.label {
            retain(&mut label.answers, keep);
        }
        if let Some(prediction) = &mut self.prediction {
            retain(prediction, keep);
        }
        for (numbers, _) in self.strata.iter_mut().chain(&mut self.segments) {
            retain(numbers, keep);
        }
    }

    /// The window of every row, and the number of windows.
    ///
    /// One position per row, [`leeway_table::NO_WINDOW`] for a row in none; `None` on a side without windows.
    pub fn segments(&self) -> Option<(&[u32], usize)> {
        let segments = self.segments.as_ref();
        segments.map(|(indices, count)| (indices.as_slice(), *count))
    }
}

/// Leaves the rows that `keep` flags, in their order.
///
/// `keep` is as long as `rows`; rows beyond it go too.
pub fn retain<T>(rows: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    rows.retain(|_| keep.next().copied().unwrap_or(false));
}
