//! The details that the report to send draws, feature by feature.

use crate::monitor::Advance;
use std::collections::BTreeMap;

use super::super::study::Analysis;
use leeway_report::{Feature, FeatureDetail, Report};

/// Details on their way.
#[derive(Default)]
pub struct Gathering {
    /// Those that are there, by the feature's name.
    pub details: BTreeMap<String, FeatureDetail>,
    only_drifted: bool,
    next: usize,
}

impl Gathering {
    /// Gathers details of those features alone that the page draws large, because they drifted.
    ///
    /// For one HTML file that is sent: those of all features would make it many times as large.
    pub fn of_drifted() -> Self {
        Gathering {
            only_drifted: true,
            ..Gathering::default()
        }
    }

    /// Works on; answers the feature at hand, those done and all of them, or `None` when all are there.
    ///
    /// Counts of features; `report` is the one of `analysis`.
    pub fn step(&mut self, analysis: &Analysis, report: &Report) -> Option<Advance> {
        let is_wanted = |feature: &&Feature| !self.only_drifted || feature.verdict.has_drifted();
        let rest = report.features.iter().skip(self.next);
        let left_out = rest.take_while(|feature| !is_wanted(feature));
        self.next += left_out.count();
        let feature = report.features.get(self.next)?;
        if let Some(mut known) = analysis.detail(&feature.name) {
            // Rows window by window are drawn on the page alone.
            known.windows.clear();
            self.details.insert(feature.name.clone(), known);
        }
        self.next += 1;
        let features = report.features.len();
        Some(Advance::new(feature.name.as_str(), self.next, features))
    }
}
