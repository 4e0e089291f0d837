//! Brushes against what is measured when the selected rows alone are opened: both must be the same to the last digit.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Session;
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::monitors::drift::Verdict;
use leeway::report::brushed::Brushed;
use leeway::report::settings::Brush;
use leeway::report::{Feature, Report};
use serde_json::json;
use support::{answer, dropped, files_below, open, reference, session, text};

const HOURS: u32 = 6;

/// Rows as text: hour, age, job and pay, some missing.
fn rows() -> Vec<(u32, [String; 3])> {
    let mut state = 7_u64;
    let mut random = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let jobs = ["clerk", "cook", "nurse", "", "pilot"];
    (0..3000)
        .map(|row| {
            let hour = row / (3000 / HOURS);
            let age = 20 + random(60) + u64::from(hour);
            let job = jobs[random(5) as usize];
            let pay = match random(20) {
                0 => String::new(),
                pay => format!("{}.5", 100 * pay + age),
            };
            (hour, [age.to_string(), job.to_owned(), pay])
        })
        .collect()
}

fn csv<'a>(rows: impl Iterator<Item = &'a [String; 3]>) -> String {
    let lines: Vec<String> = rows.map(|row| row.join(",")).collect();
    format!("age,job,pay\n{}\n", lines.join("\n"))
}

fn path(hour: u32) -> String {
    format!("captures/2024/06/03/{hour:02}/rows.csv")
}

/// A session over the baseline and the rows that `keep` lets through, an hour a file.
fn opened(keep: impl Fn(u32, &[String; 3]) -> bool) -> (Session, Report) {
    let rows = rows();
    let mut files = vec![text(
        "baseline/train.csv",
        csv(rows.iter().map(|(_, row)| row)),
    )];
    for hour in 0..HOURS {
        let kept = rows
            .iter()
            .filter(|(at, row)| *at == hour && keep(*at, row));
        files.push(text(&path(hour), csv(kept.map(|(_, row)| row))));
    }
    let mut session = session();
    let report = open(&mut session, files).unwrap();
    (session, report)
}

fn brushes() -> Vec<Brush> {
    serde_json::from_value(json!([
        {"feature": "age", "above": 30, "up_to": 55},
        {"feature": "job", "labels": ["clerk", "(missing)", "pilot"]},
        {"start": "2024-06-03T01:00:00Z", "end": "2024-06-03T05:00:00Z"},
    ]))
    .unwrap()
}

fn select(session: &mut Session, brushes: &[Brush]) -> Report {
    let settings = json!({"selection": brushes}).to_string();
    answer(session, Request::Set { settings }, Vec::new()).unwrap()
}

fn moved(session: &mut Session, brushes: &[Brush], active: u32) -> Brushed {
    let request = Request::Brush {
        brushes: brushes.to_vec(),
        active,
        feature: Some("pay".to_owned()),
    };
    match session.run(request, Vec::new()).0 {
        Reply::Done(outcome) => match *outcome {
            Outcome::Brushed(brushed) => brushed,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn age(row: &[String; 3]) -> bool {
    (31..=55).contains(&row[0].parse::<u32>().unwrap())
}

fn job(row: &[String; 3]) -> bool {
    ["clerk", "", "pilot"].contains(&row[1].as_str())
}

fn feature<'a>(report: &'a Report, name: &str) -> &'a Feature {
    report
        .features
        .iter()
        .find(|feature| feature.name == name)
        .unwrap()
}

/// What is measured, without what must differ: verdicts are judged together with features that are filtered otherwise, and bins tell labels that are filtered away.
fn measures(feature: &Feature) -> serde_json::Value {
    let mut value = serde_json::to_value(feature).unwrap();
    for name in [
        "adjusted_p",
        "tests",
        "verdict",
        "sentence",
        "finding",
        "reason",
        "why",
        "windows",
        "since",
        "bins",
    ] {
        value.as_object_mut().unwrap().remove(name);
    }
    value["missing"]["words"].take();
    // How whole numbers were written is not known row by row.
    value["inferred_type"].take();
    value
}

#[test]
fn selected_rows_measure_as_if_opened_alone() {
    let (mut session, whole) = opened(|_, _| true);
    let selected = select(&mut session, &brushes());
    let within = |hour: u32| (1..5).contains(&hour);
    // A feature is shown without its own brush.
    let (_, alone) = opened(|hour, row| within(hour) && age(row) && job(row));
    let (_, ages) = opened(|hour, row| within(hour) && job(row));
    let (_, jobs) = opened(|hour, row| within(hour) && age(row));
    for (name, alone) in [("pay", &alone), ("age", &ages), ("job", &jobs)] {
        assert_eq!(
            measures(feature(&selected, name)),
            measures(feature(alone, name)),
            "{name}"
        );
    }
    let told = selected.selection.as_ref().unwrap();
    assert_eq!(
        (told.rows, told.of),
        (alone.current.as_ref().unwrap().rows, 3000)
    );
    assert_eq!(told.words[0], "age above 30 up to 55");
    let sentence = selected.verdict.as_ref().unwrap().sentence.as_str();
    assert!(
        sentence.starts_with(&format!("Of {} selected rows: ", told.rows)),
        "{sentence}"
    );
    // Views over time are without the brush on time.
    let (_, always) = opened(|_, row| age(row) && job(row));
    let scores = |report: &Report| -> Vec<_> {
        feature(report, "pay")
            .windows
            .iter()
            .map(|window| (window.drift_score, window.p_value, window.missing))
            .collect()
    };
    assert_eq!(scores(&selected), scores(&always));
    let rows = |report: &Report| -> Vec<u64> {
        report
            .current
            .as_ref()
            .unwrap()
            .windows
            .iter()
            .map(|window| window.rows)
            .collect()
    };
    assert_eq!(rows(&selected), rows(&always));
    // What is brushed is not filtered by its own brush, nor are its windows' rows.
    let (_, jobs_always) = opened(|_, row| age(row));
    let own: Vec<u64> = feature(&selected, "job")
        .windows
        .iter()
        .zip(&selected.current.as_ref().unwrap().windows)
        .map(|(of_feature, window)| of_feature.rows.unwrap_or(window.rows))
        .collect();
    assert_eq!(own, rows(&jobs_always));
    // All rows stand beside, and come back.
    for (part, all) in selected.features.iter().zip(&whole.features) {
        assert_eq!(
            (&part.bins.all, &part.bins.baseline),
            (&all.bins.current, &all.bins.baseline)
        );
        assert_eq!(part.bins.labels, all.bins.labels);
    }
    assert_eq!(select(&mut session, &[]).features, whole.features);
}

#[test]
fn a_moving_brush_counts_what_is_measured_when_it_rests() {
    let (mut session, _) = opened(|_, _| true);
    let mut brushes = brushes();
    for active in [2, 0, 1, 0] {
        // Moves of the brush that is held, the last of which it rests at.
        let edges = feature(session.report(), "age").bins.cuts.clone().unwrap();
        for (from, to) in [(0, 3), (2, 4), (4, 7)] {
            if active == 0 {
                (brushes[0].above, brushes[0].up_to) = (Some(edges[from]), Some(edges[to]));
            }
            let moving = moved(&mut session, &brushes, active);
            let rested = select(&mut session, &brushes);
            assert_eq!(moving.rows, rested.selection.as_ref().unwrap().rows);
            let windows = &rested.current.as_ref().unwrap().windows;
            let rows: Vec<u64> = windows.iter().map(|window| window.rows).collect();
            assert_eq!(
                moving
                    .windows
                    .iter()
                    .map(|&rows| u64::from(rows))
                    .collect::<Vec<_>>(),
                rows
            );
            for counted in &moving.features {
                let exact = feature(&rested, &counted.name);
                let counts: Vec<f64> = counted
                    .current
                    .iter()
                    .map(|&count| f64::from(count))
                    .collect();
                assert_eq!(counts, exact.bins.current, "{}", counted.name);
                assert!((counted.drift_score.unwrap() - exact.drift_score.unwrap()).abs() < 1e-9);
                if let (Some(on_bins), Some(ks)) = (counted.ks, &exact.ks) {
                    assert!(
                        on_bins <= ks.statistic + 1e-12 && on_bins > 0.5 * ks.statistic,
                        "{}",
                        counted.name
                    );
                }
            }
        }
    }
}

#[test]
fn a_moving_brush_counts_the_histogram_that_is_drawn() {
    let (mut session, _) = opened(|_, _| true);
    let brushes = brushes();
    let moving = moved(&mut session, &brushes, 1);
    select(&mut session, &brushes);
    let request = Request::Detail {
        feature: "pay".to_owned(),
    };
    let Reply::Done(outcome) = session.run(request, Vec::new()).0 else {
        panic!()
    };
    let Outcome::Detail(detail) = *outcome else {
        panic!()
    };
    let histogram = detail.histogram.unwrap();
    // Window by window without the brush on time, bin by bin.
    let (_, always) = opened(|_, row| age(row) && job(row));
    let present = |window: &Vec<u32>| u64::from(window.iter().sum::<u32>());
    let windows = always.current.as_ref().unwrap().windows.iter();
    for ((counts, window), of_feature) in detail
        .windows
        .iter()
        .zip(windows)
        .zip(&feature(&always, "pay").windows)
    {
        let missing = of_feature.missing.unwrap() * window.rows as f64;
        assert_eq!(present(counts), window.rows - missing.round() as u64);
        assert_eq!(counts.len(), histogram.cuts.as_ref().unwrap().len() + 1);
    }
    let counted = moving
        .features
        .iter()
        .find(|feature| feature.name == "pay")
        .unwrap();
    let counts: Vec<f64> = counted
        .histogram
        .iter()
        .map(|&count| f64::from(count))
        .collect();
    assert_eq!(counts, histogram.current);
    assert!(histogram.all.iter().sum::<f64>() > histogram.current.iter().sum());
}

#[test]
fn a_selection_is_kept_when_more_is_opened_and_when_a_threshold_changes() {
    let (mut session, _) = opened(|hour, _| hour < 5);
    let before = select(&mut session, &brushes());
    let more: Vec<_> = rows()
        .into_iter()
        .filter(|(hour, _)| *hour == 5)
        .map(|(_, row)| row)
        .collect();
    let after = open(&mut session, vec![text(&path(5), csv(more.iter()))]).unwrap();
    assert_eq!(after.selection.as_ref().unwrap().of, 3000);
    assert_eq!(
        after.selection.as_ref().unwrap().rows,
        before.selection.as_ref().unwrap().rows
    );
    let settings = json!({"alpha": 0.01}).to_string();
    let judged = answer(&mut session, Request::Set { settings }, Vec::new()).unwrap();
    assert_eq!(judged.selection, after.selection);
}

#[test]
fn what_cannot_be_brushed_is_refused_or_selects_nothing() {
    let (mut session, whole) = opened(|_, _| true);
    let mut refused = |selection: serde_json::Value| {
        let settings = json!({"selection": selection}).to_string();
        answer(&mut session, Request::Set { settings }, Vec::new())
    };
    assert!(
        refused(json!([{"feature": "age"}]))
            .unwrap_err()
            .contains("must be one of {feature, above, up_to}")
    );
    let unknown = refused(json!([{"feature": "wage", "above": 1}])).unwrap();
    assert_eq!(unknown.selection.unwrap().rows, 0);
    assert!(
        unknown
            .features
            .iter()
            .all(|feature| feature.drift_score.is_none())
    );
    assert_eq!(refused(json!([])).unwrap().features, whole.features);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn genuine_captures_are_selected_by_hour_and_label() {
    let root = reference();
    let loans = root.join("loans");
    let files = || -> Vec<_> {
        let mut files: Vec<_> = files_below(&loans.join("capture"))
            .iter()
            .map(|path| dropped(&loans, path, None))
            .collect();
        files.push(dropped(&loans, &loans.join("baseline.csv"), None));
        files
    };
    let mut session = session();
    open(&mut session, files()).unwrap();
    let hours = json!([{"start": "2024-06-03T14:00:00Z", "end": "2024-06-03T20:00:00Z"}]);
    let selected = select(
        &mut session,
        &serde_json::from_value::<Vec<Brush>>(hours).unwrap(),
    );
    // `make_loans.py`: twelve hours of 300 rows from 08:00 on, the rate and the new label from 14:00 on.
    assert_eq!(selected.selection.as_ref().unwrap().rows, 1800);
    let whole = feature(&selected, "interest_rate");
    assert_eq!(whole.verdict, Verdict::Strong);
    assert!(feature(&selected, "employment").new_labels[0].label == "gig");
}
