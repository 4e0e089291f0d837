//! What results depend on.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::attributes::AttributeChoice;
use super::columns::{ColumnChoice, ColumnRole, NONE};
use super::facet::FacetChoice;
use super::labels;
use super::overlay::Overlay;
use super::reference_rows::ReferenceRows;
use super::window::WindowChoice;
use crate::sources::Joined;
use leeway_monitors::drift::{Correction, RuleName};
use leeway_table::{ColumnType, Kind};

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
    /// Which rows of captures count, by their custom attributes.
    pub attributes: AttributeChoice,
    /// How the rows of files belong to those of others, by path, where the user says so: `added` keeps the rows of a file, and of
    /// those that were joined with it, their own; another word confirms what was found.
    pub joins: BTreeMap<String, Joined>,
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
    /// Namespace in which metrics are published.
    pub namespace: Option<String>,
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
            attributes: AttributeChoice::default(),
            joins: BTreeMap::new(),
            columns: None,
            constraints: Overlay::default(),
            endpoint: None,
            schedule: None,
            pipeline: None,
            namespace: None,
            facets: Vec::new(),
            group_variable: None,
            attribution_threshold: None,
            seed: 0,
        }
    }
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
