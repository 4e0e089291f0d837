//! Archives, compression and their damage; chunks, and rows against the `csv` crate.
#![allow(clippy::unwrap_used)]

mod documents_support;

use documents_support::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use leeway::documents::{Content, Document, Input, ReadOptions, Reading, Step};
use proptest::prelude::*;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

fn gz(data: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, data) in files {
        if path.ends_with('/') {
            writer
                .add_directory(*path, SimpleFileOptions::default())
                .unwrap();
            continue;
        }
        writer
            .start_file(*path, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(data).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn rows(count: usize) -> String {
    let rows: String = (0..count)
        .map(|i| format!("{i},label {},{}\n", i % 7, i as f64 / 3.0))
        .collect();
    format!("a,b,c\n{rows}")
}

#[test]
fn packed_and_plain_are_one_table() {
    let text = rows(100_000);
    let plain = read_one("x.csv", &text);
    assert_eq!(plain.records, 100_000);
    let twice = gz(&gz(text.as_bytes()));
    let (half, rest) = text.as_bytes().split_at(text.len() / 2);
    let members = [gz(half), gz(rest)].concat();
    let stored = {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file("x.csv", options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
        writer.finish().unwrap().into_inner()
    };
    for packed in [
        gz(text.as_bytes()),
        twice,
        members,
        zip(&[("x.csv", text.as_bytes())]),
        zip(&[("x.csv.gz", &gz(text.as_bytes()))]),
        stored,
    ] {
        let document = read_one("x", packed);
        assert_eq!(document.notes, []);
        assert!(document.content == plain.content);
        assert_eq!(document.bytes, text.len() as u64);
    }
}

#[test]
fn an_archive_gives_its_files_and_skips_litter() {
    let archive = zip(&[
        ("data/", b""),
        ("data/train.csv", b"a\n1\n"),
        ("data/.DS_Store", b"\0\0\0\x01Bud1"),
        ("__MACOSX/data/._train.csv", b"\0\x05"),
        ("data/_SUCCESS", b""),
        ("data/2024/06/03/17/x.jsonl", b"{\"a\":1}\n"),
        ("data/picture.png", b"\x89PNG\r\n"),
    ]);
    let documents = read("all.zip", archive);
    let told: Vec<(&str, &str, bool, Option<i64>)> = documents
        .iter()
        .map(|document| {
            (
                document.path.as_str(),
                document.kind.name(),
                document.problem.is_some(),
                document.hour,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("all.zip/data/train.csv", "csv", false, None),
            (
                "all.zip/data/2024/06/03/17/x.jsonl",
                "json_lines",
                false,
                Some(1_717_434_000_000)
            ),
            ("all.zip/data/picture.png", "binary", true, None),
        ]
    );
}

#[test]
fn damaged_archives_are_told() {
    let text = rows(100_000);
    let packed = gz(text.as_bytes());
    let cut = read_one("x.csv.gz", &packed[..packed.len() / 2]);
    assert!((20_000..80_000).contains(&cut.records), "{}", cut.records);
    assert!(
        told(&cut)[0].starts_with("The packed file ends early; what came before was read. | "),
        "{:?}",
        told(&cut)
    );
    assert_eq!(table(&cut).columns[0].len(), table(&cut).rows);

    let mut flipped = packed.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0xFF;
    let flipped = read_one("x.csv.gz", flipped);
    assert!(
        told(&flipped)[0]
            .starts_with("The file could not be read to its end; what came before was read. | "),
        "{:?}",
        told(&flipped)
    );

    let empty = read_one("x.zip", zip(&[]));
    assert_eq!(
        told(&empty),
        [
            "Problem: The archive holds no file that can be read. | 0 entries in x.zip | CSV, JSON or JSON Lines"
        ]
    );
    let nested = read_one("x.zip", zip(&[("y.zip", &zip(&[("a.csv", b"a\n1\n")]))]));
    assert_eq!(
        told(&nested),
        [
            "Problem: An archive within an archive is not read. | a zip archive | CSV, JSON or JSON Lines, also as .gz | Unpack it and drop the files."
        ]
    );
    let sheet = read_one("x.xlsx", zip(&[("[Content_Types].xml", b"<x/>")]));
    assert_eq!(
        told(&sheet),
        [
            "Problem: This is an office document. | a zip archive with [Content_Types].xml | CSV, JSON or JSON Lines | Save the sheet as CSV and drop that."
        ]
    );
}

#[test]
fn bombs_are_refused_by_ratio_and_by_size() {
    let zeros = vec![b'0'; 64 << 20];
    for packed in [gz(&zeros), zip(&[("x.csv", &zeros)])] {
        let document = read_one("x", packed);
        let told = told(&document);
        assert!(
            told[0].starts_with("Problem: Refused: it unpacks to more than it may. | "),
            "{told:?}"
        );
        assert!(told[0].ends_with("times its packed size | at most 200 times | If the file is yours, unpack it and drop the files."), "{told:?}");
        assert_eq!(document.content, Content::None);
    }
    let mut options = ReadOptions::default();
    options.limits.unpacked_bytes = 1 << 20;
    let text = rows(100_000);
    let archive = zip(&[("a.csv", b"a\n1\n"), ("b.csv", text.as_bytes())]);
    let documents = read_with("x.zip", archive, &options);
    assert_eq!(documents[0].problem, None);
    assert_eq!(
        told(&documents[1]),
        [
            "Problem: Refused: it unpacks to more than it may. | more than 1 MB unpacked | at most 1 MB | If the file is yours, unpack it and drop the files."
        ]
    );
}

#[test]
fn sizes_that_archives_claim_are_not_believed() {
    let mut packed = gz(b"a\n1\n");
    let end = packed.len();
    packed[end - 4..].copy_from_slice(&u32::MAX.to_le_bytes());
    let document = read_one("x.csv.gz", packed);
    assert!(
        told(&document)[0].starts_with("The file could not be read to its end"),
        "{:?}",
        told(&document)
    );

    let mut archive = zip(&[("x.csv", b"a\n1\n")]);
    for magic in [&b"PK\x03\x04"[..], &b"PK\x01\x02"[..]] {
        let at = archive
            .windows(4)
            .position(|window| window == magic)
            .unwrap();
        let size = at + if magic[2] == 3 { 22 } else { 24 };
        archive[size..size + 4].copy_from_slice(&0xFFFF_FFF0_u32.to_le_bytes());
    }
    let document = read_one("x.zip", archive);
    assert_eq!(document.bytes, 4);
}

#[test]
fn one_zip_and_many_files_are_the_same_documents() {
    let files: Vec<(String, String)> = (0..5)
        .map(|i| (format!("2024/06/03/{i:02}/x.csv"), rows(i * 10 + 1)))
        .collect();
    let entries: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_bytes()))
        .collect();
    let zipped = read("all.zip", zip(&entries));
    for (document, (path, text)) in zipped.iter().zip(&files) {
        let alone = read_one(&format!("all.zip/{path}"), text);
        assert!(*document == alone, "{path}");
    }
}

/// Gives a few bytes at a time, as a slow file does.
struct Dribble(Cursor<Vec<u8>>, usize);

impl Read for Dribble {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let wanted = buffer.len().min(self.1);
        self.0.read(&mut buffer[..wanted])
    }
}

impl Seek for Dribble {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

fn dribbled(path: &str, data: Vec<u8>, bytes: usize) -> Document {
    let input = Input {
        path: path.to_owned(),
        size: data.len() as u64,
        data: Box::new(Dribble(Cursor::new(data), bytes)),
    };
    let mut reading = Reading::start(input, &ReadOptions::default());
    loop {
        if let Step::Document(document) = reading.step() {
            return *document;
        }
    }
}

fn csv_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            3 => Just("a".to_owned()), 1 => Just("1".to_owned()), 3 => Just(",".to_owned()),
            2 => Just("\n".to_owned()), 1 => Just("\r\n".to_owned()), 1 => Just("\r".to_owned()),
            1 => Just("\"".to_owned()), 1 => Just("\"\"".to_owned()), 1 => Just("é".to_owned()), 1 => Just(" ".to_owned()),
            1 => Just("\"x,\n\"\"y\"".to_owned()),
        ],
        0..60,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn rows_are_those_of_the_csv_crate(body in csv_text()) {
        // A header that forces the dialect, and an end that closes an open quote where one is left.
        let text = format!("first,second\n5,5\n{body}");
        let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
        let expected: Vec<Vec<String>> = records.iter().skip(1)
            .filter(|record| record.len() == 2)
            .map(|record| record.iter().map(str::to_owned).collect())
            .collect();
        let document = read_one("x.csv", &text);
        let is_open = document.notes.iter().any(|note| note.what.contains("never closed"));
        let is_another_dialect = table(&document).columns.len() != 2;
        prop_assume!(!is_open && !is_another_dialect);
        let table = table(&document);
        let found: Vec<Vec<String>> = (0..table.rows)
            .map(|row| table.columns.iter().map(|column| field(column, row).replace('·', "")).collect())
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_size_of_chunks_does_not_matter(body in csv_text(), bytes in 1usize..9) {
        let text = format!("first,second\n5,5\n{body}").into_bytes();
        let whole = read_one("x.csv", &text);
        prop_assert!(dribbled("x.csv", text.clone(), bytes) == whole);
        let lines = String::from_utf8(text).unwrap().replace(['"', '\\'], "");
        let lines: String = lines.lines().map(|line| format!("{{\"a\":\"{}\"}}\n", line.replace(char::is_control, ""))).collect();
        let whole = read_one("x.jsonl", &lines);
        prop_assert!(dribbled("x.jsonl", lines.into_bytes(), bytes) == whole);
    }

    #[test]
    fn nothing_panics(data in proptest::collection::vec(any::<u8>(), 0..300), start in 0usize..8) {
        let starts: [&[u8]; 8] = [b"", b"{", b"[{", b"{\"captureData\":{", b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"\xff\xfe", b"a,b\n"];
        let bytes = [starts[start], &data].concat();
        for path in ["x.csv", "x.json", "x"] {
            read(path, &bytes);
        }
    }

    #[test]
    fn damaged_captures_never_panic(at in 0usize..400, byte in any::<u8>()) {
        let event = event(("JSON", "application/json", r#"{"instances":[{"a":[1,2]},{"a":[3,4]}]}"#), ("CSV", "text/csv", "1,2\n3,4\n"));
        let mut bytes = format!("{event}\n{event}\n").into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        read("x.jsonl", &bytes);
        read("x.jsonl", &bytes[..at]);
    }
}

#[test]
fn windows_that_end_anywhere_give_the_same_rows() {
    let mut text = String::from("a,b\n");
    for i in 0..60_000 {
        let label = if i % 3 == 0 {
            format!("\"x\n{i}\"\"é\"")
        } else {
            format!("é{}", i % 11)
        };
        text.push_str(&format!("{i},{label}\r\n"));
    }
    let document = read_one("x.csv", &text);
    assert_eq!((document.records, document.notes.len()), (60_000, 0));
    assert_eq!(field(&table(&document).columns[1], 59_997), "x\n59997\"é");
}
