//! The table of runs as a file, and the charts of runs: those that the bring-your-own-model sample draws of a run, and one feature in every run.

use crate::{
    bias as of_bias,
    format::{count, number},
};
use leeway_charts::{Deviations, Multiples, Pair, Paired, Panel, SparkShape};
use leeway_documents::Role;
use leeway_documents::model_monitor::CheckType;
use leeway_monitors::MonitorName;
use leeway_report::bias::BiasFacet;
use leeway_report::model_quality::title;
use leeway_report::runs::{Run, RunDistribution, RunMonitor, RunsFeature};
use leeway_report::{ALARM_CHECK, Basis, Check, Report};

/// Features that are drawn; the tables have all.
const TOP: usize = 12;

/// Metrics that stand for performance, of whatever problem.
const METRICS: [&str; 12] = [
    "accuracy",
    "precision",
    "recall",
    "f1",
    "auc",
    "weighted_precision",
    "weighted_recall",
    "weighted_f1",
    "mae",
    "rmse",
    "mse",
    "r2",
];

/// What the table says of a run, before its monitors.
const COLUMNS: [&str; 9] = [
    "run",
    "pattern",
    "story",
    "rows",
    "drifted",
    "strong",
    "tested",
    "worst_feature",
    "total_variation",
];

/// What it says of each monitor.
const OF_MONITOR: [&str; 6] = [
    "violated",
    "checked",
    "headline",
    "value",
    "held_against",
    "worst",
];

/// The table as rows of a file, the header first.
pub fn rows(runs: &[Run]) -> Vec<Vec<String>> {
    let mut header: Vec<String> = COLUMNS.map(str::to_owned).to_vec();
    for monitor in ["data_quality", "model_quality", "bias", "attribution"] {
        header.extend(OF_MONITOR.map(|part| format!("{monitor}_{part}")));
    }
    header.push("notes".to_owned());
    let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
    let row = |run: &Run| {
        let mut row = vec![
            run.name.clone(),
            run.pattern.name().to_owned(),
            run.story.clone(),
            run.rows.to_string(),
            run.drifted.to_string(),
            run.strong.to_string(),
            run.tested.to_string(),
            run.worst
                .as_ref()
                .map_or(String::new(), |worst| worst.feature.clone()),
            number(run.worst.as_ref().map(|worst| worst.total_variation)),
        ];
        for monitor in [
            &run.data_quality,
            &run.model_quality,
            &run.bias,
            &run.attribution,
        ] {
            match monitor {
                Some(monitor) => row.extend([
                    monitor.violated.to_string(),
                    monitor.checked.to_string(),
                    monitor.headline.clone(),
                    number(monitor.value),
                    number(monitor.before),
                    monitor.worst.clone().unwrap_or_default(),
                ]),
                None => row.extend(std::iter::repeat_n(String::new(), 6)),
            }
        }
        let notes: Vec<&str> = run.notes.iter().map(|note| note.what.as_str()).collect();
        row.push(notes.join(" "));
        row
    };
    std::iter::once(header)
        .chain(runs.iter().map(row))
        .collect()
}

/// What a monitor counted in a run: what was checked here, else what a report alone knows.
pub fn monitor_words(found: &RunMonitor) -> String {
    match (found.checked, found.violated, found.reported) {
        (0, 0, Some(0)) => "No violation reported".to_owned(),
        (0, 0, Some(reported)) => format!("◌ {} reported", count(reported)),
        (0, 0, None) => "Not checked".to_owned(),
        (checked, 0, _) => format!("✓ {} met", count(checked)),
        (checked, violated, _) => format!("▲ {} of {} violated", count(violated), count(checked)),
    }
}

/// How far each feature is from the baseline, against what is allowed; the farthest first.
pub fn distances(report: &Report) -> Paired {
    let is_distance = |check: &&Check| {
        check.monitor == MonitorName::DataQuality
            && [CheckType::BaselineDrift.name(), ALARM_CHECK].contains(&check.check.as_str())
            && check.observed.is_some()
    };
    let mut checks: Vec<&Check> = report.checks.iter().filter(is_distance).collect();
    let observed = |check: &Check| check.observed.unwrap_or(0.0);
    checks.sort_by(|one, other| observed(other).total_cmp(&observed(one)));
    let row = |check: &&Check| Pair {
        label: match check.check == ALARM_CHECK {
            true => format!("{} (alarm)", check.feature),
            false => check.feature.clone(),
        },
        baseline: None,
        current: check.observed,
        threshold: check.threshold,
        is_violated: check.status.is_violated(),
    };
    Paired {
        title: "Distance of each feature against its threshold".to_owned(),
        across: "distance, as the data-quality monitor has it".to_owned(),
        rows: checks.iter().map(row).collect(),
        top: TOP,
        reason: "no feature was checked for drift; a baseline and current data are needed."
            .to_owned(),
    }
}

/// The main metrics of both sides.
pub fn performance(report: &Report) -> Paired {
    let quality = report
        .model_quality
        .as_ref()
        .filter(|quality| quality.side == Role::Current);
    let is_violated = |name: &str| {
        let mut checks = report.checks.iter();
        checks.any(|check| {
            check.monitor == MonitorName::ModelQuality
                && check.feature == name
                && check.status.is_violated()
        })
    };
    let threshold = |name: &str| {
        let quality = quality.filter(|quality| quality.from == Basis::Violations)?;
        Some(quality.thresholds.get(name)?.threshold)
    };
    let row = |name: &str| {
        let quality = quality?;
        let current = quality.metrics.value(name)?;
        Some(Pair {
            label: title(name),
            baseline: quality
                .baseline
                .as_ref()
                .and_then(|baseline| baseline.value(name)),
            current: Some(current),
            threshold: threshold(name),
            is_violated: is_violated(name),
        })
    };
    // Of what was reported all is drawn: the metrics that were met are not known.
    let names: Vec<&str> = match quality.filter(|quality| quality.from == Basis::Violations) {
        Some(quality) => quality
            .metrics
            .metrics
            .iter()
            .map(|(name, _)| name.as_str())
            .collect(),
        None => METRICS.to_vec(),
    };
    Paired {
        title: "Performance, observed against baseline".to_owned(),
        across: "metric".to_owned(),
        rows: names.into_iter().filter_map(row).collect(),
        top: TOP,
        reason: "it needs labels and predictions of the current side.".to_owned(),
    }
}

/// The metrics of a group as distances from their ideals.
pub fn bias(facet: &BiasFacet) -> Deviations {
    of_bias::distances(facet)
}

/// What the model leans on, on both sides.
pub fn attributions(report: &Report) -> Paired {
    let attribution = report.attribution.as_ref();
    let label = attribution.and_then(|attribution| attribution.labels.first());
    let rows = label
        .map_or(&[][..], |label| &label.features)
        .iter()
        .map(|feature| Pair {
            label: feature.name.clone(),
            baseline: feature.baseline,
            current: feature.current,
            ..Pair::default()
        });
    let unit = attribution.and_then(|attribution| attribution.unit.clone());
    Paired {
        title: "Attribution of each feature".to_owned(),
        across: match unit {
            Some(unit) => format!("mean absolute SHAP value ({unit})"),
            None => "global SHAP value".to_owned(),
        },
        rows: rows.collect(),
        top: TOP,
        reason: "it needs a model of XGBoost, or an analysis.json of both sides.".to_owned(),
    }
}

/// How the rows are shared out among the labels, on both sides.
pub fn label_shares(report: &Report) -> Paired {
    let name = report.settings.rules.label.as_ref();
    let feature =
        name.and_then(|name| report.features.iter().find(|feature| feature.name == *name));
    let bins = feature
        .map(|feature| &feature.bins)
        .filter(|bins| bins.labels.is_some());
    let share = |counts: &[f64], at: usize| {
        let all: f64 = counts.iter().sum();
        counts
            .get(at)
            .filter(|_| all > 0.0)
            .map(|count| 100.0 * count / all)
    };
    let rows = bins.map_or_else(Vec::new, |bins| {
        let labels = bins.labels.as_deref().unwrap_or(&[]).iter().enumerate();
        labels
            .map(|(at, label)| Pair {
                label: label.clone(),
                baseline: share(&bins.baseline, at),
                current: share(&bins.current, at),
                ..Pair::default()
            })
            .collect()
    });
    let column = name.map_or("label", |name| name.as_str());
    Paired {
        title: format!("Share of each label ({column})"),
        across: "rows in %".to_owned(),
        rows,
        top: TOP,
        reason: "it needs a column of labels on both sides; name it in the settings.".to_owned(),
    }
}

/// One feature in every run; `shown` is the run that the charts below are of.
pub fn multiples(found: &RunsFeature, shown: Option<&str>) -> Multiples {
    let panel = |run: &RunDistribution| Panel {
        label: run.name.clone(),
        baseline: run.bins.baseline.clone(),
        current: run.bins.current.clone(),
        note: match (&run.reason, run.total_variation) {
            (Some(reason), _) => reason.clone(),
            (None, Some(distance)) => format!("total variation {}", number(distance)),
            (None, None) => "not compared".to_owned(),
        },
        has_drifted: run.verdict.drifted(),
        is_shown: shown == Some(run.name.as_str()),
    };
    let first = found.runs.iter().find(|run| run.reason.is_none());
    let bins = first.map_or_else(Vec::new, |run| match (&run.bins.labels, &run.bins.cuts) {
        (Some(labels), _) => labels.clone(),
        (None, Some(cuts)) => intervals(cuts),
        (None, None) => Vec::new(),
    });
    let is_categorical = first.is_some_and(|run| run.bins.labels.is_some());
    Multiples {
        title: found.feature.clone(),
        shape: match is_categorical {
            true => SparkShape::Bars,
            false => SparkShape::Steps,
        },
        bins,
        panels: found.runs.iter().map(panel).collect(),
    }
}

fn intervals(cuts: &[f64]) -> Vec<String> {
    let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else {
        return vec!["all".to_owned()];
    };
    let between = cuts
        .windows(2)
        .map(|ends| format!("{} to {}", number(ends[0]), number(ends[1])));
    std::iter::once(format!("at most {}", number(*first)))
        .chain(between)
        .chain(std::iter::once(format!("above {}", number(*last))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_monitors::Status;
    use leeway_report::runs::RunMonitor;
    use leeway_report::settings::{Rules, Settings};
    use leeway_report::{Bins, Feature};

    #[test]
    fn distances_begin_with_the_farthest() {
        let check = |feature: &str, observed: f64, status: Status| Check {
            monitor: MonitorName::DataQuality,
            feature: feature.to_owned(),
            check: CheckType::BaselineDrift.name().to_owned(),
            status,
            observed: Some(observed),
            threshold: Some(0.1),
            ..Check::default()
        };
        let report = Report {
            checks: vec![
                check("a", 0.05, Status::Ok),
                check("b", 0.3, Status::Violated),
            ],
            ..Report::default()
        };
        let labels: Vec<String> = distances(&report)
            .rows
            .into_iter()
            .map(|row| row.label)
            .collect();
        assert_eq!(labels, ["b", "a"]);
        assert!(distances(&Report::default()).rows.is_empty());
    }

    #[test]
    fn labels_are_shared_out_in_percent() {
        let report = Report {
            settings: Settings {
                rules: Rules {
                    label: Some("y".to_owned()),
                    ..Rules::default()
                },
                ..Settings::default()
            },
            features: vec![Feature {
                name: "y".to_owned(),
                bins: Bins {
                    labels: Some(vec!["0".to_owned(), "1".to_owned()]),
                    baseline: vec![3.0, 7.0],
                    current: vec![1.0, 3.0],
                    ..Bins::default()
                },
                ..Feature::default()
            }],
            ..Report::default()
        };
        let rows = label_shares(&report).rows;
        assert_eq!(
            (rows[0].baseline, rows[1].current),
            (Some(30.0), Some(75.0))
        );
    }

    #[test]
    fn bins_have_words() {
        assert_eq!(
            intervals(&[1.0, 2.5]),
            ["at most 1", "1 to 2.5", "above 2.5"]
        );
        let found = RunsFeature {
            feature: "x".to_owned(),
            runs: vec![RunDistribution {
                name: "a".to_owned(),
                reason: Some("This run has no x.".to_owned()),
                ..RunDistribution::default()
            }],
        };
        let drawn = multiples(&found, Some("a"));
        assert_eq!(drawn.panels[0].note, "This run has no x.");
        assert!(drawn.panels[0].is_shown && drawn.bins.is_empty());
    }

    #[test]
    fn the_file_has_a_cell_for_every_head() {
        let measured = Run {
            name: "a".to_owned(),
            model_quality: Some(RunMonitor {
                value: Some(0.8),
                before: Some(0.9),
                ..RunMonitor::default()
            }),
            ..Run::default()
        };
        let rows = rows(&[measured, Run::default()]);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        assert_eq!(rows[1][0], "a");
        assert_eq!(rows[1][18..20], ["0.8", "0.9"]);
    }
}
