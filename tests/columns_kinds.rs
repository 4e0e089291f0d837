//! More inputs of the kinds in which columns used to be taken for what they are not, three or more of each. What is right is known from how each was made: the same values, written plainly.
#![allow(clippy::unwrap_used)]

mod support;

use std::fmt::Write;

use leeway::monitors::drift::Verdict;
use leeway::report::columns::ColumnReport;
use leeway::report::settings::ColumnRole;
use leeway::report::{Feature, Report};
use leeway::table::ColumnType;
use support::{open, session, text};

fn report(files: &[(&str, String)]) -> Report {
    let files = files.iter().map(|(path, data)| text(path, data.as_str()));
    open(&mut session(), files.collect()).unwrap()
}

fn column<'a>(report: &'a Report, name: &str) -> &'a ColumnReport {
    let mut columns = report.columns.iter();
    columns.find(|column| column.name == name).unwrap()
}

fn feature<'a>(report: &'a Report, name: &str) -> &'a Feature {
    let mut features = report.features.iter();
    features.find(|feature| feature.name == name).unwrap()
}

fn drifted(report: &Report) -> Vec<&str> {
    let is_drifted =
        |feature: &&Feature| matches!(feature.verdict, Verdict::Drifted | Verdict::Strong);
    let features = report.features.iter().filter(is_drifted);
    features.map(|feature| feature.name.as_str()).collect()
}

/// A large number, evenly spread, the same in every run.
fn drawn(row: u64, seed: u64) -> u64 {
    let mixed = (row + 1) * 0x9e37_79b9 + seed * 0x85eb_ca6b;
    (mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d) >> 12 & 0xffff_ffff
}

/// A table of so many rows under a header, if there is one.
fn table(header: &str, rows: u64, row: impl Fn(u64) -> String) -> String {
    let mut csv = String::new();
    if !header.is_empty() {
        writeln!(csv, "{header}").unwrap();
    }
    (0..rows).for_each(|at| writeln!(csv, "{}", row(at)).unwrap());
    csv
}

#[test]
fn flags_are_one_type_however_each_side_writes_them() {
    for [[yes, no], [now, not]] in [
        [["yes", "no"], ["1", "0"]],
        [["T", "F"], ["true", "false"]],
        [["1", "0"], ["Y", "N"]],
        [["TRUE", "FALSE"], ["t", "f"]],
    ] {
        // The label stands first on the baseline alone; every third row is true on both sides.
        let flag =
            |row: u64, [yes, no]: [&'static str; 2]| if row.is_multiple_of(3) { yes } else { no };
        let train = table("", 300, |row| {
            format!(
                "{},{}.25,{},{}",
                row % 2,
                drawn(row, 1) % 90,
                flag(row, [yes, no]),
                500 + drawn(row, 2) % 400
            )
        });
        let batch = table("", 300, |row| {
            format!(
                "{}.25,{},{}",
                drawn(row, 3) % 90,
                flag(row, [now, not]),
                500 + drawn(row, 4) % 400
            )
        });
        let report = report(&[("train.csv", train), ("batch.csv", batch)]);
        let flag = feature(&report, "_c2");
        assert_eq!(flag.total_variation, Some(0.0), "{yes} and {now}");
        assert_eq!(column(&report, "_c2").column_type, ColumnType::Boolean);
        assert!(flag.new_labels.is_empty() && flag.vanished_labels.is_empty());
    }
}

#[test]
fn numbers_have_the_same_figures_however_they_are_written() {
    let cents = |row: u64, seed: u64| drawn(row, seed) % 400_000 + 100;
    let written = |delimiter: &str, write: &dyn Fn(u64, u64) -> String| {
        let side = |seed| {
            let row = |row| {
                let cents = cents(row, seed);
                format!("{}{delimiter}{}", row % 7, write(cents / 100, cents % 100))
            };
            table(&format!("plan{delimiter}price"), 400, row)
        };
        report(&[("train.csv", side(1)), ("current.csv", side(2))])
    };
    let grouped = |whole: u64, mark: &str| match whole {
        0..1000 => whole.to_string(),
        _ => format!("{}{mark}{:03}", whole / 1000, whole % 1000),
    };
    let plain = written(",", &|whole, cents| format!("{whole}.{cents:02}"));
    let plain = feature(&plain, "price");
    assert!(plain.ks.is_some());
    type Write<'a> = &'a dyn Fn(u64, u64) -> String;
    let writings: [(&str, Write); 6] = [
        (";", &|whole, cents| {
            format!("{},{cents:02}", grouped(whole, "."))
        }),
        ("\t", &|whole, cents| {
            format!("{},{cents:02} €", grouped(whole, " "))
        }),
        (",", &|whole, cents| {
            format!("\"${}.{cents:02}\"", grouped(whole, ","))
        }),
        ("|", &|whole, cents| {
            format!("CHF {}.{cents:02}", grouped(whole, "'"))
        }),
        (",", &|whole, cents| format!("+{whole}.{cents:02}")),
        (";", &|whole, cents| format!("{whole},{cents:02} kg")),
    ];
    for (at, (delimiter, write)) in writings.into_iter().enumerate() {
        let report = written(delimiter, write);
        let price = feature(&report, "price");
        assert_eq!(
            price.baseline_summary, plain.baseline_summary,
            "writing {at}"
        );
        assert_eq!(
            (&price.ks, price.verdict),
            (&plain.ks, plain.verdict),
            "writing {at}"
        );
        assert_eq!(column(&report, "price").unread, 0, "writing {at}");
    }
}

#[test]
fn what_tells_rows_apart_is_not_judged() {
    let unique = |row: u64| {
        format!(
            "{:08x}{:08x}{:08x}{:08x}",
            drawn(row, 1),
            drawn(row, 2),
            drawn(row, 3),
            row
        )
    };
    let ids: [(&str, &dyn Fn(u64) -> String); 7] = [
        ("order_no", &|row| (500_000 + row).to_string()),
        ("", &|row| row.to_string()),
        ("serial", &|row| (10_000 + 10 * row).to_string()),
        ("client_id", &|row| {
            (10_000_000 + row * 7919 % 1_000_003).to_string()
        }),
        ("hash", &|row| unique(row)),
        ("token", &|row| unique(row).to_uppercase()),
        ("digest", &|row| {
            format!("{:02}e{:011}", 10 + row % 90, row * 31)
        }),
    ];
    for (name, id) in ids {
        let side = |first: u64| {
            table(&format!("{name},age"), 300, |row| {
                format!("{},{}.5", id(first + row), 20 + drawn(row, first) % 50)
            })
        };
        let report = report(&[("train.csv", side(0)), ("current.csv", side(300))]);
        let column = report
            .columns
            .iter()
            .find(|column| column.name != "age")
            .unwrap();
        assert!(
            matches!(column.role, ColumnRole::Identifier | ColumnRole::Index),
            "{name:?}: {column:?}"
        );
        assert_eq!(drifted(&report), [""; 0], "{name:?}");
        let notes: Vec<_> = report
            .sources
            .iter()
            .flat_map(|source| &source.notes)
            .collect();
        assert!(
            notes.iter().all(|note| !note.what.contains("nfinite")),
            "{notes:?}"
        );
    }
}

#[test]
fn digits_beyond_floats_are_told_apart() {
    for [before, now] in [
        ["9007199254740992", "9007199254740993"],
        ["-9007199254740993", "-9007199254740992"],
        ["12345678901234567", "12345678901234568"],
        ["123456789012345678901", "123456789012345678902"],
    ] {
        let side = |code: &str| table("code,age", 200, |row| format!("{code},{}.5", 20 + row % 50));
        let report = report(&[("train.csv", side(before)), ("current.csv", side(now))]);
        let code = feature(&report, "code");
        let new: Vec<(&str, u64)> = code
            .new_labels
            .iter()
            .map(|one| (one.label.as_str(), one.count))
            .collect();
        assert_eq!(new, [(now, 200)]);
        assert_eq!(code.total_variation, Some(1.0));
    }
}

#[test]
fn days_of_rows_are_no_labels() {
    // 270 days from 2026-01-01 on, then 30 more.
    let date = |day: u64| {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let (mut month, mut day) = (0, day);
        while day >= lengths[month] {
            day -= lengths[month];
            month += 1;
        }
        (month as u64 + 1, day + 1)
    };
    let writings: [(&str, &dyn Fn(u64) -> String); 5] = [
        ("date", &|day| {
            format!("{}.{}.2026", date(day).1, date(day).0)
        }),
        ("datum", &|day| {
            format!("{:02}/{:02}/2026", date(day).1, date(day).0)
        }),
        ("event_ts", &|day| {
            (1_767_225_600_000 + day * 86_400_000).to_string()
        }),
        ("timestamp", &|day| {
            format!("2026-{:02}-{:02} 12:00:00.000", date(day).0, date(day).1)
        }),
        ("day", &|day| {
            format!("2026{:02}{:02}", date(day).0, date(day).1)
        }),
    ];
    for (name, write) in writings {
        let side = |first: u64, days: u64| {
            table(&format!("{name},age"), days * 5, |row| {
                format!(
                    "{},{}.5",
                    write(first + row / 5),
                    20 + drawn(row, first) % 50
                )
            })
        };
        let report = report(&[("train.csv", side(0, 270)), ("current.csv", side(270, 30))]);
        assert_eq!(
            column(&report, name).column_type,
            ColumnType::Date,
            "{name}"
        );
        assert_eq!(drifted(&report), [""; 0], "{name}");
        assert!(feature(&report, name).new_labels.is_empty());
    }
}

#[test]
fn what_resembles_answers_is_no_label() {
    // A feature that agrees with the prediction in nine of ten rows, under several names, beside a prediction and a probability.
    for name in ["approved", "has_defaulted", "status", "flag", "renewed"] {
        let side = |seed| {
            table(
                &format!("income,{name},prediction,probability"),
                300,
                |row| {
                    let predicted = u64::from(drawn(row, seed).is_multiple_of(3));
                    let like = if row.is_multiple_of(10) {
                        1 - predicted
                    } else {
                        predicted
                    };
                    let share = (predicted * 500 + drawn(row, seed + 9) % 500) as f64 / 1000.0;
                    format!(
                        "{}.5,{like},{predicted},{share:.3}",
                        drawn(row, seed + 5) % 90
                    )
                },
            )
        };
        let report = report(&[("train.csv", side(1)), ("batch.csv", side(2))]);
        assert_eq!(report.settings.rules.label, None, "{name}");
        assert_ne!(column(&report, name).role, ColumnRole::Label);
        let quality = report.model_quality.as_ref();
        let accuracy = quality.and_then(|quality| {
            let mut metrics = quality.metrics.metrics.iter();
            metrics.find(|(known, _)| known == "accuracy")?.1.value
        });
        assert_eq!(accuracy, None, "{name}");
    }
}

#[test]
fn what_the_baseline_alone_has_is_no_label() {
    // Features that are missing now: two labels, several codes, decimals.
    let lost: [(&str, &dyn Fn(u64) -> String); 4] = [
        ("discounted", &|row| (row % 2).to_string()),
        ("zone", &|row| (1 + row % 4).to_string()),
        ("ratio", &|row| format!("0.{:03}", drawn(row, 7) % 1000)),
        ("colour", &|row| {
            ["red", "blue"][row as usize % 2].to_owned()
        }),
    ];
    for (name, write) in lost {
        let train = table(&format!("{name},income,age"), 300, |row| {
            format!(
                "{},{}.5,{}",
                write(row),
                drawn(row, 1) % 90,
                20 + drawn(row, 2) % 60
            )
        });
        let current = table("income,age", 300, |row| {
            format!("{}.5,{}", drawn(row, 3) % 90, 20 + drawn(row, 4) % 60)
        });
        let report = report(&[("train.csv", train), ("current.csv", current)]);
        assert_eq!(report.settings.rules.label, None, "{name}");
        let projected = report.projected_accuracy.as_ref();
        assert!(
            projected.is_none_or(|projected| projected.value.is_none()),
            "{name}"
        );
    }
}

#[test]
fn features_within_a_column_have_the_figures_of_columns_of_their_own() {
    let values = |row: u64, seed: u64| {
        (
            drawn(row, seed) % 900,
            20 + drawn(row, seed + 3) % 60,
            ["a", "b", "c"][drawn(row, seed + 7) as usize % 3],
        )
    };
    let side = |header: &str, write: &dyn Fn(u64, u64, &str) -> String, seed| {
        table(header, 300, |row| {
            let (amount, age, shop) = values(row, seed);
            write(amount, age, shop)
        })
    };
    let of = |path: [&str; 2], header: &str, write: &dyn Fn(u64, u64, &str) -> String| {
        report(&[
            (path[0], side(header, write, 1)),
            (path[1], side(header, write, 2)),
        ])
    };
    let csv = ["train.csv", "current.csv"];
    let plain = of(csv, "amount,age,shop", &|amount, age, shop| {
        format!("{amount}.5,{age},{shop}")
    });
    let quoted = |json: String| format!("\"{}\"", json.replace('"', "\"\""));
    type Row<'a> = &'a dyn Fn(u64, u64, &str) -> String;
    let writings: [([&str; 2], &str, &str, Row); 4] = [
        (csv, "features", "features.", &|amount, age, shop| {
            quoted(format!(
                "{{\"amount\": {amount}.5, \"age\": {age}, \"shop\": \"{shop}\"}}"
            ))
        }),
        (csv, "id,payload", "payload.in.", &|amount, age, shop| {
            format!(
                "x,{}",
                quoted(format!(
                    "{{\"in\": {{\"shop\": \"{shop}\", \"amount\": {amount}.5, \"age\": {age}}}}}"
                ))
            )
        }),
        (
            ["train.tsv", "current.tsv"],
            "features\tside",
            "features.",
            &|amount, age, shop| {
                format!(
                    "{}\tx",
                    quoted(format!(
                        "{{\"amount\":{amount}.5,\"age\":{age},\"shop\":\"{shop}\"}}"
                    ))
                )
            },
        ),
        (
            ["train.jsonl", "current.jsonl"],
            "",
            "input.",
            &|amount, age, shop| {
                let inner =
                    format!("{{\"amount\": {amount}.5, \"age\": {age}, \"shop\": \"{shop}\"}}");
                serde_json::json!({ "input": inner }).to_string()
            },
        ),
    ];
    for (path, header, before, write) in writings {
        let report = of(path, header, write);
        for name in ["amount", "age", "shop"] {
            let (own, same) = (
                feature(&plain, name),
                feature(&report, &format!("{before}{name}")),
            );
            assert_eq!(
                (&own.ks, own.verdict, own.total_variation),
                (&same.ks, same.verdict, same.total_variation),
                "{before}{name}"
            );
            let means = [own, same]
                .map(|feature| feature.current_summary.as_ref().map(|summary| summary.mean));
            assert_eq!(means[0], means[1]);
        }
        assert!(report.questions.len() <= 1, "{:?}", report.questions);
    }
}

#[test]
fn lines_that_are_one_quoted_field_are_read() {
    for delimiter in [";", ",", "\t", "|"] {
        let side = |seed| {
            let row = |row| {
                format!(
                    "{}{delimiter}{}.5{delimiter}x",
                    drawn(row, seed) % 90,
                    drawn(row, seed + 2) % 9
                )
            };
            let plain = table(&format!("age{delimiter}load{delimiter}kind"), 200, row);
            let quote = |line: &str| format!("\"{}\"\n", line.replace('"', "\"\""));
            (plain.lines().map(quote).collect::<String>(), plain)
        };
        let (train, plain) = side(1);
        let quoted = report(&[("train.csv", train), ("current.csv", side(2).0)]);
        let plain = report(&[("train.csv", plain), ("current.csv", side(2).1)]);
        let names = |report: &Report| {
            report
                .features
                .iter()
                .map(|one| one.name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&quoted), ["age", "load", "kind"], "{delimiter:?}");
        assert_eq!(feature(&quoted, "age").ks, feature(&plain, "age").ks);
    }
}
