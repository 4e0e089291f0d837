//! Bias of rows that cannot be compared, or not by every metric.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::report::bias::BiasFacet;
use serde_json::{Value, json};
use support::facets::metric;
use support::{exported, open, session, set};

/// What the report says about the first facet of rows with these settings.
fn first_facet(text: &str, settings: Value) -> BiasFacet {
    let mut session = session();
    open(&mut session, vec![support::text("scored.csv", text)]).unwrap();
    set(&mut session, settings).bias.unwrap().facets[0].clone()
}

/// Rows of `group,label,prediction,stratum`, ten times each.
fn rows(lines: &[&str]) -> String {
    format!(
        "group,label,prediction,stratum\n{}",
        format!("{}\n", lines.join("\n")).repeat(10)
    )
}

#[test]
fn bad_facets_say_what_is_wrong_and_what_to_do() {
    let ask = |facet: Value| json!({"label": "label", "prediction": "prediction", "positive": 1, "facets": [facet]});
    let one_group = first_facet(
        &rows(&["a,1,1,x", "a,0,0,y"]),
        ask(json!({"name": "group"})),
    );
    assert!(one_group.reason.unwrap().contains("one group only"));
    let nobody = first_facet(
        &rows(&["a,1,1,x", "b,0,0,y"]),
        ask(json!({"name": "group", "value": "c"})),
    );
    assert_eq!(nobody.reason.as_deref(), Some("No row is in the group."));
    assert_eq!(
        metric(&nobody, "CI").error.as_deref(),
        Some("Facet set is empty")
    );
    let absent = first_facet(
        &rows(&["a,1,1,x", "b,0,0,y"]),
        ask(json!({"name": "colour"})),
    );
    assert_eq!(absent.reason.as_deref(), Some("There is no such column."));
}

#[test]
fn a_group_without_a_positive_label_is_measured_where_it_can_be() {
    let text = rows(&["a,0,1,x", "a,0,0,x", "b,1,1,x", "b,0,0,y"]);
    let facet = first_facet(
        &text,
        json!({"label": "label", "prediction": "prediction", "positive": 1, "facets": [{"name": "group", "value": "a"}]}),
    );
    assert_eq!(metric(&facet, "DPL").value, Some(0.5));
    // 0 / 1 positive labels per acceptance in the group, 1 / 1 outside it.
    assert_eq!(metric(&facet, "DCA").value, Some(1.0));
    // Of 20 rows in the group and 20 outside; with 10 in it they are few.
    assert!(!facet.weak && !metric(&facet, "DPL").too_few_rows);
    let few = first_facet(
        &rows(&["a,0,1,x", "b,1,1,x", "b,0,0,y"]),
        json!({"label": "label", "prediction": "prediction", "positive": 1, "facets": [{"name": "group", "value": "a"}]}),
    );
    assert!(few.weak);
}

#[test]
fn an_empty_group_variable_is_clarifys_error() {
    let text = rows(&["a,1,1,", "b,0,0,"]);
    let mut session = session();
    open(&mut session, vec![support::text("scored.csv", text)]).unwrap();
    let report = set(
        &mut session,
        json!({"label": "label", "prediction": "prediction", "positive": 1, "group_variable": "stratum",
               "facets": [{"name": "group", "value": "a"}]}),
    );
    let bias = report.bias.unwrap();
    assert!(
        bias.reason
            .unwrap()
            .contains("The group variable stratum is empty.")
    );
    for name in ["CDDL", "CDDPL"] {
        let error = metric(&bias.facets[0], name).error.clone();
        assert_eq!(
            error.as_deref(),
            Some("Group variable is empty or not provided")
        );
    }
    let written = exported(&mut session, "analysis.json").unwrap();
    let written: Value = serde_json::from_str(&written).unwrap();
    let pre = &written["pre_training_bias_metrics"];
    assert_eq!(
        (&pre["label"], &pre["label_value_or_threshold"]),
        (&json!("label"), &json!("1"))
    );
    let first = &pre["facets"]["group"][0]["metrics"][0];
    assert_eq!(
        *first,
        json!({"name": "CDDL", "description": "Conditional Demographic Disparity in Labels (CDDL)",
        "value": null, "error": "Group variable is empty or not provided"})
    );
}
