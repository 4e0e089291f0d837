//! What the user says of columns: role, type, and the name of one that has none.
//!
//! Answers only, never suppositions. `label`, `prediction`, `probability` and `kinds` of the settings are short forms of the same answers: [`settle`] keeps each
//! of them in one place, whichever was said last, so that no two contradict each other.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

use super::Rules;
use leeway_table::forms::DateFormat;
use leeway_table::{ColumnType, Kind, named};

named! {
    /// What a column is for.
    pub enum ColumnRole {
        /// The model reads it.
        Feature = "feature",
        /// The truth.
        Label = "label",
        /// What the model predicted: a label or a number.
        Prediction = "prediction",
        /// The probability of the positive label.
        Probability = "probability",
        /// When a row came to be.
        Time = "time",
        /// Tells one row, customer or event from another.
        Identifier = "identifier",
        /// Counts rows.
        Index = "index",
        /// A group that bias is measured for, and no feature.
        Group = "group",
        /// Left out of everything.
        Ignored = "ignored",
    }
}

/// What the user says of a column.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnChoice {
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<ColumnRole>,
    /// What its values are.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub column_type: Option<ColumnType>,
    /// How its dates are written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_format: Option<DateFormat>,
}

/// Where the settings say it.
const CHOICES: &str = "column_choices";

/// In the place of a label's, prediction's or probability's name: there is none.
pub const NONE: &str = "";

/// `columns` by name is what `column_choices` says; as a list it names the columns of a file without header.
pub(super) fn split_choices(changes: &mut Map<String, Value>) {
    if let Some(Value::Object(_)) = changes.get("columns")
        && let Some(choices) = changes.remove("columns")
    {
        changes.insert(CHOICES.to_owned(), choices);
    }
}

/// Puts each answer into its one place after `changed` names of settings were set: a label, prediction or probability among the choices goes into the setting of that
/// name, and a column has one role and one type. `before` is what was in force.
pub(super) fn settle(rules: &mut Rules, before: &Rules, changed: &dyn Fn(&str) -> bool) {
    if changed(CHOICES) {
        for (name, choice) in &mut rules.column_choices {
            let answers = [
                (ColumnRole::Label, &mut rules.label),
                (ColumnRole::Prediction, &mut rules.prediction),
                (ColumnRole::Probability, &mut rules.probability),
            ];
            for (role, answer) in answers {
                if choice.role == Some(role) {
                    *answer = Some(name.clone());
                } else if choice.role.is_some() && answer.as_deref() == Some(name) {
                    *answer = None;
                }
            }
            let is_answer = matches!(
                choice.role,
                Some(ColumnRole::Label | ColumnRole::Prediction | ColumnRole::Probability)
            );
            choice.role = choice.role.filter(|_| !is_answer);
            let known = before
                .column_choices
                .get(name)
                .and_then(|choice| choice.column_type);
            if choice.column_type.is_some() && choice.column_type != known {
                rules.kinds.remove(name);
            }
        }
    }
    for answer in [&rules.label, &rules.prediction, &rules.probability]
        .into_iter()
        .flatten()
    {
        if let Some(choice) = rules.column_choices.get_mut(answer) {
            choice.role = None;
        }
    }
    for (name, kind) in &rules.kinds {
        if changed("kinds")
            && before.kinds.get(name) != Some(kind)
            && let Some(choice) = rules.column_choices.get_mut(name)
        {
            choice.column_type = None;
        }
    }
    rules
        .column_choices
        .retain(|_, choice| *choice != ColumnChoice::default());
}

impl Rules {
    /// All that the user says of columns, by name: label, prediction and probability as roles among the choices.
    ///
    /// That there is no label is no answer about a column and not among them. A column that has two of these roles is listed with the first.
    pub fn answers(&self) -> BTreeMap<String, ColumnChoice> {
        let mut answers = self.column_choices.clone();
        for (role, name) in [
            (ColumnRole::Label, &self.label),
            (ColumnRole::Prediction, &self.prediction),
            (ColumnRole::Probability, &self.probability),
        ] {
            if let Some(name) = name.as_deref().filter(|name| *name != NONE) {
                let choice = answers.entry(name.to_owned()).or_default();
                choice.role = choice.role.or(Some(role));
            }
        }
        answers
    }

    /// The kind that the user chose for a feature, by its type or by its kind.
    ///
    /// `None` where nothing was chosen, or a type that is measured in no way.
    pub fn kind_of(&self, feature: &str) -> Option<Kind> {
        let chosen = self
            .column_choices
            .get(feature)
            .and_then(|choice| choice.column_type);
        let by_type = chosen.and_then(ColumnType::kind);
        by_type.or_else(|| self.kinds.get(feature).copied())
    }
}
