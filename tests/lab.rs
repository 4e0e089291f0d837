//! The lab through the session: scenarios against the files that were made of them, files that it saves, and bad input.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use leeway::engine::Session;
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::monitors::MonitorName;
use leeway::report::lab::answer::{Lab, LabCheck};
use serde_json::{Value, json};
use support::{dropped, open, session, set, text};

const SCENARIOS: [&str; 6] = [
    "concept",
    "label",
    "feature",
    "feature_systematic",
    "explainability",
    "bias",
];

fn ask(session: &mut Session, ask: Value) -> Result<Lab, String> {
    let request = Request::Lab {
        ask: ask.to_string(),
    };
    match session.run(request, Vec::new()) {
        (Reply::Done(outcome), _) => match *outcome {
            Outcome::Lab(lab) => Ok(*lab),
            other => panic!("{other:?}"),
        },
        (Reply::Failed { message }, _) => Err(message),
        other => panic!("{other:?}"),
    }
}

type Name = (MonitorName, String, String);

fn name(check: &LabCheck) -> Name {
    (check.monitor, check.feature.clone(), check.check.clone())
}

fn credit(folder: &Path, files: &[(&str, &str)]) -> Session {
    let mut session = session();
    let files = files
        .iter()
        .map(|(name, role)| {
            dropped(
                folder,
                &folder.join(name),
                Some(*role).filter(|role| !role.is_empty()),
            )
        })
        .collect();
    open(&mut session, files).unwrap();
    set(
        &mut session,
        json!({
            "label": "credit_risk",
            "facets": [{"name": "foreign_worker", "value": "1"}, {"name": "age", "threshold": 40}],
            "group_variable": "housing"
        }),
    );
    session
}

/// How the scenarios flip labels is up to chance: a check that some seeds let fire and others not may differ from the file, which is one draw.
const SEEDS: u64 = 30;

/// The scenario's own file through the session.
fn checks_of_file(folder: &Path, scenario: &str) -> Vec<LabCheck> {
    let file = format!("{scenario}.csv");
    let session = credit(
        folder,
        &[
            ("baseline.csv", "baseline"),
            (&file, "current"),
            ("model.json", ""),
        ],
    );
    leeway::engine::lab::checks(session.report())
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn presets_fire_what_the_scored_scenarios_fire() {
    let reference = support::reference();
    let folder = reference.join("datasets/south-german-credit-scored");
    let mut lab = credit(&folder, &[("baseline.csv", "baseline"), ("model.json", "")]);
    let presets = ask(&mut lab, json!({})).unwrap().presets;
    let names: Vec<&str> = presets.iter().map(|preset| preset.name.name()).collect();
    assert_eq!(names, SCENARIOS);
    for preset in presets {
        let of_file = checks_of_file(&folder, preset.name.name());
        let mut fired: BTreeMap<Name, u64> = BTreeMap::new();
        // Nothing is drawn in these, so that every check must agree.
        let is_exact = ["label", "feature_systematic", "bias"].contains(&preset.name.name());
        let seeds = if is_exact { 1 } else { SEEDS };
        for seed in 0..seeds {
            set(&mut lab, json!({ "seed": seed }));
            let found = ask(
                &mut lab,
                json!({"changes": preset.changes, "strength": 1.0}),
            );
            for check in found.unwrap().checks {
                *fired.entry(name(&check)).or_default() += u64::from(check.fires);
            }
        }
        let made: BTreeSet<Name> = of_file.iter().map(name).collect();
        let of_lab: BTreeSet<Name> = fired.keys().cloned().collect();
        assert_eq!(
            of_lab,
            made,
            "{}: the checks that are made",
            preset.name.name()
        );
        let mut decided = 0;
        for check in &of_file {
            let times = fired[&name(check)];
            let is_fit = if check.fires {
                times > 0
            } else {
                times < seeds
            };
            assert!(
                is_fit,
                "{}: {check:?} fired {times} times",
                preset.name.name()
            );
            decided += u64::from(times == 0 || times == seeds);
        }
        println!(
            "{}: {} fire in the file; {decided} of {} checks say the same with every seed",
            preset.name.name(),
            of_file.iter().filter(|check| check.fires).count(),
            of_file.len()
        );
    }
}

/// The rows of a file that was saved, by the name of the format.
fn saved(session: &mut Session, ask: Value) -> Result<(String, String), String> {
    let request = Request::Lab {
        ask: ask.to_string(),
    };
    match session.run(request, Vec::new()) {
        (Reply::Done(outcome), Some(bytes)) => match *outcome {
            Outcome::Exported { name, .. } => Ok((name, String::from_utf8(bytes).unwrap())),
            other => panic!("{other:?}"),
        },
        (Reply::Failed { message }, _) => Err(message),
        other => panic!("{other:?}"),
    }
}

const ROWS: &str = "age,job,label,prediction\n30,clerk,1,1\n41,smith,0,0\n52,clerk,1,0\n38,\"a, b\",0,0\n29,smith,1,1\n44,clerk,0,1\n";

fn small() -> Session {
    let mut session = session();
    let file = leeway::engine::Dropped {
        role: leeway::engine::parse_role("baseline").unwrap(),
        ..text("baseline.csv", ROWS)
    };
    open(&mut session, vec![file]).unwrap();
    session
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn shifting_and_setting_repeat_the_columns_of_the_scenario_files() {
    let reference = support::reference();
    let folder = reference.join("datasets/south-german-credit-scored");
    let mut lab = credit(&folder, &[("baseline.csv", "baseline"), ("model.json", "")]);
    // `generate_altered` draws nothing for these: every field must be the file's, the scores of the model included.
    for scenario in ["label", "feature_systematic", "bias"] {
        let presets = ask(&mut lab, json!({})).unwrap().presets;
        let preset = presets
            .into_iter()
            .find(|preset| preset.name.name() == scenario)
            .unwrap();
        let (_, csv) = saved(
            &mut lab,
            json!({"changes": preset.changes, "strength": 1.0, "save": "csv"}),
        )
        .unwrap();
        let file = std::fs::read_to_string(folder.join(format!("{scenario}.csv"))).unwrap();
        assert_eq!(csv.lines().count(), file.lines().count(), "{scenario}");
        for (line, (ours, theirs)) in csv.lines().zip(file.lines()).enumerate() {
            let fields = ours.split(',').zip(theirs.split(','));
            for (column, (ours, theirs)) in fields.enumerate() {
                let difference = || ours.parse::<f64>().unwrap() - theirs.parse::<f64>().unwrap();
                // XGBoost adds up in single precision, which may turn the last of the six digits.
                let is_score = column == 21 && line > 0;
                let is_same = ours == theirs || (is_score && difference().abs() < 1.5e-6);
                assert!(
                    is_same,
                    "{scenario}, line {}: {ours} is not {theirs}",
                    line + 1
                );
            }
        }
    }
}

#[test]
fn saved_files_are_read_again() {
    let mut lab = small();
    let changes = json!([{"kind": "constant", "feature": "age", "amount": 1.0, "value": "50"}]);
    let save = |lab: &mut Session, format: &str| {
        saved(
            lab,
            json!({"changes": changes, "strength": 1.0, "save": format}),
        )
        .unwrap()
    };
    let (name, csv) = save(&mut lab, "csv");
    assert_eq!(name, "changed.csv");
    assert!(
        csv.starts_with("age,job,label,prediction\n50,clerk,1,1\n"),
        "{csv}"
    );
    assert!(csv.contains("50,\"a, b\",0,0\n"), "{csv}");
    let (capture_name, capture) = save(&mut lab, "capture");
    let (labels_name, labels) = save(&mut lab, "labels");
    let report = open(
        &mut lab,
        vec![text(&capture_name, capture), text(&labels_name, labels)],
    )
    .unwrap();
    let kinds: Vec<&str> = report
        .sources
        .iter()
        .map(|source| source.kind.name())
        .collect();
    assert_eq!(kinds, ["csv", "capture", "ground_truth"]);
    let current = report.current.unwrap();
    // Of 24 hours every fourth has a row, the first to the twenty-first.
    assert_eq!((current.rows, current.windows.len()), (6, 21));
    let age = report
        .features
        .iter()
        .find(|feature| feature.name == "age")
        .unwrap();
    assert_eq!(age.current_summary.as_ref().unwrap().distinct, Some(1));
    assert_eq!(report.model_quality.unwrap().rows, 6);
}

#[test]
fn a_curve_names_the_smallest_strength() {
    let mut lab = small();
    let changes = json!([{"kind": "drop", "feature": "age", "amount": 1.0}]);
    let found = ask(
        &mut lab,
        json!({"changes": changes, "strength": 0.5, "curve": true, "rows": 400}),
    )
    .unwrap();
    let curve = found.curve.unwrap();
    assert_eq!((curve.strengths.len(), curve.strengths[0]), (18, 0.0));
    let line = curve
        .lines
        .iter()
        .find(|line| line.feature == "age" && line.check == "completeness_check")
        .unwrap();
    // The baseline is complete, so that the first missing value is a violation.
    assert!(!line.fires[0] && line.fires[17]);
    assert_eq!(line.smallest, Some(0.01));
    assert!(line.observed[17] < line.observed[5]);
    assert!(
        curve.sentence.starts_with("With 400 rows, "),
        "{}",
        curve.sentence
    );
}

#[test]
fn nothing_that_is_loaded_changes() {
    let mut lab = small();
    let before = lab.report().clone();
    let changes = json!([{"kind": "drop", "feature": "age", "amount": 1.0}]);
    ask(
        &mut lab,
        json!({"changes": changes, "strength": 1.0, "curve": true}),
    )
    .unwrap();
    assert_eq!(*lab.report(), before);
    let request = Request::Lab {
        ask: json!({"changes": changes, "strength": 1.0}).to_string(),
    };
    lab.begin(request, Vec::new()).unwrap();
    lab.step();
    assert!(lab.cancel());
    assert_eq!(*lab.report(), before);
}

#[test]
fn what_cannot_be_tried_is_said() {
    let nothing = ask(&mut session(), json!({})).unwrap_err();
    assert!(
        nothing.starts_with("There is no baseline with rows: open training data"),
        "{nothing}"
    );
    let mut lab = small();
    let refused = |lab: &mut Session, wanted: Value| ask(lab, wanted).unwrap_err();
    let with = |change: Value| json!({"changes": [change], "strength": 1.0});
    assert_eq!(
        refused(
            &mut lab,
            with(json!({"kind": "shift", "feature": "income", "amount": 1.0}))
        ),
        "The baseline has no column \"income\"."
    );
    assert_eq!(
        refused(&mut lab, json!({"strength": 1.5})),
        "strength must be between 0 and 1; it was 1.5."
    );
    assert_eq!(
        refused(&mut lab, json!({"rows": 0})),
        "rows must be at least 1."
    );
    assert_eq!(
        refused(
            &mut lab,
            with(json!({"kind": "drop", "feature": "age", "amount": 2.0}))
        ),
        "Drop values: the share of rows must be between 0 and 1; it was 2."
    );
    assert!(refused(&mut lab, json!({"strenght": 1})).contains("unknown field `strenght`"));
    assert!(refused(&mut lab, with(json!({"kind": "melt"}))).contains("unknown variant `melt`"));
    assert!(
        saved(&mut lab, json!({"save": "parquet"}))
            .unwrap_err()
            .contains("unknown variant `parquet`, expected one of `csv`, `capture`, `labels`")
    );
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn statistics_alone_have_no_rows_to_change() {
    let reference = support::reference();
    let file = reference.join("data-quality/churn-2020-11/baseline/statistics.json");
    let mut session = session();
    open(
        &mut session,
        vec![dropped(&reference, &file, Some("baseline"))],
    )
    .unwrap();
    let refused = ask(&mut session, json!({})).unwrap_err();
    assert!(
        refused.starts_with("The baseline is known by its statistics alone"),
        "{refused}"
    );
}

#[test]
fn few_rows_and_no_answers_are_no_fault() {
    let mut lab = session();
    let file = leeway::engine::Dropped {
        role: leeway::engine::parse_role("baseline").unwrap(),
        ..text("baseline.csv", "x\n1\n")
    };
    open(&mut lab, vec![file]).unwrap();
    let found = ask(
        &mut lab,
        json!({"changes": [{"kind": "shift", "feature": "x", "amount": 3.0}], "strength": 1.0}),
    );
    assert_eq!(found.unwrap().rows, 1);
    let presets = ask(&mut lab, json!({})).unwrap().presets;
    let concept = &presets[0];
    assert!(concept.changes.is_empty());
    assert_eq!(
        concept.reason.as_deref(),
        Some("No column is known to hold the label: name it in the settings.")
    );
}
