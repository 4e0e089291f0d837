//! Every check: first what is violated or reported otherwise, then the others.

use super::super::Sent;
use super::super::content::{Cell, Holds, Out, Run, Sheet, Text};
use super::marks::{reported_words, status_mark};
use crate::presentation::checks::{check_words, disagrees, from_words};
use crate::report::{Check, DataQuality};

const COLUMNS: [(&str, Holds); 4] = [
    ("Check", Holds::Sentences),
    ("Status", Holds::Words),
    ("Observed", Holds::Numbers),
    ("Threshold", Holds::Numbers),
];

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
        .partition(|check| check.status.is_violated() || disagrees(check));
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
            let mut table = Sheet::new("checks", "checks", caption, &COLUMNS);
            table.is_exported = true;
            table.rows = checks.into_iter().map(row).collect();
            out.tables(vec![table]);
        }
    }
}

fn said(summary: &DataQuality) -> Text {
    let edited = match summary.is_edited {
        true => "They are edited.",
        false => "",
    };
    Text::from(summary.sentence.as_str())
        .and(from_words(summary))
        .and(edited)
}

fn row(check: &Check) -> Vec<Cell> {
    let name = Text::content(check.feature.as_str())
        .and(Run::Muted(format!("· {}", check_words(&check.check))));
    let reported = check.reported.as_ref().map(reported_words);
    vec![
        Cell::from(name)
            .and(check.explanation.as_str())
            .and(reported.unwrap_or_default()),
        status_mark(check).into(),
        Cell::number(check.observed),
        Cell::number(check.threshold),
    ]
}
