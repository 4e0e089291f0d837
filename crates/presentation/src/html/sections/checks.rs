//! Every check: first what is violated or reported otherwise, then the others.

use super::super::content::{Cell, Holds, Out, Run, Sheet, Text};
use super::super::sent::Sent;
use super::marks::{reported_words, status_mark};
use crate::checks::{check_words, from_words};
use leeway_report::{Check, DataQuality};

/// The checks of data quality and of model quality.
pub fn checks(sent: &Sent, out: &mut dyn Out) {
    let report = sent.report;
    if report.checks.is_empty() {
        return;
    }
    out.section("checks", "Checks");
    if let Some(summary) = &report.data_quality {
        out.paragraph(said(summary));
    }
    let (first, others): (Vec<&Check>, Vec<&Check>) = report
        .checks
        .iter()
        .partition(|check| check.status.is_violated() || check.is_disagreed());
    for (title, caption, checks) in [
        (
            "Violated, or reported otherwise",
            "Checks that are violated, or of which a report says something else",
            first,
        ),
        ("Met, or not checked", "All other checks", others),
    ] {
        if !checks.is_empty() {
            out.heading(None, title.into());
            let mut table = Sheet::new("checks", "checks", caption)
                .with(Holds::Sentences, &["Check"])
                .with(Holds::Words, &["Status"])
                .with(Holds::Numbers, &["Observed", "Threshold"])
                .of(checks, row);
            table.is_exported = true;
            out.tables(vec![table]);
        }
    }
}

fn said(summary: &DataQuality) -> Text {
    let edited = summary.is_edited.then_some("They are edited.");
    Text::from(summary.sentence.as_str())
        .and(from_words(summary))
        .and(edited)
}

fn row(check: &Check) -> Vec<Cell> {
    let name = Text::content(check.feature.as_str())
        .and(Run::Muted(format!("· {}", check_words(&check.check))));
    vec![
        Cell::from(name)
            .and(check.explanation.as_str())
            .and(check.reported.as_ref().map(reported_words)),
        status_mark(check).into(),
        Cell::number(check.observed),
        Cell::number(check.threshold),
    ]
}
