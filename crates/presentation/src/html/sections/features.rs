//! The feature table.

use super::super::content::{Cell, Holds, Out, Run, Sheet, Text};
use super::super::sent::Sent;
use super::marks::{agreement_mark, anchor, verdict_mark};
use crate::checks::together;
use crate::distribution::spark;
use crate::features::{judging_p, log10_p, missing_shares, new_label_rows};
use crate::format::{counted, exact, exact_count, p_value, percent, score};
use crate::over_time::Over;
use crate::windows::{Axis, since_label};
use crate::words;
use leeway_report::{Feature, Report};
use leeway_table::Kind;

/// New labels that are named.
const NAMED: usize = 5;

/// One row a feature.
pub fn features(sent: &Sent, out: &mut dyn Out) {
    let report = sent.report;
    if report.features.is_empty() {
        return;
    }
    out.section("features", "Features");
    let windows = report.current.as_ref().map(|side| side.windows.as_slice());
    let axis = Axis::new(windows.unwrap_or_default());
    let size = Over::size(report.settings.rules.verdict);
    let row = |(place, feature)| row(report, place, feature, &axis, size);
    let caption = "Both sides on the same bins: the baseline filled, the current side over it.";
    let mut table = Sheet::new("features", "features", caption)
        .with(Holds::Words, &["Feature"])
        .with(Holds::Pictures, &["Distribution"])
        .with(
            Holds::Numbers,
            &[size.words(), "Adjusted p", "Missing", "New labels"],
        )
        .with(Holds::Sentences, &["Verdict"])
        .of(report.features.iter().enumerate(), row);
    table.is_exported = true;
    out.tables(vec![table]);
}

fn row(report: &Report, place: usize, feature: &Feature, axis: &Axis, size: Over) -> Vec<Cell> {
    let name = match feature.verdict.has_drifted() {
        true => Run::Link(anchor(place), feature.name.clone()),
        false => Run::Content(feature.name.clone()),
    };
    let kind = feature.kind.map_or("", Kind::name);
    let name = Cell::from(name).and(Run::Muted(kind.to_owned()));
    let p = judging_p(feature).map(|p| {
        let shown = p_value(p, log10_p(feature).filter(|_| p > 0.0));
        Run::Number(shown, exact(p))
    });
    vec![
        name,
        Cell::chart(spark(feature)),
        Cell::shown(feature.drift_score.map(|score| size.of_score(score)), score),
        p.into(),
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
        (Some(0.0), Some(0.0)) => return Run::Muted(percent(0.0)).into(),
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
    let since = feature.since.as_ref();
    let since = since.map(|since| Run::Muted(format!("since {}", since_label(since, axis))));
    let own = || {
        let checks = report.checks.iter();
        checks.filter(|check| check.feature == feature.name)
    };
    let violated = own().filter(|check| check.status.is_violated()).count() as u64;
    let violated = (violated > 0).then(|| {
        let count = counted(violated, "check violated", "checks violated");
        Run::Mark("violated", "▲", count)
    });
    let reported = together(own()).map(agreement_mark);
    let head = Text::from(verdict_mark(feature.verdict))
        .and(since)
        .and(violated);
    Cell::from(head.and(reported)).and(words::finding(feature))
}
