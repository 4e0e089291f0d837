//! Clarify's documents through the session: what a configuration sets, what analyses of every shape show, what is written.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::protocol::Request;
use leeway::report::attribution::Attribution;
use serde_json::{Value, json};
use support::scored::{csv, rows};
use support::{dropped, exported, open, session, text};

#[test]
fn a_configuration_sets_what_is_compared() {
    let config = json!({
        "dataset_type": "text/csv",
        "headers": ["age", "income", "gender", "region", "repaid", "predicted"],
        "label": "repaid",
        "label_values_or_threshold": [1],
        "facet": [{"name_or_index": "gender", "value_or_threshold": ["F"]}, {"name_or_index": "age", "value_or_threshold": [40]}],
        "group_variable": "region",
        "methods": {"pre_training_bias": {"methods": "all"}},
    });
    let rows = rows();
    let files = vec![
        text("baseline/train.csv", csv(rows.iter().step_by(2))),
        text("analysis_config.json", config.to_string()),
    ];
    let report = open(&mut session(), files).unwrap();
    let bias = report.bias.unwrap();
    let groups: Vec<(&str, &str)> = bias
        .facets
        .iter()
        .map(|facet| (facet.name.as_str(), facet.value.as_str()))
        .collect();
    let oldest = rows
        .iter()
        .step_by(2)
        .filter_map(|(_, row)| row[0].parse::<u32>().ok());
    let ages = format!("(40, {}]", oldest.max().unwrap());
    assert_eq!(groups, [("gender", "F"), ("age", ages.as_str())]);
    assert_eq!(bias.label.as_deref(), Some("repaid"));
    assert_eq!(bias.positive.as_deref(), Some("1"));
    assert_eq!(bias.group_variable.as_deref(), Some("region"));
    let conditional = bias.facets[0]
        .pre_training
        .iter()
        .find(|metric| metric.name == "CDDL");
    assert!(conditional.unwrap().value.is_some());
}

#[test]
fn without_a_configuration_facets_are_offered() {
    let report = open(&mut session(), vec![text("train.csv", csv(rows().iter()))]).unwrap();
    let bias = report.bias.unwrap();
    assert!(bias.facets.is_empty());
    let offered = |name: &str| {
        let mut all = bias.offered.iter();
        all.find(|facet| facet.name == name).cloned().unwrap()
    };
    assert_eq!(offered("gender").labels, ["F", "M"]);
    assert_eq!(offered("region").labels, ["north", "south", "west"]);
    let mut ages: Vec<f64> = rows()
        .iter()
        .filter_map(|(_, row)| row[0].parse().ok())
        .collect();
    ages.sort_by(f64::total_cmp);
    assert_eq!(offered("age").threshold, Some(ages[ages.len() / 2]));
    assert!(bias.reason.unwrap().contains("Choose a facet"));
}

#[test]
fn infinite_values_are_written_as_clarify_writes_them() {
    // Nobody outside the group is accepted wrongly, and nobody of it rejected.
    let lines = ["a,1,1", "a,0,1", "a,1,1", "b,1,0", "b,0,0", "b,1,0"];
    let table = format!("group,label,prediction\n{}\n", lines.join("\n"));
    let mut session = session();
    open(&mut session, vec![text("scored.csv", table)]).unwrap();
    let settings = json!({"label": "label", "prediction": "prediction", "positive": 1, "facets": [{"name": "group", "value": "a"}]});
    let request = Request::Set {
        settings: settings.to_string(),
    };
    let report = support::answer(&mut session, request, Vec::new()).unwrap();
    let facet = &report.bias.unwrap().facets[0];
    let written: Value =
        serde_json::from_str(&exported(&mut session, "analysis.json").unwrap()).unwrap();
    let written = &written["post_training_bias_metrics"]["facets"]["group"][0]["metrics"];
    for name in ["DCA", "DI", "TE"] {
        let metric = facet
            .post_training
            .iter()
            .find(|metric| metric.name == name)
            .unwrap();
        let value = metric.value.unwrap();
        assert!(value.is_infinite(), "{name} {value}");
        let expected = if value > 0.0 { "Infinity" } else { "-Infinity" };
        let mut all = written.as_array().unwrap().iter();
        let found = all.find(|metric| metric["name"] == name).unwrap();
        assert_eq!(found["value"], expected, "{name}");
        assert_eq!(
            serde_json::to_value(metric).unwrap()["value"],
            expected,
            "{name}"
        );
    }
}

/// What the genuine analysis in a folder shows.
fn shown(folder: &str) -> Attribution {
    let reference = support::reference();
    let path = reference
        .join("explainability")
        .join(folder)
        .join("analysis.json");
    let report = open(&mut session(), vec![dropped(&reference, &path, None)]).unwrap();
    report.attribution.unwrap()
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn every_shape_of_an_analysis_shows_what_it_holds() {
    let alone = shown("pdp-only-2023-02");
    assert!(alone.labels.is_empty() && !alone.partial_dependence.is_empty());
    assert!(alone.reason.unwrap().contains("no SHAP values"));
    let first = &alone.partial_dependence[0];
    assert_eq!(first.values.len(), first.predictions.len());
    let both = shown("shap-and-pdp-2023-02");
    assert!(!both.labels.is_empty() && !both.partial_dependence.is_empty());
    let texts = shown("text-2023-02");
    assert!(texts.labels.iter().any(|label| !label.tokens.is_empty()));
}

#[test]
fn an_order_below_the_threshold_is_written_as_a_violation() {
    let analysis = |label: &str, values: Value| {
        json!({"version": "1.0", "explanations": {"kernel_shap": {label: {"global_shap_values": values, "expected_value": 0.1}}}})
            .to_string()
    };
    // The documented example; a label's key may be a number, and single labels belong together.
    let files = vec![
        text(
            "baseline/analysis.json",
            analysis("label0", json!({"SAT": 0.7, "GPA": 0.5, "rank": 0.05})),
        ),
        text(
            "execution/analysis.json",
            analysis("0.79", json!({"SAT": 0.1, "GPA": 0.2, "rank": 0.7})),
        ),
    ];
    let mut session = session();
    let report = open(&mut session, files).unwrap();
    let found = report.attribution.unwrap();
    let written: Value =
        serde_json::from_str(&exported(&mut session, "attribution_violations.json").unwrap())
            .unwrap();
    let violation = &written["violations"][0];
    assert_eq!(violation["label"], "label0");
    assert_eq!(violation["metric_name"], "shap");
    assert_eq!(
        violation["constraint_check_type"],
        "feature_attribution_drift_check"
    );
    let said = format!(
        "Feature attribution drift {} exceeds threshold 0.9",
        found.ndcg.unwrap()
    );
    assert_eq!(violation["description"], said);
    assert_eq!(written["violations"].as_array().unwrap().len(), 1);
}
