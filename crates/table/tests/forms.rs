//! Types of made columns whose truth is known: right in 99 of 100, and nothing taken for an identifier or a date that is none.

mod made;

use std::collections::BTreeMap;

use leeway_table::ColumnType;
use leeway_table::forms::{DateFormat, Why};
use made::{KINDS, Made, Random, decided, made};

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
