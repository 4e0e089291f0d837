//! Thresholds, switches and methods that the user edits: laid over the constraints in force, which stay as they were loaded.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::Refusal;
use leeway_documents::model_monitor::{
    Comparison, ConfigOption, Constraints, DriftMethod, FeatureConstraints, Figure,
    MonitoringConfig, OverridePlace, Overrides,
};

/// Edited options of the data-quality monitor, under the names that its files have; what is `None` is as loaded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Overlay {
    /// For all features.
    #[serde(skip_serializing_if = "Thresholds::is_empty")]
    pub all: Thresholds,
    /// Whether constraints are checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluate_constraints: Option<Switch>,
    /// Whether metrics are published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emit_metrics: Option<Switch>,
    /// Whether distributions are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perform_comparison: Option<Switch>,
    /// How distances are corrected for the sizes of the samples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison_method: Option<ComparisonMethod>,
    /// How labels are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categorical_drift_method: Option<DriftMethod>,
    /// For single features, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub features: BTreeMap<String, Thresholds>,
}

/// Edited thresholds. Shares are from 0 to 1.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// The largest distance allowed for numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison_threshold: Option<f64>,
    /// The largest distance allowed for labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categorical_comparison_threshold: Option<f64>,
    /// Share of rows that must have the type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub datatype_check_threshold: Option<f64>,
    /// Share of values that must be among the domains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_content_threshold: Option<f64>,
    /// Share of rows that must have a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completeness: Option<f64>,
}

/// On or off, as the files write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Switch {
    /// On.
    Enabled,
    /// Off.
    Disabled,
}

/// How distances are corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComparisonMethod {
    /// Less what chance explains.
    Robust,
    /// As they are.
    Simple,
}

impl Overlay {
    /// True when nothing is edited.
    pub fn is_empty(&self) -> bool {
        *self == Overlay::default()
    }

    /// The constraints with the edits.
    pub fn apply(&self, constraints: &mut Constraints) {
        self.all.write(&mut constraints.monitoring);
        let is_on = |switch| switch == Switch::Enabled;
        if let Some(switch) = self.evaluate_constraints {
            constraints.monitoring.evaluate_constraints = Some(is_on(switch));
        }
        if let Some(switch) = self.emit_metrics {
            constraints.monitoring.emit_metrics = Some(is_on(switch));
        }
        if let Some(switch) = self.perform_comparison {
            let comparison = comparison(&mut constraints.monitoring);
            // A file of 2019 has the switch under another name.
            match (comparison.perform, &mut comparison.enable) {
                (None, Some(enable)) => *enable = is_on(switch),
                _ => comparison.perform = Some(is_on(switch)),
            }
        }
        if self.comparison_method.is_some() || self.categorical_drift_method.is_some() {
            let comparison = comparison(&mut constraints.monitoring);
            if let Some(method) = self.comparison_method {
                comparison.is_robust = Some(method == ComparisonMethod::Robust);
            }
            if let Some(method) = self.categorical_drift_method {
                comparison.categorical_method = Some(method);
            }
        }
        for feature in &mut constraints.features {
            if let Some(completeness) = self.all.completeness {
                feature.completeness = Figure::Number(completeness);
            }
            if let Some(edited) = self.features.get(&feature.name) {
                edited.write_feature(feature);
            }
        }
    }

    /// Sets an option for one feature, or for all of them and without exceptions; `None` makes it as loaded.
    pub fn set(&mut self, feature: Option<&str>, option: &str, value: Option<f64>) {
        match feature {
            Some(feature) => {
                let edited = self.features.entry(feature.to_owned()).or_default();
                edited.set(option, value);
            }
            None => {
                self.all.set(option, value);
                for edited in self.features.values_mut() {
                    edited.set(option, None);
                }
            }
        }
        self.features
            .retain(|_, edited| *edited != Thresholds::default());
    }

    /// Chooses one of the words that an option has, for all features; any other word makes it as loaded.
    pub fn choose(&mut self, option: &str, word: &str) {
        let switch = match word {
            "Enabled" => Some(Switch::Enabled),
            "Disabled" => Some(Switch::Disabled),
            _ => None,
        };
        match option {
            "evaluate_constraints" => self.evaluate_constraints = switch,
            "emit_metrics" => self.emit_metrics = switch,
            "perform_comparison" => self.perform_comparison = switch,
            "comparison_method" => {
                self.comparison_method = match word {
                    "Robust" => Some(ComparisonMethod::Robust),
                    "Simple" => Some(ComparisonMethod::Simple),
                    _ => None,
                }
            }
            "categorical_drift_method" => {
                self.categorical_drift_method = match word {
                    "LInfinity" => Some(DriftMethod::LInfinity),
                    "ChiSquared" => Some(DriftMethod::ChiSquared),
                    _ => None,
                }
            }
            _ => {}
        }
    }

    /// The first threshold that is none.
    pub fn problem(&self) -> Option<Refusal> {
        let every = std::iter::once(&self.all).chain(self.features.values());
        every
            .flat_map(|thresholds| thresholds.named())
            .find_map(|(option, value, is_share)| {
                let value = value?;
                let is_fit = value >= 0.0 && value.is_finite() && (!is_share || value <= 1.0);
                let rule = if is_share {
                    "must be between 0 and 1"
                } else {
                    "must be 0 or more"
                };
                (!is_fit).then(|| Refusal::new(option.name(), rule).found(value))
            })
    }
}

impl Thresholds {
    /// True when nothing is edited.
    pub fn is_empty(&self) -> bool {
        *self == Thresholds::default()
    }

    /// Each option with its value, and whether it is a share.
    fn named(&self) -> [(ConfigOption, Option<f64>, bool); 5] {
        [
            (
                ConfigOption::ComparisonThreshold,
                self.comparison_threshold,
                false,
            ),
            (
                ConfigOption::CategoricalThreshold,
                self.categorical_comparison_threshold,
                false,
            ),
            (
                ConfigOption::DatatypeThreshold,
                self.datatype_check_threshold,
                true,
            ),
            (
                ConfigOption::DomainThreshold,
                self.domain_content_threshold,
                true,
            ),
            (ConfigOption::Completeness, self.completeness, true),
        ]
    }

    /// The edited value of an option.
    pub fn get(&self, option: &str) -> Option<f64> {
        let named = self.named();
        let found = named.iter().find(|(known, ..)| known.name() == option);
        found.and_then(|(_, value, _)| *value)
    }

    fn set(&mut self, option: &str, value: Option<f64>) {
        let place = match option {
            "comparison_threshold" => &mut self.comparison_threshold,
            "categorical_comparison_threshold" => &mut self.categorical_comparison_threshold,
            "datatype_check_threshold" => &mut self.datatype_check_threshold,
            "domain_content_threshold" => &mut self.domain_content_threshold,
            "completeness" => &mut self.completeness,
            _ => return,
        };
        *place = value;
    }

    fn write(&self, config: &mut MonitoringConfig) {
        let put = |place: &mut Figure, value: Option<f64>| {
            if let Some(value) = value {
                *place = Figure::Number(value);
            }
        };
        put(
            &mut config.datatype_check_threshold,
            self.datatype_check_threshold,
        );
        put(
            &mut config.domain_content_threshold,
            self.domain_content_threshold,
        );
        if self.comparison_threshold.is_some() || self.categorical_comparison_threshold.is_some() {
            let comparison = comparison(config);
            put(&mut comparison.threshold, self.comparison_threshold);
            put(
                &mut comparison.categorical_threshold,
                self.categorical_comparison_threshold,
            );
        }
    }

    /// Into the last of the feature's overrides, which is the one that decides; into new ones where it has none.
    fn write_feature(&self, feature: &mut FeatureConstraints) {
        if let Some(completeness) = self.completeness {
            feature.completeness = Figure::Number(completeness);
        }
        let has_options = Thresholds {
            completeness: None,
            ..self.clone()
        } != Thresholds::default();
        if !has_options {
            return;
        }
        if feature.overrides.is_empty() {
            feature.overrides.push(Overrides {
                place: OverridePlace::Feature,
                is_snake_case: false,
                config: MonitoringConfig::default(),
            });
        }
        if let Some(last) = feature.overrides.last_mut() {
            self.write(&mut last.config);
        }
    }
}

fn comparison(config: &mut MonitoringConfig) -> &mut Comparison {
    config.comparison.get_or_insert_with(Comparison::default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_for_all_features_leaves_no_exceptions() {
        let mut overlay = Overlay::default();
        overlay.set(Some("age"), "comparison_threshold", Some(0.5));
        overlay.set(Some("age"), "completeness", Some(0.9));
        overlay.set(None, "comparison_threshold", Some(0.2));
        assert_eq!(
            serde_json::to_string(&overlay).unwrap(),
            r#"{"all":{"comparison_threshold":0.2},"features":{"age":{"completeness":0.9}}}"#
        );
        overlay.set(Some("age"), "completeness", None);
        overlay.set(None, "comparison_threshold", None);
        assert!(overlay.is_empty());
    }

    #[test]
    fn words_are_chosen_and_forgotten() {
        let mut overlay = Overlay::default();
        overlay.choose("perform_comparison", "Disabled");
        overlay.choose("categorical_drift_method", "ChiSquared");
        assert_eq!(
            serde_json::to_string(&overlay).unwrap(),
            r#"{"perform_comparison":"Disabled","categorical_drift_method":"ChiSquared"}"#
        );
        let mut of_2019 = Constraints::default();
        comparison(&mut of_2019.monitoring).enable = Some(true);
        overlay.apply(&mut of_2019);
        let edited = comparison(&mut of_2019.monitoring);
        assert_eq!((edited.enable, edited.perform), (Some(false), None));
        overlay.choose("perform_comparison", "");
        overlay.choose("categorical_drift_method", "as loaded");
        assert!(overlay.is_empty());
    }

    #[test]
    fn a_threshold_that_is_none_is_named() {
        let mut overlay = Overlay::default();
        overlay.set(Some("age"), "completeness", Some(1.5));
        assert_eq!(
            overlay.problem().unwrap().to_string(),
            "completeness must be between 0 and 1; it was 1.5."
        );
        overlay.set(Some("age"), "completeness", None);
        overlay.set(None, "comparison_threshold", Some(-1.0));
        assert_eq!(
            overlay.problem().unwrap().to_string(),
            "comparison_threshold must be 0 or more; it was -1."
        );
    }
}
