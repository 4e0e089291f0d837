//! Which feature drifted when.

use super::super::Sent;
use super::super::content::{Out, Picture};
use crate::engine::shown::over_time::{Over, full, heat_map, lines, part};
use crate::engine::shown::windows::{cut, why_none};

/// Features on one map: as many as a page of paper holds.
const ROWS: usize = 36;

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
    let mut whole = heat_map(report.features.iter(), &current.windows);
    whole.full = full(&report.features);
    let features = report.features.len();
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
        (Over::Score, "highest drift scores over time"),
        (Over::P, "lowest p-values over time"),
    ] {
        pictures.push(Picture::wide(
            name,
            lines(&report.features, &current.windows, over),
        ));
    }
    out.pictures(pictures);
}
