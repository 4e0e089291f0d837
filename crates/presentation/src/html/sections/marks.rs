//! Marks that several sections show.

use crate::checks::status_words;
use crate::html::content::{Run, Text};
use crate::words;
use leeway_monitors::Status;
use leeway_monitors::drift::Verdict;
use leeway_report::{Check, Reported};

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
pub(super) fn status_mark(check: &Check) -> Run {
    let (words, mark) = status_words(check.status);
    Run::mark(status_class(check.status), mark, words)
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
        (true, _) => Run::mark("agrees", "✓", "Report agrees"),
        (false, Some(_)) => Run::mark("differs", "≠", "Report differs"),
        // The explanation begins with it.
        (false, None) => Run::mark("differs", "≠", ""),
    };
    let quoted = reported.description.as_deref().map(str::trim);
    let quoted = quoted.filter(|quoted| !quoted.is_empty());
    let off = reported.difference.map(Run::number);
    Text::from(head)
        .and(quoted.map(|quoted| Run::Quote(quoted.to_owned())))
        .and(reported.explanation.as_deref())
        .and(off.map(|off| Text::from("Off by").and(off)))
}
