//! From what was measured to the report.

use super::sides::{side, source};
use super::study::Analysis;
use crate::columns::{columns, questions};
use crate::data_quality;
use crate::executions;
use crate::kinship;
use crate::monitor::Writing;
use crate::monitored::with_monitored;
use leeway_documents::Role;
use leeway_report::settings::{Brush, Look, Rules, Settings};
use leeway_report::{Report, SCHEMA, Selection, Timings, iso};

/// Judges what was measured and writes the report; `now` is in milliseconds since 1970.
///
/// Units and ranges are those of the fields of [`Report`]; what cannot be computed has its reason there, so nothing fails.
pub fn report(analysis: &Analysis, timings: Timings, now: i64) -> Report {
    let view = analysis.view();
    let mut current = side(view, Role::Current);
    if let Some(current) = &mut current {
        current.windows = analysis.shown_timeline().windows();
        current.without_time = view.timeline.without_time();
    }
    let report = Report {
        schema: SCHEMA,
        leeway: env!("CARGO_PKG_VERSION").to_owned(),
        generated: iso(now),
        settings: Settings {
            rules: with_meanings(analysis),
            look: Look::default(),
        },
        sources: (0..view.sources.len())
            .map(|index| source(view, index))
            .collect(),
        baseline: side(view, Role::Baseline),
        current,
        selection: analysis.selected.map(|selected| Selection {
            rows: selected.count,
            of: selected.of,
            words: selected.brushes.iter().map(Brush::words).collect(),
        }),
        columns: columns(view),
        questions: questions(view)
            .into_iter()
            .chain(kinship::questions(view.sources, &view.rules.joins))
            .collect(),
        violations_over_time: executions::violations(view.sources, view.layout),
        timings,
        ..Report::default()
    };
    let facts = analysis.whole.data_quality.answer();
    let in_force = data_quality::in_force(view, facts);
    let mut writing = Writing {
        view,
        selected: analysis
            .selected
            .map(|selected| (selected.count, selected.of)),
        report,
        drift_thresholds: data_quality::drift_thresholds(view.rules, in_force.as_ref()),
    };
    analysis.shown().report(analysis.whole, &mut writing);
    let mut report = writing.report;
    report.results = executions::results(view, &report, analysis.shown().drift.answer());
    report
}

/// The rules with what columns mean in place of what was left open; of the answers as model quality read them, where it did.
fn with_meanings(analysis: &Analysis) -> Rules {
    let view = analysis.view();
    let quality = analysis.shown().model_quality.answer().quality();
    let mut meanings = view.meanings.clone();
    if quality.baseline.is_some() || quality.current.is_some() || quality.has_labels {
        meanings.answers = quality.answers.clone();
    }
    meanings.write_into(with_monitored(view.rules, view.sources, view.layout))
}
