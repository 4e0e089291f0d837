//! Marks that several sections show.

use crate::monitors::Status;
use crate::monitors::drift::Verdict;
use crate::presentation::checks::status_words;
use crate::presentation::format::{exact, number};
use crate::presentation::html::content::{Run, Text};
use crate::presentation::words;
use crate::report::{Check, Reported};

/// A verdict as a mark.
pub(super) fn verdict_mark(verdict: Verdict) -> Run {
    verdict_run(verdict, verdict.words().to_owned())
}

/// A verdict's mark with words of one's own.
pub(super) fn verdict_run(verdict: Verdict, words: String) -> Run {
    Run::Mark(verdict.name(), words::verdict_mark(verdict), words)
}

/// Where a feature is shown large.
pub(super) fn anchor(place: usize) -> String {
    format!("feature-{}", place + 1)
}

/// A check's outcome as a mark.
pub(super) fn status_mark(check: &Check) -> Text {
    let (words, mark) = status_words(check.status);
    Run::Mark(status_class(check.status), mark, words.to_owned()).into()
}

pub(super) fn status_class(status: Status) -> &'static str {
    match status {
        Status::NotChecked => "unknown",
        status => status.name(),
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
