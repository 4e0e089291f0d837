//! The lab through the session: scenarios against the files that were made of them, files that it saves, and bad input.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use leeway::engine::Session;
use leeway::engine::lab::answer::{Lab, LabCheck};
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::engine::report::Report;
use serde_json::{Value, json};
use support::{answer, dropped, open, session};

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
        let of_file = checks_of_file(&folder, &preset.name);
        let mut fired: BTreeMap<Name, u64> = BTreeMap::new();
        for seed in 0..SEEDS {
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
        assert_eq!(of_lab, made, "{}: the checks that are made", preset.name);
        let mut decided = 0;
        for check in &of_file {
            let times = fired[&name(check)];
            let is_fit = if check.fires {
                times > 0
            } else {
                times < SEEDS
            };
            assert!(is_fit, "{}: {check:?} fired {times} times", preset.name);
            decided += u64::from(times == 0 || times == SEEDS);
        }
        println!(
            "{}: {} fire in the file; {decided} of {} checks say the same with every seed",
            preset.name,
            of_file.iter().filter(|check| check.fires).count(),
            of_file.len()
        );
        // Nothing is drawn in these, so that every check must agree.
        if ["label", "feature_systematic", "bias"].contains(&preset.name.as_str()) {
            assert_eq!(decided, of_file.len() as u64, "{}", preset.name);
        }
    }
}
