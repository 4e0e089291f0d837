//! What is compared with what, what each part found, and where to read on.

use super::super::content::{Out, Run, Text};
use super::super::sent::Sent;
use super::marks::{anchor, verdict_run};
use crate::format::{counted, exact_count, time_utc};
use leeway_report::Basis;
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
    let found = [
        (
            "Checks",
            "checks",
            report
                .data_quality
                .as_ref()
                .map(|part| part.sentence.as_str()),
        ),
        (
            "Model quality",
            "quality",
            report
                .model_quality
                .as_ref()
                .map(|part| part.sentence.as_str()),
        ),
        (
            "Bias",
            "bias",
            report.bias.as_ref().map(|part| part.sentence.as_str()),
        ),
        (
            "Attribution",
            "attribution",
            report
                .attribution
                .as_ref()
                .map(|part| part.sentence.as_str()),
        ),
    ];
    for (name, id, sentence) in found {
        if let Some(sentence) = sentence.filter(|sentence| !sentence.is_empty()) {
            let more = Run::Link(id.to_owned(), "Read on".to_owned());
            facts.push((name, Text::from(sentence).and(more)));
        }
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
        return Text::muted("not loaded");
    };
    let rows = Run::Number(counted(side.rows, "row", "rows"), exact_count(side.rows));
    let mut text =
        Text::from(rows).and(format!("× {}", counted(side.columns, "column", "columns")));
    if side.from == Basis::Statistics {
        text = text.and("(statistics only)");
    }
    if let (Some(first), Some(last)) = (&side.first, &side.last) {
        let span = format!("{} – {}", time_utc(first), time_utc(last));
        text = text.and(Run::Muted(format!("· {}", span.replacen(" UTC", "", 1))));
    }
    text
}
