//! Questions of the report, answered as the page answers them: the answer is in force, and it is asked no more.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Session;
use leeway::interaction::answers::{Answer, answered, offer};
use leeway::report::Report;
use leeway::report::columns::{Affected, ColumnReport, Question, Subject};
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

/// A sensor's hours, every `one_of`-th of which failed and says −200.
fn sensed(seed: u64, one_of: u64) -> String {
    let mut rows = String::from("gas,age\n");
    for at in 0..600_u64 {
        let drawn = (at * 7919 + seed * 104_729) % 997;
        let gas = match at % one_of {
            0 => "-200".to_owned(),
            _ => format!("{}.{}", 1 + drawn % 9, drawn % 10),
        };
        rows += &format!("{gas},{}\n", 20 + drawn % 60);
    }
    rows
}

#[test]
fn a_value_that_stands_out_is_missing_on_both_sides_once_that_is_said() {
    let mut session = session();
    let files = vec![
        text("train.csv", sensed(1, 50)),
        text("current.csv", sensed(2, 10)),
    ];
    let report = open(&mut session, files).unwrap();
    let asked = question(&report, Subject::Missing);
    assert_eq!(asked.column.as_deref(), Some("gas"));
    assert_eq!(
        (asked.candidates.as_slice(), &asked.supposed),
        (&["-200".to_owned()][..], &None)
    );
    // The share has grown from 2 to 10 %: it matters to the verdict.
    assert_eq!(asked.affects, [Affected::Overview]);
    let gas = column(&report, "gas");
    let [offered] = gas.stand_ins.as_slice() else {
        panic!("{:?}", gas.stand_ins)
    };
    assert_eq!(
        (offered.baseline, offered.current, offered.is_missing),
        (12, 60, None)
    );
    assert_eq!(
        (
            gas.missing,
            report.features[0].baseline_summary.as_ref().unwrap().min
        ),
        (0, Some(-200.0))
    );
    assert_eq!(column(&report, "age").stand_ins, []);

    let yes = Answer::Is("-200".to_owned());
    let missing = answer(&mut session, &report, Subject::Missing, yes);
    assert!(!is_asked(&missing, Subject::Missing));
    let gas = column(&missing, "gas");
    assert_eq!((gas.missing, gas.stand_ins[0].is_missing), (72, Some(true)));
    assert_eq!(
        (gas.stand_ins[0].baseline, gas.stand_ins[0].current),
        (12, 60)
    );
    let feature = &missing.features[0];
    assert_eq!(
        (feature.missing.baseline, feature.missing.current),
        (12, 60)
    );
    assert_eq!(feature.missing.words[0].label, "-200");
    assert!(feature.baseline_summary.as_ref().unwrap().min.unwrap() > 0.0);
    // As if the fields had been empty.
    let mut other = support::session();
    let empty = |seed, one_of| sensed(seed, one_of).replace("-200", "");
    let files = vec![
        text("train.csv", empty(1, 50)),
        text("current.csv", empty(2, 10)),
    ];
    let empty = open(&mut other, files).unwrap();
    let same = &empty.features[0];
    assert_eq!(feature.baseline_summary, same.baseline_summary);
    assert_eq!((&feature.tests, &feature.why), (&same.tests, &same.why));
    assert_eq!(
        (feature.verdict, &feature.reason),
        (same.verdict, &same.reason)
    );

    set(&mut session, serde_json::json!({"columns": {}}));
    let none = answer(&mut session, &report, Subject::Missing, Answer::None);
    assert!(!is_asked(&none, Subject::Missing));
    let gas = column(&none, "gas");
    assert_eq!((gas.missing, gas.stand_ins[0].is_missing), (0, Some(false)));
    assert_eq!(gas.stand_ins[0].current, 60);
}

#[test]
fn a_value_that_stands_out_alike_on_both_sides_is_asked_on_the_columns_alone() {
    let mut session = session();
    let commas = |seed| {
        sensed(seed, 20)
            .replace(',', ";")
            .replace('.', ",")
            .replace("-200", "-200,0")
    };
    let files = vec![text("train.csv", commas(1)), text("current.csv", commas(2))];
    let report = open(&mut session, files).unwrap();
    let asked = question(&report, Subject::Missing);
    assert_eq!(
        (asked.candidates.as_slice(), asked.affects.len()),
        (&["-200".to_owned()][..], 0)
    );
    let yes = Answer::Is("-200".to_owned());
    let missing = answer(&mut session, &report, Subject::Missing, yes);
    assert_eq!(column(&missing, "gas").missing, 60);
    assert_eq!(
        column(&missing, "gas").written,
        column(&report, "gas").written
    );
}

/// Customers, some of whom never signed up; each way of writing that is there as often.
fn signed_up(seed: u64, never: &[&str], one_of: u64) -> String {
    let mut rows = String::from("joined,age\n");
    for at in 0..600_u64 {
        let drawn = (at * 7919 + seed * 104_729) % 997;
        let joined = match at % one_of {
            0 => never[(at / one_of) as usize % never.len()].to_owned(),
            _ => format!(
                "20{}-{:02}-{:02}",
                20 + drawn % 6,
                1 + drawn % 12,
                1 + drawn % 28
            ),
        };
        rows += &format!("{joined},{}\n", 20 + drawn % 60);
    }
    rows
}

#[test]
fn dates_that_stand_for_none_are_offered_in_one_question() {
    let mut session = session();
    let never = ["1900-01-01", "9999-12-31"];
    let files = |never: &[&str]| {
        vec![
            text("train.csv", signed_up(1, never, 50)),
            text("current.csv", signed_up(2, never, 10)),
        ]
    };
    let report = open(&mut session, files(&never)).unwrap();
    let asked: Vec<&Question> = report
        .questions
        .iter()
        .filter(|question| question.about == Subject::Missing)
        .collect();
    let [asked] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    assert_eq!(
        (asked.column.as_deref(), asked.candidates.as_slice()),
        (Some("joined"), &never.map(str::to_owned)[..])
    );
    assert_eq!(asked.affects, [Affected::Overview]);
    let joined = column(&report, "joined");
    let rows: Vec<_> = joined
        .stand_ins
        .iter()
        .map(|one| (one.baseline, one.current))
        .collect();
    assert_eq!(rows, [(6, 30), (6, 30)]);
    assert_eq!(joined.missing, 0);

    let missing = answer(&mut session, &report, Subject::Missing, Answer::All);
    assert!(!is_asked(&missing, Subject::Missing));
    let joined = column(&missing, "joined");
    assert_eq!((joined.missing, joined.unread), (72, 0));
    assert!(
        joined
            .stand_ins
            .iter()
            .all(|one| one.is_missing == Some(true))
    );
    // As if the fields had been empty.
    let empty = open(&mut support::session(), files(&[""])).unwrap();
    let (feature, same) = (&missing.features[0], &empty.features[0]);
    assert_eq!(feature.baseline_summary, same.baseline_summary);
    assert_eq!((&feature.tests, &feature.why), (&same.tests, &same.why));
    assert_eq!(
        (feature.verdict, feature.missing.current),
        (same.verdict, same.missing.current)
    );

    set(&mut session, serde_json::json!({"columns": {}}));
    let none = answer(&mut session, &report, Subject::Missing, Answer::None);
    let joined = column(&none, "joined");
    let rows: Vec<_> = joined
        .stand_ins
        .iter()
        .map(|one| (one.is_missing, one.current))
        .collect();
    assert_eq!(rows, [(Some(false), 30), (Some(false), 30)]);
    assert!(!is_asked(&none, Subject::Missing));
    // Zeros are no day, and the column is dates all the same.
    let mut zeros = support::session();
    let report = open(&mut zeros, files(&["0000-00-00 00:00:00"])).unwrap();
    let joined = column(&report, "joined");
    assert_eq!(
        (joined.column_type, joined.unread),
        (leeway::table::ColumnType::Date, 72)
    );
    let yes = Answer::Is("0000-00-00 00:00:00".to_owned());
    let missing = answer(&mut zeros, &report, Subject::Missing, yes);
    assert_eq!(column(&missing, "joined").unread, 0);
    let feature = &missing.features[0];
    assert_eq!(feature.tests, same.tests);
}
