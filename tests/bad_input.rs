//! Bad input through the whole session: what is refused names file, line, what was found, what was expected and what to
//! do; and whatever comes with a bad file is loaded and compared as if the file were not there.
//!
//! Notes on what can be read in part stand in `documents.rs` and `documents_packed.rs`, with their texts.
#![allow(clippy::unwrap_used)]

mod support;

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use leeway::engine::Dropped;
use leeway::monitors::drift::Verdict;
use leeway::report::{Feature, Report};
use support::{open, session, text};

fn gz(data: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(data).unwrap();
    packer.finish().unwrap()
}

/// A zip archive whose one entry claims to unpack to `claimed` bytes.
fn zip_that_claims(claimed: u64) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().large_file(true);
    let content = b"a,b\n1,x\n3,y\n";
    archive.start_file("inner.csv", options).unwrap();
    archive.write_all(content).unwrap();
    let mut bytes = archive.finish().unwrap().into_inner();
    let size = (content.len() as u64).to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 8)
        .filter(|&at| bytes[at..at + 8] == size)
        .collect();
    assert!(!places.is_empty(), "no size of 64 bits in the archive");
    for at in places {
        bytes[at..at + 8].copy_from_slice(&claimed.to_le_bytes());
    }
    bytes
}

fn nested(levels: usize) -> String {
    format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels))
}

/// The sentence with which a file is refused when it comes alone.
fn refusal(path: &str, data: impl Into<Vec<u8>>) -> String {
    open(&mut session(), vec![text(path, data)]).unwrap_err()
}

#[test]
fn what_cannot_be_read_at_all_is_refused_with_place_finding_and_advice() {
    for (path, data, said) in [
        (
            "empty.csv",
            Vec::new(),
            "empty.csv: The file is empty. Found: no text. Expected: CSV, JSON or JSON Lines. Download it again, or remove it.",
        ),
        (
            "model.bin",
            b"\x00\x01\x02\x03a".to_vec(),
            "model.bin: This is not a text file. Found: 4 control bytes among the first 5. Expected: CSV, JSON or JSON Lines, also as .gz or .zip.",
        ),
        (
            "cut/statistics.json",
            b"{\n\"features\":[{\"name\":".to_vec(),
            "cut/statistics.json, line 2: The JSON ends early. Found: …{·\"features\":[{\"name\":. Expected: a complete JSON value. The file may have been cut; copy or download it again.",
        ),
        (
            "bomb.csv.gz",
            gz(&vec![b'0'; 64 << 20]),
            "bomb.csv.gz: Refused: it unpacks to more than it may. Found: ",
        ),
        (
            "deep.json",
            nested(10_000).into_bytes(),
            "deep.json, line 1: The JSON is nested too deeply. Found: ",
        ),
    ] {
        let sentence = refusal(path, data);
        assert!(sentence.starts_with(said), "{sentence}");
    }
    let bomb = refusal("bomb.csv.gz", gz(&vec![b'0'; 64 << 20]));
    assert!(
        bomb.ends_with(
            "Expected: at most 200 times. If the file is yours, unpack it and drop the files."
        ),
        "{bomb}"
    );
}

#[test]
fn several_that_cannot_be_read_are_refused_in_one_sentence() {
    let files = vec![text("a.csv", ""), text("b.csv", ""), text("c.json", "{")];
    let sentence = open(&mut session(), files).unwrap_err();
    assert!(
        sentence.ends_with("(2 more could not be used either.)"),
        "{sentence}"
    );
}

/// A baseline and a current side that drifted.
fn good() -> Vec<Dropped> {
    let rows = |shift: u32| -> String {
        let rows = (0..120).map(|i| format!("{}.5,{}\n", i + shift, ["x", "y"][i as usize % 2]));
        rows.collect()
    };
    vec![
        text("train.csv", format!("a,b\n{}", rows(0))),
        text("current.csv", format!("a,b\n{}", rows(60))),
    ]
}

#[test]
fn a_bad_file_takes_nothing_from_the_good_ones() {
    let expected = open(&mut session(), good()).unwrap();
    assert_eq!(expected.features[0].verdict, Verdict::Strong);
    let truncated = {
        let packed = gz(b"p\n1\n2\n");
        packed[..packed.len() - 12].to_vec()
    };
    let bad: Vec<(&str, Vec<u8>)> = vec![
        ("empty.csv", Vec::new()),
        ("truncated.json.gz", gz(b"{\"features\":[")[..20].to_vec()),
        ("truncated.bin.gz", truncated),
        ("bomb.zip.gz", gz(&vec![b'0'; 64 << 20])),
        ("broken.zip", b"PK\x03\x04abcdefgh".to_vec()),
        ("binary.dat", b"\x89PNG\r\n\x1a\n\0\0".to_vec()),
        ("nul.csv", vec![0; 5000]),
        ("cut.json", b"{\"version\": 0.0, \"features\": [{".to_vec()),
        ("deep.json", nested(10_000).into_bytes()),
        ("<script>alert(1)</script>.json", b"{".to_vec()),
        ("page.html", b"<!DOCTYPE html><html>".to_vec()),
    ];
    for (path, data) in bad {
        for is_first in [true, false] {
            let mut files = good();
            let at = if is_first { 0 } else { files.len() };
            files.insert(at, text(path, data.clone()));
            let report = open(&mut session(), files).unwrap();
            assert_eq!(report.features, expected.features, "{path}");
            assert_eq!(report.verdict, expected.verdict, "{path}");
            let listed = report.sources.iter().find(|source| source.path == path);
            let listed = listed.unwrap_or_else(|| panic!("{path} is not listed"));
            assert!(!listed.notes.is_empty(), "{path} has no note");
            assert_eq!(report.sources.len(), 3);
        }
    }
}

#[test]
fn a_length_of_ten_gigabytes_is_not_believed() {
    for claimed in [10_u64 << 30, u64::MAX - 1] {
        let mut files = good();
        files.push(text("claims.zip", zip_that_claims(claimed)));
        let report = open(&mut session(), files).unwrap();
        assert_eq!(report.features[0].verdict, Verdict::Strong);
        let inner = report
            .sources
            .iter()
            .find(|source| source.path.starts_with("claims.zip"))
            .unwrap();
        // Either it is read as the few bytes that it is, or refused with a reason.
        assert!(inner.failed || inner.bytes == 12, "{inner:?}");
        assert!(!inner.failed || !inner.notes.is_empty(), "{inner:?}");
    }
}

/// The report on two small tables, baseline first.
fn compared(baseline: &str, current: &str) -> Report {
    let files = vec![text("train.csv", baseline), text("current.csv", current)];
    open(&mut session(), files).unwrap()
}

#[track_caller]
fn only(report: &Report) -> &Feature {
    assert_eq!(report.features.len(), 1);
    &report.features[0]
}

/// The verdict and its reason.
fn judged(feature: &Feature) -> (Verdict, String) {
    let reason = feature.reason.clone();
    (
        feature.verdict,
        reason.unwrap_or_else(|| feature.sentence.clone()),
    )
}

fn column(values: impl IntoIterator<Item = String>) -> String {
    let rows: String = values.into_iter().map(|value| value + "\n").collect();
    format!("a\n{rows}")
}

#[test]
fn thin_tables_get_a_verdict_or_a_reason() {
    let ramp = |rows: u32| column((0..rows).map(|row| format!("{row}.5")));
    // One column.
    let report = compared(&ramp(100), &ramp(100));
    assert_eq!(only(&report).verdict, Verdict::None);
    // One row: measured, and too little to call drift.
    let report = compared(&ramp(100), "a\n5\n");
    let (verdict, reason) = judged(only(&report));
    assert_eq!(verdict, Verdict::None, "{reason}");
    // No rows: that side has nothing to compare.
    let report = compared(&ramp(100), "a\n");
    assert_eq!(report.verdict, None);
    assert_eq!(only(&report).verdict, Verdict::Unknown);
    // All missing, on one side and on both.
    let missing = column((0..100).map(|_| "NA".to_owned()));
    let report = compared(&ramp(100), &missing);
    let (verdict, reason) = judged(only(&report));
    assert_ne!(verdict, Verdict::None, "{reason}");
    assert!(reason.contains("missing"), "{reason}");
    let report = compared(&missing, &missing);
    let (verdict, reason) = judged(only(&report));
    assert_eq!(verdict, Verdict::Unknown, "{reason}");
    assert!(!reason.is_empty());
    // A constant, kept and moved.
    let constant = |value: &str| column((0..100).map(|_| value.to_owned()));
    let report = compared(&constant("7"), &constant("7"));
    assert_eq!(
        judged(only(&report)),
        (
            Verdict::None,
            "No drift: every row of both sides holds the same label.".to_owned()
        )
    );
    let report = compared(&constant("7"), &constant("8"));
    assert_eq!(
        only(&report).verdict,
        Verdict::Strong,
        "{:?}",
        judged(only(&report))
    );
}

#[test]
fn a_hundred_thousand_labels_are_compared_and_not_judged() {
    let labels = |from: u32| column((from..from + 100_000).map(|id| format!("id {id}")));
    let report = compared(&labels(0), &labels(50_000));
    let feature = only(&report);
    let (verdict, reason) = judged(feature);
    assert_eq!(verdict, Verdict::Unknown);
    assert!(
        reason.starts_with("it looks like an identifier: ") && reason.contains("(more than half)"),
        "{reason}"
    );
    assert_eq!(feature.total_variation, Some(0.5));
    assert_eq!(report.verdict.unwrap().tested, 0);
}

#[test]
fn odd_numbers_are_counted_and_no_measure_breaks() {
    let good: String = (0..200).map(|i| format!("{i}.5,1\n")).collect();
    let odd = "1e400,1\n-1e400,1\n0x1F,1\n\"1,5\",1\n１２,1\n";
    let report = compared(&format!("a,b\n{good}"), &format!("a,b\n{good}{odd}"));
    let notes: Vec<(Option<u64>, &str, Option<&str>)> = report.sources[1]
        .notes
        .iter()
        .map(|note| (note.line, note.what.as_str(), note.found.as_deref()))
        .collect();
    assert!(
        notes.iter().any(|(line, what, found)| {
            *line == Some(204)
                && what.contains("numbers but for a few texts")
                && *found == Some("0x1F")
        }),
        "{notes:?}"
    );
    // The odd numbers are neither missing nor in the bins, and what is measured is what the others give.
    let a = &report.features[0];
    assert_eq!(a.current_summary.as_ref().unwrap().max, Some(199.5));
    assert_eq!(a.bins.current.iter().sum::<f64>(), 200.0);
    assert_eq!((a.missing.current, a.verdict), (0, Verdict::None));
}

#[test]
fn two_baselines_are_said_and_taken_together() {
    let rows = |from: u32| column((from..from + 60).map(|row| row.to_string()));
    let mut files = vec![text("first.csv", rows(0)), text("second.csv", rows(60))];
    files.iter_mut().for_each(|file| {
        file.role = leeway::engine::parse_role("baseline").unwrap();
    });
    files.push(text("current.csv", rows(30)));
    let report = open(&mut session(), files).unwrap();
    assert_eq!(report.baseline.as_ref().unwrap().rows, 120);
    let note = &report.sources[1].notes[0];
    assert_eq!(
        (
            note.what.as_str(),
            note.found.as_deref(),
            note.expected.as_deref(),
            note.advice.as_deref()
        ),
        (
            "There is more than one baseline; their rows were taken together.",
            Some("second.csv"),
            Some("one baseline, such as first.csv"),
            Some("If this file is the other side, choose the role \"current\" in Sources."),
        )
    );
}

#[test]
fn a_capture_that_changes_its_columns_halfway_keeps_the_first_kind() {
    let event = |data: &str| {
        serde_json::json!({
            "captureData": {"endpointInput": {"observedContentType": "text/csv", "mode": "INPUT", "data": data, "encoding": "CSV"}},
            "eventMetadata": {"eventId": "e", "inferenceTime": "2024-06-03T08:00:00Z"},
            "eventVersion": "0",
        })
        .to_string() + "\n"
    };
    let train: String = (0..100).map(|i| format!("{i},{}\n", i % 3)).collect();
    let capture: String = (0..100)
        .map(|i| {
            if i < 50 {
                event(&format!("{i},1"))
            } else {
                event(&format!("{i},1,9"))
            }
        })
        .collect();
    let files = vec![
        text("train.csv", format!("a,b\n{train}")),
        text("capture/2024/06/03/08/x.jsonl", capture),
    ];
    let report = open(&mut session(), files).unwrap();
    assert_eq!(report.current.as_ref().unwrap().rows, 50);
    let note = report
        .sources
        .iter()
        .flat_map(|source| &source.notes)
        .find(|note| note.what == "Captured rows with another number of columns were left out.");
    let note = note.unwrap();
    assert_eq!((note.line, note.count), (Some(51), 50));
    assert_eq!(
        note.advice.as_deref(),
        Some("If the endpoint was changed, compare the time before and after in turn.")
    );
}

#[test]
fn text_that_is_almost_json_is_noted_with_its_line_or_refused() {
    // The first five are syntax errors for every JSON parser.
    for (data, said) in [
        (
            "[1 true]",
            "Records of an array without a comma between them were read all the same.",
        ),
        (
            "[1,,2]",
            "Commas of an array without a record between them were left out.",
        ),
        (
            "[,1]",
            "Commas of an array without a record between them were left out.",
        ),
        ("{9999E9999:1}", ""),
        ("[\u{c}]", "Records that are not JSON were left out."),
        (
            "[1,2,]",
            "Commas of an array without a record between them were left out.",
        ),
        (
            "[{\"a\":1}\n{\"a\":2}]",
            "Records of an array without a comma between them were read all the same.",
        ),
        (
            "{\"a\":1}\n\u{c}{\"a\":2}\n",
            "Records that are not JSON were left out.",
        ),
    ] {
        match open(&mut session(), vec![text("x.json", data)]) {
            Err(message) => assert!(
                said.is_empty() && !message.is_empty(),
                "{data:?}: {message}"
            ),
            Ok(report) => {
                let notes = report.sources[0].notes.iter();
                let notes: Vec<(&str, Option<u64>)> =
                    notes.map(|note| (note.what.as_str(), note.line)).collect();
                let line = data[..data.len() - 2].matches('\n').count() as u64 + 1;
                assert_eq!(notes, [(said, Some(line))], "{data:?}");
            }
        }
    }
}
