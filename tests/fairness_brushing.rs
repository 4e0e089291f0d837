//! Bias and attributions within brushed rows against those of a session that holds the selected rows alone.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Session;
use leeway::monitors::MonitorName;
use leeway::report::Report;
use leeway::report::attribution::Attribution;
use leeway::report::bias::{Bias, BiasFacet};
use serde_json::{Value, json};
use support::scored::{HOURS, Row, csv, model, rows};
use support::{open, session, set, text};

/// Without `upper`, an interval ends at the largest value of all rows, selected or not.
fn settings() -> Value {
    json!({"label": "repaid", "prediction": "predicted", "positive": 1, "group_variable": "region",
           "facets": [{"name": "gender", "value": "F"}, {"name": "age", "threshold": 40, "upper": 90}]})
}

/// A session over the baseline, the model, and the current rows that `keep` lets through, an hour a file.
fn opened(keep: impl Fn(&Row) -> bool) -> (Session, Report) {
    let rows = rows();
    let mut files = vec![
        text("baseline/train.csv", csv(rows.iter().step_by(2))),
        text("model.json", model()),
    ];
    for hour in 0..HOURS {
        let kept = rows.iter().filter(|row| row.0 == hour && keep(row));
        files.push(text(
            &format!("captures/2024/06/03/{hour:02}/rows.csv"),
            csv(kept),
        ));
    }
    let mut session = session();
    open(&mut session, files).unwrap();
    let report = set(&mut session, settings());
    (session, report)
}

fn brushes() -> Value {
    json!([
        {"feature": "income", "above": 40, "up_to": 70},
        {"feature": "region", "labels": ["north", "west"]},
        {"start": "2024-06-03T01:00:00Z", "end": "2024-06-03T04:00:00Z"},
    ])
}

fn is_brushed((hour, fields): &Row) -> bool {
    let income: u64 = fields[1].parse().unwrap();
    (1..4).contains(hour) && (41..=70).contains(&income) && fields[3] != "south"
}

/// The groups without their windows: where whole hours are left out, there are fewer.
fn groups(bias: &Bias) -> Vec<BiasFacet> {
    let mut groups = bias.facets.clone();
    for group in &mut groups {
        group.windows.clear();
        let metrics = group.pre_training.iter_mut();
        for metric in metrics.chain(&mut group.post_training) {
            metric.windows.clear();
        }
    }
    groups
}

#[test]
fn brushed_rows_have_the_bias_of_these_rows_alone() {
    let (mut session, whole) = opened(|_| true);
    let brushed = set(&mut session, json!({"selection": brushes()}));
    let (_, alone) = opened(is_brushed);
    let (whole, brushed, alone) = (
        whole.bias.unwrap(),
        brushed.bias.unwrap(),
        alone.bias.unwrap(),
    );
    assert_eq!(groups(&brushed), groups(&alone));
    assert_eq!(brushed.baseline, whole.baseline);
    assert_ne!(groups(&brushed), groups(&whole));
    let rows = rows().iter().filter(|row| is_brushed(row)).count() as u64;
    let facet = &brushed.facets[0];
    assert_eq!(facet.rows, Some(rows));
    // The hour that is not selected is a gap, the others are as they are alone.
    let of = |facet: &BiasFacet| -> Vec<_> { facet.windows.iter().map(|w| w.rows).collect() };
    assert_eq!(of(facet)[0], 0);
    assert_eq!(of(facet)[1..], of(&alone.facets[0])[..]);
    let (metric, same) = (&facet.post_training[0], &alone.facets[0].post_training[0]);
    assert_eq!(metric.windows[0], None);
    assert_eq!(metric.windows[1..], same.windows[..]);
    assert!(brushed.reason.unwrap().contains("brushes select"));
    assert_eq!(alone.reason, None);
}

#[test]
fn brushed_rows_have_the_attributions_of_these_rows_alone() {
    let (mut session, whole) = opened(|_| true);
    let brushed = set(&mut session, json!({"selection": brushes()}));
    let (_, alone) = opened(is_brushed);
    let (whole, brushed, alone) = (
        whole.attribution.unwrap(),
        brushed.attribution.unwrap(),
        alone.attribution.unwrap(),
    );
    assert!(brushed.ndcg.is_some() && brushed.current.is_some());
    assert_eq!(brushed.current, alone.current);
    assert_eq!(brushed.ndcg, alone.ndcg);
    assert_eq!(brushed.sentence, alone.sentence);
    assert_eq!(brushed.baseline, whole.baseline);
    assert_ne!(brushed.current, whole.current);
    let windows = |found: &Attribution| found.labels[0].windows.clone();
    assert_eq!(windows(&brushed)[0], None);
    assert_eq!(windows(&brushed)[1..], windows(&alone)[..]);
    let explained = |found: &Attribution| found.model.as_ref().unwrap().current_rows;
    assert_eq!(explained(&brushed), explained(&alone));
    assert!(brushed.reason.unwrap().contains("brushes select"));
}

#[test]
fn other_settings_hold_for_brushed_rows_and_without_brushes_all_is_as_before() {
    let (mut session, whole) = opened(|_| true);
    set(&mut session, json!({"selection": brushes()}));
    let facets = json!([{"name": "region"}]);
    let brushed = set(&mut session, json!({"facets": facets}));
    let (mut other, _) = opened(is_brushed);
    let alone = set(&mut other, json!({"facets": facets}));
    let (brushed, alone) = (brushed.bias.unwrap(), alone.bias.unwrap());
    // Which groups there are is told from all rows: the brushes leave none of the south.
    let values: Vec<&str> = brushed.facets.iter().map(|f| f.value.as_str()).collect();
    assert_eq!(values, ["north", "south", "west"]);
    let south = brushed.facets[1].reason.as_deref();
    assert_eq!(south, Some("No row is in the group."));
    let (brushed, alone) = (groups(&brushed), groups(&alone));
    assert_eq!((&brushed[0], &brushed[2]), (&alone[0], &alone[1]));
    set(&mut session, json!({"facets": settings()["facets"]}));
    let again = set(&mut session, json!({"selection": []}));
    assert_eq!(again.bias, whole.bias);
    assert_eq!(again.attribution, whole.attribution);
}

#[test]
fn a_selection_without_rows_says_so() {
    let (mut session, _) = opened(|_| true);
    let none = json!([{"feature": "income", "above": 1000}]);
    let report = set(&mut session, json!({"selection": none}));
    let (bias, attribution) = (report.bias.unwrap(), report.attribution.unwrap());
    let reason = bias.facets[0].reason.as_deref();
    assert_eq!(reason, Some("No row has all that is compared."));
    assert_eq!(attribution.current, None);
    assert_eq!(
        attribution.reason.as_deref(),
        Some("The brushes select no row of the current side.")
    );
}

#[test]
fn every_metric_and_every_order_is_among_the_checks() {
    let (_, report) = opened(|_| true);
    let of = |monitor: MonitorName| -> Vec<_> {
        let checks = report.checks.iter();
        checks.filter(|check| check.monitor == monitor).collect()
    };
    let (bias, found) = (report.bias.as_ref().unwrap(), of(MonitorName::Bias));
    let metrics = bias.facets.iter().flat_map(|facet| {
        let all = facet.pre_training.iter().chain(&facet.post_training);
        all.map(move |metric| {
            (
                format!("{} of {} {}", metric.name, facet.name, facet.value),
                metric,
            )
        })
    });
    let metrics: Vec<_> = metrics.collect();
    assert_eq!((metrics.len(), found.len()), (42, 42));
    for ((name, metric), check) in metrics.into_iter().zip(found) {
        assert_eq!(check.feature, name);
        assert_eq!(check.check, "bias_drift_check");
        assert_eq!(
            (&check.status, check.observed),
            (&metric.status, metric.value)
        );
        assert_eq!(
            (check.threshold, &check.description),
            (metric.baseline, &metric.violation)
        );
        assert!(!check.explanation.is_empty(), "{name}");
    }
    let (attribution, found) = (
        report.attribution.as_ref().unwrap(),
        of(MonitorName::Attribution),
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].check, "feature_attribution_drift_check");
    assert_eq!(found[0].feature, "label0");
    assert_eq!(
        (found[0].observed, found[0].threshold),
        (attribution.ndcg, Some(0.9))
    );
    assert_eq!(found[0].status, attribution.labels[0].status);
}

/// A value as UBJSON writes it, lists of numbers as one type behind a count.
fn ubjson(value: &Value, to: &mut Vec<u8>) {
    let text = |text: &str, to: &mut Vec<u8>| {
        to.push(b'L');
        to.extend((text.len() as i64).to_be_bytes());
        to.extend(text.as_bytes());
    };
    match value {
        Value::Object(members) => {
            to.push(b'{');
            for (name, member) in members {
                text(name, to);
                ubjson(member, to);
            }
            to.push(b'}');
        }
        Value::Array(values) if !values.is_empty() && values.iter().all(Value::is_number) => {
            to.extend(b"[$d#L");
            to.extend((values.len() as i64).to_be_bytes());
            let numbers = values.iter().map(|value| value.as_f64().unwrap() as f32);
            to.extend(numbers.flat_map(f32::to_be_bytes));
        }
        Value::Array(values) => {
            to.push(b'[');
            values.iter().for_each(|value| ubjson(value, to));
            to.push(b']');
        }
        Value::String(string) => {
            to.push(b'S');
            text(string, to);
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_model_in_ubjson_gives_what_the_same_in_json_gives() {
    let mut bytes = Vec::new();
    ubjson(&serde_json::from_str(&model()).unwrap(), &mut bytes);
    let attribution = |model: Vec<u8>, name: &str| {
        let rows = rows();
        let mut session = session();
        let files = vec![
            text("baseline/train.csv", csv(rows.iter().step_by(2))),
            text("current/rows.csv", csv(rows.iter())),
            text(name, model),
        ];
        let report = open(&mut session, files).unwrap();
        let source = report
            .sources
            .iter()
            .find(|source| source.path == name)
            .unwrap();
        assert_eq!(
            (source.kind.name(), source.failed),
            ("xgboost_model", false)
        );
        report.attribution.unwrap().current.unwrap()
    };
    let (of_json, of_ubjson) = (
        attribution(model().into_bytes(), "model.json"),
        attribution(bytes.clone(), "model.ubj"),
    );
    for (name, value) in of_json {
        // Leaves are 32-bit floats in UBJSON.
        assert!((value - of_ubjson[&name]).abs() < 1e-7, "{name}");
    }
    let cut = text("model.ubj", &bytes[..bytes.len() / 2]);
    let refused = open(&mut session(), vec![cut]).unwrap_err();
    assert_eq!(
        refused,
        format!(
            "model.ubj: This XGBoost model cannot be used. Found: it ends early, after {} bytes. \
             Expected: a model of the booster gbtree, dart or gblinear, saved whole. \
             Save it anew with `booster.save_model(\"model.json\")`.",
            bytes.len() / 2
        )
    );
}
