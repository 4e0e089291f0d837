//! The longest step of everything that can be cancelled: between two steps a cancel is heard, so no answer to one takes longer.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::time::Instant;

use leeway::documents::Role;
use leeway::engine::protocol::Request;
use leeway::engine::{Dropped, Session, Stepped};
use leeway::scenarios::loans;
use serde_json::{Value, json};

#[path = "../../tests/support/scored.rs"]
#[allow(dead_code)]
mod scored;

/// Steps of one kind.
#[derive(Default)]
struct Steps {
    count: usize,
    longest_ms: f64,
    /// What the longest was about.
    item: String,
}

/// Prints them for so many rows on both sides, which have labels, predictions and a model.
pub fn print(rows: u32) {
    println!("\n{:<34} {:>6} {:>11}  of", "steps", "count", "longest ms");
    let file = |path: &str, role, bytes: Vec<u8>| {
        Dropped::from_bytes(path.to_owned(), Some(role), Cursor::new(bytes))
    };
    let side = |path, role, seed| file(path, role, loans::baseline_csv(rows, seed).into_bytes());
    let files = vec![
        side("baseline.csv", Role::Baseline, 1),
        side("current.csv", Role::Current, 2),
        Dropped::from_bytes(
            "model.json".to_owned(),
            None,
            Cursor::new(scored::model().into_bytes()),
        ),
    ];
    let mut session = Session::new(|| 0.0);
    print_steps(
        &mut session,
        "opening",
        Request::Open { files: Vec::new() },
        files,
    );
    let set = |settings: Value| Request::Set {
        settings: settings.to_string(),
    };
    let lab = |ask: Value| Request::Lab {
        ask: ask.to_string(),
    };
    let export = |name: &str| Request::Export {
        name: name.to_owned(),
    };
    let facets = json!([{"name": "gender", "value": "F"}, {"name": "age", "threshold": 40}]);
    let selection = json!([{"feature": "income", "above": 40_000}]);
    let changes = json!([{"kind": "scale", "feature": "income", "amount": 1.5}]);
    for (name, request) in [
        (
            "facets",
            set(
                json!({"label": "repaid", "prediction": "prediction", "probability": "probability",
                "positive": 1, "facets": facets, "group_variable": "region"}),
            ),
        ),
        (
            "another threshold",
            set(json!({"probability_threshold": 0.6})),
        ),
        ("a selection", set(json!({"selection": selection}))),
        ("no selection", set(json!({"selection": []}))),
        ("projected accuracy", Request::Project),
        (
            "the lab",
            lab(json!({"changes": changes, "strength": 1.0, "curve": true})),
        ),
        (
            "the advisor",
            Request::Advise {
                ask: json!({"draws": 100}).to_string(),
            },
        ),
        ("statistics.json", export("statistics.json")),
        (
            "cloudwatch_metrics.jsonl",
            export("cloudwatch_metrics.jsonl"),
        ),
        ("all.zip", export("all.zip")),
    ] {
        print_steps(&mut session, name, request, Vec::new());
    }
}

fn print_steps(session: &mut Session, name: &str, request: Request, files: Vec<Dropped>) {
    if let Err(message) = session.begin(request, files) {
        return println!("{name}: {message}");
    }
    let mut kinds: BTreeMap<&str, Steps> = BTreeMap::new();
    loop {
        let start = Instant::now();
        let stepped = session.step();
        let took_ms = start.elapsed().as_secs_f64() * 1e3;
        let (stage, item, is_last) = match stepped {
            Some(Stepped::Working(progress)) => (progress.stage.name(), progress.item, false),
            Some(Stepped::Finished(..)) => ("the report", String::new(), true),
            None => break,
        };
        let steps = kinds.entry(stage).or_default();
        steps.count += 1;
        if took_ms > steps.longest_ms {
            (steps.longest_ms, steps.item) = (took_ms, item);
        }
        if is_last {
            break;
        }
    }
    for (stage, steps) in kinds {
        let kind = format!("{name}: {stage}");
        println!(
            "{kind:<34} {:>6} {:>11.1}  {}",
            steps.count, steps.longest_ms, steps.item
        );
    }
}
