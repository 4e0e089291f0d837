//! A run in short.

use super::group::Group;
use super::monitors::{attribution, bias, data_quality, model_quality};
use super::story::story;
use crate::layout::{Layout, columns_of};
use crate::source::Loaded;
use leeway_documents::{Note, Role};
use leeway_monitors::drift::Verdict;
use leeway_monitors::words;
use leeway_report::Report;
use leeway_report::runs::{Run, RunWorst};

/// Names that a note lists.
const NAMED: usize = 6;

/// The row of a run, from its report; `odd` are the notes on what it was measured with.
///
/// Counts of rows, files and features; a monitor that has nothing to say is `None`.
pub fn row(run: &Group, report: &Report, sources: &[Loaded], layout: &Layout, odd: &[Note]) -> Run {
    let story = story(report);
    let worst = report
        .features
        .iter()
        .filter(|feature| feature.verdict != Verdict::Unknown)
        .filter_map(|feature| Some((feature, feature.total_variation?)))
        .max_by(|one, other| {
            let verdicts = one.0.verdict.cmp(&other.0.verdict);
            verdicts.then(one.1.total_cmp(&other.1))
        });
    let verdict = report.verdict.clone().unwrap_or_default();
    let mut notes: Vec<Note> = odd.to_vec();
    notes.extend(unusable(run, sources));
    notes.extend(other_columns(sources, layout));
    Run {
        name: run.name.clone(),
        shown: false,
        files: run.own.len() as u64,
        rows: report.current.as_ref().map_or(0, |side| side.rows),
        pattern: story.pattern,
        story: story.sentence,
        drifted: verdict.drifted,
        strong: verdict.strong,
        tested: verdict.tested,
        worst: worst.map(|(feature, total_variation)| RunWorst {
            feature: feature.name.clone(),
            verdict: feature.verdict,
            total_variation,
        }),
        data_quality: data_quality(report),
        model_quality: model_quality(report),
        bias: bias(report),
        attribution: attribution(report),
        values: report.held(),
        notes: notes.iter().map(Into::into).collect(),
    }
}

/// Says when nothing of a run is of a current side.
fn unusable(run: &Group, sources: &[Loaded]) -> Option<Note> {
    let of_run: Vec<&Loaded> = sources
        .iter()
        .filter(|source| source.cast != Some(Role::Baseline))
        .filter(|source| source.is_own)
        .collect();
    if of_run
        .iter()
        .all(|source| source.document.is_empty_folder())
    {
        let note = Note::new("There is no file in this run's folder.");
        return Some(note.advice("Fetch it again, or remove the folder under Sources."));
    }
    let problem = of_run
        .iter()
        .find_map(|source| source.document.problem.as_ref());
    let is_usable = of_run.iter().any(|source| {
        source.document.problem.is_none()
            && matches!(source.cast, Some(Role::Current | Role::Reported))
    });
    match (is_usable, problem) {
        (false, Some(problem)) => {
            let mut note = Note::new(format!("No file of this run can be used. {}", problem.what));
            note.found = problem.found.clone().or_else(|| Some(run.name.clone()));
            note.advice = problem.advice.clone();
            Some(note)
        }
        (false, None) => Some(
            Note::new("No file of this run is of a current side.")
                .advice("Look under Sources at what its files were read as."),
        ),
        (true, _) => None,
    }
}

/// Says which columns of the baseline a run lacks, and which it has beyond them.
fn other_columns(sources: &[Loaded], layout: &Layout) -> Vec<Note> {
    let has_sides = |of: fn(&crate::layout::FeaturePlaces) -> bool| layout.features.iter().any(of);
    if !has_sides(|feature| !feature.baseline.are_nowhere())
        || !sources
            .iter()
            .any(|source| source.cast == Some(Role::Current))
    {
        return Vec::new();
    }
    let mut notes = Vec::new();
    let lacking: Vec<String> = layout
        .features
        .iter()
        .filter(|feature| feature.current.are_nowhere())
        .map(|feature| feature.name.clone())
        .collect();
    if lacking.len() == layout.features.len() {
        let note = Note::new(
            "No column of this run is a column of the baseline, so nothing can be compared.",
        );
        return vec![
            note.expected(words::list(&lacking, NAMED))
                .advice("Check under Sources what the run's files were read as."),
        ];
    }
    if !lacking.is_empty() {
        let count = words::plural(lacking.len() as u64, "column", "columns");
        let note = Note::new(format!(
            "This run lacks {count} of the baseline; the others are compared."
        ));
        notes.push(note.found(&words::list(&lacking, NAMED)));
    }
    let known = |name: &str| layout.features.iter().any(|feature| feature.name == name);
    let mut further: Vec<String> = layout
        .tables(sources, Role::Current)
        .into_iter()
        .flat_map(|source| columns_of(sources, source))
        .filter(|column| column.named && !known(&column.name))
        .map(|column| column.name.clone())
        .collect();
    further.sort();
    further.dedup();
    if !further.is_empty() {
        let count = words::plural(further.len() as u64, "column", "columns");
        let note = Note::new(format!(
            "This run has {count} that the baseline lacks; not compared."
        ));
        notes.push(note.found(&words::list(&further, NAMED)));
    }
    notes
}
