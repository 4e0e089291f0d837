//! Questions of the report, answered as the page answers them: the answer is in force, and it is asked no more.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Session;
use leeway::interaction::answers::{Answer, answered, offer};
use leeway::report::Report;
use leeway::report::columns::{ColumnReport, Question, Subject};
use leeway::report::settings::{ColumnRole, Settings};
use serde_json::Value;
use support::{open, session, set, text};

#[track_caller]
fn question(report: &Report, about: Subject) -> Question {
    let mut questions = report.questions.iter();
    let found = questions.find(|question| question.about == about);
    found
        .unwrap_or_else(|| panic!("not asked: {:?}", report.questions))
        .clone()
}

fn is_asked(report: &Report, about: Subject) -> bool {
    report
        .questions
        .iter()
        .any(|question| question.about == about)
}

fn column<'a>(report: &'a Report, name: &str) -> &'a ColumnReport {
    let mut columns = report.columns.iter();
    columns.find(|column| column.name == name).unwrap()
}

/// The report after the answer.
fn answer(session: &mut Session, report: &Report, about: Subject, answer: Answer) -> Report {
    let question = question(report, about);
    let before = Settings::default();
    let after = answered(&before, &question, &report.columns, &answer).unwrap();
    set(session, Value::Object(after.changes_since(&before)))
}

fn scored(seed: u64) -> String {
    let mut rows = String::from("age,plan,target,prediction\n");
    for at in 0..300_u64 {
        let drawn = (at * 7919 + seed * 104_729) % 997;
        let (truth, is_wrong) = (drawn % 5 < 2, drawn.is_multiple_of(9));
        rows += &format!(
            "{}.5,plan {},{},{}\n",
            20 + drawn % 60,
            drawn % 4,
            u8::from(truth),
            u8::from(truth != is_wrong)
        );
    }
    rows
}

#[test]
fn yes_settles_what_is_supposed_and_none_is_no_label() {
    let mut session = session();
    let files = vec![text("train.csv", scored(1)), text("current.csv", scored(2))];
    let report = open(&mut session, files).unwrap();
    let label = question(&report, Subject::Label);
    assert_eq!(label.supposed.as_deref(), Some("target"));
    assert_eq!(
        offer(&label, &report.columns).yes.as_deref(),
        Some("target")
    );
    let yes = answer(&mut session, &report, Subject::Label, Answer::Yes);
    assert_eq!(yes.questions, []);
    assert_eq!(column(&yes, "target").role, ColumnRole::Label);
    assert_eq!(column(&yes, "prediction").role, ColumnRole::Prediction);
    assert!(column(&yes, "target").certain);
    set(
        &mut session,
        serde_json::json!({"label": null, "prediction": null}),
    );
    let none = answer(&mut session, &report, Subject::Label, Answer::None);
    assert_ne!(column(&none, "target").role, ColumnRole::Label);
}

#[test]
fn a_time_is_confirmed_or_there_is_none() {
    let dated = |first: u64| {
        let mut rows = String::from("timestamp,age\n");
        for at in 0..240_u64 {
            let hour = first + at;
            let (day, hour) = (1 + hour / 24, hour % 24);
            let age = 20 + (at * 7919) % 61;
            rows += &format!("2026-10-{day:02} {hour:02}:00:00,{age}.5\n");
        }
        rows
    };
    let mut session = session();
    let files = vec![text("train.csv", dated(0)), text("current.csv", dated(240))];
    let report = open(&mut session, files).unwrap();
    let time = question(&report, Subject::Time);
    let yes = match time.supposed {
        Some(_) => Answer::Yes,
        None => Answer::Is("timestamp".to_owned()),
    };
    let settled = answer(&mut session, &report, Subject::Time, yes);
    assert!(!is_asked(&settled, Subject::Time));
    assert_eq!(column(&settled, "timestamp").role, ColumnRole::Time);
    set(&mut session, serde_json::json!({"columns": {}}));
    let none = answer(&mut session, &report, Subject::Time, Answer::None);
    assert!(!is_asked(&none, Subject::Time));
    assert_eq!(column(&none, "timestamp").role, ColumnRole::Feature);
}

#[test]
fn the_order_of_dates_is_said() {
    let dated = |first: u64| {
        let mut rows = String::from("made,age\n");
        for at in 0..100_u64 {
            let drawn = first + (at * 7919) % 144;
            let (day, month) = (1 + drawn % 12, 1 + drawn / 12 % 12);
            rows += &format!("{day:02}/{month:02}/2026,{}.5\n", 20 + drawn % 40);
        }
        rows
    };
    let mut session = session();
    let files = vec![text("train.csv", dated(0)), text("current.csv", dated(5))];
    let report = open(&mut session, files).unwrap();
    let order = question(&report, Subject::Time);
    let offered = offer(&order, &report.columns);
    assert_eq!((offered.yes, offered.others.len()), (None, 2));
    let day = Answer::Is(offered.others[0].clone());
    let settled = answer(&mut session, &report, Subject::Time, day);
    let is_open = |question: &Question| question.column.as_deref() == Some("made");
    assert!(!settled.questions.iter().any(is_open));
}

#[test]
fn the_column_that_a_file_lacks_is_said() {
    // Three columns that look alike, of which a file without header has two.
    let rows = |seed: u64, header: &str, columns: u64| {
        let mut rows = header.to_owned();
        for at in 0..200_u64 {
            // Each runs through the same hundred values, in another order.
            let value = |column: u64| ((at + seed) * [3, 7, 9][column as usize]) % 100;
            let values: Vec<String> = (0..columns)
                .map(|column| format!("0.{:02}", value(column)))
                .collect();
            rows += &format!("{}\n", values.join(","));
        }
        rows
    };
    let mut session = session();
    let files = vec![
        text("train.csv", rows(1, "a,b,c\n", 3)),
        text("current.csv", rows(9, "", 2)),
    ];
    let report = open(&mut session, files).unwrap();
    let missing = question(&report, Subject::Alignment);
    let other = offer(&missing, &report.columns).others[0].clone();
    let is_other = Answer::Is(other.clone());
    let settled = answer(&mut session, &report, Subject::Alignment, is_other);
    assert!(!is_asked(&settled, Subject::Alignment));
    assert_eq!(column(&settled, &other).current_name, None);
}
