//! Dates are compared by their age and by what recurs in them, and never as labels.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;

use leeway::engine::Dropped;
use leeway::monitors::Status;
use leeway::monitors::drift::Verdict;
use leeway::report::columns::{AgeTo, Dates};
use leeway::report::{Feature, Report, iso};
use leeway::table::Kind;
use leeway::table::forms::DatePart;
use serde_json::json;
use support::{dropped, files_below, open, session, set, text};

const DAY_MS: i64 = 86_400_000;
/// 2026-10-01T00:00:00Z, a Thursday.
const OCTOBER: i64 = 1_790_812_800_000;

fn of(files: &[(&str, String)]) -> Vec<Dropped> {
    let files = files.iter().map(|(path, data)| text(path, data.as_str()));
    files.collect()
}

/// A number from 0 to 1 that looks like chance.
fn chance(row: u64, seed: u64) -> f64 {
    let mut mixed =
        (row + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ seed.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed >> 11) as f64 / (1_u64 << 53) as f64
}

/// Days that are exponential, 300 on average.
fn age(row: u64, seed: u64) -> i64 {
    (-300.0 * (1.0 - chance(row, seed)).ln()) as i64
}

fn feature<'a>(report: &'a Report, name: &str) -> &'a Feature {
    let mut features = report.features.iter();
    features.find(|feature| feature.name == name).unwrap()
}

fn dates<'a>(report: &'a Report, name: &str) -> &'a Dates {
    let mut columns = report.columns.iter();
    let column = columns.find(|column| column.name == name).unwrap();
    column.dates.as_ref().unwrap()
}

fn headline(report: &Report) -> &str {
    report.verdict.as_ref().unwrap().sentence.headline()
}

/// Nothing of a feature is measured, and it says that it is a date.
fn assert_not_compared(feature: &Feature) {
    assert_eq!((feature.kind, feature.drift_score), (None, None));
    assert!(feature.windows.is_empty() && feature.new_labels.is_empty());
    assert_eq!(feature.verdict, Verdict::Unknown);
    let reason = feature.reason.as_deref().unwrap();
    assert!(reason.starts_with("it is a date"), "{reason}");
}

#[test]
fn the_time_of_rows_is_compared_nowhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/written");
    let files = files_below(&root.join("date-column"));
    let files = files.iter().map(|path| dropped(&root, path, None));
    let report = open(&mut session(), files.collect()).unwrap();
    assert_eq!(headline(&report), "None of 2 features drifted.");
    assert_not_compared(feature(&report, "date"));
    assert_eq!(dates(&report, "date").compared, []);
    let current = report.current.as_ref().unwrap();
    assert_eq!(current.windows[0].label, "2026-10-01");
    let mut checks = report.checks.iter();
    assert!(!checks.any(|check| check.feature == "date" && check.status == Status::Violated));
}

#[test]
fn epochs_say_the_time_and_are_not_compared() {
    let side = |first: i64, rows: u64, seed: u64| {
        let mut csv = "event_ts,amount\n".to_owned();
        let mut time = first;
        for row in 0..rows {
            time += (chance(row, seed) * 480_000.0) as i64;
            csv += &format!("{time},{:.3}\n", chance(row, seed + 1));
        }
        csv
    };
    let files = [
        ("train.csv", side(OCTOBER - 30 * DAY_MS, 3000, 1)),
        ("current.csv", side(OCTOBER, 900, 5)),
    ];
    let mut session = session();
    let report = open(&mut session, of(&files)).unwrap();
    assert_eq!(
        headline(&report),
        "The one feature that was tested did not drift."
    );
    assert_not_compared(feature(&report, "event_ts"));
    let current = report.current.as_ref().unwrap();
    assert_eq!(current.windows[0].label, "2026-10-01 00:00");

    let parts = json!({"columns": {"event_ts": {"date_parts": ["hour", "weekday"]}}});
    let report = set(&mut session, parts);
    let hour = feature(&report, "event_ts: hour");
    let of_date = hour.date.as_ref().unwrap();
    assert_eq!(
        (of_date.column.as_str(), of_date.part),
        ("event_ts", DatePart::Hour)
    );
    assert_eq!(hour.kind, Some(Kind::Categorical));
    let hours = hour.bins.labels.as_ref().unwrap();
    assert_eq!((hours.len(), hours[23].as_str()), (24, "23:00"));
    assert_eq!(hour.bins.baseline.iter().sum::<f64>(), 3000.0);
    assert!(!hour.verdict.has_drifted() && hour.windows.is_empty());
    // Eight days of a Tuesday on, against three of a Thursday on.
    let weekday = feature(&report, "event_ts: weekday");
    assert!(weekday.vanished_labels.iter().any(|one| one.label == "Mon"));
    let mut checks = report.checks.iter();
    assert!(!checks.any(|check| check.feature.starts_with("event_ts: ")));
}

#[test]
fn signups_without_header_are_compared_by_their_age() {
    let side = |newest: i64, rows: u64, seed: u64, older: i64| {
        let line = |row: u64| {
            let time = iso(newest - (age(row, seed) + older * i64::from(row > 0)) * DAY_MS);
            let (year, month, day) = (&time[..4], &time[5..7], &time[8..10]);
            format!("{day}/{month}/{year},{:.3}\n", chance(row, seed + 1))
        };
        (0..rows).map(line).collect::<String>()
    };
    let train = side(OCTOBER, 2000, 1, 0);
    let files = [
        ("train.csv", train.clone()),
        ("current.csv", side(OCTOBER + 45 * DAY_MS, 700, 4, 0)),
    ];
    let report = open(&mut session(), of(&files)).unwrap();
    assert_eq!(headline(&report), "None of 2 features drifted.");
    let signup = feature(&report, "_c0");
    assert_eq!(signup.kind_rule, "numerical: the age of its dates, in days");
    assert!(signup.new_labels.is_empty());
    let ages: Vec<i64> = (0..2000).map(|row| age(row, 1)).collect();
    let youngest = ages.iter().min().unwrap();
    let mean = ages.iter().map(|age| age - youngest).sum::<i64>() as f64 / 2000.0;
    let found = signup.baseline_summary.as_ref().unwrap().mean.unwrap();
    assert!((found - mean).abs() < 1e-9 * mean, "{found} {mean}");
    let known = dates(&report, "_c0");
    assert_eq!(
        (known.compared.as_slice(), known.has_clock),
        ([DatePart::Age].as_slice(), false)
    );
    assert_eq!(known.baseline_age_to, Some(AgeTo::NewestDate));

    // The same with every second current row half a year older.
    let older: String = side(OCTOBER + 45 * DAY_MS, 700, 4, 0)
        .lines()
        .zip(side(OCTOBER + 45 * DAY_MS, 700, 4, 180).lines())
        .enumerate()
        .map(|(row, (line, older))| [line, older][row % 2].to_owned() + "\n")
        .collect();
    let files = [("train.csv", train), ("current.csv", older)];
    let report = open(&mut session(), of(&files)).unwrap();
    assert!(feature(&report, "_c0").verdict.has_drifted());
}

#[test]
fn ages_in_a_capture_are_counted_to_the_time_of_each_event() {
    let train: String = (0..1500)
        .map(|row| {
            let day = &iso(OCTOBER - age(row, 1) * DAY_MS)[..10];
            format!("{day},{:.3}\n", chance(row, 2))
        })
        .collect();
    let event = |row: i64| {
        let time = OCTOBER + 40 * DAY_MS + row * 600_000;
        let signup = &iso(time - age(row as u64, 3) * DAY_MS)[..10];
        let value = chance(row as u64, 4);
        let time = iso(time);
        format!(
            r#"{{"captureData": {{"endpointInput": {{"observedContentType": "text/csv", "mode": "INPUT", "data": "{signup},{value:.3}", "encoding": "CSV"}}}}, "eventMetadata": {{"eventId": "{row}", "inferenceTime": "{time}"}}, "eventVersion": "0"}}"#
        )
    };
    let capture: Vec<String> = (0..600).map(event).collect();
    let files = [
        ("train.csv", format!("signup_date,amount\n{train}")),
        ("capture.jsonl", capture.join("\n")),
    ];
    let report = open(&mut session(), of(&files)).unwrap();
    assert_eq!(headline(&report), "None of 2 features drifted.");
    let known = dates(&report, "signup_date");
    assert_eq!(known.baseline_age_to, Some(AgeTo::NewestDate));
    assert_eq!(known.current_age_to, Some(AgeTo::RowTime));
    let signup = feature(&report, "signup_date");
    let mean = (0..600).map(|row| age(row, 3)).sum::<i64>() as f64 / 600.0;
    let found = signup.current_summary.as_ref().unwrap().mean.unwrap();
    assert!((found - mean).abs() < 1e-9 * mean, "{found} {mean}");
    assert!(signup.windows.len() > 1);
}

#[test]
fn what_thins_out_has_no_age_until_it_is_chosen() {
    // Twelve uniform numbers are nearly normal: the newest of a larger file is farther out.
    let side = |rows: u64, seed: u64| {
        let line = |row: u64| {
            let sum: f64 = (0..12).map(|part| chance(row * 12 + part, seed)).sum();
            let day = &iso((sum * 1500.0) as i64 * DAY_MS)[..10];
            format!("{day},{:.3}\n", chance(row, seed + 1))
        };
        "birth_date,amount\n".to_owned() + &(0..rows).map(line).collect::<String>()
    };
    let files = [("train.csv", side(3000, 1)), ("current.csv", side(400, 3))];
    let mut session = session();
    let report = open(&mut session, of(&files)).unwrap();
    assert_not_compared(feature(&report, "birth_date"));
    assert!(dates(&report, "birth_date").no_age.is_some());
    let chosen = json!({"columns": {"birth_date": {"date_parts": ["age", "month"]}}});
    let report = set(&mut session, chosen);
    assert_eq!(feature(&report, "birth_date").kind, Some(Kind::Numerical));
    let months = &feature(&report, "birth_date: month").bins;
    assert_eq!(months.labels.as_ref().unwrap().len(), 12);
    let none = json!({"columns": {"birth_date": {"date_parts": []}}});
    let report = set(&mut session, none);
    assert_not_compared(feature(&report, "birth_date"));
}
