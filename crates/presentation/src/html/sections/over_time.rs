//! Which feature drifted when.

use super::super::content::{Out, Picture, Text};
use super::super::sent::Sent;
use crate::over_time::{Over, full, heat_map, lines, part};
use crate::windows::{cut, why_none};
use leeway_report::Feature;

/// Features on one map: as many as a page of paper holds.
const ROWS: usize = 36;

/// Features times windows on all maps of the page: it is to be sent.
const MOST_CELLS: usize = 12_000;

/// The heat map, and the lines that reach highest.
pub fn over_time(sent: &Sent, out: &mut dyn Out) {
    let report = sent.report;
    let Some(current) = &report.current else {
        return;
    };
    let has_windows = report.features.iter().any(|one| !one.windows.is_empty());
    if let Some(words) = why_none(report) {
        out.section("over-time", "Over time");
        out.paragraph(words.into());
        return;
    }
    if !has_windows {
        return;
    }
    out.section("over-time", "Over time");
    if let Some(words) = cut(report) {
        out.paragraph(words.into());
    }
    let shown = match sent.is_whole {
        true => report.features.iter().collect(),
        false => highest(&report.features, MOST_CELLS / current.windows.len()),
    };
    let features = shown.len();
    if features < report.features.len() {
        out.paragraph(Text::muted(format!(
            "The map shows the {features} of {} features that differ most.",
            report.features.len()
        )));
    }
    let size = Over::size(report.settings.rules.verdict);
    let mut whole = heat_map(shown.into_iter(), &current.windows, size);
    whole.full = full(&report.features, size);
    let mut pictures = Vec::new();
    for first in (0..features).step_by(ROWS) {
        let last = (first + ROWS).min(features);
        let name = match features > ROWS {
            true => format!("drift over time, features {} to {last}", first + 1),
            false => "drift over time".to_owned(),
        };
        pictures.push(Picture::wide(name, part(&whole, first, ROWS)));
    }
    for (over, name) in [
        (size, "largest differences over time"),
        (Over::P, "lowest p-values over time"),
    ] {
        let lines = lines(&report.features, &current.windows, over);
        pictures.push(Picture::wide(name, lines));
    }
    out.pictures(pictures);
}

/// The features that differ most in some window, in the report's order.
fn highest(features: &[Feature], most: usize) -> Vec<&Feature> {
    let score = |feature: &Feature| {
        let scores = feature
            .windows
            .iter()
            .filter_map(|window| window.drift_score);
        scores.fold(0.0, f64::max)
    };
    let mut places: Vec<usize> = (0..features.len()).collect();
    places.sort_by(|&one, &other| score(&features[other]).total_cmp(&score(&features[one])));
    places.truncate(most);
    places.sort_unstable();
    places.into_iter().map(|place| &features[place]).collect()
}
