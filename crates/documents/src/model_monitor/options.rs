//! The names of the monitor's options, for those who explain what decided.

/// An option of `constraints.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigOption {
    /// Whether constraints are checked.
    EvaluateConstraints,
    /// Whether metrics are published.
    EmitMetrics,
    /// Share of values that must have the type.
    DatatypeThreshold,
    /// Share of values that must be among the domains.
    DomainThreshold,
    /// Whether distributions are compared.
    PerformComparison,
    /// The largest distance allowed.
    ComparisonThreshold,
    /// The distance for numbers.
    ComparisonMethod,
    /// The largest distance allowed for labels.
    CategoricalThreshold,
    /// The distance for labels.
    CategoricalMethod,
    /// The share of rows that must have a value.
    Completeness,
    /// That no value is negative.
    IsNonNegative,
    /// The labels of the baseline.
    Domains,
}

impl ConfigOption {
    /// The name in the file.
    pub fn name(self) -> &'static str {
        match self {
            ConfigOption::EvaluateConstraints => "evaluate_constraints",
            ConfigOption::EmitMetrics => "emit_metrics",
            ConfigOption::DatatypeThreshold => "datatype_check_threshold",
            ConfigOption::DomainThreshold => "domain_content_threshold",
            ConfigOption::PerformComparison => "perform_comparison",
            ConfigOption::ComparisonThreshold => "comparison_threshold",
            ConfigOption::ComparisonMethod => "comparison_method",
            ConfigOption::CategoricalThreshold => "categorical_comparison_threshold",
            ConfigOption::CategoricalMethod => "categorical_drift_method",
            ConfigOption::Completeness => "completeness",
            ConfigOption::IsNonNegative => "is_non_negative",
            ConfigOption::Domains => "domains",
        }
    }
}
