//! From what was measured to the report.

use std::collections::BTreeMap;

use super::attribution;
use super::bias;
use super::checks::{self, Measured};
use super::executions;
use super::guess::with_guesses;
use super::later::Later;
use super::layout::{Layout, series};
use super::quality::{self, Quality};
use super::report::{
    Bins, ChiSquare, Feature, Ks, LabelCount, Missing, Note, ProjectedAccuracy, Report, SCHEMA,
    Selection, Side, Source, Summary, Timings, Verdict, Why,
};
use super::selection::{Brush, Selected};
use super::settings::{Correction, Settings, VerdictRule};
use super::source::Loaded;
use super::timeline::Timeline;
use crate::documents::model_monitor::FeatureStatistics;
use crate::documents::{self, Content, Role};
use crate::monitors::drift::{self, Candidate, Comparison, Judged, Rule, RuleName, SideSummary};
use crate::monitors::words;
use crate::stats::ks::KsMethod;
use crate::table::NO_TIME;

/// All that a report is made from.
pub struct Analysis<'a> {
    /// The settings in force.
    pub settings: &'a Settings,
    /// What is loaded.
    pub sources: &'a [Loaded],
    /// What it means.
    pub layout: &'a Layout,
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
        settings: quality::with_choices(
            with_guesses(settings, analysis.sources, layout),
            analysis.quality,
        ),
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
        bias: analysis
            .later
            .bias
            .as_ref()
            .and_then(|work| bias::report(analysis, work)),
        attribution: analysis
            .later
            .attribution
            .as_ref()
            .and_then(|work| attribution::report(analysis, work)),
        model_quality,
        timings,
    }
}

/// What the verdict is about, where it is about a part; a blank after it.
fn of_selection(analysis: &Analysis) -> String {
    analysis.selected.map_or(String::new(), |selected| {
        let rows = words::plural(selected.rows, "selected row", "selected rows");
        format!("Of {rows}: ")
    })
}

fn rule(settings: &Settings) -> Rule {
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

fn source(analysis: &Analysis, index: usize) -> Source {
    let loaded = &analysis.sources[index];
    let document = &loaded.document;
    let of_layout = analysis
        .layout
        .notes
        .iter()
        .filter(|(source, _)| *source == index)
        .map(|(_, note)| note);
    Source {
        id: loaded.id,
        path: document.path.clone(),
        kind: document.kind.name().to_owned(),
        role: analysis
            .layout
            .roles
            .get(index)
            .copied()
            .flatten()
            .map_or("none", Role::name)
            .to_owned(),
        role_chosen: loaded.is_role_chosen,
        bytes: document.bytes,
        records: document.records,
        failed: document.problem.is_some(),
        notes: document
            .problem
            .iter()
            .chain(&document.notes)
            .chain(of_layout)
            .map(note)
            .collect(),
    }
}

fn note(note: &documents::Note) -> Note {
    Note {
        line: note.line,
        what: note.what.clone(),
        found: note.found.clone(),
        expected: note.expected.clone(),
        advice: note.advice.clone(),
        count: note.count,
    }
}

/// Why nothing of a document could be used, as one sentence for a message.
pub fn sentence(path: &str, problem: &documents::Note, documents: usize) -> String {
    let line = problem
        .line
        .map_or(String::new(), |line| format!(", line {line}"));
    let mut text = format!("{path}{line}: {}", problem.what);
    if let Some(found) = &problem.found {
        text += &format!(" Found: {found}.");
    }
    if let Some(expected) = &problem.expected {
        text += &format!(" Expected: {expected}.");
    }
    if let Some(advice) = &problem.advice {
        text += &format!(" {advice}");
    }
    if documents > 1 {
        text += &format!(" ({} more could not be used either.)", documents - 1);
    }
    text
}

fn side(analysis: &Analysis, role: Role) -> Option<Side> {
    let tables = analysis.layout.tables(analysis.sources, role);
    if tables.is_empty() {
        return side_of_statistics(analysis, role);
    }
    let mut rows = 0;
    let mut times: Option<(i64, i64)> = None;
    let mut columns = 0;
    for &index in &tables {
        let Content::Table(table) = &analysis.sources[index].document.content else {
            continue;
        };
        rows += table.rows as u64;
        columns = columns.max(table.columns.len() as u64);
        for &time in table.times.iter().filter(|time| **time != NO_TIME) {
            let (first, last) = times.unwrap_or((time, time));
            times = Some((first.min(time), last.max(time)));
        }
    }
    Some(Side {
        from: "samples".to_owned(),
        rows,
        columns,
        first: times.map(|(first, _)| iso(first)),
        last: times.map(|(_, last)| iso(last)),
        windows: Vec::new(),
        without_time: 0,
    })
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

/// A side of statistics; its times are the hours in the paths.
fn side_of_statistics(analysis: &Analysis, role: Role) -> Option<Side> {
    let statistics = match role {
        Role::Baseline => analysis.layout.baseline_statistics.as_ref()?,
        _ => analysis.layout.current_statistics.as_ref()?,
    };
    let rows_of = |feature: &FeatureStatistics| {
        let (present, missing) = feature.presence().unwrap_or_default();
        present + missing
    };
    let largest = statistics.features.iter().map(rows_of).max();
    let hours = analysis
        .sources
        .iter()
        .zip(&analysis.layout.roles)
        .filter(|(source, known)| {
            **known == Some(role) && matches!(source.document.content, Content::Statistics(_))
        })
        .filter_map(|(source, _)| source.document.hour);
    Some(Side {
        from: "statistics".to_owned(),
        rows: statistics.item_count.or(largest).unwrap_or(0),
        columns: statistics.features.len() as u64,
        first: hours.clone().min().map(iso),
        last: hours.max().map(iso),
        windows: Vec::new(),
        without_time: 0,
    })
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

fn feature(analysis: &Analysis, index: usize, judged: Judged) -> Feature {
    let places = &analysis.layout.features[index];
    let Some(comparison) = analysis.shown().get(&places.name) else {
        return Feature {
            name: places.name.clone(),
            verdict: "unknown".to_owned(),
            ..Feature::default()
        };
    };
    let is_current_alone = places.baseline.are_nowhere();
    let shares = comparison.shares.as_ref().ok();
    let wasserstein = comparison
        .wasserstein
        .as_ref()
        .and_then(|distance| distance.as_ref().ok());
    let missing_words = match analysis.selected {
        Some(_) => Vec::new(),
        None => missing_words(analysis, index),
    };
    let mut feature = Feature {
        name: places.name.clone(),
        kind: comparison.kind.name().to_owned(),
        kind_rule: comparison.kind_rule.sentence(),
        inferred_type: comparison.inferred_type.name().to_owned(),
        from: if comparison.is_estimate {
            "statistics"
        } else {
            "samples"
        }
        .to_owned(),
        verdict: judged.level.name().to_owned(),
        sentence: judged.sentence,
        reason: judged.reason,
        drift_score: shares.map(|shares| shares.drift_score),
        total_variation: shares.map(|shares| shares.total_variation),
        js_distance: shares.map(|shares| shares.js_distance),
        psi: shares.map(|shares| shares.psi),
        linf_simple: comparison.linf_simple.as_ref().ok().copied(),
        linf_robust: comparison.linf_robust.as_ref().ok().copied(),
        ks: ks(comparison),
        chi_square: chi_square(comparison),
        wasserstein: wasserstein.map(|distance| distance.distance),
        wasserstein_normalised: wasserstein.and_then(|distance| distance.normalised),
        adjusted_p: judged.adjusted_p,
        bins: bins(
            comparison,
            analysis
                .selected
                .and_then(|_| analysis.comparisons.get(&places.name)),
        ),
        missing: Missing {
            baseline: comparison.missing.baseline,
            current: comparison.missing.current,
            p_value: comparison
                .missing
                .test
                .as_ref()
                .ok()
                .map(|test| test.p_value),
            words: missing_words,
        },
        new_labels: label_counts(&comparison.new_labels),
        vanished_labels: label_counts(&comparison.vanished_labels),
        baseline_summary: Some(summary(&comparison.baseline)),
        current_summary: (!places.current.are_nowhere()).then(|| summary(&comparison.current)),
        why: judged.why.into_iter().map(why).collect(),
        windows: Vec::new(),
        since: None,
    };
    if is_current_alone {
        std::mem::swap(&mut feature.bins.baseline, &mut feature.bins.current);
        std::mem::swap(&mut feature.missing.baseline, &mut feature.missing.current);
        feature.current_summary = feature.baseline_summary.take();
    }
    feature
}

fn why(line: drift::Why) -> Why {
    let status = match (line.threshold.is_some(), line.is_over) {
        (false, _) => "informative",
        (true, true) => "over",
        (true, false) => "within",
    };
    Why {
        measure: line.measure.to_owned(),
        value: line.value,
        threshold: line.threshold,
        status: status.to_owned(),
        explanation: line.explanation,
    }
}

fn ks(comparison: &Comparison) -> Option<Ks> {
    let ks = comparison.ks.as_ref()?.as_ref().ok()?;
    Some(Ks {
        statistic: ks.statistic,
        location: ks.location,
        sign: ks.sign,
        p_value: ks.p_value,
        log10_p: ks.log10_p,
        method: match ks.method {
            KsMethod::Exact => "exact",
            KsMethod::Asymptotic => "asymptotic",
            KsMethod::SketchBound => "sketch",
        }
        .to_owned(),
        bound: ks.bound,
    })
}

fn chi_square(comparison: &Comparison) -> Option<ChiSquare> {
    let chi = comparison.chi_square.as_ref()?.as_ref().ok()?;
    Some(ChiSquare {
        statistic: chi.statistic,
        dof: chi.dof,
        p_value: chi.p_value,
        log10_p: chi.log10_p,
        cramers_v: chi.cramers_v,
        smallest_expected: chi.smallest_expected,
    })
}

/// Counts of both sides. Where `whole` counts all rows and the comparison a part, the bins are those of the whole, whose counts stand beside.
fn bins(comparison: &Comparison, whole: Option<&Comparison>) -> Bins {
    let counts = whole.map_or(&comparison.counts, |whole| &whole.counts);
    let (cuts, labels) = match &counts.bins {
        drift::Bins::Cuts(cuts) => (Some(cuts.clone()), None),
        drift::Bins::Labels(labels) => (None, Some(labels.clone())),
    };
    let part = &comparison.counts;
    let current = match (&labels, &part.bins) {
        (Some(labels), drift::Bins::Labels(of_part)) if labels != of_part => {
            let count = |label: &String| {
                let place = of_part.binary_search(label).ok();
                place.and_then(|place| part.current.get(place)).copied()
            };
            let counts = labels.iter().map(|label| count(label).unwrap_or(0.0));
            counts.collect()
        }
        _ => part.current.clone(),
    };
    Bins {
        cuts,
        labels,
        baseline: counts.baseline.clone(),
        current,
        all: whole.map_or(Vec::new(), |whole| whole.counts.current.clone()),
    }
}

fn label_counts(counts: &[(String, u64)]) -> Vec<LabelCount> {
    counts
        .iter()
        .map(|(label, count)| LabelCount {
            label: label.clone(),
            count: *count,
        })
        .collect()
}

fn summary(side: &SideSummary) -> Summary {
    let numbers = side.numbers.as_ref();
    Summary {
        count: side.present,
        mean: numbers.map(|numbers| numbers.mean),
        std_dev: numbers.and_then(|numbers| numbers.std_dev),
        min: numbers.map(|numbers| numbers.min),
        p5: numbers.map(|numbers| numbers.p5),
        p25: numbers.map(|numbers| numbers.p25),
        median: numbers.map(|numbers| numbers.median),
        p75: numbers.map(|numbers| numbers.p75),
        p95: numbers.map(|numbers| numbers.p95),
        max: numbers.map(|numbers| numbers.max),
        distinct: side.distinct,
    }
}

/// How missing values of a feature were written, on both sides together.
fn missing_words(analysis: &Analysis, index: usize) -> Vec<LabelCount> {
    let places = &analysis.layout.features[index];
    let mut counts = series(analysis.sources, places.baseline.columns()).missing();
    counts.append(&series(analysis.sources, places.current.columns()).missing());
    let named = [
        ("(empty)".to_owned(), counts.empty),
        ("(null or absent)".to_owned(), counts.absent),
    ];
    let words = analysis
        .settings
        .missing_words
        .iter()
        .cloned()
        .zip(counts.words);
    named
        .into_iter()
        .chain(words)
        .filter(|(_, count)| *count > 0)
        .map(|(label, count)| LabelCount { label, count })
        .collect()
}
