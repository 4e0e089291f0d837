//! The feature table.

use super::super::Sent;
use super::super::content::{Cell, Holds, Out, Run, Sheet, Text};
use super::marks::{anchor, verdict_mark};
use crate::presentation::checks::disagrees;
use crate::presentation::distribution::spark;
use crate::presentation::features::{log10_p, missing_shares, new_label_rows};
use crate::presentation::format::{counted, exact, exact_count, p_value, percent, score};
use crate::presentation::windows::{Axis, since_label};
use crate::presentation::words;
use crate::report::{Feature, Report};
use crate::table::Kind;

const COLUMNS: [(&str, Holds); 7] = [
    ("Feature", Holds::Words),
    ("Distribution", Holds::Pictures),
    ("Drift score", Holds::Numbers),
    ("Adjusted p", Holds::Numbers),
    ("Missing", Holds::Numbers),
    ("New labels", Holds::Numbers),
    ("Verdict", Holds::Sentences),
];

/// New labels that are named.
const NAMED: usize = 5;

/// One row a feature.
pub fn features(sent: &Sent, out: &mut dyn Out) {
    let report = sent.report;
    if report.features.is_empty() {
        return;
    }
    out.section("features", "Features");
    let mut table = Sheet::new(
        "features",
        "features",
        "Both sides on the same bins: the baseline filled, the current side over it.",
        &COLUMNS,
    );
    table.is_exported = true;
    let windows = report.current.as_ref().map(|side| side.windows.as_slice());
    let axis = Axis::new(windows.unwrap_or_default());
    let rows = report.features.iter().enumerate();
    table.rows = rows
        .map(|(place, feature)| row(report, place, feature, &axis))
        .collect();
    out.tables(vec![table]);
}

fn row(report: &Report, place: usize, feature: &Feature, axis: &Axis) -> Vec<Cell> {
    let name = match feature.verdict.has_drifted() {
        true => Run::Link(anchor(place), feature.name.clone()),
        false => Run::Content(feature.name.clone()),
    };
    let name = Cell::from(Text::from(name))
        .and(Run::Muted(feature.kind.map_or("", Kind::name).to_owned()));
    let p = feature.adjusted_p.map_or_else(Cell::default, |p| {
        let shown = p_value(p, log10_p(feature).filter(|_| p > 0.0));
        Cell::from(Text::from(Run::Number(shown, exact(p))))
    });
    vec![
        name,
        Cell::chart(spark(feature)),
        Cell::shown(feature.drift_score, score),
        p,
        missing(feature),
        new_labels(feature),
        verdict(report, feature, axis),
    ]
}

fn missing(feature: &Feature) -> Cell {
    let share = |share: Option<f64>, count: u64| match share {
        Some(share) => Run::Number(percent(share), exact_count(count)),
        None => Run::Plain("–".to_owned()),
    };
    let (baseline, current) = missing_shares(feature);
    match (baseline, current) {
        (None, None) => return Cell::default(),
        (Some(0.0), Some(0.0)) => return Text::from(Run::Muted(percent(0.0))).into(),
        _ => {}
    }
    let text = Text::from(share(baseline, feature.missing.baseline))
        .and("→")
        .and(share(current, feature.missing.current));
    text.into()
}

fn new_labels(feature: &Feature) -> Cell {
    if feature.kind != Some(Kind::Categorical) {
        return Cell::default();
    }
    let labels = feature.new_labels.len() as u64;
    if labels == 0 {
        return Cell::count(0);
    }
    let mut names = Text::default();
    for label in feature.new_labels.iter().take(NAMED) {
        names = names.and(Run::Content(label.label.clone()));
    }
    let rows = counted(new_label_rows(feature), "row", "rows");
    Cell::count(labels).and(names).and(Run::Muted(rows))
}

fn verdict(report: &Report, feature: &Feature, axis: &Axis) -> Cell {
    let mut head = Text::from(verdict_mark(feature.verdict));
    if let Some(since) = &feature.since {
        head = head.and(Run::Muted(format!("since {}", since_label(since, axis))));
    }
    let own = || {
        let checks = report.checks.iter();
        checks.filter(|check| check.feature == feature.name)
    };
    let violated = own().filter(|check| check.status.is_violated()).count() as u64;
    if violated > 0 {
        let count = counted(violated, "check violated", "checks violated");
        head = head.and(Run::Mark("violated", "▲", count));
    }
    if own().any(disagrees) {
        head = head.and(Run::Mark("differs", "≠", "report differs".to_owned()));
    } else if own().any(|check| check.reported.is_some()) {
        head = head.and(Run::Mark("agrees", "✓", "report agrees".to_owned()));
    }
    Cell::from(head).and(words::finding(feature))
}
