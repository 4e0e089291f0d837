//! From what was measured to the report.

mod feature;
mod sides;

use std::collections::BTreeMap;

use super::attribution;
use super::bias;
use super::checks::{self, Measured};
use super::columns::Meanings;
use super::executions;
use super::fairness_checks;
use super::kept::Kept;
use super::later::Later;
use super::layout::Layout;
use super::monitored::with_monitored;
use super::quality::{self, Quality};
use super::source::Loaded;
use super::timeline::Timeline;
use crate::documents::Role;
use crate::engine::selection::Selected;
use crate::monitors::drift::{self, Candidate, Comparison, Rule, RuleName};
use crate::monitors::words;
use crate::report::settings::{Brush, Correction, Settings, VerdictRule};
use crate::report::{Feature, ProjectedAccuracy, Report, SCHEMA, Selection, Timings, Verdict};
use feature::feature;
pub use sides::sentence;
use sides::{side, source};

/// All that a report is made from.
pub struct Analysis<'a> {
    /// The settings in force.
    pub settings: &'a Settings,
    /// What is loaded.
    pub sources: &'a [Loaded],
    /// What it means.
    pub layout: &'a Layout,
    /// What was gathered of the features' values.
    pub kept: &'a Kept,
    /// What was measured, by feature.
    pub comparisons: &'a BTreeMap<String, Comparison>,
    /// What the checks need, by feature.
    pub measured: &'a BTreeMap<String, Measured>,
    /// The same, window by window.
    pub timeline: &'a Timeline,
    /// The selected rows, where brushes select some.
    pub selected: Option<&'a Selected>,
    /// Projected accuracy, as far as it is known.
    pub projected: Option<&'a ProjectedAccuracy>,
    /// Bias and attributions.
    pub later: &'a Later,
    /// How good predictions are.
    pub quality: &'a Quality,
}

impl<'a> Analysis<'a> {
    /// What was measured of the rows that are shown, by feature.
    pub fn shown(&self) -> &'a BTreeMap<String, Comparison> {
        self.selected
            .map_or(self.comparisons, |selected| &selected.comparisons)
    }

    /// Bias and attributions of the rows that are shown.
    fn shown_later(&self) -> &'a Later {
        self.selected.map_or(self.later, |selected| &selected.later)
    }

    /// The same, window by window.
    fn shown_timeline(&self) -> &'a Timeline {
        self.selected
            .map_or(self.timeline, |selected| &selected.timeline)
    }
}

/// Judges what was measured and writes the report; `now` is in milliseconds since 1970.
pub fn build(analysis: &Analysis, timings: Timings, now: i64) -> Report {
    let Analysis {
        settings, layout, ..
    } = analysis;
    let (comparisons, timeline) = (analysis.shown(), analysis.shown_timeline());
    let is_one_sided = |index: usize| {
        layout.features[index].baseline.are_nowhere()
            || layout.features[index].current.are_nowhere()
    };
    let has_both = (0..layout.features.len()).any(|index| !is_one_sided(index));
    let shown: Vec<usize> = (0..layout.features.len())
        .filter(|&index| !has_both || !is_one_sided(index))
        .collect();
    let in_force = checks::in_force(analysis);
    let thresholds = checks::drift_thresholds(settings, in_force.as_ref());
    let candidates: Vec<Candidate> = shown
        .iter()
        .map(|&index| {
            let name = layout.features[index].name.as_str();
            Candidate {
                name,
                comparison: comparisons.get(name).filter(|_| !is_one_sided(index)),
                judge_identifier: settings.judge_identifiers.iter().any(|known| known == name),
                threshold: thresholds.get(name).copied(),
            }
        })
        .collect();
    let (judged, overall) = drift::judge(&candidates, &rule(settings));
    let mut features: Vec<Feature> = shown
        .iter()
        .zip(judged)
        .map(|(&index, judged)| feature(analysis, index, judged))
        .collect();
    timeline.report(&candidates, &rule(settings), &mut features);
    let (mut checks, data_quality) = checks::report(analysis, in_force.as_ref());
    let of_quality = quality::checks(analysis);
    let baseline = side(analysis, Role::Baseline);
    let mut current = side(analysis, Role::Current);
    if let Some(current) = &mut current {
        current.windows = timeline.windows();
        current.without_time = analysis.timeline.without_time();
    }
    let projected = analysis
        .projected
        .map(|projected| projected.windows.as_slice());
    let results = executions::told(
        analysis.sources,
        layout,
        &features,
        current.as_ref().map_or(&[], |current| &current.windows),
        projected.unwrap_or_default(),
    );
    let windows = current.as_ref().map_or(&[][..], |side| &side.windows);
    let model_quality = quality::write(analysis, &of_quality, &features, windows);
    checks.extend(of_quality);
    let later = analysis.shown_later();
    let bias = later.bias.as_ref();
    let bias = bias.and_then(|work| bias::report(analysis, work));
    let attribution = later.attribution.as_ref();
    let attribution = attribution.and_then(|work| attribution::report(analysis, work));
    checks.extend(fairness_checks::checks(bias.as_ref(), attribution.as_ref()));
    let verdict = (baseline.is_some() && current.is_some()).then(|| Verdict {
        drifted: overall.drifted,
        strong: overall.strong,
        tested: overall.tested,
        share: (overall.tested > 0).then(|| overall.drifted as f64 / overall.tested as f64),
        sentence: of_selection(analysis)
            + &overall.sentence
            + &new_labels(&features)
            + &timeline.sentence(&features),
    });
    Report {
        schema: SCHEMA,
        leeway: env!("CARGO_PKG_VERSION").to_owned(),
        generated: iso(now),
        settings: with_meanings(analysis),
        sources: (0..analysis.sources.len())
            .map(|index| source(analysis, index))
            .collect(),
        baseline,
        current,
        selection: analysis.selected.map(|selected| Selection {
            rows: selected.rows,
            of: selected.of,
            words: selected.brushes.iter().map(Brush::words).collect(),
        }),
        verdict,
        features,
        checks,
        data_quality,
        projected_accuracy: analysis.projected.cloned(),
        violations_over_time: executions::violations(analysis.sources, layout),
        results,
        bias,
        attribution,
        model_quality,
        runs: Vec::new(),
        grouping: None,
        timings,
    }
}

/// The settings with what columns mean in place of what was left open; of the answers as model quality read them, where it did.
fn with_meanings(analysis: &Analysis) -> Settings {
    let (sources, layout, quality) = (analysis.sources, analysis.layout, analysis.quality);
    let mut meanings = Meanings::decide(sources, layout, analysis.settings);
    if quality.baseline.is_some() || quality.current.is_some() || quality.has_labels {
        meanings.answers = quality.answers.clone();
    }
    meanings.write_into(with_monitored(analysis.settings, sources, layout))
}

/// What the verdict is about, where it is about a part; a blank after it.
fn of_selection(analysis: &Analysis) -> String {
    analysis.selected.map_or(String::new(), |selected| {
        let rows = words::plural(selected.rows, "selected row", "selected rows");
        format!("Of {rows}: ")
    })
}

/// The rule that the settings name.
pub fn rule(settings: &Settings) -> Rule {
    Rule {
        name: match settings.verdict {
            VerdictRule::Leeway => RuleName::Leeway,
            VerdictRule::ModelMonitor => RuleName::ModelMonitor,
            VerdictRule::AwsSample => RuleName::AwsSample,
            VerdictRule::Evidently => RuleName::Evidently,
            VerdictRule::Custom => RuleName::Custom,
        },
        alpha: settings.alpha,
        correction: match settings.correction {
            Correction::Bh => drift::Correction::BenjaminiHochberg,
            Correction::Bonferroni => drift::Correction::Bonferroni,
            Correction::None => drift::Correction::None,
        },
        threshold: settings.threshold,
    }
}

/// The unseen labels of drifted features in words; a blank before it. One that appeared within the time that is loaded is told with its time.
fn new_labels(features: &[Feature]) -> String {
    let is_told_with_time = |feature: &Feature| {
        feature
            .since
            .as_ref()
            .is_some_and(|since| !since.from_start)
    };
    let told: Vec<String> = features
        .iter()
        .filter(|feature| matches!(feature.verdict.as_str(), "drifted" | "strong"))
        .filter(|feature| !feature.new_labels.is_empty() && !is_told_with_time(feature))
        .map(|feature| {
            let labels: Vec<String> = feature
                .new_labels
                .iter()
                .map(|new| new.label.clone())
                .collect();
            format!("{} ({})", feature.name, words::list(&labels, 3))
        })
        .collect();
    if told.is_empty() {
        String::new()
    } else {
        format!(" New labels: {}.", words::list(&told, 3))
    }
}

/// ISO 8601 in UTC of milliseconds since 1970.
pub fn iso(milliseconds: i64) -> String {
    let time =
        time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000);
    time.ok()
        .and_then(|time| {
            time.format(&time::format_description::well_known::Rfc3339)
                .ok()
        })
        .unwrap_or_default()
}
