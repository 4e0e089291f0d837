//! The lab through the session: scenarios against the files that were made of them, files that it saves, and bad input.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use leeway::engine::Session;
use leeway::engine::lab::answer::{Lab, LabCheck};
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::engine::report::Report;
use serde_json::{Value, json};
use support::{answer, dropped, open, session, text};

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

fn set(session: &mut Session, settings: Value) -> Report {
    let request = Request::Set {
        settings: settings.to_string(),
    };
    answer(session, request, Vec::new()).unwrap()
}

type Name = (String, String, String);

fn name(check: &LabCheck) -> Name {
    (
        check.monitor.clone(),
        check.feature.clone(),
        check.check.clone(),
    )
}

fn credit(folder: &Path, files: &[(&str, &str)]) -> Session {
    let mut session = session();
    let files = files
        .iter()
        .map(|(name, role)| dropped(folder, &folder.join(name), Some(*role).filter(|role| !role.is_empty())))
        .collect();
    open(&mut session, files).unwrap();
    set(
        &mut session,
        json!({
            "facets": [{"name": "foreign_worker", "value": "1"}, {"name": "age", "threshold": 40}],
            "group_variable": "housing"
        }),
    );
    session
}

#[test]
fn presets_fire_what_the_scored_scenarios_fire() {
    let Some(reference) = support::reference() else {
        return;
    };
    let folder = reference.join("datasets/south-german-credit-scored");
    let mut lab = credit(&folder, &[("baseline.csv", "baseline"), ("model.json", "")]);
    let presets = ask(&mut lab, json!({})).unwrap().presets;
    let names: Vec<&str> = presets.iter().map(|preset| preset.name.as_str()).collect();
    assert_eq!(names, SCENARIOS);
    for preset in presets {
        let file = format!("{}.csv", preset.name);
        let mut scored = credit(
            &folder,
            &[
                ("baseline.csv", "baseline"),
                (&file, "current"),
                ("model.json", ""),
            ],
        );
        let report = scored.report().clone();
        let of_file = leeway::engine::lab::checks(&report);
        let of_lab = ask(
            &mut lab,
            json!({"changes": preset.changes, "strength": 1.0}),
        )
        .unwrap();
        let made = |checks: &[LabCheck]| -> BTreeSet<Name> { checks.iter().map(name).collect() };
        let fired = |checks: &[LabCheck]| -> BTreeSet<Name> {
            checks.iter().filter(|check| check.fires).map(name).collect()
        };
        println!("{}: {} rows, {}", preset.name, of_lab.rows, of_lab.sentence);
        for one in made(&of_file).symmetric_difference(&made(&of_lab.checks)) {
            println!("   made by one: {one:?}");
        }
        for one in fired(&of_file).symmetric_difference(&fired(&of_lab.checks)) {
            let show = |checks: &[LabCheck]| {
                checks.iter().find(|check| name(check) == *one).map(|check| (check.fires, check.observed, check.threshold))
            };
            println!("   fired by one: {one:?} file {:?} lab {:?}", show(&of_file), show(&of_lab.checks));
        }
        let _ = &mut scored;
    }
}
