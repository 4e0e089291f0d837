//! Features judged, and the data set's verdict.

use super::answer::Drift;
use super::feature::feature;
use super::windows::{beginnings, write_windows};
use crate::monitor::Writing;
use crate::view::View;
use leeway_monitors::drift::{self, Candidate, Rule};
use leeway_monitors::words;
use leeway_report::columns::KnownBy;
use leeway_report::settings::{ColumnRole, Rules};
use leeway_report::{Feature, Overall, Sentence};
use leeway_table::ColumnType;

/// Judges the features (`shown`, beside all rows) and their windows, and says what drifted.
pub(super) fn write(shown: &Drift, whole: &Drift, writing: &mut Writing) {
    let view = writing.view;
    let (rules, features) = (view.rules, view.layout.measured().collect::<Vec<_>>());
    let is_one_sided = |index: usize| {
        features[index].baseline.are_nowhere() || features[index].current.are_nowhere()
    };
    let has_both = (0..features.len()).any(|index| !is_one_sided(index));
    let listed: Vec<usize> = (0..features.len())
        .filter(|&index| !has_both || !is_one_sided(index))
        .collect();
    let candidates: Vec<Candidate> = listed
        .iter()
        .map(|&index| {
            let name = features[index].name.as_str();
            let comparison = shown.comparisons.get(name).map(|known| &**known);
            Candidate {
                name,
                comparison: comparison.filter(|_| !is_one_sided(index)),
                unjudged: unjudged(view, name).filter(|_| !is_one_sided(index)),
                judge_identifier: judges_identifier(rules, name),
                threshold: writing.drift_thresholds.get(name).copied(),
            }
        })
        .collect();
    let rule = rule(rules);
    let (judged, overall) = drift::judge(&candidates, &rule);
    let is_selected = writing.selected.is_some();
    let mut written: Vec<Feature> = listed
        .iter()
        .zip(judged)
        .map(|(&index, judged)| {
            let name = &features[index].name;
            let comparison = shown.comparisons.get(name);
            let all = whole.comparisons.get(name).filter(|_| is_selected);
            feature(view, features[index], comparison, all, judged)
        })
        .collect();
    let current = writing.report.current.as_ref();
    let windows = current.map_or(&[][..], |side| side.windows.as_slice());
    let cycle = view.timeline.recurring().map(|recurring| recurring.cycle);
    write_windows(shown, windows, &candidates, &rule, cycle, &mut written);
    let report = &mut writing.report;
    report.verdict = (report.baseline.is_some() && report.current.is_some()).then(|| Overall {
        drifted: overall.drifted,
        strong: overall.strong,
        tested: overall.tested,
        share: (overall.tested > 0).then(|| overall.drifted as f64 / overall.tested as f64),
        sentence: Sentence::from(of_selection(writing.selected) + &overall.headline)
            + overall.rest
            + &new_labels(&written)
            + &beginnings(&written, view.timeline.cut().is_within_a_day()),
    });
    report.features = written;
}

/// Why a feature is not judged whatever was measured: a clause.
fn unjudged<'a>(view: View<'a>, name: &str) -> Option<&'a str> {
    let known = view.readings.of(name)?;
    let is_left_out = known
        .role
        .as_ref()
        .is_some_and(|role| role.known_by == KnownBy::User);
    let is_judged = match known.column_type {
        _ if is_left_out => false,
        ColumnType::Identifier => judges_identifier(view.rules, name),
        _ => view.rules.kinds.contains_key(name),
    };
    known.unjudged.as_deref().filter(|_| !is_judged)
}

/// Whether the user wants a feature judged that is like an identifier.
fn judges_identifier(rules: &Rules, name: &str) -> bool {
    let choice = rules.column_choices.get(name);
    let is_feature = choice.is_some_and(|choice| {
        choice.role == Some(ColumnRole::Feature) || choice.column_type == Some(ColumnType::Category)
    });
    is_feature || rules.judge_identifiers.iter().any(|known| known == name)
}

/// What the verdict is about, where it is about a part; a blank after it.
fn of_selection(selected: Option<(u64, u64)>) -> String {
    selected.map_or(String::new(), |(rows, _)| {
        let rows = words::plural(rows, "selected row", "selected rows");
        format!("Of {rows}: ")
    })
}

/// The rule that the settings name.
///
/// Levels and thresholds are as set, alpha between 0 and 1. See [`Rule`] for sources.
pub fn rule(rules: &Rules) -> Rule {
    Rule {
        name: rules.verdict,
        alpha: rules.alpha,
        correction: rules.correction,
        threshold: rules.threshold,
    }
}

/// The unseen labels of drifted features in words; a blank before it. One that appeared within the time that is loaded is told with its time.
fn new_labels(features: &[Feature]) -> String {
    let has_time = |feature: &Feature| {
        feature
            .since
            .as_ref()
            .is_some_and(|since| !since.from_start)
    };
    let named: Vec<String> = features
        .iter()
        .filter(|feature| feature.verdict.has_drifted())
        .filter(|feature| !feature.new_labels.is_empty() && !has_time(feature))
        .map(|feature| {
            let labels: Vec<String> = feature
                .new_labels
                .iter()
                .map(|new| new.label.clone())
                .collect();
            format!("{} ({})", feature.name, words::list(&labels, 3))
        })
        .collect();
    if named.is_empty() {
        String::new()
    } else {
        format!(" New labels: {}.", words::list(&named, 3))
    }
}
