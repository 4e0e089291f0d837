//! Values as people write them, opened as files: what is judged, how, and what stays as it stands.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::{Path, PathBuf};

use leeway::report::{Feature, Report};
use leeway::table::{InferredType, Kind};
use serde_json::json;
use support::{dropped, exported, files_below, open, session, set, text};

/// The report of a folder of `tests/data/written`.
fn of_folder(name: &str) -> Report {
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/written");
    let files = files_below(&root.join(name));
    let files = files
        .iter()
        .map(|path| dropped(&root, path, None))
        .collect();
    open(&mut session(), files).unwrap()
}

fn of(files: &[(&str, String)]) -> Report {
    let files = files.iter().map(|(path, data)| text(path, data.as_str()));
    open(&mut session(), files.collect()).unwrap()
}

/// A file: a header and one line for each of so many rows.
fn lines(header: &str, rows: std::ops::Range<usize>, line: impl Fn(usize) -> String) -> String {
    let lines: Vec<String> = rows.map(line).collect();
    format!("{header}\n{}\n", lines.join("\n"))
}

/// A number from 0 to 1 that looks like chance.
fn chance(row: usize, seed: u64) -> f64 {
    let mut mixed = (row as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ seed.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed >> 11) as f64 / (1_u64 << 53) as f64
}

fn feature<'a>(report: &'a Report, name: &str) -> &'a Feature {
    report
        .features
        .iter()
        .find(|feature| feature.name == name)
        .unwrap()
}

/// True where windows are of rows in their order.
fn has_no_times(report: &Report) -> bool {
    let windows = &report.current.as_ref().unwrap().windows;
    windows.iter().all(|window| window.start.is_none())
}

fn headline(report: &Report) -> &str {
    report.verdict.as_ref().unwrap().sentence.headline()
}

/// Why a feature is not judged.
fn unjudged<'a>(report: &'a Report, name: &str) -> &'a str {
    feature(report, name).reason.as_deref().unwrap_or_default()
}

fn mean(feature: &Feature) -> f64 {
    feature.baseline_summary.as_ref().unwrap().mean.unwrap()
}

#[test]
fn decimal_commas_are_numbers() {
    let report = of_folder("decimal-comma");
    let price = feature(&report, "preis");
    assert_eq!(
        (price.kind, price.inferred_type),
        (Some(Kind::Numerical), Some(InferredType::String))
    );
    let ks = price.ks.as_ref().unwrap();
    assert!((ks.statistic - 0.25).abs() < 1e-9, "{ks:?}");
    assert!((ks.p_value.unwrap() / 1.12e-12 - 1.0).abs() < 0.1, "{ks:?}");
    assert!((mean(price) - 24.1275).abs() < 1e-3);
    assert!((price.current_summary.as_ref().unwrap().mean.unwrap() - 29.7539).abs() < 1e-3);
    assert!(price.verdict.has_drifted());
    let index = feature(&report, "index");
    assert!((index.ks.as_ref().unwrap().statistic - 0.0575).abs() < 1e-9);
    assert!(!index.verdict.has_drifted() && index.reason.is_none());
}

#[test]
fn parted_thousands_units_and_parentheses_are_numbers() {
    let amount = |row: usize| chance(row, 1) * 9_000.0 - 2_000.0;
    let plain = |row: usize| format!("{:.2},a", amount(row));
    let american = |row: usize| {
        let value = amount(row);
        let digits = format!("{:.2}", value.abs());
        let parted = match digits.len() > 6 {
            true => format!(
                "{},{}",
                &digits[..digits.len() - 6],
                &digits[digits.len() - 6..]
            ),
            false => digits,
        };
        match value < 0.0 {
            true => format!("\"(${parted})\",a"),
            false => format!("\"${parted}\",a"),
        }
    };
    let german = |row: usize| {
        let digits = format!("{:.2}", amount(row).abs());
        let parted = match digits.len() > 6 {
            true => format!(
                "{}.{}",
                &digits[..digits.len() - 6],
                &digits[digits.len() - 6..digits.len() - 3]
            ),
            false => digits[..digits.len() - 3].to_owned(),
        };
        let sign = if amount(row) < 0.0 { "-" } else { "" };
        format!("\"{sign}{parted},{} €\",a", &digits[digits.len() - 2..])
    };
    let swiss = |row: usize| {
        let digits = format!("{:.2}", amount(row).abs());
        let parted = match digits.len() > 6 {
            true => format!(
                "{}'{}",
                &digits[..digits.len() - 6],
                &digits[digits.len() - 6..]
            ),
            false => digits,
        };
        let sign = if amount(row) < 0.0 { "-" } else { "" };
        format!("{sign}{parted},a")
    };
    let writings: [&dyn Fn(usize) -> String; 4] = [&plain, &american, &german, &swiss];
    let expected = of(&[
        ("train.csv", lines("amount,kind", 0..400, plain)),
        ("current.csv", lines("amount,kind", 400..800, plain)),
    ]);
    let expected = feature(&expected, "amount");
    for (place, one) in writings.iter().enumerate() {
        for (other_place, other) in writings.iter().enumerate() {
            let report = of(&[
                ("train.csv", lines("amount,kind", 0..400, one)),
                ("current.csv", lines("amount,kind", 400..800, other)),
            ]);
            let amount = feature(&report, "amount");
            assert_eq!(amount.kind, Some(Kind::Numerical), "{place} {other_place}");
            assert_eq!(amount.ks, expected.ks, "{place} {other_place}");
            assert_eq!(
                amount.wasserstein, expected.wasserstein,
                "{place} {other_place}"
            );
        }
    }
}

#[test]
fn a_few_words_among_numbers_are_unread_and_the_checks_see_the_text() {
    let line = |row: usize| match row % 200 {
        7 => "pending".to_owned(),
        _ => format!("{:.3}", chance(row, 2)),
    };
    let mut session = session();
    let files = vec![
        text("train.csv", lines("share", 0..1000, line)),
        text("current.csv", lines("share", 1000..2000, line)),
    ];
    let report = open(&mut session, files).unwrap();
    let share = feature(&report, "share");
    assert_eq!(
        (share.kind, share.inferred_type),
        (Some(Kind::Numerical), Some(InferredType::String))
    );
    assert!(share.reason.is_none() && share.ks.is_some());
    let constraints = exported(&mut session, "constraints.json").unwrap();
    assert!(constraints.contains("\"String\""), "{constraints}");
}

#[test]
fn what_comes_later_is_read_as_what_came_before() {
    let line = |row: usize| format!("{:.2};x", 10.0 * chance(row, 3)).replace('.', ",");
    let mut one_by_one = session();
    open(
        &mut one_by_one,
        vec![
            text("train.csv", lines("a;b", 0..300, line)),
            text("current/1.csv", lines("a;b", 300..500, line)),
        ],
    )
    .unwrap();
    let later = open(
        &mut one_by_one,
        vec![text("current/2.csv", lines("a;b", 500..900, line))],
    )
    .unwrap();
    let together = of(&[
        ("train.csv", lines("a;b", 0..300, line)),
        ("current/1.csv", lines("a;b", 300..500, line)),
        ("current/2.csv", lines("a;b", 500..900, line)),
    ]);
    assert_eq!(feature(&later, "a").ks, feature(&together, "a").ks);
    assert_eq!(feature(&later, "a").kind, Some(Kind::Numerical));
}

#[test]
fn dates_are_not_judged_and_say_the_time() {
    let report = of_folder("date-column");
    assert_eq!(headline(&report), "None of 2 features drifted.");
    assert!(
        unjudged(&report, "date").starts_with("it is a date: 2026-01-01 to "),
        "{}",
        unjudged(&report, "date")
    );
    let current = report.current.as_ref().unwrap();
    assert!(
        current.windows.len() > 1 && current.windows.iter().all(|window| window.start.is_some())
    );
    assert_eq!(current.windows[0].label, "2026-10-01");
}

#[test]
fn dates_are_told_from_the_whole_column() {
    let writings: [&dyn Fn(usize, usize) -> String; 5] = [
        &|month, day| format!("{day:02}/{month:02}/2026"),
        &|month, day| format!("{day}.{month}.26 08:30"),
        &|month, day| format!("{month}/{day}/2026 8:30 AM"),
        &|month, day| format!("2026-{month:02}-{day:02} 12:00:00.000"),
        &|month, day| format!("2026{month:02}{day:02}"),
    ];
    for write in writings {
        let side = |month: usize| {
            lines("booked_at,v", 0..280, |row| {
                format!(
                    "{},{:.2}",
                    write(month, 1 + row / 10),
                    chance(row, month as u64)
                )
            })
        };
        let report = of(&[("train.csv", side(3)), ("current.csv", side(4))]);
        assert_eq!(
            headline(&report),
            "The one feature that was tested did not drift."
        );
        let reason = unjudged(&report, "booked_at");
        assert_eq!(
            reason,
            "it is a date: 2026-03-01 to 2026-03-28, then 2026-04-01 to 2026-04-28."
        );
        assert_eq!(report.current.as_ref().unwrap().windows.len(), 28);
    }
}

#[test]
fn a_date_that_could_be_two_says_no_time_until_it_is_answered() {
    let side = |seed: u64| {
        lines("date,v", 0..240, |row| {
            format!(
                "{:02}/{:02}/2026,{:.2}",
                1 + row / 120 % 12,
                1 + row / 20 % 12,
                chance(row, seed)
            )
        })
    };
    let mut session = session();
    let report = open(
        &mut session,
        vec![text("train.csv", side(1)), text("current.csv", side(2))],
    )
    .unwrap();
    assert_eq!(unjudged(&report, "date"), "it is a date.");
    assert!(has_no_times(&report));
    let report = set(
        &mut session,
        json!({"columns": {"date": {"date_format": "m/d/y"}}}),
    );
    assert_eq!(
        report.current.as_ref().unwrap().windows[0].label,
        "2026-01-01"
    );
    let report = set(
        &mut session,
        json!({"columns": {"date": {"date_format": "d/m/y", "role": "time"}}}),
    );
    assert!(unjudged(&report, "date").starts_with("its role is time"));
    assert_eq!(
        report.current.as_ref().unwrap().first.as_deref(),
        Some("2026-01-01T00:00:00Z")
    );
}

#[test]
fn a_birthday_is_no_time() {
    let side = |seed: u64| {
        lines("birth_date,v", 0..300, |row| {
            let day = (chance(row, seed) * 27.0) as u64 + 1;
            let year = 1950 + (chance(row, seed + 9) * 50.0) as u64;
            format!("{year}-05-{day:02},{:.2}", chance(row, seed + 5))
        })
    };
    let report = of(&[("train.csv", side(1)), ("current.csv", side(2))]);
    let birth = feature(&report, "birth_date");
    assert_eq!(birth.kind_rule, "numerical: the age of its dates, in days");
    assert!(!birth.verdict.has_drifted() && birth.new_labels.is_empty());
    assert!(has_no_times(&report));
}

#[test]
fn epochs_under_a_times_name_are_dates() {
    for unit in [1_u64, 1000] {
        let side = |first: u64| {
            lines("event_ts,v", 0..300, |row| {
                format!(
                    "{},{:.2}",
                    (1_790_000_000 + (first + row as u64) * 600) * unit,
                    chance(row, first)
                )
            })
        };
        let report = of(&[("train.csv", side(0)), ("current.csv", side(300))]);
        assert!(
            unjudged(&report, "event_ts").starts_with("it is a date: 2026-09-21"),
            "{}",
            unjudged(&report, "event_ts")
        );
        assert!(
            report
                .current
                .as_ref()
                .unwrap()
                .windows
                .iter()
                .all(|window| window.start.is_some())
        );
    }
}

#[test]
fn truth_values_compare_across_writings() {
    let writings = [
        ("True", "False"),
        ("yes", "no"),
        ("Y", "N"),
        ("t", "f"),
        ("1", "0"),
        ("TRUE", "FALSE"),
    ];
    for one in writings {
        for other in writings {
            let side = |(yes, no): (&str, &str), seed: u64| {
                lines("flag,v", 0..500, |row| {
                    format!(
                        "{},{:.2}",
                        if chance(row, seed) < 0.37 { yes } else { no },
                        chance(row, seed + 7)
                    )
                })
            };
            let report = of(&[("train.csv", side(one, 1)), ("current.csv", side(other, 2))]);
            let flag = feature(&report, "flag");
            assert_eq!(flag.kind, Some(Kind::Categorical));
            assert!(
                !flag.verdict.has_drifted() && flag.new_labels.is_empty(),
                "{one:?} {other:?}: {}",
                flag.sentence
            );
            assert_eq!(
                flag.bins.labels.as_ref().map(Vec::len),
                Some(2),
                "{one:?} {other:?}"
            );
        }
    }
}

#[test]
fn numbers_that_count_are_identifiers() {
    let report = of_folder("numeric-identifier");
    assert_eq!(headline(&report), "None of 3 features drifted.");
    assert!(
        unjudged(&report, "customer_id")
            .starts_with("it looks like an identifier: its whole numbers")
    );
    // As pandas and R write them, as a shuffled export has them, and as a random key.
    let writings: [(&str, &dyn Fn(usize) -> String); 4] = [
        ("", &|row| row.to_string()),
        ("Unnamed: 0", &|row| row.to_string()),
        ("n", &|row| (5_000 + (row * 7919) % 600).to_string()),
        ("orderId", &|row| {
            ((chance(row, 4) * 1e9) as u64).to_string()
        }),
    ];
    for (name, write) in writings {
        let side = |first: usize| {
            lines(&format!("{name},v"), first..first + 600, |row| {
                format!("{},{:.2}", write(row), chance(row, 1))
            })
        };
        let report = of(&[("train.csv", side(0)), ("current.csv", side(600))]);
        let first = &report.features[0];
        let reason = first.reason.as_deref().unwrap_or_default();
        assert!(
            reason.starts_with("it looks like an i"),
            "{name}: {}",
            first.sentence
        );
        assert!(
            first.bins.baseline.iter().sum::<f64>() > 0.0,
            "it is still shown"
        );
    }
}

#[test]
fn amounts_are_no_identifiers() {
    let side = |seed: u64, rows: usize| {
        lines("age,income,sorted", 0..rows, |row| {
            format!(
                "{},{},{}",
                18 + (chance(row, seed) * 60.0) as u64,
                (chance(row, seed + 1) * 90_000.0) as u64,
                row * row / 7 + (chance(row, seed + 2) * 5.0) as usize
            )
        })
    };
    for rows in [12, 40, 200] {
        let report = of(&[("train.csv", side(1, rows)), ("current.csv", side(5, rows))]);
        for feature in &report.features {
            assert!(
                feature
                    .reason
                    .as_deref()
                    .is_none_or(|reason| !reason.contains("identifier")),
                "{rows}: {}",
                feature.sentence
            );
        }
    }
}

#[test]
fn an_identifier_that_is_a_feature_is_judged_and_a_role_leaves_out() {
    let side = |first: usize| {
        lines("n,v", first..first + 300, |row| {
            format!("{row},{:.2}", chance(row, 1))
        })
    };
    let mut session = session();
    let report = open(
        &mut session,
        vec![text("train.csv", side(0)), text("current.csv", side(300))],
    )
    .unwrap();
    assert!(feature(&report, "n").reason.is_some());
    let report = set(&mut session, json!({"columns": {"n": {"role": "feature"}}}));
    assert!(feature(&report, "n").verdict.has_drifted());
    let report = set(
        &mut session,
        json!({"columns": {"n": {"role": "ignored"}, "v": {"role": "identifier"}}}),
    );
    assert_eq!(unjudged(&report, "n"), "its role is ignored, as you said.");
    assert_eq!(headline(&report), "Nothing could be tested.");
}

#[test]
fn hexadecimal_digits_are_identifiers() {
    let report = of_folder("hex-identifiers");
    assert!(
        unjudged(&report, "id").starts_with("it looks like an identifier"),
        "{}",
        feature(&report, "id").sentence
    );
    let writings: [&dyn Fn(usize) -> String; 3] = [
        &|row| format!("{:016x}", (chance(row, 3) * 1.8e19) as u64),
        &|row| format!("0x{:08X}", (chance(row, 3) * 4e9) as u64),
        &|row| {
            let (high, low) = (
                (chance(row, 3) * 4e9) as u64,
                (chance(row, 4) * 2.8e14) as u64,
            );
            format!("{high:08x}-1234-4abc-9def-{low:012x}")
        },
    ];
    for write in writings {
        let side = |first: usize| {
            lines("key,v", first..first + 400, |row| {
                format!("{},{}", write(row), row % 4)
            })
        };
        let report = of(&[("train.csv", side(0)), ("current.csv", side(400))]);
        assert!(
            unjudged(&report, "key").starts_with("it looks like an identifier"),
            "{}",
            feature(&report, "key").sentence
        );
    }
}

#[test]
fn few_decimals_are_numbers_and_few_whole_numbers_are_codes() {
    let side = |seed: u64| {
        lines("dose,grade,count", 0..300, |row| {
            let at = |seed: u64, of: f64| (chance(row, seed) * of) as u64;
            format!(
                "{:.1},{},{}",
                0.5 + at(seed, 9.0) as f64 / 2.0,
                1 + at(seed + 1, 5.0),
                20 + at(seed + 2, 400.0)
            )
        })
    };
    let mut session = session();
    let report = open(
        &mut session,
        vec![text("train.csv", side(1)), text("current.csv", side(11))],
    )
    .unwrap();
    let kinds = |report: &Report| -> Vec<Option<Kind>> {
        report.features.iter().map(|feature| feature.kind).collect()
    };
    let (number, label) = (Some(Kind::Numerical), Some(Kind::Categorical));
    assert_eq!(kinds(&report), [number, label, number]);
    // The sample of AWS goes by distinct values alone.
    let report = set(&mut session, json!({"verdict": "aws-sample"}));
    assert_eq!(kinds(&report), [label, label, number]);
    let report = set(
        &mut session,
        json!({"verdict": "leeway", "columns": {"grade": {"type": "number"}, "count": {"type": "category"}}}),
    );
    assert_eq!(kinds(&report), [number, number, label]);
}

#[test]
fn sentences_are_judged_by_their_length() {
    let words = [
        "parcel", "late", "broken", "thanks", "again", "support", "never", "answered", "very",
        "happy",
    ];
    let side = |seed: u64| {
        lines("comment,v", 0..300, |row| {
            let said: Vec<&str> = (0..7)
                .map(|word| words[(chance(row * 10 + word, seed) * 10.0) as usize])
                .collect();
            format!("The {},{:.2}", said.join(" "), chance(row, seed))
        })
    };
    let report = of(&[("train.csv", side(1)), ("current.csv", side(2))]);
    let comment = feature(&report, "comment");
    assert!(comment.reason.is_none() && !comment.verdict.has_drifted());
    assert_eq!(
        comment.kind_rule,
        "numerical: the length of its texts, in characters"
    );
    let longer = |seed: u64| {
        let one = side(seed);
        one.replace("The ", "In spite of everything that was said before the ")
    };
    let report = of(&[("train.csv", side(1)), ("current.csv", longer(2))]);
    assert!(feature(&report, "comment").verdict.has_drifted());
}

#[test]
fn truth_values_without_header() {
    let report = of_folder("booleans-without-header");
    assert_eq!(headline(&report), "None of 4 features drifted.");
    let flag = feature(&report, "_c3");
    assert!((flag.total_variation.unwrap() - (0.3717 - 0.3575)).abs() < 1e-3);
    assert!(flag.new_labels.is_empty() && flag.vanished_labels.is_empty());
}

#[test]
fn long_numbers_that_differ_are_identifiers() {
    let side = |first: usize| {
        lines("n,v", first..first + 3000, |row| {
            let number = 1_200_000_000_000_000_000_u64 + (chance(row, 3) * 1e17) as u64;
            format!("{number},{:.2}", chance(row, 1))
        })
    };
    let report = of(&[("train.csv", side(0)), ("current.csv", side(3000))]);
    let reason = unjudged(&report, "n");
    assert!(
        reason.starts_with("it looks like an identifier"),
        "{reason}"
    );
}
