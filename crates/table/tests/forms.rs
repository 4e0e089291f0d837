//! Types of made columns whose truth is known: right in 99 of 100, and nothing taken for an identifier or a date that is none.

mod made;

use std::collections::BTreeMap;

use leeway_table::forms::{DateFormat, Evidence, Facts, Why, decide};
use leeway_table::{Cell, ColumnType};
use made::{KINDS, Made, Random, column, decided, made};

#[test]
fn types_are_right_in_99_of_100() {
    let mut random = Random(20_261_127);
    let mut wrong: BTreeMap<&str, Vec<(ColumnType, Why)>> = BTreeMap::new();
    let (mut right, mut all) = (0, 0);
    for at in 0..220 * KINDS {
        let made = made(&mut random, at % KINDS);
        let decision = decided(&made);
        let is_open = decision.why == Why::OpenDates;
        let is_right = decision.column_type == made.truth && is_open == made.is_open;
        all += 1;
        right += usize::from(is_right);
        if !is_right {
            wrong
                .entry(made.kind)
                .or_default()
                .push((decision.column_type, decision.why));
        }
    }
    println!("{right} of {all} right, wrong: {wrong:?}");
    assert!(
        right * 100 >= all * 99,
        "{right} of {all}, wrong: {wrong:?}"
    );
    let most = wrong.values().map(Vec::len).max().unwrap_or(0);
    assert!(
        most <= 4,
        "one kind is wrong in more than 2 of 100: {wrong:?}"
    );
}

#[test]
fn what_is_measured_is_no_identifier_however_small_the_table() {
    let mut random = Random(7);
    let mut taken = 0;
    for _ in 0..20_000 {
        let rows = random.between(2, 60) as usize;
        let range = 10_i64.pow(random.between(1, 6) as u32);
        let is_sorted = random.below(2) == 0;
        let mut side = |rows: usize| -> Vec<String> {
            let mut values: Vec<i64> = (0..rows).map(|_| random.between(0, range)).collect();
            if is_sorted {
                values.sort_unstable();
            }
            values.iter().map(i64::to_string).collect()
        };
        let made = Made {
            kind: "",
            name: "x",
            truth: ColumnType::Number,
            is_open: false,
            baseline: side(rows),
            current: side(rows),
        };
        let decision = decided(&made);
        taken += usize::from(matches!(
            decision.column_type,
            ColumnType::Identifier | ColumnType::Date
        ));
    }
    assert!(
        taken <= 2,
        "{taken} of 20000 columns of amounts were taken for identifiers or dates"
    );
}

#[test]
fn a_date_is_read_by_what_the_whole_column_says() {
    let texts = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let mut made = Made {
        kind: "",
        name: "d",
        truth: ColumnType::Date,
        is_open: false,
        baseline: texts(&["03/04/2026", "05/06/2026", "07/08/2026"]),
        current: texts(&["01/02/2026"]),
    };
    assert_eq!(
        (decided(&made).why, decided(&made).format),
        (Why::OpenDates, None)
    );
    made.current.push("25/02/2026".to_owned());
    assert_eq!(decided(&made).format, Some(DateFormat::DayFirst));
    made.current[1] = "02/25/2026".to_owned();
    assert_eq!(decided(&made).format, Some(DateFormat::MonthFirst));
}

/// What a text is read as in a column of 500 others, in a file with or without decimal commas; `None` where it is not read.
fn read_among(
    text: &str,
    others: &mut dyn FnMut(u64) -> String,
    has_decimal_commas: bool,
) -> Option<f64> {
    let values: Vec<String> = (0..500)
        .map(|row| match row {
            7 => text.to_owned(),
            row => others(row),
        })
        .collect();
    let column = column(&values);
    let facts = Facts::of(&column);
    let decision = decide(&Evidence {
        name: "x",
        baseline: &[&facts],
        current: &[],
        has_decimal_commas,
        distinct: &|| 500,
        chosen: None,
        chosen_format: None,
    });
    assert_eq!(decision.column_type, ColumnType::Number, "{text}");
    let read = match &decision.ways[0] {
        Some(way) => column.read_as(way),
        None => column.clone(),
    };
    match read.cell(7) {
        Cell::Number(value, _) => Some(value),
        _ => None,
    }
}

#[test]
fn one_number_is_read_as_the_others_are_written() {
    let mut random = Random(1);
    let mut draw = |_: u64| random.next();
    let mut below = |end: u64, row: u64| draw(row) % end;
    // Whole numbers: a comma in one of them says nothing, unless the file's others have commas before decimals.
    let mut hundreds = |row| below(200, row).to_string();
    assert_eq!(read_among("1,5", &mut hundreds, false), None);
    assert_eq!(read_among("1,5", &mut hundreds, true), Some(1.5));
    // Nothing longer than three digits: what is, is parted.
    assert_eq!(read_among("1,500", &mut hundreds, false), Some(1500.0));
    assert_eq!(read_among("1,500", &mut hundreds, true), Some(1.5));
    assert_eq!(read_among("1.234", &mut hundreds, false), Some(1.234));
    assert_eq!(read_among("1.234", &mut hundreds, true), Some(1234.0));
    assert_eq!(read_among("1.5", &mut hundreds, true), Some(1.5));
    let mut thousands = |row| (1000 + below(200, row)).to_string();
    assert_eq!(read_among("1,500", &mut thousands, false), None);
    assert_eq!(read_among("1,500", &mut thousands, true), Some(1.5));
    assert_eq!(read_among("1.234", &mut thousands, true), Some(1.234));
    // Parted thousands: one decimal comma among them is a slip, one in twenty is not.
    let mut parted = |row| format!("{},{:03}", 1 + below(9, row), below(20, row));
    assert_eq!(read_among("1,5", &mut parted, false), None);
    assert_eq!(read_among("1,234", &mut parted, false), Some(1234.0));
    let mut decimals = |row: u64| match row % 20 {
        0 => format!("{},{}", 1 + below(9, row), below(10, row)),
        _ => format!("{},{:03}", 1 + below(9, row), 100 + below(20, row)),
    };
    assert_eq!(read_among("1,234", &mut decimals, false), Some(1.234));
    // Half hours among hours are more than a slip.
    let mut halves = |row: u64| match row % 20 {
        0 => format!("{},5", below(9, row)),
        _ => below(12, row).to_string(),
    };
    assert_eq!(read_among("2,5", &mut halves, false), Some(2.5));
    // Points before decimals: a comma parts thousands, or is a slip.
    let mut points = |row| format!("{}.{:02}", below(900, row), below(100, row));
    assert_eq!(read_among("1,234.50", &mut points, false), Some(1234.5));
    assert_eq!(read_among("1,5", &mut points, false), None);
}
