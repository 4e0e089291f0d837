//! What the user may choose. Every field has a default; a partial object changes only what it names.

use super::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use leeway_monitors::drift::{Correction, RuleName};
use leeway_table::Kind;

mod brush;
mod columns;
mod labels;
pub mod overlay;
mod reference_rows;

pub use brush::Brush;
pub use columns::{ColumnChoice, ColumnRole, NONE};
pub use labels::LabelList;
pub use overlay::Overlay;
pub use reference_rows::ReferenceRows;

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

/// What results depend on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Whose rule decides that a feature drifted.
    pub verdict: RuleName,
    /// How p-values are adjusted for many features.
    pub correction: Correction,
    /// Significance level.
    pub alpha: f64,
    /// How the current side is cut into windows.
    pub window: WindowChoice,
    /// Kinds that the user switched, by feature.
    pub kinds: BTreeMap<String, Kind>,
    /// Features that are identifier-like by their values and are judged all the same.
    pub judge_identifiers: Vec<String>,
    /// Words that mean "missing" in an unquoted CSV field.
    pub missing_words: Vec<String>,
    /// The threshold of the `custom` rule on total variation, and Model Monitor's comparison threshold where no constraints are loaded.
    pub threshold: f64,
    /// Column of the true label; empty: there is none.
    pub label: Option<String>,
    /// Column of the predicted label; empty: there is none.
    pub prediction: Option<String>,
    /// Column of the predicted probability; empty: there is none.
    pub probability: Option<String>,
    /// The positive label, several joined by commas, or the threshold above which a label is positive.
    #[serde(deserialize_with = "labels::joined")]
    pub positive: Option<String>,
    /// Which rows are the reference of projected accuracy.
    pub projected_reference: Option<ReferenceRows>,
    /// `binary`, `multiclass` or `regression`, where the guess was wrong.
    pub problem_type: Option<String>,
    /// The probability from which on the positive label is predicted; replaces the predicted labels.
    pub probability_threshold: Option<f64>,
    /// What the user says of columns, by their names.
    pub column_choices: BTreeMap<String, ColumnChoice>,
    /// Names of a header-less side's columns in order, where the guess was wrong.
    pub columns: Option<Vec<String>>,
    /// Edited thresholds of the data-quality monitor.
    pub constraints: Overlay,
    /// Endpoint under which metrics are published.
    pub endpoint: Option<String>,
    /// Monitoring schedule under which metrics are published.
    pub schedule: Option<String>,
    /// Pipeline under which metrics are published.
    pub pipeline: Option<String>,
    /// Groups that are compared with all other rows.
    pub facets: Vec<FacetChoice>,
    /// Column that the conditional bias metrics condition on.
    pub group_variable: Option<String>,
    /// The order of attributions has drifted below this nDCG.
    pub attribution_threshold: Option<f64>,
    /// Seed of everything drawn at random.
    pub seed: u64,
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            verdict: RuleName::Leeway,
            correction: Correction::BenjaminiHochberg,
            alpha: 0.05,
            window: WindowChoice::default(),
            kinds: BTreeMap::new(),
            judge_identifiers: Vec::new(),
            missing_words: leeway_table::MissingPolicy::DEFAULT_WORDS
                .map(str::to_owned)
                .to_vec(),
            threshold: 0.1,
            label: None,
            prediction: None,
            probability: None,
            positive: None,
            projected_reference: None,
            problem_type: None,
            probability_threshold: None,
            column_choices: BTreeMap::new(),
            columns: None,
            constraints: Overlay::default(),
            endpoint: None,
            schedule: None,
            pipeline: None,
            facets: Vec::new(),
            group_variable: None,
            attribution_threshold: None,
            seed: 0,
        }
    }
}

/// A column and the group in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FacetChoice {
    /// The column.
    pub name: String,
    /// The group's label or labels; without one and without a threshold every group is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<LabelList>,
    /// The group is what lies above this number …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// … and at most at this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<f64>,
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

/// How the current side is cut into windows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "the window must be \"hour\", \"day\", \"none\" or {\"rows\": a number}"
)]
pub enum WindowChoice {
    /// By the clock, or not at all.
    Named(NamedWindow),
    /// Every so many rows.
    Rows {
        /// Rows per window.
        rows: u64,
    },
    /// Chosen by what is loaded.
    #[default]
    Unset,
}

/// Windows by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedWindow {
    /// Hours, UTC.
    Hour,
    /// Days, UTC.
    Day,
    /// One window.
    None,
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
        columns::split_choices(&mut changes);
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
        columns::settle(&mut settings.rules, &self.rules, &|name| {
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
