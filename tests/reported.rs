//! What monitors left behind without data: violations alone, of one run and of several, and executions as jobs write their folders. Every number is the file's.

mod support;

use leeway::engine::Session;
use leeway::monitors::{Agreement, MonitorName, Status};
use leeway::presentation::runs;
use leeway::presentation::sentence::sentence;
use leeway::report::{Check, Report};
use serde_json::Value;
use std::path::{Path, PathBuf};

use support::*;

/// The five folders of violations, one for each scenario.
const SCENARIOS: [&str; 5] = [
    "concept_drift",
    "explainability_drift",
    "feature_drift",
    "feature_drift_systematic",
    "label_drift",
];

fn byom(path: &str) -> PathBuf {
    reference().join("byom").join(path)
}

/// Opens a folder below the sample's output as one would drop it.
fn drop_folder(session: &mut Session, path: &str) -> Report {
    let folder = byom(path);
    let root = folder.parent().unwrap().to_path_buf();
    let files = files_below(&folder);
    let files = files.iter().map(|file| dropped(&root, file, None));
    open(session, files.collect()).unwrap()
}

/// The violations of all files below a folder, as they stand.
fn violations(folder: &Path) -> Vec<Value> {
    let files = files_below(folder).into_iter();
    let files = files.filter(|file| file.ends_with("constraint_violations.json"));
    let list = |file: PathBuf| read_json(&file)["violations"].as_array().unwrap().clone();
    files.flat_map(list).collect()
}

/// The first two numbers of a sentence that are no standard deviation: what was observed, and what it was held against.
fn numbers(violation: &Value) -> [f64; 2] {
    let description = violation["description"].as_str().unwrap();
    let before = description.split(" +/- ").next().unwrap();
    let after = description.split(" was ").last().unwrap();
    let words = [before, if before == after { "" } else { after }].join(" ");
    let words = words.split_whitespace();
    let found = words.filter_map(|word| word.trim_matches('\'').parse::<f64>().ok());
    let found: Vec<f64> = found.collect();
    found.try_into().unwrap()
}

/// The reported violations among the checks.
fn alone(report: &Report) -> Vec<&Check> {
    let checks = report.checks.iter();
    checks.filter(|check| check.is_reported_alone()).collect()
}

/// Every violation of the files is a check with the file's numbers, and nothing is said to agree or to differ.
#[track_caller]
fn assert_all_are_reported(report: &Report, expected: &[Value]) {
    let found = alone(report);
    assert_eq!(found.len(), expected.len());
    for violation in expected {
        let description = violation["description"].as_str().unwrap();
        let check = found
            .iter()
            .find(|check| check.description.as_deref() == Some(description));
        let check = check.unwrap_or_else(|| panic!("{description} is not among the checks"));
        let [observed, held_against] = numbers(violation);
        assert_eq!(check.status, Status::Violated, "{description}");
        assert_eq!(check.observed, Some(observed), "{description}");
        assert_eq!(check.threshold, Some(held_against), "{description}");
        let reported = check.reported.as_ref().unwrap();
        assert_eq!(reported.agreement, Agreement::NotRecomputed);
        assert_eq!(reported.value, Some(observed));
    }
    let json = serde_json::to_string(report).unwrap();
    for claim in ["agrees", "differs", "disagree in", "none farther"] {
        assert!(
            !json.contains(claim),
            "it says {claim:?} where nothing was recomputed"
        );
    }
}

fn reports(report: &Report) -> [Option<u64>; 4] {
    [
        report.data_quality.as_ref().and_then(|part| part.reported),
        report.model_quality.as_ref().and_then(|part| part.reported),
        report.bias.as_ref().and_then(|part| part.reported),
        report.attribution.as_ref().and_then(|part| part.reported),
    ]
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn violations_alone_are_all_there_with_their_numbers() {
    for scenario in SCENARIOS {
        let mut session = session();
        let path = format!("docs/{scenario}");
        let report = drop_folder(&mut session, &path);
        let expected = violations(&byom(&path));
        assert_all_are_reported(&report, &expected);
        assert!(report.runs.is_empty(), "{scenario}");
        let of = |folder: &str| Some(violations(&byom(&path).join(folder)).len() as u64);
        let counted = [of("data-quality"), of("model-quality"), of("bias"), None];
        assert_eq!(reports(&report), counted, "{scenario}");
        let headline = sentence(&report).headline().to_owned();
        let start = format!(
            "{} checks of one run were violated, as reported: ",
            expected.len()
        );
        assert!(headline.starts_with(&start), "{headline}");
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn a_run_of_violations_alone_is_a_whole_page() {
    let mut session = session();
    let report = drop_folder(&mut session, "docs/concept_drift");
    assert_eq!(
        sentence(&report).headline(),
        "15 checks of one run were violated, as reported: accuracy 0.67 under 0.843, RD of foreign_worker 1 −0.1045 (−0.01586 on the baseline), F1 0.7418 under 0.8918, and 12 more."
    );
    let quality = report.model_quality.as_ref().unwrap();
    assert_eq!(quality.metrics.value("accuracy"), Some(0.67));
    assert_eq!(quality.thresholds["accuracy"].threshold, 0.843);
    assert_eq!((quality.violated, quality.not_recomputed), (0, 10));
    let drawn = runs::performance(&report);
    assert_eq!(drawn.rows.len(), 10);
    assert!(drawn.rows.iter().all(|row| row.is_violated));
    let bias = report.bias.as_ref().unwrap();
    assert_eq!((bias.violated, bias.not_recomputed), (0, 5));
    let drawn = runs::bias(&bias.facets[0]);
    let far = drawn.rows.iter().filter(|row| row.is_violated);
    assert_eq!(far.count(), 5);
    assert!(drawn.rows.iter().all(|row| row.baseline.is_some()));
    let report = drop_folder(&mut support::session(), "docs/explainability_drift");
    let distances = runs::distances(&report).rows;
    let distances: Vec<_> = distances
        .iter()
        .map(|row| (row.label.as_str(), row.current, row.threshold))
        .collect();
    let expected = [
        ("duration", Some(0.7035015528100076), Some(0.1)),
        ("status", Some(0.4625015528100076), Some(0.1)),
    ];
    assert_eq!(distances, expected);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn five_folders_of_violations_are_five_runs() {
    let mut session = session();
    let report = drop_folder(&mut session, "docs");
    let names: Vec<&str> = report.runs.iter().map(|run| run.name.as_str()).collect();
    assert_eq!(names, SCENARIOS);
    for run in &report.runs {
        let of = |folder: &str| violations(&byom("docs").join(&run.name).join(folder)).len() as u64;
        let parts = [&run.data_quality, &run.model_quality, &run.bias];
        let folders = ["data-quality", "model-quality", "bias"];
        for (part, folder) in parts.into_iter().zip(folders) {
            let part = part
                .as_ref()
                .unwrap_or_else(|| panic!("{} {folder}", run.name));
            let found = (
                part.checked,
                part.violated,
                part.not_recomputed,
                part.reported,
            );
            assert_eq!(
                found,
                (0, 0, of(folder), Some(of(folder))),
                "{} {folder}",
                run.name
            );
        }
    }
    let patterns: Vec<&str> = report.runs.iter().map(|run| run.pattern.name()).collect();
    assert_eq!(
        patterns,
        ["concept", "feature", "feature", "feature", "bias"]
    );
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn folders_of_one_time_are_one_execution() {
    let mut session = session();
    let report = drop_folder(&mut session, "ana3");
    assert!(report.runs.is_empty());
    let current = report.current.as_ref().unwrap();
    assert_eq!(current.rows, 1000);
    assert_eq!(reports(&report), [Some(2), Some(7), Some(4), Some(1)]);
    assert!(alone(&report).is_empty());
    let kinds = |monitor| {
        let checks = report.checks.iter();
        let checks = checks.filter(|check| check.monitor == monitor);
        let agreed = checks.filter_map(|check| Some(check.reported.as_ref()?.agreement));
        agreed.collect::<Vec<_>>()
    };
    for monitor in [
        MonitorName::DataQuality,
        MonitorName::ModelQuality,
        MonitorName::Bias,
        MonitorName::Attribution,
    ] {
        println!("{monitor:?} {:?}", kinds(monitor));
    }
}
