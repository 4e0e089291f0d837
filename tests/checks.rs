//! The data-quality monitor through the session: constraints in force, edits, reports beside checks, and the files that are saved.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Session;
use leeway::engine::protocol::{Reply, Request};
use leeway::monitors::Agreement;
use leeway::monitors::{MonitorName, Status};
use leeway::report::Basis;
use leeway::report::{Check, Report};
use serde_json::{Value, json};
use std::path::Path;
use support::{answer, dropped, files_below, open, reference, session, set, text};

const LOANS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/loans");

fn loans(name: &str) -> leeway::engine::Dropped {
    let folder = Path::new(LOANS);
    let role = if name.starts_with("baseline") {
        "baseline"
    } else {
        "current"
    };
    dropped(folder, &folder.join(name), Some(role))
}

/// A session over the loans.
fn loaded() -> (Session, Report) {
    let mut session = session();
    let report = open(
        &mut session,
        vec![loans("baseline.csv"), loans("current.csv")],
    )
    .unwrap();
    (session, report)
}

fn saved(session: &mut Session, name: &str) -> Result<Vec<u8>, String> {
    let request = Request::Export {
        name: name.to_owned(),
    };
    match session.run(request, Vec::new()) {
        (Reply::Done(_), Some(bytes)) => Ok(bytes),
        (Reply::Failed { message }, _) => Err(message),
        other => panic!("not an answer: {other:?}"),
    }
}

fn saved_json(session: &mut Session, name: &str) -> Value {
    serde_json::from_slice(&saved(session, name).unwrap()).unwrap()
}

fn check<'a>(report: &'a Report, feature: &str, check: &str) -> &'a Check {
    report
        .checks
        .iter()
        .find(|known| known.feature == feature && known.check == check)
        .unwrap_or_else(|| panic!("{feature} {check}"))
}

fn violated(report: &Report) -> Vec<(&str, &str)> {
    let violated = report
        .checks
        .iter()
        .filter(|check| check.monitor == MonitorName::DataQuality && check.status.is_violated());
    violated
        .map(|check| (check.feature.as_str(), check.check.as_str()))
        .collect()
}

/// The only violation of Model Monitor's kind that the loans have by default: `current.csv` also has the hour.
const EXTRA: (&str, &str) = ("Extra columns", "extra_column_check");

#[test]
fn a_baseline_of_samples_suggests_constraints() {
    let (_, report) = loaded();
    let summary = report.data_quality.as_ref().unwrap();
    assert_eq!(summary.constraints_from, Some(Basis::Samples));
    assert_eq!(summary.reported, None);
    assert!(violated(&report).contains(&EXTRA));
    let income = check(&report, "income", "baseline_drift_check");
    assert_eq!(income.option.as_deref(), Some("comparison_threshold"));
    assert!(
        income.explanation.starts_with("D 0."),
        "{}",
        income.explanation
    );
    let drift = |name: &str| {
        report
            .features
            .iter()
            .find(|feature| feature.name == name)
            .unwrap()
    };
    // The gap is the one that the drift monitor found, not a second computation.
    assert_eq!(income.observed, drift("income").linf_robust);
    for check in &report.checks {
        assert!(matches!(
            check.monitor,
            MonitorName::DataQuality | MonitorName::ModelQuality
        ));
        assert!(
            !check.explanation.is_empty(),
            "{} {}",
            check.feature,
            check.check
        );
        assert_eq!(check.reason.is_some(), !check.status.is_made(), "{check:?}");
    }
}

#[test]
fn an_edited_threshold_judges_anew() {
    let (mut session, before) = loaded();
    let observed = check(&before, "income", "baseline_drift_check")
        .observed
        .unwrap();
    let strict =
        json!({"constraints": {"features": {"income": {"comparison_threshold": observed / 2.0}}}});
    let report = set(&mut session, strict);
    let income = check(&report, "income", "baseline_drift_check");
    assert_eq!(
        (income.status, income.threshold),
        (Status::Violated, Some(observed / 2.0))
    );
    assert!(report.data_quality.as_ref().unwrap().is_edited);
    let lenient = json!({"constraints": {"all": {"comparison_threshold": 1.0}}});
    let report = set(&mut session, lenient);
    assert_eq!(
        check(&report, "income", "baseline_drift_check").status,
        Status::Ok
    );
    // The features were not measured again.
    assert_eq!(report.features, before.features);
    let refused = answer(
        &mut session,
        Request::Set {
            settings: json!({"constraints": {"all": {"completeness": 7}}}).to_string(),
        },
        Vec::new(),
    );
    assert_eq!(
        refused.unwrap_err(),
        "completeness must be between 0 and 1; it was 7."
    );
}

#[test]
fn saved_files_read_back_as_the_same_baseline() {
    let mut maker = session();
    let made = open(&mut maker, vec![loans("baseline.csv")]).unwrap();
    assert!(made.checks.is_empty());
    let statistics = saved(&mut maker, "statistics.json").unwrap();
    let constraints = saved(&mut maker, "constraints.json").unwrap();
    let refused = saved(&mut maker, "constraint_violations.json").unwrap_err();
    assert_eq!(refused, "Nothing was checked: open the current side too.");

    let (_, exact) = loaded();
    let mut again = session();
    let files = vec![
        text("baseline/statistics.json", statistics.clone()),
        text("baseline/constraints.json", constraints.clone()),
        loans("current.csv"),
    ];
    let report = open(&mut again, files).unwrap();
    let summary = report.data_quality.as_ref().unwrap();
    assert_eq!(
        (
            summary.constraints_from,
            summary.constraints_path.as_deref()
        ),
        (Some(Basis::File), Some("baseline/constraints.json"))
    );
    assert_eq!(
        report.baseline.as_ref().unwrap().rows,
        exact.baseline.as_ref().unwrap().rows
    );
    assert_eq!(violated(&report), violated(&exact));
    for (a, b) in report.checks.iter().zip(&exact.checks) {
        assert_eq!((&a.feature, &a.check), (&b.feature, &b.check));
        assert_eq!(a.threshold, b.threshold, "{} {}", a.feature, a.check);
    }
    assert_eq!(saved(&mut again, "statistics.json").unwrap(), statistics);
    assert_eq!(saved(&mut again, "constraints.json").unwrap(), constraints);
}

#[test]
fn edited_constraints_keep_what_is_not_known() {
    let mut maker = session();
    open(&mut maker, vec![loans("baseline.csv")]).unwrap();
    let mut constraints = saved_json(&mut maker, "constraints.json");
    constraints["owner"] = "risk".into();
    constraints["features"][0]["note"] = json!({"of": "age"});
    constraints["features"][0]["num_constraints"]["monitoring_config_overrides"] =
        json!({"emit_metrics": "Disabled"});
    let mut session = session();
    let files = vec![
        text("baseline/constraints.json", constraints.to_string()),
        loans("baseline.csv"),
        loans("current.csv"),
    ];
    open(&mut session, files).unwrap();
    let edits = json!({"constraints": {
        "all": {"comparison_threshold": 0.3},
        "comparison_method": "Simple",
        "features": {"age": {"completeness": 0.5, "comparison_threshold": 0.4}}}});
    let report = set(&mut session, edits);
    assert_eq!(
        check(&report, "age", "baseline_drift_check").threshold,
        Some(0.4)
    );
    assert_eq!(
        check(&report, "age", "completeness_check").threshold,
        Some(0.5)
    );
    assert_eq!(
        check(&report, "income", "baseline_drift_check").threshold,
        Some(0.3)
    );
    let saved = saved_json(&mut session, "constraints.json");
    let distribution = &saved["monitoring_config"]["distribution_constraints"];
    assert_eq!(distribution["comparison_threshold"], 0.3);
    assert_eq!(distribution["comparison_method"], "Simple");
    let age = &saved["features"][0];
    assert_eq!(
        (&saved["owner"], &age["note"]["of"], &age["completeness"]),
        (&json!("risk"), &json!("age"), &json!(0.5))
    );
    let overrides = &age["num_constraints"]["monitoring_config_overrides"];
    assert_eq!(overrides["emit_metrics"], "Disabled");
    assert_eq!(
        overrides["distribution_constraints"]["comparison_threshold"],
        0.4
    );
    // A feature whose metrics are disabled publishes none.
    let metrics = String::from_utf8(self::saved(&mut session, "cloudwatch_metrics.jsonl").unwrap());
    assert!(!metrics.unwrap().contains("_age\""));
}

#[test]
fn reported_violations_stand_beside_the_checks() {
    let (mut session, report) = loaded();
    let strict = json!({"constraints": {"all": {"comparison_threshold": 0.01}}});
    let strict_report = set(&mut session, strict);
    let ours = saved_json(&mut session, "constraint_violations.json");
    assert!(ours["violations"].as_array().unwrap().len() >= 2);
    for violation in ours["violations"].as_array().unwrap() {
        for name in ["feature_name", "constraint_check_type", "description"] {
            assert!(violation[name].is_string(), "{violation}");
        }
    }
    // Beside its own report every check agrees.
    let own = vec![text("reports/constraint_violations.json", ours.to_string())];
    let beside = open(&mut session, own).unwrap();
    let summary = beside.data_quality.as_ref().unwrap();
    assert_eq!(summary.disagreements, 0, "{}", summary.sentence);
    assert!(
        summary.sentence.ends_with("; the report agrees."),
        "{}",
        summary.sentence
    );
    assert_eq!(violated(&beside), violated(&strict_report));
    // With the thresholds back, the report's other threshold is the reason.
    let back = set(&mut session, json!({"constraints": {}}));
    assert_eq!(violated(&back), violated(&report));
    let quiet = back
        .checks
        .iter()
        .find(|check| {
            check.option.as_deref() == Some("comparison_threshold")
                && check.status == Status::Ok
                && check.reported.is_some()
        })
        .unwrap();
    let reported = quiet.reported.as_ref().unwrap();
    assert_eq!(reported.agreement, Agreement::Differs);
    assert_eq!(
        reported.explanation.as_deref(),
        Some("The report allows 0.01, the loaded constraints 0.1.")
    );
}

#[test]
fn the_newest_execution_counts_and_strangers_are_shown() {
    let (mut session, _) = loaded();
    let report = |value: f64, extra: Value| {
        let mut violations = vec![
            json!({"feature_name": "age", "constraint_check_type": "baseline_drift_check",
            "description": format!("Baseline drift distance: {value} exceeds threshold: 0.1")}),
        ];
        violations.extend(extra.as_array().unwrap().clone());
        json!({"violations": violations}).to_string()
    };
    let stranger = json!([{"feature_name": "shoe_size", "constraint_check_type": "completeness_check",
        "description": "Something never seen."}]);
    let files = vec![
        text(
            "out/loans/hourly/2024/06/03/19/constraint_violations.json",
            report(0.9, json!([])),
        ),
        text(
            "out/loans/hourly/2024/06/03/18/constraint_violations.json",
            report(0.5, stranger),
        ),
    ];
    let report = open(&mut session, files).unwrap();
    let age = check(&report, "age", "baseline_drift_check");
    assert_eq!(age.reported.as_ref().unwrap().value, Some(0.9));
    let shoe = check(&report, "shoe_size", "completeness_check");
    assert_eq!(shoe.status, Status::Violated);
    let reported = shoe.reported.as_ref().unwrap();
    assert_eq!(
        reported.description.as_deref(),
        Some("Something never seen.")
    );
    assert_eq!(reported.agreement, Agreement::NotRecomputed);
    assert_eq!(report.data_quality.unwrap().reported, Some(2));
    // What the paths name is where metrics go.
    assert_eq!(report.settings.rules.endpoint.as_deref(), Some("loans"));
    assert_eq!(report.settings.rules.schedule.as_deref(), Some("hourly"));
}

#[test]
fn a_verdict_of_model_monitor_takes_the_constraints_thresholds() {
    let (mut session, _) = loaded();
    let constraints = json!({"all": {"comparison_threshold": 1.0, "categorical_comparison_threshold": 1.0},
        "features": {"income": {"comparison_threshold": 0.0001}}});
    let report = set(
        &mut session,
        json!({"verdict": "model-monitor", "constraints": constraints}),
    );
    let drifted: Vec<&str> = report
        .features
        .iter()
        .filter(|feature| feature.verdict.has_drifted())
        .map(|feature| feature.name.as_str())
        .collect();
    assert_eq!(drifted, ["income"]);
}

#[test]
fn sliders_count_what_would_fire() {
    let (_, report) = loaded();
    let summary = report.data_quality.as_ref().unwrap();
    for slider in &summary.sliders {
        assert!(slider.observed.is_sorted(), "{}", slider.option);
        let Some(threshold) = slider.threshold else {
            continue;
        };
        let fires = slider
            .observed
            .iter()
            .filter(|value| match slider.fires_above {
                true => **value > threshold,
                false => **value < threshold,
            });
        let found = report.checks.iter().filter(|check| {
            check.option.as_deref() == Some(&slider.option) && check.status.is_violated()
        });
        assert_eq!(fires.count(), found.count(), "{}", slider.option);
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn statistics_of_an_execution_are_a_current_side() {
    let root = reference();
    let folder = root.join("data-quality/cookbook-numeric-2021-05");
    let mut session = session();
    let files = files_below(&folder)
        .iter()
        .filter(|path| !path.ends_with("baseline/constraints.json"))
        .map(|path| {
            let is_edited = path.ends_with("edited/constraints.json");
            dropped(&folder, path, is_edited.then_some("baseline"))
        })
        .collect();
    let report = open(&mut session, files).unwrap();
    assert_eq!(report.current.as_ref().unwrap().from, Basis::Statistics);
    let summary = report.data_quality.as_ref().unwrap();
    assert!(summary.reported.unwrap() > 0);
    let agreeing = report.checks.iter().filter(|check| {
        check
            .reported
            .as_ref()
            .is_some_and(|reported| reported.agreement == Agreement::Agrees)
    });
    assert_eq!(agreeing.count() as u64, summary.reported.unwrap());
    for name in [
        "statistics.json",
        "constraints.json",
        "checks.csv",
        "cloudwatch_metrics.jsonl",
    ] {
        assert!(saved(&mut session, name).is_ok(), "{name}");
    }
}

#[test]
fn what_cannot_be_used_is_said() {
    let mut session = session();
    assert!(
        saved(&mut session, "constraints.json")
            .unwrap_err()
            .starts_with("There are no constraints: open a baseline")
    );
    let refusal = saved(&mut session, "nothing.txt").unwrap_err();
    for name in ["report.html", "report.json", "features.csv", "checks.csv"] {
        assert!(refusal.contains(name), "{name}: {refusal}");
    }
    let constraints = json!({"version": 0.0, "features": [
        {"name": "age", "inferred_type": "Integral", "completeness": "much", "num_constraints": {"is_non_negative": true}},
        {"name": "shoe_size", "inferred_type": "Integral", "completeness": 1.0}],
        "monitoring_config": {"datatype_check_threshold": [1]}});
    let files = vec![
        text("baseline/constraints.json", constraints.to_string()),
        text(
            "reports/constraint_violations.json",
            r#"{"violations": "N/A"}"#,
        ),
        loans("baseline.csv"),
        loans("current.csv"),
    ];
    let report = open(&mut session, files).unwrap();
    let shoe = check(&report, "shoe_size", "completeness_check");
    assert_eq!(
        shoe.reason.as_deref(),
        Some("The current side has no such column.")
    );
    let age = check(&report, "age", "completeness_check");
    assert_eq!(
        age.reason.as_deref(),
        Some("The constraints name no completeness.")
    );
    assert_eq!(report.data_quality.unwrap().reported, Some(0));
    let notes = |path: &str| {
        let source = report.sources.iter().find(|source| source.path == path);
        source.unwrap().notes.len()
    };
    assert_eq!(notes("baseline/constraints.json"), 2);
    assert_eq!(notes("reports/constraint_violations.json"), 1);
}
