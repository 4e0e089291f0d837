//! What is compared with what, what each part found, and where to read on.

use super::super::content::{Out, Run, Text};
use super::super::sent::Sent;
use super::marks::{anchor, verdict_run};
use crate::format::{counted, exact_count};
use crate::sides;
use crate::summary::{Found, monitors};
use leeway_report::{Feature, Side};

/// The summary.
pub fn summary(sent: &Sent, out: &mut dyn Out) {
    let report = sent.report;
    out.section("summary", "Summary");
    let mut facts = vec![
        ("Baseline", side(report.baseline.as_ref())),
        ("Current", side(report.current.as_ref())),
    ];
    if let Some(selection) = &report.selection {
        let words = format!(
            "{} of {} of the current side: {}",
            exact_count(selection.rows),
            counted(selection.of, "row", "rows"),
            selection.words.join("; ")
        );
        facts.push(("Selected", words.into()));
    }
    for Found {
        name,
        section,
        sentence,
    } in monitors(report)
    {
        let more = Run::Link(section.to_owned(), "Details".to_owned());
        facts.push((name, Text::from(sentence).and(more)));
    }
    out.facts(facts);
    out.list(drifted(&report.features));
}

/// The features that drifted, the strongly drifted ones marked, each a link to its charts.
fn drifted(features: &[Feature]) -> Vec<Text> {
    let drawn = features.iter().enumerate();
    drawn
        .filter(|(_, feature)| feature.verdict.has_drifted())
        .map(|(place, feature)| {
            let name = Run::Link(anchor(place), feature.name.clone());
            let words = feature.verdict.words().to_lowercase();
            Text::from(name).and(verdict_run(feature.verdict, words))
        })
        .collect()
}

fn side(side: Option<&Side>) -> Text {
    let Some(side) = side else {
        return Text::muted(sides::ABSENT);
    };
    let rows = Run::Number(sides::rows(side), exact_count(side.rows));
    let span = sides::span(side).map(|span| Run::Muted(format!("· {span}")));
    Text::from(rows).and(sides::columns(side)).and(span)
}
