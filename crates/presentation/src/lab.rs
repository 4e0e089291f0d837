//! The lab's answer as a chart.

use crate::checks::check_words;
use leeway_charts::{Firing, FiringRow};
use leeway_monitors::MonitorName;
use leeway_report::lab::answer::{CurveLine, Lab};

/// Checks that are drawn.
const TOP: usize = 30;

/// What fires at which strength; empty before all strengths were tried. `at` is the strength that is looked at, from 0 to 1.
pub fn firing(lab: &Lab, at: f64) -> Firing {
    let Some(curve) = &lab.curve else {
        return Firing::default();
    };
    let row = |line: &CurveLine| FiringRow {
        label: match line.monitor {
            MonitorName::ModelQuality => line.feature.clone(),
            MonitorName::Drift => format!("{}: drift", line.feature),
            _ => format!("{}: {}", line.feature, check_words(&line.check)),
        },
        monitor: line.monitor.title().to_owned(),
        fires: line.fires.clone(),
        observed: line.observed.clone(),
        smallest: line.smallest,
    };
    Firing {
        strengths: curve.strengths.clone(),
        rows: curve.lines.iter().map(row).collect(),
        top: TOP,
        at: Some(at),
    }
}
