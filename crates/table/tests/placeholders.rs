//! Dates that stand for none: offered where they stand out, and nothing is in columns without one.

#[allow(dead_code)]
mod made;

use leeway_table::Column;
use leeway_table::forms::{DateFormat, OtherDays, Placeholders};
use made::{Random, column};

const DAY_MS: i64 = 86_400_000;

fn found(column: &Column, format: DateFormat) -> Vec<String> {
    let times = column.dates_as(format);
    Placeholders::of(column, &times).standing_out(&OtherDays::of(&times))
}

/// A day, written year first; proleptic Gregorian as in Python's `datetime.date`.
fn written(day: i64) -> String {
    let text = |day: i64| {
        // Years are walked through: slow, and of its own.
        let (mut year, mut left) = (1, day + 719_162);
        let length = |year: i64| {
            let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            365 + i64::from(is_leap)
        };
        while left >= length(year) {
            left -= length(year);
            year += 1;
        }
        let mut month = 1;
        for days in [
            31,
            length(year) - 337,
            31,
            30,
            31,
            30,
            31,
            31,
            30,
            31,
            30,
            31,
        ] {
            if left < days {
                break;
            }
            left -= days;
            month += 1;
        }
        format!("{year:04}-{month:02}-{:02}", left + 1)
    };
    text(day)
}

/// Families of dates without a code, from the first day and over so many days.
const FAMILIES: [(&str, i64, i64, bool); 9] = [
    ("births", -14_000, 25_000, false),
    (
        "births of which the year alone is known",
        -14_000,
        25_000,
        true,
    ),
    ("signups", 16_000, 3_600, false),
    ("a month", 20_700, 31, false),
    ("a climate series from 1900 on", -25_567, 46_000, false),
    ("a series from 1970 on", 0, 20_000, false),
    ("contracts that end until 2100", 20_000, 27_500, false),
    ("the first days of 1970", 0, 14, false),
    ("history", -150_000, 120_000, false),
];

#[test]
fn nothing_stands_out_of_dates_without_a_code() {
    let mut random = Random(5);
    for (name, first, days, are_years) in FAMILIES {
        for rows in [12, 150, 3000] {
            for _ in 0..6000 / rows {
                let day = |random: &mut Random| {
                    let day = first + random.below(days as u64) as i64;
                    match are_years {
                        true => format!("{}-01-01", &written(day)[..4]),
                        false => written(day),
                    }
                };
                let values: Vec<String> = (0..rows).map(|_| day(&mut random)).collect();
                let found = found(&column(&values), DateFormat::YearFirst);
                assert_eq!(found, [""; 0], "{name}, {rows} rows");
            }
        }
    }
}

#[test]
fn codes_stand_out_as_they_are_written() {
    let mut random = Random(9);
    let mut with = |codes: &[&str], first: i64, days: u64, write: fn(i64) -> String| {
        let values = (0..2000).map(|row| match row % 20 {
            0 => codes[row / 20 % codes.len()].to_owned(),
            _ => write(first + random.below(days) as i64),
        });
        column(&values.collect::<Vec<String>>())
    };
    let signups = (16_000, 3_600);
    for code in [
        "1900-01-01",
        "1970-01-01",
        "9999-12-31",
        "0001-01-01",
        "1899-12-30",
        "0000-00-00",
        "9999-12-31 23:59:59.999",
        "0",
    ] {
        let column = with(&[code], signups.0, signups.1, written);
        assert_eq!(found(&column, DateFormat::YearFirst), [code]);
    }
    let two = with(&["9999-12-31", "1900-01-01"], signups.0, signups.1, written);
    let both = ["1900-01-01", "9999-12-31"];
    assert_eq!(found(&two, DateFormat::YearFirst), both);
    // Amid births: a hundred of one day, of others one or two.
    let births = with(&["1970-01-01"], -14_000, 25_000, written);
    assert_eq!(found(&births, DateFormat::YearFirst), ["1970-01-01"]);
    let compact = |day: i64| written(day).replace('-', "");
    let column = with(&["99991231"], signups.0, signups.1, compact);
    assert_eq!(found(&column, DateFormat::Compact), ["99991231"]);
    let seconds = |day: i64| (day * DAY_MS / 1000 + day % 977).to_string();
    let column = with(&["0"], signups.0, signups.1, seconds);
    assert_eq!(found(&column, DateFormat::EpochSeconds), ["0"]);
    let day_first = |day: i64| {
        let date = written(day);
        let parts: Vec<&str> = date.split('-').rev().collect();
        parts.join("/")
    };
    let column = with(&["01/01/1900"], signups.0, signups.1, day_first);
    assert_eq!(found(&column, DateFormat::DayFirst), ["01/01/1900"]);
}

#[test]
fn parts_are_those_of_all() {
    let mut random = Random(3);
    let values: Vec<String> = (0..600)
        .map(|row| match row % 9 {
            0 => "9999-12-31".to_owned(),
            _ => written(16_000 + random.below(900) as i64),
        })
        .collect();
    let of = |values: &[String]| {
        let column = column(values);
        let times = column.dates_as(DateFormat::YearFirst);
        (Placeholders::of(&column, &times), OtherDays::of(&times))
    };
    let parts: Vec<_> = values.chunks(7).map(of).collect();
    let (written, days) = of(&values);
    let together = Placeholders::together(parts.iter().rev().map(|(written, _)| written));
    assert_eq!(together, written);
    assert_eq!(
        OtherDays::together(parts.iter().map(|(_, days)| days)),
        days
    );
    assert_eq!(written.rows_of("9999-12-31"), 67);
}
