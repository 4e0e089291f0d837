//! Bias through the session against smclarify's values, and Clarify's files.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;

use leeway::engine::Dropped;
use leeway::monitors::Agreement;
use leeway::report::bias::{Bias, BiasFacet, BiasMetric};
use serde_json::{Value, json};
use support::facets::{metric, metrics};
use support::{dropped, exported, open, read_json, session, set};

/// Values must agree to this.
const EXACT: f64 = 1e-9;

/// How many rows' votes another order of equally far neighbours could turn, from the remark.
fn tied_rows(metric: &BiasMetric) -> f64 {
    let remark = metric.remark.as_deref().unwrap_or_default();
    let before = remark.split(" several neighbours").next().unwrap();
    let words: Vec<&str> = before.rsplit("For ").next().unwrap().split(' ').collect();
    if !remark.contains("several neighbours") {
        return 0.0;
    }
    words[0].parse().unwrap()
}

#[track_caller]
fn assert_facet(what: &str, facet: &BiasFacet, oracle: &Value) {
    let mut compared = 0;
    for stage in ["pre_training", "post_training"] {
        let group = &oracle[stage][0];
        assert_eq!(facet.value, group["value_or_threshold"], "{what}: group");
        for expected in group["metrics"].as_array().unwrap() {
            let name = expected["name"].as_str().unwrap();
            let found = metric(facet, name);
            assert_eq!(found.description, expected["description"], "{what}: {name}");
            let value = found
                .value
                .unwrap_or_else(|| panic!("{what}: {name}: {:?}", found.error));
            compared += 1;
            match expected["value"].as_f64() {
                None => {
                    let text = serde_json::to_value(found).unwrap()["value"].clone();
                    assert_eq!(text, expected["value"], "{what}: {name}");
                }
                Some(wanted) if name == "FT" => {
                    let rows = facet.group_rows.unwrap() as f64;
                    // A row whose vote a tie could turn moves the value by 1 / rows.
                    let allowed = EXACT + tied_rows(found) / rows;
                    assert!(
                        (value - wanted).abs() <= allowed,
                        "{what}: FT {value} {wanted} {:?}",
                        found.remark
                    );
                }
                Some(wanted) => {
                    assert!(
                        (value - wanted).abs() <= EXACT,
                        "{what}: {name} {value} {wanted}"
                    );
                }
            }
        }
    }
    assert_eq!(compared, 21, "{what}");
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn the_german_credit_oracle_agrees_on_every_metric() {
    let reference = support::reference();
    let oracle = read_json(&reference.join("oracle/bias-south-german-credit.json"));
    let folder = reference.join("datasets/south-german-credit-scored");
    for scenario in ["baseline", "bias", "concept"] {
        let mut session = session();
        let file = dropped(
            &folder,
            &folder.join(format!("{scenario}.csv")),
            Some("current"),
        );
        open(&mut session, vec![file]).unwrap();
        let report = set(
            &mut session,
            json!({"label": "credit_risk", "positive": 1, "group_variable": "housing", "facets": [
                {"name": "foreign_worker", "value": 1}, {"name": "age", "threshold": 40}]}),
        );
        let bias = report.bias.unwrap();
        for (facet, title) in bias.facets.iter().zip(["foreign_worker == 1", "age > 40"]) {
            assert_facet(
                &format!("{scenario} {title}"),
                facet,
                &oracle["scenarios"][scenario][title],
            );
        }
        assert_eq!(bias.facets.len(), 2);
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn the_loans_agree_on_every_metric_of_both_sides() {
    let reference = support::reference();
    let folder = reference.join("loans");
    let oracle = read_json(&folder.join("expected-bias.json"));
    let mut session = session();
    let file = |name: &str, role| dropped(&folder, &folder.join(name), Some(role));
    open(
        &mut session,
        vec![
            file("baseline.csv", "baseline"),
            file("current.csv", "current"),
        ],
    )
    .unwrap();
    let report = set(
        &mut session,
        json!({"label": "repaid", "positive": "1", "group_variable": "region", "facets": [
            {"name": "gender", "value": "F"}, {"name": "age", "value": 60}]}),
    );
    let bias = report.bias.unwrap();
    let baseline = bias.baseline.clone().unwrap();
    for (position, title) in ["gender == F", "age > 60"].into_iter().enumerate() {
        assert_facet(
            &format!("baseline {title}"),
            &baseline.facets[position],
            &oracle["baseline"][title],
        );
        assert_facet(
            &format!("current {title}"),
            &bias.facets[position],
            &oracle["current"][title],
        );
    }
    assert_is_checked(&bias);
}

/// Every metric is held against the baseline's by its distance from the ideal, and has an interval around it.
fn assert_is_checked(bias: &Bias) {
    let baseline = bias.baseline.as_ref().unwrap();
    for (facet, then) in bias.facets.iter().zip(&baseline.facets) {
        for found in metrics(facet) {
            let was = metric(then, &found.name).value;
            assert_eq!(found.baseline, was, "{}", found.name);
            let farther =
                (found.value.unwrap() - found.ideal).abs() > (was.unwrap() - found.ideal).abs();
            assert_eq!(found.status.is_violated(), farther, "{}", found.name);
            assert_eq!(found.violation.is_some(), farther, "{}", found.name);
            let (low, high) = (found.low.unwrap(), found.high.unwrap());
            assert!(
                low <= found.value.unwrap() && found.value.unwrap() <= high,
                "{}",
                found.name
            );
            assert!(found.sentence.ends_with('.'), "{}", found.sentence);
        }
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn windows_have_every_metric_with_its_interval() {
    let reference = support::reference();
    let folder = reference.join("loans");
    let mut session = session();
    open(
        &mut session,
        vec![dropped(
            &folder,
            &folder.join("current.csv"),
            Some("current"),
        )],
    )
    .unwrap();
    let report = set(
        &mut session,
        json!({"label": "repaid", "positive": 1, "window": {"rows": 300}, "facets": [{"name": "gender", "value": "F"}]}),
    );
    let facet = &report.bias.unwrap().facets[0];
    assert_eq!(facet.windows.len(), 12);
    assert!(facet.windows.iter().all(|window| window.rows == 300));
    for metric in metrics(facet) {
        let expected = if matches!(metric.name.as_str(), "CDDL" | "CDDPL") {
            0
        } else {
            12
        };
        let known = metric
            .windows
            .iter()
            .flatten()
            .filter(|point| point.value.is_some())
            .count();
        assert_eq!(known, expected, "{}", metric.name);
    }
    assert_eq!(
        metric(facet, "CDDL").error.as_deref(),
        Some("Group variable is empty or not provided")
    );
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn every_analysis_and_configuration_opens_and_shows() {
    let reference = support::reference();
    let mut files = support::files_below(&reference.join("bias"));
    files.extend(support::files_below(&reference.join("explainability")));
    assert!(files.len() > 55, "{}", files.len());
    for path in files {
        let mut session = session();
        let name = path.strip_prefix(&reference).unwrap().display().to_string();
        let report = open(&mut session, vec![dropped(&reference, &path, None)]).unwrap();
        let source = &report.sources[0];
        assert!(
            !source.failed && source.notes.is_empty(),
            "{name}: {:?}",
            source.notes
        );
        match source.kind.name() {
            "analysis_config" => continue,
            "online_explanation" => continue,
            "analysis" | "violations" => {}
            other => panic!("{name} is {other}"),
        }
        let text = fs::read_to_string(&path).unwrap();
        let has_bias = report
            .bias
            .as_ref()
            .is_some_and(|bias| !bias.facets.is_empty());
        let is_bias = text.contains("bias_metrics")
            || text.contains("bias_drift")
            || name.contains("smclarify");
        assert_eq!(has_bias, is_bias, "{name}");
        assert_eq!(report.attribution.is_some(), !is_bias, "{name}");
        if let Some(bias) = &report.bias {
            assert_eq!(values_of(&text), shown_values(bias), "{name}");
        }
    }
}

/// Numbers of metrics in a file (a file names each once per group).
fn values_of(text: &str) -> usize {
    let value: Value = serde_json::from_str(text).unwrap();
    fn count(value: &Value) -> usize {
        match value {
            Value::Array(items) => items.iter().map(count).sum(),
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| match (name.as_str(), member) {
                    ("value", Value::Object(groups)) => groups.len(),
                    ("value", Value::Null) => 0,
                    ("value", _) | ("metric_name", _) => 1,
                    _ => count(member),
                })
                .sum(),
            _ => 0,
        }
    }
    count(&value)
}

fn shown_values(bias: &Bias) -> usize {
    bias.facets
        .iter()
        .flat_map(metrics)
        .filter(|metric| metric.value.is_some())
        .count()
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn genuine_violations_follow_from_their_baselines() {
    let reference = support::reference();
    let mut reproduced = 0;
    for (baseline, execution) in [
        (
            "bias/churn-batch-2023-01/baseline",
            "bias/churn-batch-2023-01/execution",
        ),
        (
            "bias/adult-json-2024-01/baseline",
            "bias/adult-json-2024-01/execution-batch",
        ),
        (
            "bias/adult-json-2024-01/baseline",
            "bias/adult-json-2024-01/execution-endpoint",
        ),
    ] {
        let report_path = reference.join(execution).join("constraint_violations.json");
        let mut session = session();
        let files: Vec<Dropped> = [
            reference.join(baseline).join("analysis.json"),
            report_path.clone(),
        ]
        .iter()
        .map(|path| dropped(&reference, path, None))
        .collect();
        let report = open(&mut session, files).unwrap();
        let bias = report.bias.unwrap();
        let genuine = read_json(&report_path);
        let genuine = genuine["violations"].as_array().unwrap();
        assert_eq!(bias.not_recomputed as usize, genuine.len(), "{execution}");
        assert_eq!(bias.violated, 0, "{execution}");
        for violation in genuine {
            let facet = bias
                .facets
                .iter()
                .find(|facet| violation["facet"] == *facet.name)
                .unwrap();
            let found = metric(facet, violation["metric_name"].as_str().unwrap());
            assert_eq!(
                found.violation.as_deref(),
                violation["description"].as_str()
            );
            assert_eq!(
                found.reported.as_ref().unwrap().agreement,
                Agreement::NotRecomputed
            );
            reproduced += 1;
        }
        let written: Value =
            serde_json::from_str(&exported(&mut session, "bias_violations.json").unwrap()).unwrap();
        let sorted = |list: &[Value]| {
            let mut texts: Vec<String> = list
                .iter()
                .map(|item| {
                    item.as_object()
                        .unwrap()
                        .iter()
                        .map(|(name, value)| (name.clone(), value.clone()))
                        .collect::<std::collections::BTreeMap<_, _>>()
                })
                .map(|item| format!("{item:?}"))
                .collect();
            texts.sort();
            texts
        };
        assert_eq!(
            sorted(written["violations"].as_array().unwrap()),
            sorted(genuine),
            "{execution}"
        );
    }
    println!("{reproduced} violations");
    assert!(reproduced >= 20);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn captures_are_compared_with_the_labels_that_were_joined() {
    let reference = support::reference();
    let folder = reference.join("loans");
    let mut files = vec![dropped(
        &folder,
        &folder.join("baseline.csv"),
        Some("baseline"),
    )];
    for part in ["capture", "ground-truth"] {
        let below = support::files_below(&folder.join(part));
        files.extend(below.iter().map(|path| dropped(&folder, path, None)));
    }
    let mut session = session();
    open(&mut session, files).unwrap();
    let report = set(
        &mut session,
        json!({"label": "repaid", "positive": 1, "facets": [{"name": "gender", "value": "F"}]}),
    );
    let quality_rows = report.model_quality.clone().unwrap().rows;
    let bias = report.bias.unwrap();
    let facet = &bias.facets[0];
    // 5 % of the labels never arrive; what is compared is what model quality is measured on.
    assert_eq!(facet.rows, Some(quality_rows));
    assert_eq!(facet.rows.unwrap() + facet.left_out, 3600);
    assert!(metric(facet, "RD").value.is_some() && metric(facet, "DPPL").baseline.is_some());
    assert_eq!(facet.windows.len(), 12);
}
