//! Columns of sentences: measured by their words, never taken for identifiers, and by the numbers of scikit-learn, scipy and regex.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;

use leeway::engine::Dropped;
use leeway::monitors::drift::{Tested, Verdict};
use leeway::report::{Feature, Report, TextMeasures};
use leeway::table::ColumnType;
use serde_json::{Value, json};
use support::{assert_close, open, session, text};

/// A table of one number and one text.
fn csv<T: AsRef<str>>(texts: &[T]) -> String {
    let mut csv = "amount,comment\n".to_owned();
    for (row, text) in texts.iter().enumerate() {
        let quoted = text.as_ref().replace('"', "\"\"");
        csv += &format!("{}.5,\"{quoted}\"\n", row * 37 % 91);
    }
    csv
}

fn sides<T: AsRef<str>>(baseline: &[T], current: &[T]) -> Vec<Dropped> {
    vec![
        text("baseline.csv", csv(baseline)),
        text("current.csv", csv(current)),
    ]
}

fn compared<T: AsRef<str>>(baseline: &[T], current: &[T]) -> Report {
    open(&mut session(), sides(baseline, current)).unwrap()
}

fn comment(report: &Report) -> &Feature {
    let mut features = report.features.iter();
    features.find(|feature| feature.name == "comment").unwrap()
}

#[track_caller]
fn measures(report: &Report) -> &TextMeasures {
    let column = report
        .columns
        .iter()
        .find(|one| one.name == "comment")
        .unwrap();
    assert_eq!(column.column_type, ColumnType::Text, "{}", column.reason);
    let feature = comment(report);
    assert_ne!(feature.verdict, Verdict::Unknown, "{}", feature.sentence);
    feature.text.as_ref().unwrap()
}

/// The cases of `tests/data/texts/make.py`.
fn cases() -> Vec<Value> {
    let cases: Value = serde_json::from_str(include_str!("data/texts/cases.json")).unwrap();
    cases["cases"].as_array().unwrap().clone()
}

fn texts(side: &Value) -> Vec<&str> {
    let texts = side.as_array().unwrap().iter();
    texts.map(|text| text.as_str().unwrap()).collect()
}

fn case(name: &str) -> Report {
    let cases = cases();
    let case = cases.iter().find(|case| case["name"] == name).unwrap();
    compared(&texts(&case["baseline"]), &texts(&case["current"]))
}

#[test]
fn words_scripts_and_tests_are_those_of_scikit_learn_and_scipy() {
    for case in cases() {
        let name = case["name"].as_str().unwrap();
        let report = compared(&texts(&case["baseline"]), &texts(&case["current"]));
        let text = measures(&report);
        let counted = [text.baseline.counted, text.current.counted];
        assert_eq!(json!(counted), case["texts"], "{name}");
        let medians = [text.baseline.median_words, text.current.median_words];
        assert_eq!(json!(medians), case["median_words"], "{name}");
        let ks = text.word_count.as_ref().unwrap();
        assert_close(name, Some(ks.statistic), &case["word_count"][0]);
        assert_close(name, ks.p_value, &case["word_count"][1]);
        let unseen = text.unseen_words.as_ref().unwrap();
        assert_close(name, Some(unseen.share), &case["unseen"]["share"]);
        assert_close(name, Some(unseen.expected), &case["unseen"]["expected"]);
        assert_close(name, Some(unseen.p_value), &case["unseen"]["p_value"]);
        for script in &text.scripts {
            let expected = &case["scripts"][script.script.name()];
            assert_close(name, Some(script.baseline), &expected[0]);
            assert_close(name, Some(script.current), &expected[1]);
            assert_close(name, Some(script.p_value), &expected[2]);
        }
        assert_eq!(json!(text.words_tried), case["words_tried"], "{name}");
        for (word, expected) in case["words"].as_object().unwrap() {
            let Some(found) = text.words.iter().find(|found| found.word == *word) else {
                assert_eq!(expected[2], 1.0, "{name}: {word}");
                continue;
            };
            assert_close(word, Some(found.baseline), &expected[0]);
            assert_close(word, Some(found.current), &expected[1]);
            assert_close(word, Some(found.p_value), &expected[2]);
        }
    }
}

#[test]
fn what_moved_is_said_with_its_numbers() {
    for (name, drifted, said) in [
        ("without drift", None, "Words per text, unseen words"),
        ("refunds", Some(Tested::Words), "“refund” is in"),
        ("German", Some(Tested::Words), "are to be expected"),
        ("Russian", Some(Tested::Scripts), "Cyrillic letters are in"),
        ("empty", Some(Tested::Missing), "empty texts went from"),
        ("without blanks", Some(Tested::Words), "“发票” is in"),
    ] {
        let report = case(name);
        let feature = comment(&report);
        assert_eq!(
            feature.verdict.has_drifted(),
            drifted.is_some(),
            "{name}: {}",
            feature.sentence
        );
        assert!(
            feature.sentence.contains(said),
            "{name}: {}",
            feature.sentence
        );
        if let Some(of) = drifted {
            let test = feature.tests.iter().find(|test| test.of == of).unwrap();
            assert!(test.adjusted_p.unwrap() < 0.05, "{name}: {of:?}");
        }
        let of: BTreeSet<Tested> = feature.tests.iter().map(|test| test.of).collect();
        assert!(of.contains(&Tested::Words) && of.contains(&Tested::UnseenWords));
    }
}

/// What a row and its sentence make of a text.
type Written = Box<dyn Fn(usize, &str) -> String>;

/// Sentences that all differ, with what `made` makes of each.
fn sentences(rows: usize, made: impl Fn(usize, &str) -> String) -> Vec<String> {
    let subjects = [
        "The parcel",
        "My order",
        "Your driver",
        "This invoice",
        "The phone",
    ];
    let verbs = [
        "came late",
        "was broken",
        "never answered",
        "is wrong",
        "arrived twice",
    ];
    let ends = [
        "on Monday",
        "again",
        "without a word",
        "as always",
        "after a week",
    ];
    let sentence = |row: usize| {
        // Neighbours are unlike each other, so that any hundred rows are like all.
        let place = row * 44 % 125;
        let (one, two, three) = (place % 5, place / 5 % 5, place / 25);
        format!(
            "{} {} {}, says customer {}",
            subjects[one],
            verbs[two],
            ends[three],
            row * 7919 % 10_007
        )
    };
    (0..rows).map(|row| made(row, &sentence(row))).collect()
}

#[test]
fn texts_of_any_writing_are_texts() {
    let plain = sentences(200, |_, text| text.to_owned());
    let written: [(&str, Written); 7] = [
        (
            "html",
            Box::new(|_, text| format!("<p class=\"c\">{text}&nbsp;<br/></p>")),
        ),
        (
            "lines and quotes",
            Box::new(|_, text| format!("He said \"{text}\"\n\nthen;\tleft, {text}")),
        ),
        (
            "mixed scripts",
            Box::new(|_, text| {
                format!("{text} Спасибо, ευχαριστώ, תודה, شكرا, धन्यवाद, 감사합니다, ขอบคุณ")
            }),
        ),
        (
            "emoji",
            Box::new(|row, text| format!("{text} {}👍🏽❤️", ["😀", "😡", "👩‍👩‍👧"][row % 3])),
        ),
        (
            "a very long word",
            Box::new(|row, text| match row % 4 {
                0 => format!("{text} {}", "aGVsbG8".repeat(3000)),
                _ => text.to_owned(),
            }),
        ),
        (
            "without blanks",
            Box::new(|row, _| format!("第{row}号包裹没有送到请尽快退款谢谢")),
        ),
        (
            "mostly empty",
            Box::new(|row, text| {
                if row % 4 == 0 {
                    text.to_owned()
                } else {
                    String::new()
                }
            }),
        ),
    ];
    for (name, written) in &written {
        let one = sentences(200, written);
        let half: Vec<&String> = one.iter().step_by(2).collect();
        let other: Vec<&String> = one.iter().skip(1).step_by(2).collect();
        // Each fourth row would be on one side alone.
        let alike = compared(&half, &half);
        measures(&alike);
        assert_eq!(
            comment(&alike).verdict,
            Verdict::None,
            "{name}: {}",
            comment(&alike).sentence
        );
        if *name != "mostly empty" && *name != "a very long word" {
            assert!(
                !comment(&compared(&half, &other)).verdict.has_drifted(),
                "{name}"
            );
        }
        let changed = compared(&plain, &one);
        assert!(
            comment(&changed).verdict.has_drifted(),
            "{name}: {}",
            comment(&changed).sentence
        );
    }
    let emoji = compared(&plain, &sentences(200, &written[3].1));
    let words: Vec<&str> = measures(&emoji)
        .words
        .iter()
        .map(|word| word.word.as_str())
        .collect();
    assert!(words.contains(&"👍") && words.contains(&"❤"), "{words:?}");
    let html = compared(&plain, &sentences(200, &written[0].1));
    assert!(
        measures(&html)
            .words
            .iter()
            .any(|word| word.word == "nbsp" && word.current == 1.0)
    );
}

/// Complaints, then as many of which every third asks for its money.
fn turning(rows: usize) -> Vec<String> {
    let made = |row: usize, text: &str| match row >= rows / 2 && row.is_multiple_of(3) {
        true => format!("{text}. Refund me at once"),
        false => text.to_owned(),
    };
    sentences(rows, made)
}

#[test]
fn words_are_measured_in_windows_and_of_a_brush_at_rest() {
    let (before, now) = (sentences(600, |_, text| text.to_owned()), turning(600));
    let mut session = session();
    open(&mut session, sides(&before, &now)).unwrap();
    let report = support::set(&mut session, json!({"window": {"rows": 100}}));
    let feature = comment(&report);
    let drifted = feature
        .windows
        .iter()
        .map(|window| window.verdict.has_drifted());
    assert_eq!(
        drifted.collect::<Vec<_>>(),
        [false, false, false, true, true, true]
    );
    // The order of rows is no time.
    assert_eq!(feature.since, None);
    let whole = measures(&report).clone();
    let brushed = support::set(
        &mut session,
        json!({"selection": [{"first_row": 301, "last_row": 600}]}),
    );
    let alone = compared(&before, &now[300..]);
    assert_eq!(measures(&brushed), measures(&alone));
    assert_ne!(measures(&brushed), &whole);
    let refund = measures(&brushed)
        .words
        .iter()
        .find(|word| word.word == "refund");
    assert!((refund.unwrap().current - 1.0 / 3.0).abs() < 1e-12);
    // What was known before is what a fresh session finds.
    let back = support::set(&mut session, json!({"selection": []}));
    assert_eq!(measures(&back), &whole);
}

#[test]
fn other_rules_judge_texts_by_their_lengths() {
    let report = |rule: &str| {
        let mut session = session();
        let cases = cases();
        let case = cases.iter().find(|case| case["name"] == "refunds").unwrap();
        open(
            &mut session,
            sides(&texts(&case["baseline"]), &texts(&case["current"])),
        )
        .unwrap();
        support::set(&mut session, json!({"verdict": rule}))
    };
    for rule in ["model-monitor", "aws-sample", "custom", "evidently"] {
        let report = report(rule);
        let feature = comment(&report);
        assert!(feature.text.is_some(), "{rule}");
        assert!(
            feature
                .tests
                .iter()
                .all(|test| test.of == Tested::Distribution),
            "{rule}"
        );
    }
    // Without a correction over features, the six tests of a text share its level.
    let mut session = session();
    let same = sentences(150, |_, text| text.to_owned());
    open(&mut session, sides(&same, &same)).unwrap();
    let plain = support::set(&mut session, json!({"correction": "none"}));
    for test in &comment(&plain).tests {
        let tests = comment(&plain).tests.len() as f64;
        let expected = (test.p_value * tests).min(1.0);
        assert!((test.adjusted_p.unwrap() - expected).abs() < 1e-12);
    }
}
