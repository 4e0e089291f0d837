//! What is measured when, and what is kept of runs that are not shown.

use std::collections::BTreeSet;

use leeway::engine::Stepped;
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::report::runs::RunsFeature;

use crate::support::*;
use crate::{file, names, set, show};

#[test]
fn a_run_reports_what_it_would_report_alone() {
    let mut together = session();
    let files = ["baseline.csv", "low.csv", "high.csv"]
        .into_iter()
        .zip([0, 2, 30]);
    open(
        &mut together,
        files.map(|(path, shift)| file(path, shift)).collect(),
    )
    .unwrap();
    for (name, shift) in [("low", 2), ("high", 30)] {
        let shown = show(&mut together, name);
        let mut alone = session();
        let path = format!("{name}.csv");
        let expected = open(
            &mut alone,
            vec![file("baseline.csv", 0), file(&path, shift)],
        )
        .unwrap();
        assert_eq!(shown.features, expected.features, "{name}");
        assert_eq!(shown.checks, expected.checks, "{name}");
        assert_eq!(shown.verdict, expected.verdict, "{name}");
        assert_eq!(shown.current, expected.current, "{name}");
        assert!(expected.runs.is_empty() && expected.grouping.is_none());
    }
}

#[test]
fn another_file_is_measured_and_no_other() {
    let mut session = session();
    let files = ["train.csv", "a.csv", "b.csv"].into_iter().zip([0, 3, 30]);
    open(
        &mut session,
        files.map(|(path, shift)| file(path, shift)).collect(),
    )
    .unwrap();
    session
        .begin(Request::Open { files: Vec::new() }, vec![file("c.csv", 9)])
        .unwrap();
    let mut measured = BTreeSet::new();
    loop {
        match session.step() {
            Some(Stepped::Working(progress)) if progress.stage.name() == "analysing" => {
                measured.extend(
                    progress
                        .item
                        .split_once(": ")
                        .map(|(run, _)| run.to_owned()),
                );
            }
            Some(Stepped::Working(_)) => {}
            _ => break,
        }
    }
    assert_eq!(measured, BTreeSet::from(["c".to_owned()]));
    assert_eq!(names(session.report()), ["a", "b", "c"]);
    assert_eq!(session.report().settings.look.run.as_deref(), Some("a"));
    assert_eq!(session.report().current.as_ref().unwrap().rows, 120);
}

#[test]
fn a_cancel_in_the_middle_leaves_everything_as_it_was() {
    let mut session = session();
    let files = ["train.csv", "a.csv", "b.csv", "c.csv"]
        .into_iter()
        .zip([0, 3, 30, 50]);
    open(
        &mut session,
        files.map(|(path, shift)| file(path, shift)).collect(),
    )
    .unwrap();
    let before = show(&mut session, "b");
    let settings = r#"{"kinds": {"x": "categorical"}}"#.to_owned();
    session
        .begin(Request::Set { settings }, Vec::new())
        .unwrap();
    for _ in 0..6 {
        assert!(matches!(session.step(), Some(Stepped::Working(_))));
    }
    assert!(session.cancel());
    assert_eq!(*session.report(), before);
    let again = show(&mut session, "c");
    assert_eq!(again.runs.len(), 3);
    let back = show(&mut session, "b");
    assert_eq!(
        (back.features, back.checks),
        (before.features, before.checks)
    );
}

#[test]
fn brushes_select_rows_of_the_run_that_is_shown() {
    let mut session = session();
    let files = ["train.csv", "a.csv", "b.csv"].into_iter().zip([0, 3, 30]);
    let plain = open(
        &mut session,
        files.map(|(path, shift)| file(path, shift)).collect(),
    )
    .unwrap();
    let brushed = set(
        &mut session,
        r#"{"selection": [{"feature": "kind", "labels": ["a"]}]}"#,
    );
    assert_eq!(brushed.selection.as_ref().unwrap().rows, 40);
    // A row is about all rows of its run.
    assert_eq!(brushed.runs, plain.runs);
    let other = show(&mut session, "b");
    assert_eq!(other.selection.unwrap().rows, 40);
    let free = set(&mut session, r#"{"selection": []}"#);
    assert_eq!(free.selection, None);
    let back = show(&mut session, "a");
    assert_eq!(back.selection, None);
    assert_eq!(back.features, plain.features);
}

#[test]
fn one_feature_is_told_for_every_run() {
    let mut session = session();
    let files = ["train.csv", "a.csv", "b.csv"].into_iter().zip([0, 3, 30]);
    open(
        &mut session,
        files.map(|(path, shift)| file(path, shift)).collect(),
    )
    .unwrap();
    let feature = "x".to_owned();
    let (Reply::Done(outcome), _) = session.run(Request::RunsFeature { feature }, Vec::new())
    else {
        panic!("not answered");
    };
    let Outcome::RunsFeature(RunsFeature { runs, .. }) = *outcome else {
        panic!("not a feature");
    };
    let names: Vec<&str> = runs.iter().map(|run| run.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(runs[0].bins.cuts, runs[1].bins.cuts);
    assert_eq!(runs[0].bins.baseline, runs[1].bins.baseline);
    assert_ne!(runs[0].bins.current, runs[1].bins.current);
}

#[test]
fn thirty_runs_of_fifteen_features_are_kept() {
    let table = |shift: usize| {
        let names: Vec<String> = (0..15).map(|column| format!("f{column}")).collect();
        let rows = (0..1000).map(|row: usize| {
            let values = (0..15)
                .map(|column: usize| (row * (7 + 2 * column) % 997 + shift * column).to_string());
            values.collect::<Vec<_>>().join(",") + "\n"
        });
        format!("{}\n{}", names.join(","), rows.collect::<String>())
    };
    let mut session = session();
    let mut files = vec![text("train.csv", table(0))];
    files.extend((1..=30).map(|run| text(&format!("run-{run}/rows.csv"), table(run))));
    let report = open(&mut session, files).unwrap();
    assert_eq!(report.runs.len(), 30);
    assert_eq!(report.runs[29].name, "run-30");
    let started = std::time::Instant::now();
    for run in 1..=30 {
        let name = format!("run-{run}");
        let report = show(&mut session, &name);
        assert_eq!(report.settings.look.run.as_deref(), Some(name.as_str()));
    }
    println!("30 switches took {:?}", started.elapsed());
    session
        .begin(
            Request::Set {
                settings: r#"{"run": "run-7"}"#.to_owned(),
            },
            Vec::new(),
        )
        .unwrap();
    // What is kept is shown at once: nothing is measured.
    assert!(matches!(session.step(), Some(Stepped::Finished(..))));
}
