//! The options in force for a feature: the container's defaults, the file's, the feature's own.

use leeway_documents::model_monitor::{
    Constraints, DriftMethod, FeatureConstraints, MonitoringConfig,
};

/// The options in force.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Whether constraints are checked.
    pub evaluate: bool,
    /// Whether metrics are published.
    pub emit: bool,
    /// Share of rows that must have the type, 0 to 1.
    pub type_threshold: f64,
    /// Share of values that must be among the domains, 0 to 1.
    pub domain_threshold: f64,
    /// Whether distributions are compared.
    pub compare: bool,
    /// The largest distance allowed for numbers.
    pub distance_threshold: f64,
    /// Whether the distance is corrected for the sizes of the samples.
    pub is_robust: bool,
    /// The largest distance allowed for labels.
    pub label_threshold: f64,
    /// The distance for labels.
    pub label_method: DriftMethod,
}

impl Default for Options {
    /// What the container writes into a new baseline, which is also what it does where a file is silent.
    fn default() -> Self {
        Options {
            evaluate: true,
            emit: true,
            type_threshold: 1.0,
            domain_threshold: 1.0,
            compare: true,
            distance_threshold: 0.1,
            is_robust: true,
            label_threshold: 0.1,
            label_method: DriftMethod::LInfinity,
        }
    }
}

impl Options {
    /// The options for all features.
    ///
    /// Thresholds are shares or distances, 0 to 1. What the file does not say is the container's default, as [`Options::default`] has it with its source.
    pub fn of(constraints: &Constraints) -> Self {
        Options::default().with(&constraints.monitoring)
    }

    /// The options for one feature, which may override those for all.
    ///
    /// Thresholds are shares or distances, 0 to 1; where the feature says nothing, [`Options::of`] holds. Source: `monitoringConfigOverrides` of Model Monitor.
    pub fn for_feature(constraints: &Constraints, feature: &FeatureConstraints) -> Self {
        feature
            .overrides
            .iter()
            .fold(Options::of(constraints), |options, overrides| {
                options.with(&overrides.config)
            })
    }

    /// These options, where `config` is silent. A file of before 2024 has one threshold for numbers and labels.
    fn with(self, config: &MonitoringConfig) -> Self {
        let comparison = config.comparison.clone().unwrap_or_default();
        let distance = comparison.threshold.finite();
        Options {
            evaluate: config.evaluate_constraints.unwrap_or(self.evaluate),
            emit: config.emit_metrics.unwrap_or(self.emit),
            type_threshold: config
                .datatype_check_threshold
                .finite()
                .unwrap_or(self.type_threshold),
            domain_threshold: config
                .domain_content_threshold
                .finite()
                .unwrap_or(self.domain_threshold),
            compare: comparison
                .perform
                .or(comparison.enable)
                .unwrap_or(self.compare),
            distance_threshold: distance.unwrap_or(self.distance_threshold),
            is_robust: comparison.is_robust.unwrap_or(self.is_robust),
            label_threshold: comparison
                .categorical_threshold
                .finite()
                .or(distance)
                .unwrap_or(self.label_threshold),
            label_method: comparison.categorical_method.unwrap_or(self.label_method),
        }
    }
}
