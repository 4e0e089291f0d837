//! What the user may choose. Every field has a default; a partial object changes only what it names.

use super::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

mod attributes;
mod brush;
mod columns;
mod facet;
mod labels;
pub mod overlay;
mod reference_rows;
mod rules;
mod settle;
mod window;

pub use attributes::AttributeChoice;
pub use brush::Brush;
pub use columns::{ColumnChoice, ColumnRole, NONE};
pub use facet::FacetChoice;
pub use labels::LabelList;
pub use overlay::Overlay;
pub use reference_rows::ReferenceRows;
pub use rules::Rules;
pub use window::{NamedWindow, WindowChoice};

/// The settings in force: one flat object on the wire.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What results depend on.
    #[serde(flatten)]
    pub rules: Rules,
    /// What of them is looked at.
    #[serde(flatten)]
    pub look: Look,
}

/// What is looked at; no measure and no verdict of a run depends on it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// Brushes that select rows of the current side; a row counts where all let it through.
    pub selection: Vec<Brush>,
    /// What of the loaded files is a run of its own.
    pub runs: RunsBy,
    /// The run that is shown; without one the first.
    pub run: Option<String>,
    /// The run that the others are compared with, in the baseline's place.
    pub reference_run: Option<String>,
}

/// What of the loaded files is a run of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunsBy {
    /// Guessed from paths and columns.
    #[default]
    Auto,
    /// Every folder that holds a current side.
    Folder,
    /// Every file of the current side.
    File,
    /// Nothing: all files together are one current side.
    Off,
}

/// What a share must be.
const BETWEEN: &str = "must be between 0 and 1";

impl Settings {
    /// These settings with the fields of a JSON object changed.
    ///
    /// # Errors
    /// The field that cannot be used.
    pub fn changed_by(&self, json: &str) -> Result<Settings, Refusal> {
        let refuse = |error: serde_json::Error| {
            Refusal::unreadable("The settings", "could not be read", &error)
        };
        let changes: serde_json::Value = serde_json::from_str(json).map_err(refuse)?;
        let serde_json::Value::Object(changes) = changes else {
            return Err(Refusal::new(
                "The settings",
                "must be an object, such as {\"verdict\": \"evidently\"}",
            ));
        };
        self.with(changes, "The settings", "could not be read")
    }

    /// The settings that differ from those of `before`, by name.
    pub fn changes_since(&self, before: &Settings) -> serde_json::Map<String, serde_json::Value> {
        let as_object = |settings: &Settings| match serde_json::to_value(settings) {
            Ok(serde_json::Value::Object(object)) => object,
            _ => serde_json::Map::new(),
        };
        let (old, mut new) = (as_object(before), as_object(self));
        new.retain(|name, value| old.get(name) != Some(value));
        new
    }

    /// These settings with those replaced that `changes` names; a refusal begins with `subject` and `trouble`.
    ///
    /// # Errors
    /// A name or a value that is not a setting's.
    pub fn with(
        &self,
        mut changes: serde_json::Map<String, serde_json::Value>,
        subject: &str,
        trouble: &str,
    ) -> Result<Settings, Refusal> {
        let refuse = |error: serde_json::Error| Refusal::unreadable(subject, trouble, &error);
        let mut all = serde_json::to_value(self).map_err(refuse)?;
        settle::split_choices(&mut changes);
        let names: BTreeSet<String> = changes.keys().cloned().collect();
        if let serde_json::Value::Object(all) = &mut all {
            if let Some(unknown) = changes.keys().find(|name| !all.contains_key(*name)) {
                let known: Vec<String> = all.keys().map(|name| format!("`{name}`")).collect();
                let known = known.join(", ");
                let rule = format!("{trouble}: unknown field `{unknown}`, expected one of {known}");
                return Err(Refusal::new(subject, rule));
            }
            all.extend(changes);
        }
        let mut settings: Settings = serde_json::from_value(all).map_err(refuse)?;
        settle::settle(&mut settings.rules, &self.rules, &|name| {
            names.contains(name)
        });
        settings.checked()
    }

    /// These settings, if every number is one that can be used.
    ///
    /// # Errors
    /// The field that cannot be used.
    pub fn checked(self) -> Result<Settings, Refusal> {
        if !(self.rules.alpha > 0.0 && self.rules.alpha < 1.0) {
            return Err(Refusal::new("alpha", BETWEEN).found(self.rules.alpha));
        }
        if self.rules.threshold.is_nan() || self.rules.threshold < 0.0 {
            return Err(
                Refusal::new("threshold", "must not be negative").found(self.rules.threshold)
            );
        }
        let problem = brush::problem(&self.look.selection);
        if let Some(threshold) = self.rules.probability_threshold
            && !(0.0..=1.0).contains(&threshold)
        {
            return Err(Refusal::new("probability_threshold", BETWEEN).found(threshold));
        }
        if let Some(problem) = &self.rules.problem_type
            && leeway_documents::model_quality::ProblemType::of(problem).is_none()
        {
            let rule = "must be binary, multiclass or regression";
            return Err(Refusal::new("problem_type", rule).found(format_args!("{problem:?}")));
        }
        match self.rules.constraints.problem().or(problem) {
            Some(problem) => Err(problem),
            None => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_monitors::drift::RuleName;

    #[test]
    fn a_partial_object_changes_what_it_names() {
        let settings = Settings::default();
        let changed = settings
            .changed_by(r#"{"verdict": "aws-sample", "window": {"rows": 500}}"#)
            .unwrap();
        assert_eq!(changed.rules.verdict, RuleName::AwsSample);
        assert_eq!(changed.rules.window, WindowChoice::Rows { rows: 500 });
        assert_eq!(changed.rules.alpha, settings.rules.alpha);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let refused = |json: &str| {
            let refusal = Settings::default().changed_by(json).unwrap_err();
            refusal.to_string()
        };
        assert!(refused(r#"{"verdikt": "leeway"}"#).contains("unknown field `verdikt`"));
        assert!(refused(r#"{"verdict": "mine"}"#).contains("unknown variant `mine`"));
        assert!(refused(r#"{"alpha": 2}"#).contains("alpha must be between 0 and 1"));
        assert!(refused("[1]").contains("must be an object"));
        assert!(refused("{").contains("could not be read"));
    }
}
