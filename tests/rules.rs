//! What is kept of earlier measures never differs from measuring anew: each rule is changed on a loaded session, and the report must be that of a fresh session
//! with that rule. The fields are walked as they are, so that a new one cannot be forgotten.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Session;
use leeway::engine::protocol::Request;
use leeway::report::settings::Rules;
use serde_json::{Map, Value, json};
use support::{answer, session, text};

/// Another value than the default for a field, one that changes what is measured or said of [`files`].
fn other(field: &str) -> Value {
    match field {
        "verdict" => json!("evidently"),
        "correction" => json!("bonferroni"),
        "alpha" => json!(0.001),
        "window" => json!({"rows": 40}),
        "kinds" => json!({"age": "categorical"}),
        "judge_identifiers" => json!(["name"]),
        "missing_words" => json!(["unknown"]),
        "threshold" => json!(0.02),
        "label" => json!("member"),
        "prediction" => json!("member"),
        "probability" => json!("member"),
        "positive" => json!("0"),
        "projected_reference" => json!("label_positive"),
        "problem_type" => json!("multiclass"),
        "probability_threshold" => json!(0.3),
        "columns" => json!(["age", "city", "name", "member", "score", "repaid"]),
        "attributes" => json!({"leave_out": ["test"]}),
        "joins" => json!({"current.csv": "added"}),
        "column_choices" => json!({"age": {"type": "category", "missing": {"21": true}}}),
        "constraints" => json!({"all": {"comparison_threshold": 0.01}}),
        "endpoint" | "schedule" | "pipeline" | "namespace" => json!("loans"),
        "facets" => json!([{"name": "city", "value": "Ulm"}]),
        "group_variable" => json!("member"),
        "attribution_threshold" => json!(0.5),
        "seed" => json!(7),
        _ => panic!("{field}: name another value for this rule"),
    }
}

/// Two sides with numbers, labels, names, times, answers and truth.
fn files() -> Vec<leeway::engine::Dropped> {
    let side = |shift: u64, rows: u64| {
        let mut csv = "age,city,name,member,score,predicted_label,repaid\n".to_owned();
        for row in 0..rows {
            let mixed = (row * 7919 + shift * 104_729) % 1000;
            let city = ["Ulm", "Bonn", "unknown"][(mixed % 3) as usize];
            let score = (mixed * 31 % 97) as f64 / 97.0;
            csv += &format!(
                "{},{city},n{row},{},{score},{},{}\n",
                20 + mixed % 37 + shift * 5,
                mixed % 2,
                u8::from(score > 0.5),
                u8::from((score * 10.0) as u64 + mixed % 3 > 5),
            );
        }
        csv
    };
    vec![
        text("baseline/train.csv", side(0, 300)),
        text("current/live.csv", side(1, 240)),
    ]
}

fn set(session: &mut Session, changes: Value) -> Value {
    let settings = changes.to_string();
    plain(answer(session, Request::Set { settings }, Vec::new()).unwrap())
}

fn open(session: &mut Session) -> Value {
    let request = Request::Open { files: Vec::new() };
    plain(answer(session, request, files()).unwrap())
}

/// Without what tells one run of the program from another: time, speed, and the numbers that sources were given.
fn plain(report: leeway::report::Report) -> Value {
    let mut report = serde_json::to_value(report).unwrap();
    let fields = report.as_object_mut().unwrap();
    fields.remove("generated");
    fields.remove("timings");
    for source in fields["sources"].as_array_mut().unwrap() {
        source.as_object_mut().unwrap().remove("id");
    }
    report
}

fn fields() -> Map<String, Value> {
    match serde_json::to_value(Rules::default()).unwrap() {
        Value::Object(fields) => fields,
        other => panic!("the rules are no object: {other}"),
    }
}

#[test]
fn a_changed_rule_gives_the_report_of_a_fresh_session() {
    let mut loaded = session();
    let untouched = open(&mut loaded);
    let mut without_effect = Vec::new();
    for (field, default) in fields() {
        let changed = set(&mut loaded, json!({ &field: other(&field) }));
        let mut fresh = session();
        set(&mut fresh, json!({ &field: other(&field) }));
        assert_eq!(changed, open(&mut fresh), "{field}");
        if changed == untouched {
            without_effect.push(field.clone());
        }
        let back = set(&mut loaded, json!({ &field: default }));
        assert_eq!(back, untouched, "{field} set back");
    }
    assert!(without_effect.is_empty(), "{without_effect:?}");
}

#[test]
fn rules_changed_one_after_the_other_give_the_report_of_a_fresh_session() {
    let mut loaded = session();
    open(&mut loaded);
    let mut all = Map::new();
    for (field, _) in fields() {
        all.insert(field.clone(), other(&field));
        let changed = set(&mut loaded, json!({ &field: other(&field) }));
        let mut fresh = session();
        set(&mut fresh, Value::Object(all.clone()));
        assert_eq!(changed, open(&mut fresh), "up to {field}");
    }
}

#[test]
fn a_changed_rule_under_a_brush_gives_the_report_of_a_fresh_session() {
    let brush = json!([{"feature": "age", "above": 40.0}]);
    let mut loaded = session();
    open(&mut loaded);
    set(&mut loaded, json!({ "selection": brush }));
    for (field, default) in fields() {
        let changed = set(&mut loaded, json!({ &field: other(&field) }));
        let mut fresh = session();
        set(
            &mut fresh,
            json!({ &field: other(&field), "selection": brush }),
        );
        assert_eq!(changed, open(&mut fresh), "{field}");
        set(&mut loaded, json!({ &field: default }));
    }
}
