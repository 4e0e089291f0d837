//! `constraint_violations.json`: what a monitor reported.
//!
//! All monitors write the same list with different names for the subject: a feature, a metric, a facet, a label. The value itself is only in the
//! description's words; they are kept as they stand and, where the wording is known, read ([`ParsedDescription`]). Custom containers leave the
//! description out, or put a `sentence` in its place.

use serde_json::{Value, json};

use super::members::{Extra, Members, feature_objects};
use super::text::print;
use super::wording::{self, ParsedDescription};
use crate::{Note, Notes};

/// The violations of one execution, in the file's order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Violations {
    /// The file's own version, as it stands; Clarify writes one, Model Monitor does not.
    pub version: Option<Value>,
    /// The violations.
    pub violations: Vec<Violation>,
    /// What else the file holds.
    pub extra: Extra,
}

/// One violation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Violation {
    /// The feature, or `Missing columns` and `Extra columns`.
    pub feature: Option<String>,
    /// The metric (model quality, bias, attribution).
    pub metric: Option<String>,
    /// The facet (bias).
    pub facet: Option<String>,
    /// The facet's value or interval (bias).
    pub facet_value: Option<String>,
    /// The label (attribution).
    pub label: Option<String>,
    /// The check's name as it stands.
    pub check: String,
    /// The check, if it is a known one.
    pub check_type: CheckType,
    /// The description as it stands; empty if there is none.
    pub description: String,
    /// What the description says, if its wording is known.
    pub parsed: Option<ParsedDescription>,
    /// What else the file holds.
    pub extra: Extra,
}

/// The check that a violation belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckType {
    /// Values have the baseline's type.
    DataType,
    /// Rows have a value.
    Completeness,
    /// The distribution is close to the baseline's.
    BaselineDrift,
    /// No column of the baseline is missing.
    MissingColumn,
    /// No column is new.
    ExtraColumn,
    /// Labels are among the baseline's.
    CategoricalValues,
    /// Model quality: the metric is not below its threshold.
    LessThanThreshold,
    /// Model quality: the metric is not above its threshold.
    GreaterThanThreshold,
    /// A bias metric is no farther from its ideal than the baseline's.
    BiasDrift,
    /// The order of the features' attributions is the baseline's.
    FeatureAttributionDrift,
    /// A check that no AWS container has.
    #[default]
    Other,
}

const CHECK_NAMES: [(CheckType, &str); 10] = [
    (CheckType::DataType, "data_type_check"),
    (CheckType::Completeness, "completeness_check"),
    (CheckType::BaselineDrift, "baseline_drift_check"),
    (CheckType::MissingColumn, "missing_column_check"),
    (CheckType::ExtraColumn, "extra_column_check"),
    (CheckType::CategoricalValues, "categorical_values_check"),
    (CheckType::LessThanThreshold, "LessThanThreshold"),
    (CheckType::GreaterThanThreshold, "GreaterThanThreshold"),
    (CheckType::BiasDrift, "bias_drift_check"),
    (
        CheckType::FeatureAttributionDrift,
        "feature_attribution_drift_check",
    ),
];

impl CheckType {
    /// The check of that name; [`CheckType::Other`] for an unknown one.
    pub fn of(name: &str) -> CheckType {
        CHECK_NAMES
            .into_iter()
            .find(|(_, known)| *known == name)
            .map_or(CheckType::Other, |(check, _)| check)
    }

    /// The name in the files; empty for [`CheckType::Other`].
    pub fn name(self) -> &'static str {
        CHECK_NAMES
            .into_iter()
            .find(|(check, _)| *check == self)
            .map_or("", |(_, name)| name)
    }

    /// True for the six checks of the data-quality monitor.
    pub fn is_data_quality(self) -> bool {
        self <= CheckType::CategoricalValues
    }
}

impl Violations {
    /// Reads the value of a `constraint_violations.json`.
    ///
    /// Errors: not an object, or an object without `violations`. A member `violations` that is no list is a note, and the list is empty.
    pub fn read(value: Value, notes: &mut Notes) -> Result<Self, Note> {
        let mut document = match value {
            Value::Object(map) => Members::new(map),
            other => {
                return Err(Note::new("The violations are not an object.")
                    .found(&other.to_string())
                    .expected("an object with a list `violations`"));
            }
        };
        if !document.has("violations") {
            return Err(Note::new("These violations have no list.")
                .expected("an object with a list `violations`"));
        }
        let items = document.take("violations", "a list", notes, |value| {
            value.as_array().cloned()
        });
        let violations = feature_objects(items.unwrap_or_default(), notes)
            .into_iter()
            .map(|item| Violation::read(item, notes))
            .collect();
        let version = document.take_any("version");
        let mut extra = Extra::default();
        document.leave(&mut extra);
        Ok(Violations {
            version,
            violations,
            extra,
        })
    }

    /// The file's text, as the container lays it out. A list that could not be read is written as it stood.
    pub fn write(&self) -> String {
        let was_no_list = self.extra.get("violations").is_some() && self.violations.is_empty();
        let list = (!was_no_list)
            .then(|| Value::Array(self.violations.iter().map(Violation::to_json).collect()));
        print(&self.extra.object(
            "",
            [("version", self.version.clone()), ("violations", list)],
        ))
    }
}

impl Violation {
    /// A violation of the data-quality monitor.
    pub fn new(feature: &str, check_type: CheckType, description: String) -> Self {
        Violation {
            feature: Some(feature.to_owned()),
            check: check_type.name().to_owned(),
            check_type,
            parsed: wording::parse(&description),
            description,
            ..Violation::default()
        }
    }

    fn read(mut body: Members, notes: &mut Notes) -> Self {
        let mut text = |name: &str| body.take(name, "a text", notes, text_or_number);
        let (feature, metric, label) = (text("feature_name"), text("metric_name"), text("label"));
        let (facet, facet_value) = (text("facet"), text("facet_value"));
        let check = text("constraint_check_type").unwrap_or_default();
        let description = text("description");
        if let Some(subject) = feature.as_deref().or(metric.as_deref()) {
            body.about(subject);
        }
        if description.is_none() {
            notes.add(
                Note::new("A violation has no description; what it observed is not known.")
                    .found(&body.place(if check.is_empty() {
                        "no check type"
                    } else {
                        &check
                    }))
                    .expected("a text `description`")
                    .advice("Custom containers leave it out; the other members are shown."),
            );
        }
        let description = description.unwrap_or_default();
        let mut extra = Extra::default();
        body.leave(&mut extra);
        Violation {
            feature,
            metric,
            facet,
            facet_value,
            label,
            check_type: CheckType::of(&check),
            check,
            parsed: wording::parse(&description),
            description,
            extra,
        }
    }

    fn to_json(&self) -> Value {
        let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
        let there = |text: &str| (!text.is_empty()).then(|| json!(text));
        // Model quality's container names the metric last, Clarify's before the check.
        let is_metric_last = matches!(
            self.check_type,
            CheckType::LessThanThreshold | CheckType::GreaterThanThreshold
        );
        let metric = |is_here: bool| text(&self.metric).filter(|_| is_here);
        self.extra.object(
            "",
            [
                ("facet", text(&self.facet)),
                ("facet_value", text(&self.facet_value)),
                ("label", text(&self.label)),
                ("feature_name", text(&self.feature)),
                ("metric_name", metric(!is_metric_last)),
                ("constraint_check_type", there(&self.check)),
                ("description", there(&self.description)),
                ("metric_name", metric(is_metric_last)),
            ],
        )
    }
}

fn text_or_number(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
