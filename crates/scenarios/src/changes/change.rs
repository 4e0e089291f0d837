//! A change, and what it is about.

use serde::{Deserialize, Serialize};

use super::kind::ChangeKind;

/// A change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Change {
    /// What happens.
    pub kind: ChangeKind,
    /// The column; unused where labels are swapped or repeated.
    pub feature: String,
    /// How much, at full strength, in the unit of [`ChangeKind::amount`].
    pub amount: f64,
    /// The value that the kind needs, by [`ChangeKind::value`].
    pub value: String,
    /// Only rows that fulfil this are changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// Rows whose number in a column is at most so large.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The column.
    pub feature: String,
    /// The largest number.
    pub at_most: f64,
}

/// When a change happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Before a model scores the rows anew.
    Features,
    /// After it.
    Rows,
}

/// The columns that are no features.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// Column of the true label.
    pub label: Option<String>,
    /// Column of the predicted label.
    pub prediction: Option<String>,
    /// Column of the predicted probability.
    pub probability: Option<String>,
    /// The positive label.
    pub positive: Option<String>,
}

impl Answers {
    /// When a change happens: one of an answer's column comes after the model.
    pub fn stage(&self, change: &Change) -> Moment {
        let is_late = matches!(
            change.kind,
            ChangeKind::Swap | ChangeKind::Repeat | ChangeKind::Remove
        );
        let answers = [&self.label, &self.prediction, &self.probability];
        let is_answer = answers
            .into_iter()
            .any(|answer| answer.as_ref() == Some(&change.feature));
        match is_late || is_answer {
            true => Moment::Rows,
            false => Moment::Features,
        }
    }
}
