//! Marks that several sections show.

use crate::checks::{agreement_words, status_words};
use crate::html::content::{Run, Text};
use crate::words;
use leeway_monitors::drift::Verdict;
use leeway_monitors::{Agreement, Status};
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

/// How a report goes together with what was recomputed.
pub(super) fn agreement_mark(agreement: Agreement) -> Run {
    let (mark, words) = agreement_words(agreement);
    let class = match agreement {
        Agreement::NotRecomputed => "unknown",
        Agreement::Agrees => "agrees",
        Agreement::Differs | Agreement::Silent => "differs",
    };
    Run::mark(class, mark, words)
}

/// What a loaded report says.
pub(super) fn reported_words(reported: &Reported) -> Text {
    let head = agreement_mark(reported.agreement);
    let quoted = reported.description.as_deref().map(str::trim);
    let quoted = quoted.filter(|quoted| !quoted.is_empty());
    let off = reported.difference.map(Run::number);
    Text::from(head)
        .and(quoted.map(|quoted| Run::Quote(quoted.to_owned())))
        .and(reported.explanation.as_deref())
        .and(off.map(|off| Text::from("Off by").and(off)))
}
