//! What the sections of the report to send are made from.

use std::collections::BTreeMap;

use leeway_report::{FeatureDetail, Report};

/// What sections are made from.
pub struct Sent<'a> {
    /// The report.
    pub report: &'a Report,
    /// Features in detail, by name; those without are drawn on the report's bins.
    pub details: &'a BTreeMap<String, FeatureDetail>,
    /// Whether every feature is drawn in every way, and not only those that drifted.
    pub is_whole: bool,
}
