//! Marks that several sections show.

use crate::presentation::checks::STATUSES;
use crate::presentation::format::{exact, number};
use crate::presentation::html::content::{Run, Text};
use crate::presentation::words::Verdict;
use crate::report::{Check, Reported};

/// A verdict as a mark.
pub(super) fn verdict_mark(verdict: &str) -> Run {
    let verdict = Verdict::of(verdict);
    let class = match verdict {
        Verdict::Strong => "strong",
        Verdict::Drifted => "drifted",
        Verdict::None => "none",
        Verdict::Unknown => "unknown",
    };
    Run::Mark(class, verdict.mark(), verdict.words().to_owned())
}

/// Where a feature is shown large.
pub(super) fn anchor(place: usize) -> String {
    format!("feature-{}", place + 1)
}

/// A check's outcome as a mark.
pub(super) fn status_mark(check: &Check) -> Text {
    let known = STATUSES.iter().find(|(name, ..)| *name == check.status);
    let Some((name, words, mark)) = known else {
        return Text::default();
    };
    Run::Mark(status_class(name), mark, (*words).to_owned()).into()
}

pub(super) fn status_class(status: &str) -> &'static str {
    match status {
        "violated" => "violated",
        "ok" => "ok",
        _ => "unknown",
    }
}

/// What a loaded report says.
pub(super) fn reported_words(reported: &Reported) -> Text {
    let head = match (reported.agrees, &reported.description) {
        (true, _) => Run::Mark("agrees", "✓", "Report agrees".to_owned()),
        (false, Some(_)) => Run::Mark("differs", "≠", "Report differs".to_owned()),
        // The explanation begins with it.
        (false, None) => Run::Mark("differs", "≠", String::new()),
    };
    let mut text = Text::from(head);
    let quoted = reported.description.as_deref().map(str::trim);
    if let Some(quoted) = quoted.filter(|quoted| !quoted.is_empty()) {
        text = text.and(Run::Quote(quoted.to_owned()));
    }
    if let Some(explanation) = &reported.explanation {
        text = text.and(explanation.as_str());
    }
    match reported.difference {
        Some(difference) => text
            .and("Off by")
            .and(Run::Number(number(difference), exact(difference))),
        None => text,
    }
}
