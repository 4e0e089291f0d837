//! `constraints.json` of the data-quality monitor, of all three generations.
//!
//! Options that a file leaves out stay `None`: what the container does then is the monitor's affair, not the file's. Options per feature were seen under two
//! names in two places; both are read in both, and written where they were found.

use leeway_table::named;
use serde_json::{Value, json};

use super::figure::Figure;
use super::members::{Extra, Members, feature_objects};
use super::statistics::{feature_name, not_this, note_repeated_names, open};
use super::text::print;
use crate::{Note, Notes};
use leeway_table::InferredType;

/// What a data set must satisfy.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// The file's own version, as it stands.
    pub version: Option<Value>,
    /// The features in the file's order.
    pub features: Vec<FeatureConstraints>,
    /// Options for all features.
    pub monitoring: MonitoringConfig,
    /// What else the file holds.
    pub extra: Extra,
}

/// What one feature must satisfy.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeatureConstraints {
    /// The feature's name.
    pub name: String,
    /// The type that its values must have, if the file names a known one.
    pub inferred_type: Option<InferredType>,
    /// Share of rows that must have a value, 0 to 1.
    pub completeness: Figure,
    /// True when the baseline had no negative value.
    pub is_non_negative: Option<bool>,
    /// The labels of the baseline, where they were few.
    pub domains: Option<Vec<String>>,
    /// Options for this feature, in the order in which they override each other.
    pub overrides: Vec<Overrides>,
    /// What else the file holds.
    pub extra: Extra,
}

/// Options for one feature, and where the file has them.
#[derive(Debug, Clone, PartialEq)]
pub struct Overrides {
    /// The object that holds them.
    pub place: OverridePlace,
    /// True for `monitoring_config_overrides`, false for `monitoringConfigOverrides`.
    pub is_snake_case: bool,
    /// The options.
    pub config: MonitoringConfig,
}

/// The object that holds a feature's options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverridePlace {
    /// The feature.
    Feature,
    /// The constraints on its numbers.
    NumConstraints,
    /// The constraints on its labels.
    StringConstraints,
}

/// Options of the monitor. `None` and [`Figure::Absent`] are options that the file does not name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MonitoringConfig {
    /// Whether constraints are checked.
    pub evaluate_constraints: Option<bool>,
    /// Whether metrics are published.
    pub emit_metrics: Option<bool>,
    /// Share of values that must have the type, 0 to 1.
    pub datatype_check_threshold: Figure,
    /// Share of values that must be among the domains, 0 to 1.
    pub domain_content_threshold: Figure,
    /// How distributions are compared; `None` where the file has no such part.
    pub comparison: Option<Comparison>,
    /// What else the file holds.
    pub extra: Extra,
}

/// How distributions are compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// Whether they are (since 2020).
    pub perform: Option<bool>,
    /// Whether they are (2019).
    pub enable: Option<bool>,
    /// An option of 2019 whose meaning is not documented.
    pub min_domain_mass: Figure,
    /// The largest distance allowed.
    pub threshold: Figure,
    /// True for the robust distance, false for the simple one.
    pub is_robust: Option<bool>,
    /// The largest distance allowed for labels (since 2024).
    pub categorical_threshold: Figure,
    /// The distance for labels (since 2024).
    pub categorical_method: Option<DriftMethod>,
}

named! {
    /// How labels are compared.
    pub enum DriftMethod {
        /// The largest gap between two shares.
        LInfinity = "LInfinity",
        /// The chi-square test.
        ChiSquared = "ChiSquared",
    }
}

const OVERRIDE_NAMES: [&str; 2] = ["monitoringConfigOverrides", "monitoring_config_overrides"];

impl Constraints {
    /// Constraints as a new file has them.
    pub fn of(features: Vec<FeatureConstraints>, monitoring: MonitoringConfig) -> Self {
        Constraints {
            version: Some(json!(0.0)),
            features,
            monitoring,
            extra: Extra::default(),
        }
    }

    /// Reads the value of a `constraints.json`.
    ///
    /// Errors: not an object, no list of features, or the constraints of another monitor. Everything else that is odd is a note.
    pub fn read(value: Value, notes: &mut Notes) -> Result<Self, Note> {
        let mut document = open(value, "constraints")?;
        let Some(Value::Array(items)) = document.take_any("features") else {
            return Err(not_this(&document, "constraints"));
        };
        let mut extra = Extra::default();
        let features: Vec<FeatureConstraints> = feature_objects(items, notes)
            .into_iter()
            .filter_map(|feature| FeatureConstraints::read(feature, notes))
            .collect();
        note_repeated_names(features.iter().map(|feature| feature.name.as_str()), notes);
        let monitoring = document
            .object("monitoring_config", notes)
            .map(|config| MonitoringConfig::read(config, notes))
            .unwrap_or_default();
        let version = document.take_any("version");
        document.leave(&mut extra);
        Ok(Constraints {
            version,
            features,
            monitoring,
            extra,
        })
    }

    /// The file's text, as the container lays it out.
    pub fn write(&self) -> String {
        let features = self
            .features
            .iter()
            .map(FeatureConstraints::to_json)
            .collect();
        print(&self.extra.object(
            "",
            [
                ("version", self.version.clone()),
                ("features", Some(Value::Array(features))),
                ("monitoring_config", self.monitoring.to_json()),
            ],
        ))
    }

    /// The feature called `name`; the first, if several are.
    pub fn feature(&self, name: &str) -> Option<&FeatureConstraints> {
        self.features.iter().find(|feature| feature.name == name)
    }
}

impl FeatureConstraints {
    fn read(mut body: Members, notes: &mut Notes) -> Option<Self> {
        let mut feature = FeatureConstraints {
            name: feature_name(&mut body, notes)?,
            inferred_type: body.inferred_type("inferred_type", notes),
            completeness: body.figure("completeness", notes),
            ..FeatureConstraints::default()
        };
        if let Some(mut numbers) = body.object("num_constraints", notes) {
            feature.is_non_negative = numbers.flag("is_non_negative", notes);
            feature.read_overrides(&mut numbers, OverridePlace::NumConstraints, notes);
            numbers.leave(&mut feature.extra);
        }
        if let Some(mut labels) = body.object("string_constraints", notes) {
            feature.domains = labels.take("domains", "a list of texts", notes, |value| {
                let labels = value.as_array()?.iter();
                labels
                    .map(|label| label.as_str().map(str::to_owned))
                    .collect()
            });
            feature.read_overrides(&mut labels, OverridePlace::StringConstraints, notes);
            labels.leave(&mut feature.extra);
        }
        feature.read_overrides(&mut body, OverridePlace::Feature, notes);
        body.leave(&mut feature.extra);
        Some(feature)
    }

    fn read_overrides(&mut self, body: &mut Members, place: OverridePlace, notes: &mut Notes) {
        for (i, name) in OVERRIDE_NAMES.into_iter().enumerate() {
            if let Some(config) = body.object(name, notes) {
                self.overrides.push(Overrides {
                    place,
                    is_snake_case: i == 1,
                    config: MonitoringConfig::read(config, notes),
                });
            }
        }
    }

    fn overrides_json(&self, place: OverridePlace, is_snake_case: bool) -> Option<Value> {
        self.overrides
            .iter()
            .find(|known| known.place == place && known.is_snake_case == is_snake_case)
            .and_then(|known| known.config.to_json())
    }

    fn to_json(&self) -> Value {
        let overrides = |place| {
            OVERRIDE_NAMES
                .into_iter()
                .enumerate()
                .map(move |(i, name)| (name, self.overrides_json(place, i == 1)))
        };
        let non_negative = self.is_non_negative.map(Value::Bool);
        let domains = self.domains.as_ref().map(|labels| json!(labels));
        let numbers = [("is_non_negative", non_negative)]
            .into_iter()
            .chain(overrides(OverridePlace::NumConstraints));
        let labels = [("domains", domains)]
            .into_iter()
            .chain(overrides(OverridePlace::StringConstraints));
        let known = [
            ("name", Some(self.name.as_str().into())),
            (
                "inferred_type",
                self.inferred_type.map(|kind| kind.name().into()),
            ),
            ("completeness", self.completeness.to_json()),
            (
                "num_constraints",
                self.extra.object_if_any("num_constraints", numbers),
            ),
            (
                "string_constraints",
                self.extra.object_if_any("string_constraints", labels),
            ),
        ];
        self.extra.object(
            "",
            known.into_iter().chain(overrides(OverridePlace::Feature)),
        )
    }
}

impl MonitoringConfig {
    fn read(body: Members, notes: &mut Notes) -> Self {
        let mut body = body.into_root();
        let mut extra = Extra::default();
        let comparison = body
            .object("distribution_constraints", notes)
            .map(|options| Comparison::read(options, &mut extra, notes));
        let config = MonitoringConfig {
            evaluate_constraints: body.switch("evaluate_constraints", notes),
            emit_metrics: body.switch("emit_metrics", notes),
            datatype_check_threshold: body.figure("datatype_check_threshold", notes),
            domain_content_threshold: body.figure("domain_content_threshold", notes),
            comparison,
            extra: Extra::default(),
        };
        body.leave(&mut extra);
        MonitoringConfig { extra, ..config }
    }

    fn to_json(&self) -> Option<Value> {
        let comparison = self
            .comparison
            .as_ref()
            .and_then(|comparison| comparison.to_json(&self.extra));
        self.extra.object_if_any(
            "",
            [
                (
                    "evaluate_constraints",
                    self.evaluate_constraints.map(switch_json),
                ),
                ("emit_metrics", self.emit_metrics.map(switch_json)),
                (
                    "datatype_check_threshold",
                    self.datatype_check_threshold.to_json(),
                ),
                (
                    "domain_content_threshold",
                    self.domain_content_threshold.to_json(),
                ),
                ("distribution_constraints", comparison),
            ],
        )
    }
}

impl Comparison {
    fn read(mut body: Members, extra: &mut Extra, notes: &mut Notes) -> Self {
        let method = |value: &Value| match value.as_str()? {
            "Robust" => Some(true),
            "Simple" => Some(false),
            _ => None,
        };
        let mut options = Comparison {
            perform: body.switch("perform_comparison", notes),
            enable: body.flag("enable_comparisons", notes),
            min_domain_mass: body.figure("min_domain_mass", notes),
            threshold: body.figure("comparison_threshold", notes),
            is_robust: body.take(
                "comparison_method",
                "\"Simple\" or \"Robust\"",
                notes,
                method,
            ),
            categorical_threshold: body.figure("categorical_comparison_threshold", notes),
            categorical_method: body.take(
                "categorical_drift_method",
                "\"LInfinity\" or \"ChiSquared\"",
                notes,
                |value| DriftMethod::parse(value.as_str()?),
            ),
        };
        let misspelled = body.take(
            "comparion_method",
            "\"Simple\" or \"Robust\"",
            notes,
            method,
        );
        if let Some(is_robust) = misspelled {
            options.is_robust = options.is_robust.or(Some(is_robust));
            notes.add(Note::new("`comparion_method`, as the documentation of 2020 has it, was read as `comparison_method`."));
        }
        body.leave(extra);
        options
    }

    fn to_json(&self, extra: &Extra) -> Option<Value> {
        let method = |is_robust| if is_robust { "Robust" } else { "Simple" };
        extra.object_if_any(
            "distribution_constraints",
            [
                ("perform_comparison", self.perform.map(switch_json)),
                ("enable_comparisons", self.enable.map(Value::Bool)),
                ("min_domain_mass", self.min_domain_mass.to_json()),
                ("comparison_threshold", self.threshold.to_json()),
                (
                    "comparison_method",
                    self.is_robust.map(|is_robust| method(is_robust).into()),
                ),
                (
                    "categorical_comparison_threshold",
                    self.categorical_threshold.to_json(),
                ),
                (
                    "categorical_drift_method",
                    self.categorical_method.map(|known| known.name().into()),
                ),
            ],
        )
    }
}

fn switch_json(is_on: bool) -> Value {
    if is_on { "Enabled" } else { "Disabled" }.into()
}
