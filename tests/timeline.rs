//! Windows against the oracle's values, window by window (scipy 1.17.1; see `oracle/drift.py` of the reference folder), and since when features drift.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::protocol::Request;
use leeway::monitors::drift::Verdict;
use leeway::report::{Feature, Report};
use leeway::stats::ks::{EXACT_FROM_P, EXACT_MAX_SIZE, KsMethod};
use serde_json::Value;
use support::{
    answer, assert_close, assert_ks_p, dropped, loans_by_the_hour, open, read_json, reference,
    session, text,
};

fn feature<'a>(report: &'a Report, name: &str) -> &'a Feature {
    report
        .features
        .iter()
        .find(|feature| feature.name == name)
        .unwrap()
}

/// Every feature in every window.
fn assert_windows(report: &Report, oracle: &[Value]) {
    assert_eq!(report.current.as_ref().unwrap().windows.len(), oracle.len());
    for feature in &report.features {
        for (index, (window, expected)) in feature.windows.iter().zip(oracle).enumerate() {
            let expected = &expected[&feature.name];
            let what = |what: &str| format!("{} in window {index}: {what}", feature.name);
            assert_close(
                &what("drift score"),
                window.drift_score,
                &expected["drift_score"],
            );
            let log10_p = match &expected["ks"] {
                Value::Null => {
                    let chi = &expected["chi_square"];
                    assert_close(&what("p"), window.p_value, &chi["p"]);
                    &chi["log10_p"]
                }
                ks => {
                    let asymptotic = ks["p_asymptotic"].as_f64().unwrap();
                    let sides = ["n", "m"].map(|side| expected[side].as_u64().unwrap());
                    let is_exact = sides.iter().all(|&size| size <= EXACT_MAX_SIZE)
                        && asymptotic >= EXACT_FROM_P;
                    let method = match is_exact {
                        true => KsMethod::Exact,
                        false => KsMethod::Asymptotic,
                    };
                    assert_ks_p(&what("p"), window.p_value, method, ks);
                    &ks["log10_p_limiting"]
                }
            };
            assert_close(&what("log10 p"), window.log10_p, log10_p);
            if let Some(missing) = expected["current_missing"].as_f64() {
                let rows = missing + expected["m"].as_f64().unwrap();
                assert_eq!(window.missing, Some(missing / rows), "{}", what("missing"));
            }
        }
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn census_windows_of_a_thousand_rows_equal_the_oracle() {
    let root = reference();
    let census = root.join("datasets/census");
    let files = ["test.csv", "infer.csv"].map(|name| dropped(&census, &census.join(name), None));
    let report = open(&mut session(), files.into()).unwrap();
    let oracle = read_json(&root.join("oracle/drift-census.json"));
    assert_windows(&report, oracle["windows_of_1000_rows"].as_array().unwrap());
    assert_eq!(
        report.current.unwrap().windows[9].label,
        "rows 9001–10\u{2009}000"
    );
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn loans_by_the_hour_equal_the_oracle() {
    let root = reference();
    let loans = root.join("loans");
    let files = loans_by_the_hour();
    let report = open(&mut session(), files).unwrap();
    assert_windows(
        &report,
        read_json(&loans.join("expected-drift.json"))["hours"]
            .as_array()
            .unwrap(),
    );
    let windows = &report.current.as_ref().unwrap().windows;
    assert_eq!(
        (windows[0].label.as_str(), windows[0].rows),
        ("2024-06-03 08:00", 300)
    );
    // `make_loans.py` lets the rate jump and the new label appear in the seventh hour, which starts at 14:00.
    let rate = feature(&report, "interest_rate").since.as_ref().unwrap();
    assert_eq!(
        (rate.label.as_str(), rate.from_start),
        ("2024-06-03 14:00", false)
    );
    assert_eq!(
        feature(&report, "employment").since.as_ref().unwrap().label,
        "2024-06-03 14:00"
    );
    assert_eq!(feature(&report, "region").since, None);
    let sentence = &report.verdict.as_ref().unwrap().sentence;
    assert!(
        sentence.contains("interest_rate jumped at 14:00."),
        "{sentence}"
    );
    assert!(
        sentence.contains("employment has a new value, “gig”, since 14:00."),
        "{sentence}"
    );
}

#[test]
fn windows_can_be_chosen_and_change_nothing_else() {
    let mut session = session();
    let demo = answer(&mut session, Request::Demo { rows: 1200 }, Vec::new()).unwrap();
    assert_eq!(demo.current.as_ref().unwrap().windows.len(), 12);
    let set = |json: &str| Request::Set {
        settings: json.to_owned(),
    };
    let rows = answer(
        &mut session,
        set(r#"{"window": {"rows": 500}}"#),
        Vec::new(),
    )
    .unwrap();
    let sizes: Vec<u64> = rows
        .current
        .as_ref()
        .unwrap()
        .windows
        .iter()
        .map(|window| window.rows)
        .collect();
    assert_eq!(sizes, [500, 500, 500, 500, 400]);
    let day = answer(&mut session, set(r#"{"window": "day"}"#), Vec::new()).unwrap();
    assert_eq!(day.current.as_ref().unwrap().windows[0].label, "2024-06-03");
    let none = answer(&mut session, set(r#"{"window": "none"}"#), Vec::new()).unwrap();
    assert!(none.current.unwrap().windows.is_empty());
    assert_eq!(none.features[0].drift_score, demo.features[0].drift_score);
}

#[test]
fn rows_without_time_are_counted_and_gaps_stay_gaps() {
    let event = |time: &str, value: u32| {
        format!(
            "{{\"captureData\":{{\"endpointInput\":{{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"{value}\",\"encoding\":\"CSV\"}}}},\
             \"eventMetadata\":{{\"eventId\":\"{value}\",\"inferenceTime\":\"{time}\"}},\"eventVersion\":\"0\"}}\n"
        )
    };
    let mut lines = String::new();
    for value in 0..60 {
        lines += &event("2024-06-03T08:00:00Z", value);
        lines += &event("2024-06-03T12:30:00+02:00", value);
    }
    lines += &event("{%s}", 7);
    let baseline = (0..100).fold("x\n".to_owned(), |csv, value| csv + &format!("{value}\n"));
    let report = open(
        &mut session(),
        vec![text("baseline.csv", baseline), text("capture.jsonl", lines)],
    )
    .unwrap();
    let current = report.current.unwrap();
    assert_eq!(current.without_time, 1);
    assert_eq!(
        current
            .windows
            .iter()
            .map(|window| window.rows)
            .collect::<Vec<_>>(),
        [60, 0, 60]
    );
    assert_eq!(report.features[0].windows[1].drift_score, None);
    assert_eq!(report.features[0].windows[1].verdict, Verdict::Unknown);
}

/// A captured event at a time, as the time stands in the file.
fn event(time: &str, value: u32) -> String {
    format!(
        r#"{{"captureData":{{"endpointInput":{{"observedContentType":"text/csv","mode":"INPUT","data":"{value},a","encoding":"CSV"}}}},"eventMetadata":{{"eventId":"{value}","inferenceTime":"{time}"}},"eventVersion":"0"}}"#
    )
}

#[test]
fn odd_times_fall_into_their_windows_or_are_counted() {
    let times = [
        // Out of order, with fractions, in another zone (08:59 and 09:00 UTC), and without zone.
        "2024-06-03T10:00:00Z",
        "2024-06-03T08:59:59.999Z",
        "2024-06-03T10:59:00+02:00",
        "2024-06-03T04:00:00-05:00",
        "2024-06-03T09:30:00",
        // None at all.
        "{%s}",
        "",
        "2024-06-31T09:00:00Z",
    ];
    let lines: Vec<String> = times
        .iter()
        .zip(0..)
        .map(|(time, value)| event(time, value))
        .collect();
    let files = vec![
        text("baseline/train.csv", "x,y\n1,a\n2,b\n3,a\n"),
        text("capture/endpoint/AllTraffic/all.jsonl", lines.join("\n")),
    ];
    let report = open(&mut session(), files).unwrap();
    let current = report.current.as_ref().unwrap();
    let windows: Vec<(&str, u64)> = current
        .windows
        .iter()
        .map(|window| (window.label.as_str(), window.rows))
        .collect();
    assert_eq!(
        windows,
        [
            ("2024-06-03 08:00", 2),
            ("2024-06-03 09:00", 2),
            ("2024-06-03 10:00", 1)
        ]
    );
    assert_eq!(current.without_time, 3);
    let notes: Vec<&str> = report
        .sources
        .iter()
        .flat_map(|source| &source.notes)
        .map(|note| note.what.as_str())
        .collect();
    assert!(notes.iter().any(|note| note.contains("time")), "{notes:?}");
}

#[test]
fn a_time_far_in_the_future_makes_no_thousands_of_windows() {
    let near = (0..50).map(|minute| event(&format!("2024-06-03T08:{minute:02}:00Z"), minute));
    let far = ["2024-06-20T00:00:00Z", "9999-12-31T23:59:59Z"].map(|time| event(time, 7));
    let lines: Vec<String> = near.chain(far).collect();
    let files = vec![
        text("baseline/train.csv", "x,y\n1,a\n2,b\n3,a\n"),
        text("capture/endpoint/AllTraffic/all.jsonl", lines.join("\n")),
    ];
    let report = open(&mut session(), files).unwrap();
    let current = report.current.unwrap();
    assert!(current.windows.len() <= 4096, "{}", current.windows.len());
    assert_eq!(current.rows, 52);
    // Each record is in a window, or is counted.
    assert_eq!(
        current
            .windows
            .iter()
            .map(|window| window.rows)
            .sum::<u64>()
            + current.without_time,
        if current.windows.is_empty() {
            current.without_time
        } else {
            52
        }
    );
}
