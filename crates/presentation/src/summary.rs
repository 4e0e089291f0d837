//! The report in short, as values: what a terminal, a pull request and a test runner show of it.
//!
//! Sentences are the report's own, features are ordered from the most alarming. What is only supposed, and what could not be read, is among it.

use crate::checks::check_words;
use crate::over_time::Over;
use crate::sentence::sentence;
use crate::windows::{Axis, since_label};
use crate::{sides, words};
use leeway_report::columns::Question;
use leeway_report::{Check, Feature, Note, Report, Sentence};
use std::cmp::Reverse;

/// The report in short.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary<'a> {
    /// The answer, or what is missing for one.
    pub sentence: Sentence,
    /// Names and words: the two sides, then each monitor that found something.
    pub facts: Vec<(&'static str, String)>,
    /// What the size of a feature is.
    pub size: Over,
    /// Every feature, strong drift first, then by size.
    pub features: Vec<Line<'a>>,
    /// Checks that are violated.
    pub violated: Vec<&'a Check>,
    /// What was not told and is supposed, or waits for an answer.
    pub questions: Vec<&'a Question>,
    /// Files that could not be read, each with why.
    pub unreadable: Vec<(&'a str, String)>,
}

/// A feature in short.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<'a> {
    /// The feature.
    pub feature: &'a Feature,
    /// What the verdict rests on.
    pub finding: String,
    /// Since when it has drifted, where that is known.
    pub since: Option<String>,
    /// How much differs, in per cent.
    pub size: Option<f64>,
}

/// The report in short.
pub fn summary(report: &Report) -> Summary<'_> {
    let mut facts = vec![
        ("Baseline", sides::line(report.baseline.as_ref())),
        ("Current", sides::line(report.current.as_ref())),
    ];
    let found = monitors(report).into_iter();
    facts.extend(found.map(|found| (found.name, found.sentence.to_owned())));
    if let Some(grouping) = report.grouping.as_ref().filter(|_| !report.runs.is_empty()) {
        facts.push(("Runs", grouping.headline.clone()));
    }
    let axis = Axis::new(report.windows());
    let size = Over::size(report.settings.rules.verdict);
    let line = |feature| Line {
        feature,
        finding: words::finding(feature),
        size: feature.drift_score.map(|score| size.of_score(score)),
        since: feature
            .since
            .as_ref()
            .map(|since| since_label(since, &axis)),
    };
    let mut features: Vec<Line> = report.features.iter().map(line).collect();
    let score = |line: &Line| line.size.unwrap_or(-1.0);
    features.sort_by(|one, other| {
        let alarm = |line: &Line| Reverse(line.feature.verdict);
        let scores = || score(other).total_cmp(&score(one));
        alarm(one).cmp(&alarm(other)).then_with(scores)
    });
    let checks = report.checks.iter();
    let failed = report.sources.iter().filter(|source| source.failed);
    Summary {
        sentence: sentence(report),
        facts,
        size,
        features,
        violated: checks.filter(|check| check.status.is_violated()).collect(),
        questions: report.questions.iter().collect(),
        unreadable: failed
            .map(|source| {
                let notes = source.notes.iter().map(note);
                (source.path.as_str(), notes.collect::<Vec<_>>().join(" "))
            })
            .collect(),
    }
}

/// What a monitor found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    /// What it is called.
    pub name: &'static str,
    /// Its section in the report to send.
    pub section: &'static str,
    /// What it found.
    pub sentence: &'a str,
}

/// What each monitor found, in the order of the page; those that nothing loaded calls for are left out.
pub fn monitors(report: &Report) -> Vec<Found<'_>> {
    let quality = report.data_quality.as_ref();
    let model = report.model_quality.as_ref();
    let (bias, attribution) = (report.bias.as_ref(), report.attribution.as_ref());
    let found = [
        (
            "Checks",
            "checks",
            quality.map(|part| part.sentence.as_str()),
        ),
        (
            "Model quality",
            "quality",
            model.map(|part| part.sentence.as_str()),
        ),
        ("Bias", "bias", bias.map(|part| part.sentence.as_str())),
        (
            "Attribution",
            "attribution",
            attribution.map(|part| part.sentence.as_str()),
        ),
    ];
    let said = |(name, section, sentence)| {
        let sentence: Option<&str> = sentence;
        sentence.map(|sentence| Found {
            name,
            section,
            sentence,
        })
    };
    let found = found.into_iter().filter_map(said);
    found.filter(|found| !found.sentence.is_empty()).collect()
}

/// What a check is about, and the check in words; once where both are the same.
pub fn check_name(check: &Check) -> String {
    match check_words(&check.check) {
        words if words == check.feature => words.to_owned(),
        words => format!("{} · {words}", check.feature),
    }
}

/// A note as one line.
pub fn note(note: &Note) -> String {
    let line = note.line.map(|line| format!("line {line}:"));
    let found = note.found.as_ref().map(|found| format!("Found {found:?}."));
    let expected = note.expected.as_ref();
    let expected = expected.map(|expected| format!("Expected {expected}."));
    let parts = [line, Some(note.what.clone()), found, expected];
    let parts = parts.into_iter().chain([note.advice.clone()]).flatten();
    parts.collect::<Vec<_>>().join(" ")
}
