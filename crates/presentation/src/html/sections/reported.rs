//! What executions reported: what only they know, and over time.

use super::super::content::{Cell, Holds, Out, Picture, Run, Sheet, Text};
use super::super::sent::Sent;
use crate::checks::check_words;
use crate::over_time::{Over, reported_lines};
use crate::reported::alone;
use crate::runs;
use leeway_report::{Check, FiredCheck, ViolationTimeline};

/// Lines of the drift container's executions, and which check fired when.
pub fn reported(sent: &Sent, out: &mut dyn Out) {
    let report = sent.report;
    let alone = match report.features.is_empty() {
        true => alone(report),
        false => Vec::new(),
    };
    if report.results.is_none() && report.violations_over_time.is_none() && alone.is_empty() {
        return;
    }
    out.section("reported", "What was reported");
    if !alone.is_empty() {
        let pictures = [
            ("reported distances", runs::distances(report)),
            ("reported performance", runs::performance(report)),
        ];
        let drawn = pictures
            .into_iter()
            .filter(|(_, chart)| !chart.rows.is_empty());
        out.pictures(
            drawn
                .map(|(name, chart)| Picture::wide(name, chart))
                .collect(),
        );
        out.tables(vec![violations(&alone)]);
    }
    if let Some(results) = &report.results {
        out.paragraph(results.sentence.as_str().into());
        let pictures = [
            (Over::Score, "reported drift scores"),
            (Over::P, "reported p-values"),
            (Over::Missing, "reported projected accuracy"),
        ];
        let drawn = pictures.into_iter().filter_map(|(over, name)| {
            let lines = reported_lines(results, over, None);
            (!lines.lines.is_empty()).then(|| Picture::wide(name, lines))
        });
        out.pictures(drawn.collect());
    }
    if let Some(over_time) = &report.violations_over_time {
        out.tables(vec![fired(over_time)]);
    }
}

/// Every violation that reports alone know.
fn violations(alone: &[&Check]) -> Sheet {
    let row = |check: &&Check| {
        vec![
            Text::content(check.feature.as_str()).into(),
            check_words(&check.check).into(),
            Cell::number(check.observed),
            Cell::number(check.threshold),
            check.description.clone().map(Run::Quote).into(),
        ]
    };
    let caption = "What was reported and not recomputed, with what each was held against.";
    Sheet::new("reported violations", "reported-alone", caption)
        .with(Holds::Words, &["What", "Check"])
        .with(Holds::Numbers, &["Reported", "Held against"])
        .with(Holds::Sentences, &["As reported"])
        .of(alone, row)
}

fn fired(over_time: &ViolationTimeline) -> Sheet {
    let hours = over_time.labels.len();
    let row = |check: &FiredCheck| {
        let dot = |description: &Option<String>| if description.is_some() { '●' } else { '·' };
        let strip: String = check.descriptions.iter().map(dot).collect();
        let when = check.descriptions.iter().zip(&over_time.labels);
        let when = when.filter(|(description, _)| description.is_some());
        let when: Vec<&str> = when.map(|(_, label)| label.as_str()).collect();
        let newest = check.descriptions.iter().flatten().next_back();
        vec![
            Text::content(check.feature.as_str()).into(),
            check_words(&check.check).into(),
            format!("{} of {hours}", check.fired).into(),
            Cell::from(Run::Number(strip, when.join(", "))).and(newest.cloned().map(Run::Quote)),
        ]
    };
    let caption =
        "A dot for each hour of data whose execution found the violation, in order of time (UTC).";
    Sheet::new("violations over time", "fired", caption)
        .with(Holds::Words, &["Feature", "Check"])
        .with(Holds::Numbers, &["Fired"])
        .with(Holds::Sentences, &["When"])
        .of(&over_time.checks, row)
}
