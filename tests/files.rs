//! Which files count, for which side, and how they belong together.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::monitors::drift::Verdict;
use leeway::report::columns::{Question, Subject};
use leeway::report::{Joined, Report, Source};
use leeway::table::{InferredType, Kind};
use support::{dropped, files_below, open, session, set, small, text};

/// The report on files whose texts are at hand.
fn report(files: &[(&str, String)]) -> Report {
    let files = files.iter().map(|(path, data)| text(path, data.as_str()));
    open(&mut session(), files.collect()).unwrap()
}

fn source<'a>(report: &'a Report, path: &str) -> &'a Source {
    report
        .sources
        .iter()
        .find(|source| source.path == path)
        .unwrap()
}

fn says(source: &Source, words: &str) -> bool {
    source.notes.iter().any(|note| note.what.contains(words))
}

/// Rows of a number and a letter.
fn rows(header: &str, rows: u64, seed: u64) -> String {
    let row = |row: u64| {
        let value = (row * 37 + seed * 11) % 101;
        format!(
            "{}.{},{}\n",
            value,
            row % 7,
            ["a", "b", "c"][(value % 3) as usize]
        )
    };
    format!("{header}\n{}", (0..rows).map(row).collect::<String>())
}

#[test]
fn a_file_about_something_else_is_named_and_not_counted() {
    for (files, odd) in [
        (
            vec![
                ("train.csv", "spend,plan"),
                ("tickets.csv", "query,topic"),
                ("november.csv", "spend,plan"),
            ],
            "tickets.csv",
        ),
        (
            vec![
                ("train.csv", "spend,plan"),
                ("november.csv", "spend,plan"),
                ("train_log.csv", "epoch,loss"),
            ],
            "train_log.csv",
        ),
        (
            vec![
                ("train.csv", "spend,plan"),
                ("a/november.csv", "plan,spend"),
                ("a/users.csv", "user,city"),
            ],
            "a/users.csv",
        ),
    ] {
        let made: Vec<(&str, String)> = files
            .iter()
            .map(|(path, header)| (*path, rows(header, 200, path.len() as u64)))
            .collect();
        let report = report(&made);
        assert_eq!(report.current.as_ref().unwrap().rows, 200, "{odd}");
        assert_eq!(report.baseline.as_ref().unwrap().rows, 200, "{odd}");
        let source = source(&report, odd);
        assert_eq!(source.role_name(), "none", "{odd}");
        assert!(
            says(source, "No column of this file is on the other side"),
            "{odd}: {:?}",
            source.notes
        );
        assert!(
            report
                .features
                .iter()
                .all(|feature| ["spend", "plan"].contains(&feature.name.as_str())),
            "{odd}"
        );
    }
}

#[test]
fn where_no_file_fits_all_stay_and_say_so() {
    let report = report(&[
        ("train.csv", rows("spend,plan", 200, 1)),
        ("tickets.csv", rows("query,topic", 200, 2)),
        ("users.csv", rows("user,city", 200, 3)),
    ]);
    assert_eq!(report.current.as_ref().unwrap().rows, 400);
    assert!(says(
        source(&report, "users.csv"),
        "nothing can be compared"
    ));
}

/// Rows of two numbers, a letter and, where asked, an answer.
fn scored(header: &str, write: impl Fn(f64, f64, &str, f64) -> String) -> String {
    let row = |row: u64| {
        let (a, b) = (
            (row * 7919 % 1009) as f64 / 8.0,
            (row * 104_729 % 997) as f64,
        );
        let score = ((row * 31 % 100) as f64 + 0.5) / 100.0;
        write(a, b, ["x", "y", "z"][(row % 3) as usize], score) + "\n"
    };
    let header = if header.is_empty() {
        String::new()
    } else {
        format!("{header}\n")
    };
    header + &(0..400).map(row).collect::<String>()
}

#[test]
fn a_transforms_output_is_joined_by_line() {
    let report = open(&mut session(), small("files/transform-output-stacked")).unwrap();
    assert_eq!(report.current.as_ref().unwrap().rows, 400);
    let out = source(&report, "batch.csv.out");
    assert_eq!(
        (out.joined, out.role_name(), out.used, out.not_used),
        (Joined::ByLine, "current", 400, 0)
    );
    assert!(says(out, "joined line by line"));
    let feature = report
        .features
        .iter()
        .find(|feature| feature.name == "_c2")
        .unwrap();
    assert_ne!(feature.verdict, Verdict::Strong, "{:?}", feature.sentence);
}

#[test]
fn outputs_with_inputs_ids_or_a_header_are_joined_too() {
    let train = scored("a,b,kind", |a, b, kind, _| format!("{a},{b},{kind}"));
    let plain = |a: f64, b: f64, kind: &str, _: f64| format!("{a},{b},{kind}");
    let input = scored("a,b,kind", plain);
    let cases: [(&str, String); 4] = [
        (
            "in/batch.csv.out",
            scored("", |a, b, kind, score| format!("{a},{b},{kind},{score}")),
        ),
        (
            "out/batch.csv.out",
            scored("score", |_, _, _, score| score.to_string()),
        ),
        (
            "in/batch.csv.out",
            scored("", |a, _, _, score| format!("{a},{score}")),
        ),
        (
            "out/batch.csv.out",
            scored("", |_, _, _, score| {
                format!("{{\"predictions\": [{{\"score\": {score}}}]}}")
            }),
        ),
    ];
    for (path, output) in cases {
        let report = report(&[
            ("train.csv", train.clone()),
            ("in/batch.csv", input.clone()),
            (path, output),
        ]);
        assert_eq!(
            report
                .current
                .as_ref()
                .map(|side| (side.rows, side.columns)),
            Some((400, 4)),
            "{path}"
        );
        assert_eq!(source(&report, path).joined, Joined::ByLine);
        assert!(report.runs.is_empty());
        assert!(
            report
                .features
                .iter()
                .all(|feature| matches!(feature.verdict, Verdict::None | Verdict::Unknown)),
            "{path}"
        );
    }
}

#[test]
fn an_output_of_another_length_is_not_joined_and_says_so() {
    let train = scored("a,b", |a, b, _, _| format!("{a},{b}"));
    let short: String = (0..399).map(|row| format!("0.{row}\n")).collect();
    let report = report(&[
        ("train.csv", train.clone()),
        ("batch.csv", train),
        ("batch.csv.out", short),
    ]);
    assert_eq!(report.current.as_ref().unwrap().rows, 400);
    let out = source(&report, "batch.csv.out");
    assert_eq!((out.used, out.not_used), (0, 399));
    assert!(says(out, "another number of rows"), "{:?}", out.notes);
}

#[test]
fn the_same_rows_in_several_files_count_once() {
    let train = scored("a,b,label", |a, b, _, score| {
        format!("{a},{b},{}", u8::from(score > 0.5))
    });
    let bare = scored("a,b", |a, b, _, _| format!("{},{b}", a + 1.0));
    let scores = scored("a,b,prediction", |a, b, _, score| {
        format!("{},{b},{}", a + 1.0, u8::from(score > 0.4))
    });
    let truth = scored("a,b,label", |a, b, _, score| {
        format!("{},{b},{}", a + 1.0, u8::from(score > 0.5))
    });
    let files = [
        ("baseline.csv", train),
        ("now/bias.csv", truth),
        ("now/data.csv", bare),
        ("now/quality.csv", scores),
    ];
    let all = report(&files);
    assert_eq!(
        all.current.as_ref().map(|side| (side.rows, side.columns)),
        Some((400, 4))
    );
    assert!(all.runs.is_empty());
    let joined: Vec<Joined> = all.sources.iter().map(|source| source.joined).collect();
    assert_eq!(
        joined
            .iter()
            .filter(|joined| **joined == Joined::SameRows)
            .count(),
        2
    );
    let joins = |report: &Report| {
        let asked = report.questions.iter();
        let asked = asked.filter(|question| question.about == Subject::Join);
        asked
            .filter_map(|question| question.column.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        joins(&all),
        ["now/bias.csv"],
        "one question for all that are its rows"
    );
    let mut session = session();
    open(
        &mut session,
        files
            .iter()
            .map(|(path, data)| text(path, data.as_str()))
            .collect(),
    )
    .unwrap();
    let apart = set(
        &mut session,
        serde_json::json!({"joins": {"now/data.csv": "added"}, "runs": "off"}),
    );
    assert_eq!(apart.current.as_ref().unwrap().rows, 800);
    assert_eq!(joins(&apart), ["now/bias.csv"]);
    let confirmed = set(
        &mut session,
        serde_json::json!({"joins": {"now/bias.csv": "same_rows"}}),
    );
    assert_eq!(confirmed.current.as_ref().unwrap().rows, 400);
    assert!(
        joins(&confirmed).is_empty(),
        "what was answered is not asked again"
    );
    let own = set(
        &mut session,
        serde_json::json!({"joins": {"now/bias.csv": "added"}}),
    );
    assert_eq!(own.current.as_ref().unwrap().rows, 800);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn the_files_of_a_credit_scenario_are_one_table() {
    let root = support::reference().join("byom/files");
    let mut files = files_below(&root.join("baseline"));
    files.extend(files_below(&root.join("concept_drift")));
    let files = files
        .iter()
        .map(|path| dropped(&root, path, None))
        .collect();
    let report = open(&mut session(), files).unwrap();
    let rows = |side: &Option<leeway::report::Side>| side.as_ref().map(|side| side.rows);
    assert_eq!(
        (rows(&report.baseline), rows(&report.current)),
        (Some(1000), Some(1000))
    );
    let bias = source(&report, "concept_drift/model_bias_modified_data.csv");
    assert_eq!(bias.joined, Joined::SameRows);
    assert!(bias.notes.iter().any(|note| {
        note.expected
            .as_deref()
            .is_some_and(|found| found.contains("credit_risk in 330 rows"))
    }));
}

#[test]
fn rows_in_another_order_are_joined_by_what_tells_them_apart() {
    let train = scored("id,b", |a, b, _, _| format!("{a},{b}"));
    let now = scored("id,b", |a, b, _, _| format!("{a},{}", b + 1.0));
    let reversed = scored("id,prediction", |a, _, _, score| {
        format!("{a},{}", u8::from(score > 0.5))
    });
    let mut lines: Vec<&str> = reversed.lines().collect();
    lines[1..].reverse();
    let reversed = lines.join("\n");
    let report = report(&[
        ("train.csv", train),
        ("now/a.csv", now),
        ("now/b.csv", reversed),
    ]);
    assert_eq!(
        source(&report, "now/b.csv").joined,
        Joined::ById,
        "{:?}",
        source(&report, "now/b.csv").notes
    );
    assert_eq!(
        report
            .current
            .as_ref()
            .map(|side| (side.rows, side.columns)),
        Some((400, 3))
    );
}

#[test]
fn rows_that_stand_in_two_files_are_counted_and_kept() {
    let train = scored("a,b", |a, b, _, _| format!("{a},{b}"));
    let all: Vec<&str> = train.lines().collect();
    let part = |rows: std::ops::Range<usize>| format!("a,b\n{}\n", all[1..][rows].join("\n"));
    let report = report(&[
        ("train.csv", train.clone()),
        ("now/part-0.csv", part(0..250)),
        ("now/part-1.csv", part(150..400)),
    ]);
    assert_eq!(report.current.as_ref().unwrap().rows, 500);
    let later = source(&report, "now/part-1.csv");
    assert!(says(later, "stand in another one too"), "{:?}", later.notes);
    assert!(later.notes.iter().any(|note| {
        note.found
            .as_deref()
            .is_some_and(|found| found.contains("100 of 250 rows"))
    }));
    let joins = |question: &&Question| question.about == Subject::Join;
    assert_eq!(report.questions.iter().filter(joins).count(), 1);
}

#[test]
fn few_possible_rows_and_sorted_columns_are_no_sign_of_the_same_rows() {
    let train = rows("spend,plan", 200, 1);
    let few = |shift: u64| {
        let row = |row: u64| {
            format!(
                "{},{}\n",
                (row + shift) * 7 % 5,
                ["a", "b"][((row + shift) % 2) as usize]
            )
        };
        format!("spend,plan\n{}", (0..300).map(row).collect::<String>())
    };
    let one = report(&[
        ("train.csv", train),
        ("now/part-0.csv", few(0)),
        ("now/part-1.csv", few(1)),
    ]);
    assert_eq!(one.current.as_ref().unwrap().rows, 600);
    assert!(
        one.sources
            .iter()
            .all(|source| source.joined == Joined::Added && source.notes.is_empty()),
        "{:?}",
        one.sources
    );
    let sorted = |name: &str, shift: f64| {
        let row = |row: u64| format!("{},{}\n", row / 150, row as f64 * 0.37 + shift);
        format!("label,{name}\n{}", (0..300).map(row).collect::<String>())
    };
    let two = report(&[
        ("train.csv", sorted("a", 0.5)),
        ("now/x.csv", sorted("a", 0.0)),
        ("now/y.csv", sorted("b", 3.0)),
    ]);
    assert!(
        two.sources
            .iter()
            .all(|source| source.joined == Joined::Added),
        "{:?}",
        two.sources
    );
}

#[test]
fn whole_numbers_beyond_floats_keep_their_digits() {
    let csv = |ids: [&str; 2]| {
        let row = |row: usize| format!("{},{}\n", ids[row % 2], row % 7);
        format!("code,z\n{}", (0..400).map(row).collect::<String>())
    };
    let json = |ids: [&str; 2]| {
        let row = |row: usize| format!("{{\"code\": {}, \"z\": {}}}\n", ids[row % 2], row % 7);
        (0..400).map(row).collect::<String>()
    };
    let (before, now) = (
        ["12345678901234567", "12345678901234569"],
        ["12345678901234568", "12345678901234568"],
    );
    let negative = |ids: [&'static str; 2]| ids.map(|id| format!("-{id}"));
    let (minus_before, minus_now) = (negative(before), negative(now));
    let minus = |ids: &[String; 2]| csv([&ids[0], &ids[1]]);
    for (path, made) in [
        ("csv", [csv(before), csv(now)]),
        ("jsonl", [json(before), json(now)]),
        ("csv", [minus(&minus_before), minus(&minus_now)]),
    ] {
        let [before, now] = made;
        let (train, current) = (format!("train.{path}"), format!("current.{path}"));
        let report = report(&[(train.as_str(), before), (current.as_str(), now)]);
        let code = report
            .features
            .iter()
            .find(|feature| feature.name == "code")
            .unwrap();
        assert_eq!(
            (code.kind, code.inferred_type),
            (Some(Kind::Categorical), Some(InferredType::Integral))
        );
        assert_eq!(
            (code.new_labels.len(), code.vanished_labels.len()),
            (1, 2),
            "{code:?}"
        );
    }
}

#[test]
fn hexadecimal_identifiers_are_no_numbers() {
    let side = |from: u64| {
        let row = |row: u64| {
            format!(
                "{},{}\n",
                format_args!("{:04}e{:03}", row * 13 + from, row % 1000),
                row % 5
            )
        };
        format!("id,v\n{}", (0..500).map(row).collect::<String>())
    };
    let report = report(&[("train.csv", side(1)), ("current.csv", side(1000))]);
    let id = report
        .features
        .iter()
        .find(|feature| feature.name == "id")
        .unwrap();
    assert_eq!(id.inferred_type, Some(InferredType::String));
    assert!(
        report.sources.iter().all(|source| source.notes.is_empty()),
        "{:?}",
        report.sources
    );
}

/// Captured events of two numbers, of which each `every`th was a test.
fn captured(rows: u64, every: u64, attribute: &str) -> String {
    let event = |row: u64| {
        let attributes = match row.is_multiple_of(every) {
            true => format!(r#","customAttributes":["trace={row}","{attribute}"]"#),
            false => String::new(),
        };
        let (a, b) = (row * 37 % 101, row % 7);
        format!(
            r#"{{"captureData":{{"endpointInput":{{"observedContentType":"text/csv","mode":"INPUT","data":"{a},{b}","encoding":"CSV"}},"endpointOutput":{{"observedContentType":"text/csv","mode":"OUTPUT","data":"0.5","encoding":"CSV"}}}},"eventMetadata":{{"eventId":"e{row}"{attributes},"inferenceTime":"2026-11-01T10:{:02}:00Z"}},"eventVersion":"0"}}"#,
            row % 60
        ) + "\n"
    };
    (0..rows).map(event).collect()
}

#[test]
fn rows_are_left_out_or_kept_by_custom_attributes() {
    let path = "capture/AllTraffic/2026/11/01/10/a.jsonl";
    for (every, attribute) in [(4, "test"), (2, "load-test"), (5, "shadow")] {
        let mut session = session();
        let baseline = rows("a,b", 100, 1)
            .replace(",a", ",1")
            .replace(",b", ",2")
            .replace(",c", ",3");
        let baseline = baseline.replacen("a,2", "a,b", 1);
        let files = vec![
            text("baseline.csv", baseline),
            text(path, captured(200, every, attribute)),
        ];
        let report = open(&mut session, files).unwrap();
        let all = source(&report, path);
        assert_eq!(
            all.attributes.get(attribute),
            Some(&(200 / every)),
            "{:?}",
            all.attributes
        );
        assert_eq!((all.used, all.not_used), (200, 0));
        assert!(
            report
                .columns
                .iter()
                .all(|column| !column.name.contains("customAttributes"))
        );
        let without = set(
            &mut session,
            serde_json::json!({"attributes": {"leave_out": [attribute]}}),
        );
        let tested = 200 / every;
        assert_eq!(without.current.as_ref().unwrap().rows, 200 - tested);
        let left = source(&without, path);
        assert_eq!((left.used, left.not_used), (200 - tested, tested));
        assert!(says(left, "left out by their custom attributes"));
        let only = set(
            &mut session,
            serde_json::json!({"attributes": {"keep": [attribute]}}),
        );
        assert_eq!(only.current.as_ref().unwrap().rows, tested);
        let again = set(&mut session, serde_json::json!({"attributes": {}}));
        assert_eq!(again.current.as_ref().unwrap().rows, 200);
    }
}

#[test]
fn a_lone_table_beside_a_quality_baseline_is_held_against_it() {
    let report = open(&mut session(), small("files/quality-baseline-and-table")).unwrap();
    assert_eq!(source(&report, "current.csv").role_name(), "current");
    let quality = report.model_quality.as_ref().unwrap();
    let value = |name: &str| {
        let mut metrics = quality.metrics.metrics.iter();
        metrics
            .find(|(known, _)| known == name)
            .unwrap()
            .1
            .value
            .unwrap()
    };
    assert!((value("accuracy") - 0.702).abs() < 1e-9);
    assert!((value("recall") - 0.7751).abs() < 1e-4);
    assert!((value("auc") - 0.784877).abs() < 1e-6);
}

#[test]
fn a_lone_table_beside_constraints_or_in_a_current_folder_is_current() {
    let constraints = r#"{"version": 0.0, "features": [{"name": "spend", "inferred_type": "Fractional", "completeness": 1.0}]}"#;
    for (path, beside) in [
        ("data.csv", Some("constraints.json")),
        ("current/data.csv", None),
        ("Current/2026/part.csv", None),
        ("job/a.csv", Some("job/constraints.json")),
    ] {
        let mut files = vec![(path, rows("spend,plan", 100, 1))];
        files.extend(beside.map(|path| (path, constraints.to_owned())));
        let report = report(&files);
        assert_eq!(source(&report, path).role_name(), "current", "{path}");
        assert!(
            report.baseline.is_none() && report.current.is_some(),
            "{path}"
        );
    }
    let lone = report(&[("data.csv", rows("spend,plan", 100, 1))]);
    assert_eq!(source(&lone, "data.csv").role_name(), "baseline");
}
