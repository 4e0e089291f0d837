//! Several runs at once: what is taken as a run, what each one's report says, and what is kept while others are shown.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Session;
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::engine::report::Report;
use leeway::engine::runs::report::{Run, RunsFeature};
use support::*;

const SCENARIOS: [&str; 6] = [
    "bias",
    "concept",
    "explainability",
    "feature",
    "feature_systematic",
    "label",
];

fn set(session: &mut Session, settings: &str) -> Report {
    let settings = settings.to_owned();
    answer(session, Request::Set { settings }, Vec::new()).unwrap()
}

fn credit(session: &mut Session) -> Option<Report> {
    let root = reference()?;
    let folder = root.join("datasets/south-german-credit-scored");
    let files = files_below(&folder);
    Some(
        open(
            session,
            files
                .iter()
                .map(|file| dropped(&folder, file, None))
                .collect(),
        )
        .unwrap(),
    )
}

fn run<'a>(report: &'a Report, name: &str) -> &'a Run {
    report.runs.iter().find(|run| run.name == name).unwrap()
}

#[test]
fn look() {
    let mut session = session();
    let Some(report) = credit(&mut session) else {
        return;
    };
    println!("{:?}", report.grouping);
    for run in &report.runs {
        println!(
            "{} [{}] {} | {:?} | {:?}",
            run.name, run.pattern, run.story, run.worst, run.notes
        );
        for m in [
            &run.data_quality,
            &run.model_quality,
            &run.bias,
            &run.attribution,
        ] {
            println!("     {m:?}");
        }
    }
    let report = set(
        &mut session,
        r#"{"facets": [{"name": "foreign_worker", "value": "1"}, {"name": "age", "threshold": 40}], "group_variable": "housing"}"#,
    );
    println!("{:?} {}", report.settings.run, report.timings.total_ms);
    for run in &report.runs {
        println!(
            "{} [{}] {} | {:?}",
            run.name, run.pattern, run.story, run.bias
        );
    }
    let report = set(&mut session, r#"{"run": "concept"}"#);
    println!("{:?} {}", report.settings.run, report.timings.total_ms);
    println!(
        "{:?}",
        report
            .sources
            .iter()
            .map(|s| (s.path.clone(), s.role.clone(), s.run.clone()))
            .collect::<Vec<_>>()
    );
}
