//! The table of runs as a file, and the charts of runs: those that the bring-your-own-model sample draws of a run, the same of all runs in one, and one feature in every run.

use crate::format::{count, number};
use leeway_charts::{Matrix, MatrixCell, Multiples, Pair, Paired, Panel, SparkShape};
use leeway_report::model_quality::title;
use leeway_report::runs::{Run, RunDistribution, RunMonitor, RunsFeature};
use leeway_report::{Held, HeldKind, Report};

/// Features that are drawn; the tables have all.
const TOP: usize = 12;

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

/// What charts of one kind of value say: of one report, of every run, and why there is nothing.
struct Words {
    title: &'static str,
    in_every_run: &'static str,
    across: &'static str,
    reason: &'static str,
}

fn words_of(kind: HeldKind) -> Words {
    match kind {
        HeldKind::Distance => Words {
            title: "Distance of each feature against its threshold",
            in_every_run: "Distance of each feature in every run",
            across: "distance, as the data-quality monitor has it",
            reason: "no feature was checked for drift; a baseline and current data are needed.",
        },
        HeldKind::Performance => Words {
            title: "Performance, observed against baseline",
            in_every_run: "Performance in every run",
            across: "metric",
            reason: "it needs labels and predictions of the current side.",
        },
        HeldKind::LabelShare => Words {
            title: "Share of each label",
            in_every_run: "Share of each label in every run, in %",
            across: "rows in %",
            reason: "it needs a column of labels on both sides; name it in the settings.",
        },
        HeldKind::Attribution => Words {
            title: "Attribution of each feature",
            in_every_run: "Attribution of each feature in every run",
            across: "global SHAP value",
            reason: "it needs a model of XGBoost, or an analysis.json of both sides.",
        },
        HeldKind::Acceptance => Words {
            title: "Acceptance rate",
            in_every_run: "Acceptance rate in every run, in %",
            across: "rows that are predicted positive, in %",
            reason: "it needs the metrics DPPL and DI.",
        },
        HeldKind::Bias => Words {
            title: "Bias",
            in_every_run: "Bias metrics in every run",
            across: "metric",
            reason: "choose a group under Bias.",
        },
    }
}

/// Shares are shown in percent.
fn shown(kind: HeldKind, value: Option<f64>) -> Option<f64> {
    match kind {
        HeldKind::LabelShare | HeldKind::Acceptance => value.map(|share| 100.0 * share),
        _ => value,
    }
}

/// Values of one kind beneath each other.
pub(crate) fn paired<'a>(kind: HeldKind, held: impl IntoIterator<Item = &'a Held>) -> Paired {
    let words = words_of(kind);
    let row = |held: &Held| Pair {
        label: match kind {
            HeldKind::Performance => title(&held.name),
            _ => held.name.clone(),
        },
        baseline: shown(kind, held.baseline),
        current: shown(kind, held.value),
        threshold: held.threshold,
        is_violated: held.violated,
    };
    let held = held.into_iter().filter(|held| held.kind == kind);
    Paired {
        title: words.title.to_owned(),
        across: words.across.to_owned(),
        rows: held.map(row).collect(),
        top: TOP,
        reason: words.reason.to_owned(),
    }
}

/// How far each feature is from the baseline, against what is allowed; the farthest first.
pub fn distances(report: &Report) -> Paired {
    paired(HeldKind::Distance, &report.held())
}

/// The main metrics of both sides.
pub fn performance(report: &Report) -> Paired {
    paired(HeldKind::Performance, &report.held())
}

/// One kind of value in every run: a row for each, a column for each run; no rows where no run has any.
pub fn in_every_run(runs: &[Run], kind: HeldKind) -> Matrix {
    let words = words_of(kind);
    let of = |run: &Run| -> Vec<Held> {
        let values = run.values.iter().filter(|held| held.kind == kind);
        values.cloned().collect()
    };
    let values: Vec<Vec<Held>> = runs.iter().map(of).collect();
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for held in values.iter().flatten() {
        let row = (held.group.as_str(), held.name.as_str());
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    let found = |row: (&str, &str), run: usize| {
        let mut held = values[run].iter();
        held.find(|held| (held.group.as_str(), held.name.as_str()) == row)
    };
    if kind == HeldKind::Distance {
        let farthest = |row: (&str, &str)| {
            let all = (0..runs.len()).filter_map(|run| found(row, run)?.value);
            all.fold(f64::NEG_INFINITY, f64::max)
        };
        rows.sort_by(|one, other| farthest(*other).total_cmp(&farthest(*one)));
    }
    let has_baseline = values.iter().flatten().any(|held| held.baseline.is_some());
    let cell = |row: (&str, &str), run: usize| {
        found(row, run).map_or_else(MatrixCell::default, |held| MatrixCell {
            value: shown(kind, held.value),
            against: match has_baseline {
                true => shown(kind, held.baseline),
                false => held.threshold,
            },
            is_violated: held.violated,
        })
    };
    let label = |(group, name): (&str, &str)| match (kind, group) {
        (HeldKind::Performance, _) => title(name),
        (HeldKind::Acceptance, group) if group != name => format!("{name} ({group})"),
        (HeldKind::Bias, group) => format!("{name} of {group}"),
        _ => name.to_owned(),
    };
    let cells = rows.iter();
    let cells = cells.flat_map(|&row| (0..runs.len()).map(move |run| cell(row, run)));
    Matrix {
        title: words.in_every_run.to_owned(),
        against: if has_baseline {
            "baseline"
        } else {
            "threshold"
        }
        .to_owned(),
        cells: cells.collect(),
        rows: rows.iter().copied().map(label).collect(),
        runs: runs.iter().map(|run| run.name.clone()).collect(),
        top: TOP,
        reason: words.reason.to_owned(),
    }
}

/// What the model leans on, on both sides.
pub fn attributions(report: &Report) -> Paired {
    let unit = report.attribution.as_ref();
    let unit = unit.and_then(|attribution| attribution.unit.clone());
    let drawn = paired(HeldKind::Attribution, &report.held());
    Paired {
        across: match unit {
            Some(unit) => format!("mean absolute SHAP value ({unit})"),
            None => drawn.across,
        },
        ..drawn
    }
}

/// How the rows are shared out among the labels, on both sides.
pub fn label_shares(report: &Report) -> Paired {
    let drawn = paired(HeldKind::LabelShare, &report.held());
    let name = report.settings.rules.label.as_deref().unwrap_or("label");
    Paired {
        title: format!("{} ({name})", drawn.title),
        ..drawn
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
    use leeway_documents::model_monitor::CheckType;
    use leeway_monitors::{MonitorName, Status};
    use leeway_report::runs::RunMonitor;
    use leeway_report::settings::{Rules, Settings};
    use leeway_report::{Bins, Check, Feature};

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
    fn every_run_has_a_column() {
        let held = |name: &str, value: f64| Held {
            name: name.to_owned(),
            value: Some(value),
            threshold: Some(0.1),
            violated: value > 0.1,
            ..Held::default()
        };
        let run = |name: &str, values: Vec<Held>| Run {
            name: name.to_owned(),
            values,
            ..Run::default()
        };
        let runs = [
            run("one", vec![held("a", 0.05)]),
            run("two", vec![held("b", 0.7), held("a", 0.2)]),
        ];
        let drawn = in_every_run(&runs, HeldKind::Distance);
        assert_eq!(
            (drawn.rows, drawn.runs),
            (
                vec!["b".to_owned(), "a".to_owned()],
                vec!["one".to_owned(), "two".to_owned()]
            )
        );
        let values: Vec<Option<f64>> = drawn.cells.iter().map(|cell| cell.value).collect();
        assert_eq!(values, [None, Some(0.7), Some(0.05), Some(0.2)]);
        assert_eq!(drawn.cells[3].against, Some(0.1));
        assert!(drawn.cells[3].is_violated && !drawn.cells[2].is_violated);
        assert!(in_every_run(&runs, HeldKind::Bias).rows.is_empty());
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
