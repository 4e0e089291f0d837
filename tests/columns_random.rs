//! Random tables whose truth is known: what is not there is never used, what a name or a configuration gives is found, and types are right.
#![allow(clippy::unwrap_used)]

mod support;

use std::fmt::Write;

use leeway::engine::Dropped;
use leeway::interaction::answers::{Answer, answered};
use leeway::report::Report;
use leeway::report::columns::{Question, Subject};
use leeway::report::settings::{ColumnRole, Settings};
use leeway::table::ColumnType;
use serde_json::{Value, json};
use support::{open, session, set, text};

const TABLES: u64 = 300;

/// Numbers drawn in turn, the same on every machine (SplitMix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

/// What a made column is.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Made {
    Measured,
    Counted,
    Codes,
    Labels,
    Flag(usize),
    Day(usize),
    Running,
    Unique,
    Sentences,
    /// The rows' own time, from row to row.
    Moment(usize),
    Answer(Part),
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Part {
    Label,
    Prediction,
    Probability,
}

const FLAGS: [[&str; 2]; 5] = [
    ["False", "True"],
    ["no", "yes"],
    ["N", "Y"],
    ["f", "t"],
    ["0", "1"],
];
const LABELS: [&str; 8] = [
    "label",
    "target",
    "ground_truth",
    "y_true",
    "class",
    "groundTruthLabel",
    "actual",
    "y",
];
const PREDICTIONS: [&str; 5] = ["prediction", "predicted_label", "y_hat", "pred", "y_pred"];
const PROBABILITIES: [&str; 4] = ["probability", "prob", "score", "predicted_probability"];
const TIMES: [&str; 3] = ["timestamp", "request_timestamp", "event_time"];
const NAMES: [&str; 16] = [
    "age", "income", "tenure", "balance", "amount", "height", "rate", "visits", "city", "plan",
    "member", "opened", "remark", "ratio", "region", "load",
];

impl Made {
    /// Its type, where a table of this size can tell.
    fn column_type(self) -> ColumnType {
        match self {
            Made::Measured | Made::Counted | Made::Answer(Part::Probability) => ColumnType::Number,
            Made::Codes | Made::Labels => ColumnType::Category,
            Made::Flag(_) | Made::Answer(_) => ColumnType::Boolean,
            Made::Day(_) | Made::Moment(_) => ColumnType::Date,
            Made::Running | Made::Unique => ColumnType::Identifier,
            Made::Sentences => ColumnType::Text,
        }
    }

    fn cell(self, draw: &mut Draw, row: u64, is_european: bool) -> String {
        match self {
            Made::Measured => {
                let value = (draw.share() + draw.share() + draw.share()) * 4000.0;
                match is_european {
                    true => format!("{value:.2}").replace('.', ","),
                    false => format!("{value:.2}"),
                }
            }
            Made::Counted => (draw.below(300) + draw.below(300)).to_string(),
            Made::Codes => (1 + draw.below(5)).to_string(),
            Made::Labels => draw.of(&["Ulm", "Bonn", "Köln", "Jena", "Kiel"]).to_owned(),
            Made::Flag(written) => draw.of(&FLAGS[written]).to_owned(),
            Made::Day(format) => {
                let (month, day, hour) = (1 + draw.below(12), 1 + draw.below(28), draw.below(24));
                match format {
                    0 => format!("2026-{month:02}-{day:02}"),
                    1 => format!("2026-{month:02}-{day:02}T{hour:02}:15:00Z"),
                    2 => format!("2026-{month:02}-{day:02} {hour:02}:00:00.000"),
                    _ => format!("{day:02}/{month:02}/2026"),
                }
            }
            Made::Moment(format) => {
                let minute = row * 17 + draw.below(17);
                let (day, minute) = (1 + minute / 1440, minute % 1440);
                let clock = format!("{:02}:{:02}:00", minute / 60, minute % 60);
                match format {
                    0 => format!("2026-05-{day:02}T{clock}Z"),
                    1 => format!("2026-05-{day:02} {clock}.000"),
                    // 2026-05-01T00:00:00Z, by Python's datetime.
                    _ => (1_777_593_600 + ((day - 1) * 1440 + minute) * 60).to_string(),
                }
            }
            Made::Running => (100_000 + row).to_string(),
            Made::Unique => format!(
                "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
                draw.below(1 << 32),
                draw.below(1 << 16),
                draw.below(1 << 12),
                draw.below(1 << 12),
                draw.below(1 << 48)
            ),
            Made::Sentences => {
                let words = [
                    "the", "parcel", "came", "late", "and", "nobody", "answered", "when", "we",
                    "called", "support", "again", "thanks", "for", "quick", "help",
                ];
                let length = 5 + draw.below(9);
                (0..length)
                    .map(|_| draw.of(&words))
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            Made::Answer(Part::Probability) => format!("{:.4}", draw.share()),
            Made::Answer(_) => draw.below(2).to_string(),
        }
    }
}

/// A table with what is true of it.
struct Truth {
    columns: Vec<(String, Made)>,
    has_header: bool,
    has_configuration: bool,
    files: Vec<Dropped>,
}

fn made(seed: u64) -> Truth {
    let mut draw = Draw(seed);
    let kinds = |draw: &mut Draw| match draw.below(10) {
        0 | 1 => Made::Measured,
        2 => Made::Counted,
        3 => Made::Codes,
        4 => Made::Labels,
        5 => Made::Flag(draw.below(5) as usize),
        6 => Made::Day(draw.below(4) as usize),
        7 => Made::Running,
        8 => Made::Unique,
        _ => Made::Sentences,
    };
    let mut names = NAMES.to_vec();
    let mut columns = vec![("first".to_owned(), Made::Measured)];
    for _ in 0..2 + draw.below(6) {
        let name = names.remove(draw.below(names.len() as u64) as usize);
        columns.push((name.to_owned(), kinds(&mut draw)));
    }
    if draw.below(2) == 0 {
        columns.push((draw.of(&LABELS).to_owned(), Made::Answer(Part::Label)));
    }
    if draw.below(2) == 0 {
        columns.push((
            draw.of(&PREDICTIONS).to_owned(),
            Made::Answer(Part::Prediction),
        ));
    }
    if draw.below(3) == 0 {
        columns.push((
            draw.of(&PROBABILITIES).to_owned(),
            Made::Answer(Part::Probability),
        ));
    }
    if draw.below(3) == 0 {
        let moment = Made::Moment(draw.below(3) as usize);
        columns.push((draw.of(&TIMES).to_owned(), moment));
    }
    for at in (1..columns.len()).rev() {
        columns.swap(at, draw.below(at as u64 + 1) as usize);
    }
    let (is_european, has_header) = (draw.below(4) == 0, draw.below(5) > 0);
    let delimiter = if is_european { ";" } else { "," };
    let rows = 150 + draw.below(400);
    let mut side = |first: u64| {
        let mut csv = String::new();
        if has_header {
            let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
            writeln!(csv, "{}", names.join(delimiter)).unwrap();
        }
        for row in 0..rows {
            let cells: Vec<String> = columns
                .iter()
                .map(|(_, made)| made.cell(&mut draw, first + row, is_european))
                .collect();
            writeln!(csv, "{}", cells.join(delimiter)).unwrap();
        }
        csv
    };
    let mut files = vec![text("train.csv", side(0)), text("current.csv", side(rows))];
    let has_configuration = draw.below(3) == 0;
    if has_configuration {
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let mut config = json!({"dataset_type": "text/csv", "headers": names, "methods": {}});
        if let Some((label, _)) = columns
            .iter()
            .find(|(_, made)| *made == Made::Answer(Part::Label))
        {
            config["label"] = json!(label);
        }
        files.push(text("analysis_config.json", config.to_string()));
    }
    Truth {
        columns,
        has_header,
        has_configuration,
        files,
    }
}

#[test]
fn what_is_not_there_is_not_used_and_what_is_said_is_found() {
    let (mut given, mut found) = (0, 0);
    let (mut types, mut right) = (0, 0);
    let mut confirmed = 0;
    let mut wrong = String::new();
    for seed in 0..TABLES {
        let truth = made(seed);
        let mut session = session();
        let report: Report = open(&mut session, truth.files).unwrap();
        let rules = &report.settings.rules;
        let is_named = truth.has_header || truth.has_configuration;
        for (part, used) in [
            (Part::Label, &rules.label),
            (Part::Prediction, &rules.prediction),
            (Part::Probability, &rules.probability),
        ] {
            let there = truth
                .columns
                .iter()
                .find(|(_, made)| *made == Made::Answer(part));
            let there = there.filter(|_| is_named).map(|(name, _)| name);
            assert!(
                used.is_none() || used.as_ref() == there,
                "table {seed}: {part:?} is {there:?}, and {used:?} is used"
            );
            given += usize::from(there.is_some());
            found += usize::from(there.is_some() && used.is_some());
        }
        let there = truth
            .columns
            .iter()
            .find(|(_, made)| matches!(made, Made::Moment(_)));
        let there = there.filter(|_| is_named).map(|(name, _)| name);
        let mut used = report.columns.iter();
        let used = used.find(|column| column.role == ColumnRole::Time);
        let used = used.map(|column| &column.name);
        assert!(
            used.is_none() || used == there,
            "table {seed}: the time is {there:?}, and {used:?} is used"
        );
        given += usize::from(there.is_some());
        found += usize::from(there.is_some() && used.is_some());
        // Where no label is there nobody can know that: it may be any column.
        let is_idle = |question: &&Question| {
            question.about == Subject::Label && question.supposed.is_none() && rules.label.is_none()
        };
        let asked: Vec<&Question> = report
            .questions
            .iter()
            .filter(|question| !is_idle(question))
            .collect();
        assert!(asked.len() <= 1, "table {seed}: {asked:#?}");
        if let [question] = asked.as_slice()
            && question.supposed.is_some()
        {
            let before = &report.settings;
            let yes = answered(before, question, &report.columns, &Answer::Yes).unwrap();
            let changes = yes.changes_since(&Settings::default());
            let settled = set(&mut session, Value::Object(changes));
            let is_same = |one: &&Question| one.about == question.about || !is_idle(one);
            let left: Vec<&Question> = settled.questions.iter().filter(is_same).collect();
            assert!(left.is_empty(), "table {seed}: {left:#?}");
            confirmed += 1;
        }
        for (column, (name, made)) in report.columns.iter().zip(&truth.columns) {
            types += 1;
            // Of a flag's first letters any two would do, and a day within a month is told from a month by days alone.
            let is_right = column.column_type == made.column_type();
            right += usize::from(is_right);
            if !is_right {
                writeln!(
                    wrong,
                    "table {seed}: {name} is {made:?}, read as {}",
                    column.column_type.name()
                )
                .unwrap();
            }
        }
    }
    assert!(
        found * 100 >= given * 95,
        "{found} of {given} named columns are found"
    );
    assert!(
        right * 100 >= types * 99,
        "{right} of {types} types are right\n{wrong}"
    );
    assert!(confirmed > TABLES / 4, "{confirmed} are confirmed");
    println!(
        "{confirmed} suppositions confirmed, {found} of {given} named columns found, {right} of {types} types right"
    );
}
