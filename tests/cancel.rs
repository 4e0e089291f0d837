//! Every monitor works in steps, between which a cancel is heard, and a request that is cancelled between any two of them leaves everything as it was.
//!
//! No time is measured: `cargo bench --bench session` prints the longest step of each.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;

use leeway::engine::protocol::{Progress, Reply, Request};
use leeway::engine::{Dropped, Session, Stepped};
use leeway::report::{Report, Timings};
use serde_json::{Value, json};
use support::scored::{HOURS, csv, model, rows};
use support::text;

/// A request is cancelled after so many of its steps at most, evenly chosen.
const MOST_CANCELS: usize = 20;

/// A baseline, a model, and captures by the hour.
fn files() -> Vec<Dropped> {
    let rows = rows();
    let hours = (0..HOURS).map(|hour| {
        let of_hour = csv(rows.iter().filter(|row| row.0 == hour));
        text(&format!("captures/2024/06/03/{hour:02}/rows.csv"), of_hour)
    });
    let baseline = text("baseline/train.csv", csv(rows.iter().step_by(2)));
    let mut files = vec![baseline, text("model.json", model())];
    files.extend(hours);
    files
}

fn set(settings: &Value) -> Request {
    Request::Set {
        settings: settings.to_string(),
    }
}

fn columns() -> Request {
    set(
        &json!({"label": "repaid", "prediction": "predicted", "positive": 1, "group_variable": "region",
        "facets": [{"name": "gender", "value": "F"}, {"name": "age", "threshold": 40}]}),
    )
}

/// A session with everything loaded and measured.
fn loaded() -> Session {
    let mut session = Session::new(|| 0.0);
    let opened = Request::Open { files: Vec::new() };
    for (request, files) in [(opened, files()), (columns(), Vec::new())] {
        let reply = session.run(request, files).0;
        assert!(matches!(reply, Reply::Done(_)), "{reply:?}");
    }
    session
}

/// The report, but for times and for what numbers the sources.
fn report(session: &Session) -> Report {
    let mut report = session.report().clone();
    report.timings = Timings::default();
    report.sources.iter_mut().for_each(|source| source.id = 0);
    report
}

/// Begins a request and makes at most so many steps; answers what they said.
fn work(
    session: &mut Session,
    request: Request,
    files: Vec<Dropped>,
    most: usize,
) -> Vec<Progress> {
    session.begin(request, files).unwrap();
    let mut said = Vec::new();
    while said.len() < most {
        match session.step().unwrap() {
            Stepped::Working(progress) => said.push(progress),
            Stepped::Finished(Reply::Done(_), _) => break,
            Stepped::Finished(reply, _) => panic!("{reply:?}"),
        }
    }
    said
}

/// Asserts that a request makes at least so many steps of each stage or about each item, and cancels it after each of them.
#[track_caller]
fn is_cancelled_anywhere(
    start: fn() -> Session,
    request: &Request,
    files: fn() -> Vec<Dropped>,
    least: &[(&str, usize)],
) {
    let mut session = start();
    let before = report(&session);
    let said = work(&mut session, request.clone(), files(), usize::MAX);
    let after = report(&session);
    let mut stages: BTreeMap<&str, usize> = BTreeMap::new();
    for progress in &said {
        for name in [progress.stage.name(), &progress.item] {
            *stages.entry(name).or_default() += 1;
        }
    }
    for (stage, steps) in least {
        let made = stages.get(stage).copied().unwrap_or_default();
        assert!(
            made >= *steps,
            "{request:?}: {stage} makes {made} steps: {stages:?}"
        );
    }
    let mut session = start();
    for steps in (0..=said.len()).step_by(said.len() / MOST_CANCELS + 1) {
        work(&mut session, request.clone(), files(), steps);
        assert!(session.cancel(), "after {steps} of {} steps", said.len());
        assert!(
            report(&session) == before,
            "another report after {steps} steps"
        );
    }
    work(&mut session, request.clone(), files(), usize::MAX);
    assert!(report(&session) == after, "another report after cancels");
}

/// Columns that are compared, of [`files`].
const FEATURES: usize = 4;

#[test]
fn opening_measures_features_model_quality_and_attributions_in_steps() {
    let start = || Session::new(|| 0.0);
    let open = Request::Open { files: Vec::new() };
    // Two trees on two sides.
    let least = [
        ("reading", 6),
        ("analysing", FEATURES),
        ("model quality", 1),
        ("SHAP values", 4),
    ];
    is_cancelled_anywhere(start, &open, files, &least);
}

#[test]
fn bias_is_measured_in_steps() {
    let start = || {
        let mut session = Session::new(|| 0.0);
        session.run(Request::Open { files: Vec::new() }, files());
        session
    };
    // The features of both facets.
    is_cancelled_anywhere(start, &columns(), Vec::new, &[("analysing", 6)]);
}

#[test]
fn a_selection_is_measured_in_steps() {
    let selection = set(&json!({"selection": [{"feature": "income", "above": 40, "up_to": 70}]}));
    is_cancelled_anywhere(loaded, &selection, Vec::new, &[("selecting", FEATURES)]);
}

#[test]
fn accuracy_is_projected_in_steps() {
    // Another seed asks for another forest.
    let seed = set(&json!({"seed": 5}));
    is_cancelled_anywhere(loaded, &seed, Vec::new, &[("projecting", 4)]);
}

#[test]
fn the_lab_and_the_advisor_work_in_steps() {
    let changes = json!([{"kind": "scale", "feature": "income", "amount": 1.5}]);
    let lab = Request::Lab {
        ask: json!({"changes": changes, "strength": 1.0, "curve": true}).to_string(),
    };
    is_cancelled_anywhere(loaded, &lab, Vec::new, &[("trying", FEATURES)]);
    let advice = Request::Advise {
        ask: json!({"rows": 200, "draws": 20}).to_string(),
    };
    is_cancelled_anywhere(loaded, &advice, Vec::new, &[("drawing", 20)]);
}

#[test]
fn files_are_written_in_steps() {
    for (name, least) in [
        ("statistics.json", FEATURES),
        ("cloudwatch_metrics.jsonl", HOURS),
        ("results_by_window.json", HOURS),
        ("report.html", 0),
        ("everything.zip", 10),
    ] {
        let export = Request::Export {
            name: name.to_owned(),
        };
        is_cancelled_anywhere(loaded, &export, Vec::new, &[("writing", least)]);
    }
}
