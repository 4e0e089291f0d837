//! Dates are compared by their age and by what recurs in them, and never as labels.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;

use leeway::engine::Dropped;
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::monitors::Status;
use leeway::monitors::drift::Verdict;
use leeway::report::columns::{AgeTo, Dates};
use leeway::report::{Feature, Report, iso};
use leeway::table::forms::DatePart;
use leeway::table::{Cycle, Kind};
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

/// Timestamps as Athena writes them, `rows` an hour: an amount and a channel that go with the hour, the amount higher by `shift` from an hour on.
fn daily(first: i64, days: u64, rows: u64, seed: u64, shift: (u64, f64)) -> String {
    let line = |row: u64| {
        let hour = row / rows;
        let time =
            first + hour as i64 * 3_600_000 + (row % rows) as i64 * (3_600_000 / rows as i64);
        let stamp = iso(time).replace('T', " ").replace('Z', ".000");
        let turn = (hour % 24) as f64 / 24.0 * std::f64::consts::TAU;
        let noise: f64 = (0..4).map(|part| chance(row * 4 + part, seed) - 0.5).sum();
        let shift = if hour >= shift.0 { shift.1 } else { 0.0 };
        let amount = 50.0 + 25.0 * turn.sin() + 10.0 * noise + shift;
        let is_open = (8..18).contains(&(hour % 24));
        let channel = match chance(row, seed + 1) < if is_open { 0.8 } else { 0.2 } {
            true => "office",
            false => "home",
        };
        format!("{stamp},{amount:.2},{channel}\n")
    };
    let lines = (0..days * 24 * rows).map(line);
    "pickup_time,amount,channel\n".to_owned() + &lines.collect::<String>()
}

fn alarms(feature: &Feature) -> usize {
    let windows = feature.windows.iter();
    windows
        .filter(|window| window.verdict.has_drifted())
        .count()
}

#[test]
fn a_daily_cycle_is_seen_and_is_no_drift() {
    let never = (u64::MAX, 0.0);
    let train = daily(OCTOBER - 30 * DAY_MS, 28, 20, 1, never);
    let files = [
        ("train.csv", train.clone()),
        ("current.csv", daily(OCTOBER, 3, 40, 3, never)),
    ];
    let mut session = session();
    let report = open(&mut session, of(&files)).unwrap();
    for name in ["amount", "channel"] {
        let feature = feature(&report, name);
        assert_eq!((feature.windows.len(), alarms(feature)), (72, 0), "{name}");
        // Against all hours together nearly every hour is far off.
        let windows = feature.windows.iter();
        let far = windows.filter(|window| window.adjusted_p.is_some_and(|p| p < 0.05));
        assert!(far.count() > 36, "{name}");
        let cycle = feature.cycle.as_ref().unwrap();
        assert_eq!((cycle.cycle, cycle.of), (Cycle::Week, 168));
        assert!(cycle.differing > 84, "{cycle:?}");
        // 2026-10-01T09:00 is a Thursday: four of them in four weeks, of 20 rows each.
        let then = feature.windows[9].same_time.as_ref().unwrap();
        assert_eq!((then.windows, then.rows), (4, 80));
        assert!(then.lowest.unwrap() <= then.highest.unwrap());
    }

    let request = Request::Advise {
        ask: json!({"draws": 1000}).to_string(),
    };
    let Reply::Done(outcome) = session.run(request, Vec::new()).0 else {
        panic!("no advice");
    };
    let Outcome::Advice(advice) = *outcome else {
        panic!("no advice");
    };
    assert_eq!((advice.draws, advice.rows), (28 * 24, 20));
    let note = "Windows are the baseline's own: 672 hours, each once, held against all other rows.";
    assert!(
        advice.notes.iter().any(|known| known.starts_with(note)),
        "{:?}",
        advice.notes
    );
    for check in advice
        .checks
        .iter()
        .filter(|check| check.check == "verdict")
    {
        assert!(check.rate < 0.05 / 24.0, "{check:?}");
    }
    let drift = advice
        .checks
        .iter()
        .find(|check| check.check == "baseline_drift_check" && check.feature == "amount");
    // Held against one threshold, what goes with the hour fires every day, as the tool does.
    assert!(drift.unwrap().rate > 0.5);

    let files = [
        ("train.csv", train),
        ("current.csv", daily(OCTOBER, 3, 40, 3, (36, 12.0))),
    ];
    let report = open(&mut support::session(), of(&files)).unwrap();
    let amount = feature(&report, "amount");
    assert_eq!(alarms(amount), 36);
    assert_eq!(amount.since.as_ref().unwrap().label, "2026-10-02 12:00");
    assert_eq!(alarms(feature(&report, "channel")), 0);
}
