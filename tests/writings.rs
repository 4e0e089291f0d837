//! How files are written: encodings, lines within quotes, blanks between columns, JSON of pandas, JSON within a column.
#![allow(clippy::unwrap_used)]

mod documents_support;
mod support;

use documents_support::{field, read_one, shown, table, told};
use leeway::documents::{Document, DocumentKind};
use leeway::monitors::drift::Verdict;
use leeway::report::Report;
use std::path::Path;
use support::{open, session, text};

fn names(document: &Document) -> Vec<&str> {
    let columns = table(document).columns.iter();
    columns.map(|column| column.name.as_str()).collect()
}

fn says(document: &Document, words: &str) -> bool {
    told(document).iter().any(|note| note.contains(words))
}

/// A table of names and cities in the bytes that `encode` makes of it.
fn cities(rows: usize, cities: [&str; 3]) -> String {
    let row = |row: usize| format!("{row},{}\n", cities[row % 3]);
    format!("n,city\n{}", (0..rows).map(row).collect::<String>())
}

#[test]
fn older_encodings_are_read_and_said() {
    let of =
        |encoding: &'static encoding_rs::Encoding, text: &str| encoding.encode(text).0.into_owned();
    for (encoding, made, city) in [
        (
            encoding_rs::WINDOWS_1252,
            cities(300, ["Köln", "Zürich", "Orléans"]),
            "Zürich",
        ),
        (
            encoding_rs::WINDOWS_1252,
            cities(300, ["München – Süd", "Málaga", "A Coruña"]),
            "Málaga",
        ),
        (
            encoding_rs::WINDOWS_1251,
            cities(300, ["Москва", "Новосибирск", "Нижний Новгород"]),
            "Новосибирск",
        ),
        (
            encoding_rs::SHIFT_JIS,
            cities(300, ["東京都", "大阪市", "名古屋市と横浜市"]),
            "大阪市",
        ),
    ] {
        let document = read_one("x.csv", of(encoding, &made));
        assert_eq!(table(&document).rows, 300);
        assert_eq!(
            field(&table(&document).columns[1], 1),
            city,
            "{:?}",
            told(&document)
        );
        assert!(
            says(&document, &format!("it was read as {}", encoding.name())),
            "{:?}",
            told(&document)
        );
        assert!(!shown(&document).contains('\u{FFFD}'));
    }
}

#[test]
fn utf16_is_read_with_and_without_a_mark() {
    for made in [
        cities(50, ["Köln", "Zürich", "Łódź"]),
        cities(50, ["Москва", "Тверь", "Пермь"]),
    ] {
        for (mark, big) in [(true, false), (false, false), (true, true), (false, true)] {
            let mark = if mark { "\u{FEFF}" } else { "" };
            let unit = |unit: u16| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            };
            let bytes: Vec<u8> = format!("{mark}{made}")
                .encode_utf16()
                .flat_map(unit)
                .collect();
            let document = read_one("x.csv", bytes);
            assert_eq!(names(&document), ["n", "city"]);
            assert_eq!(table(&document).rows, 50);
            assert!(says(&document, "The text is UTF-16"));
        }
    }
}

#[test]
fn a_damaged_byte_in_utf8_leaves_the_rest_as_it_is() {
    let mut bytes = cities(30, ["Köln", "Zürich", "Orléans"]).into_bytes();
    bytes.extend(b"30,caf\xE9\n");
    bytes.extend(cities(30, ["Köln", "Zürich", "Łódź"]).into_bytes());
    let document = read_one("x.csv", bytes);
    let city = &table(&document).columns[1];
    assert_eq!(
        (field(city, 0), field(city, 30), field(city, 34)),
        ("Köln".into(), "café".into(), "Łódź".into())
    );
    assert!(
        says(
            &document,
            "Bytes that are not UTF-8 were read as windows-1252"
        ),
        "{:?}",
        told(&document)
    );
}

#[test]
fn a_late_byte_decides_for_the_rest_of_a_long_file() {
    let mut bytes = cities(200_000, ["Koeln", "Bonn", "Trier"]).into_bytes();
    for row in 0..50_000 {
        bytes.extend(format!("{row},").into_bytes());
        bytes.extend(b"M\xFCnchen\n");
    }
    let document = read_one("x.csv", bytes);
    assert_eq!(table(&document).rows, 250_000);
    assert_eq!(field(&table(&document).columns[1], 249_999), "München");
}

#[test]
fn the_whole_file_says_its_encoding() {
    // A slip at the end of a long file, amid ASCII: the letters of UTF-8 stand far before and behind it.
    let mut slip = cities(20_000, ["Köln", "Zürich", "Łódź"]).into_bytes();
    slip.extend(cities(20_000, ["Bonn", "Ulm", "Jena"]).into_bytes());
    slip.extend(b"1,caf\xE9\n");
    slip.extend(cities(20_000, ["Bonn", "Ulm", "Jena"]).into_bytes());
    slip.extend("2,Łódź\n".as_bytes());
    let gzipped = {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, &slip).unwrap();
        packed.finish().unwrap()
    };
    for (path, bytes) in [("x.csv", slip), ("x.csv.gz", gzipped)] {
        let document = read_one(path, bytes);
        let city = &table(&document).columns[1];
        assert_eq!(
            [2, 40_001, 60_003].map(|row| field(city, row)),
            ["Łódź", "café", "Łódź"],
            "{path}"
        );
        assert!(says(&document, "were read as windows-1252"), "{path}");
    }
    // Bytes of GBK that are UTF-8 by chance stand before the first that is not: all is read in the encoding of the whole.
    let made = cities(3_000, ["呐喊", "上海市", "北京市"]);
    let bytes = encoding_rs::GBK.encode(&made).0.into_owned();
    let chance: Vec<u8> = encoding_rs::GBK.encode("摹").0.into_owned();
    assert!(std::str::from_utf8(&chance).is_ok());
    let head = format!("n,city\n{}", "7,摹\n".repeat(5));
    let mut whole = encoding_rs::GBK.encode(&head).0.into_owned();
    whole.extend(&bytes[b"n,city\n".len()..]);
    let document = read_one("x.csv", whole);
    let city = &table(&document).columns[1];
    assert_eq!([0, 6].map(|row| field(city, row)), ["摹", "上海市"]);
    assert_eq!(table(&document).rows, 3_005);
    assert!(says(&document, "it was read as"), "{:?}", told(&document));
}

#[test]
fn a_mark_of_utf8_settles_it() {
    let mut bytes = "\u{FEFF}n,city\n".to_owned().into_bytes();
    for row in 0..50 {
        bytes.extend(format!("{row},").into_bytes());
        bytes.extend(b"M\xFCnchen\n");
    }
    bytes.extend("50,Zürich\n".as_bytes());
    let document = read_one("x.csv", bytes);
    let city = &table(&document).columns[1];
    assert_eq!([0, 50].map(|row| field(city, row)), ["München", "Zürich"]);
}

#[test]
fn lines_within_quotes_are_read() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/files/quoted-lines/train.csv");
    let document = read_one("train.csv", std::fs::read(path).unwrap());
    assert_eq!(names(&document), ["amount", "city", "rate"]);
    assert_eq!(field(&table(&document).columns[1], 0), "Kiel");
    assert!(says(&document, "Each line is one text in quotes"));
    for (delimiter, header) in [(';', true), ('\t', true), (',', false)] {
        let row = |row: usize| {
            let real = format!("{row}{delimiter}\"x y\"{delimiter}{}.5", row % 7);
            format!("\"{}\"\n", real.replace('"', "\"\""))
        };
        let names = format!("\"n{delimiter}word{delimiter}rate\"\n");
        let made = format!(
            "{}{}",
            if header { names } else { String::new() },
            (0..40).map(row).collect::<String>()
        );
        let document = read_one("x.csv", made);
        assert_eq!(
            (table(&document).rows, table(&document).columns.len()),
            (40, 3),
            "{delimiter:?}"
        );
        assert_eq!(field(&table(&document).columns[1], 5), "x y");
    }
    let people: String = (0..40)
        .map(|row| format!("\"Doe {row}, John\"\n"))
        .collect();
    assert_eq!(table(&read_one("people.csv", people)).columns.len(), 1);
}

#[test]
fn columns_set_apart_by_blanks_are_read() {
    let asc = |row: usize| format!("{} {}  A{}   {}\n", row, row * 7 % 13, row % 4, row % 2);
    let made: String = (0..60).map(asc).collect();
    let document = read_one(
        "german.asc",
        format!("laufkont laufzeit moral kredit\n{made}"),
    );
    assert_eq!(
        names(&document),
        ["laufkont", "laufzeit", "moral", "kredit"]
    );
    assert_eq!(table(&document).rows, 60);
    let fixed: String = (0..60)
        .map(|row| format!("{row:>8}{:>9}\n", row * 3))
        .collect();
    assert_eq!(
        (
            table(&read_one("x.data", fixed.clone())).rows,
            table(&read_one("x.csv", fixed)).columns.len()
        ),
        (60, 2)
    );
    let pipes: String = (0..60)
        .map(|row| format!("{row}|a|{}\n", row % 5))
        .collect();
    assert_eq!(
        table(&read_one("x.txt", format!("n|k|v\n{pipes}")))
            .columns
            .len(),
        3
    );
    let quoted: String = (0..20)
        .map(|row| format!("{row} \"New York\" {}\n", row % 3))
        .collect();
    let document = read_one("x.txt", format!("n city v\n{quoted}"));
    assert_eq!(field(&table(&document).columns[1], 3), "New York");
    assert_eq!(
        read_one("x.txt", "Roses are red\nviolets are blue\n").kind,
        DocumentKind::Text
    );
}

#[test]
fn pandas_writes_a_table_in_six_ways() {
    for (orient, json) in [
        (
            "records",
            r#"[{"a":1,"b":"x"},{"a":2,"b":"y"},{"a":3,"b":null}]"#,
        ),
        (
            "columns",
            r#"{"a":{"0":1,"1":2,"2":3},"b":{"0":"x","1":"y","2":null}}"#,
        ),
        (
            "index",
            r#"{"0":{"a":1,"b":"x"},"1":{"a":2,"b":"y"},"2":{"a":3,"b":null}}"#,
        ),
        (
            "split",
            r#"{"columns":["a","b"],"index":[0,1,2],"data":[[1,"x"],[2,"y"],[3,null]]}"#,
        ),
        (
            "table",
            r#"{"schema":{"fields":[{"name":"index","type":"integer"},{"name":"a","type":"integer"},{"name":"b","type":"string"}],"primaryKey":["index"],"pandas_version":"1.4.0"},"data":[{"index":0,"a":1,"b":"x"},{"index":1,"a":2,"b":"y"},{"index":2,"a":3,"b":null}]}"#,
        ),
    ] {
        let document = read_one("x.json", json);
        assert_eq!(
            (names(&document), table(&document).rows),
            (vec!["a", "b"], 3),
            "{orient}"
        );
        assert_eq!(field(&table(&document).columns[1], 1), "y", "{orient}");
    }
    let values = read_one("x.json", r#"[[1,"x"],[2,"y"],[3,null]]"#);
    assert_eq!(
        (names(&values), table(&values).rows),
        (vec!["_c0", "_c1"], 3)
    );
    let one = read_one("x.json", r#"{"a":{"0":1,"1":2,"2":3}}"#);
    assert_eq!((names(&one), table(&one).rows), (vec!["a"], 3));
}

#[test]
fn json_in_a_column_is_unfolded() {
    for (cell, kept) in [
        (
            r#"{"a": 1.5, "b": {"c": "x"}}"#,
            vec!["n", "f.a", "f.b.c", "v"],
        ),
        (r#"[0.25, 0.75]"#, vec!["n", "f.0", "f.1", "v"]),
        (r#"{"a": NaN, "b": 2}"#, vec!["n", "f.a", "f.b", "v"]),
    ] {
        let row = |row: usize| format!("{row},\"{}\",{}\n", cell.replace('"', "\"\""), row % 3);
        let document = read_one(
            "x.csv",
            format!("n,f,v\n{}", (0..12_000).map(row).collect::<String>()),
        );
        assert_eq!(names(&document), kept);
        assert!(
            table(&document)
                .columns
                .iter()
                .all(|column| column.len() == 12_000)
        );
        assert!(says(&document, "Column f holds JSON"));
    }
    let words = read_one("x.csv", "n,f\n1,{a}\n2,{b}\n3,{c}\n");
    assert_eq!(names(&words), ["n", "f"]);
    let lines = read_one(
        "x.jsonl",
        "{\"n\":1,\"f\":\"{\\\"a\\\":1}\"}\n{\"n\":2,\"f\":\"{\\\"a\\\":2}\"}\n",
    );
    assert_eq!(names(&lines), ["n", "f.a"]);
}

#[test]
fn features_within_a_column_of_an_inference_log_are_judged() {
    let side = |shift: f64| {
        let row = |row: u64| {
            let amount = (row * 7919 % 1009) as f64 / 5.0 + shift;
            format!(
                "r{row},\"{{\"\"amount\"\": {amount}, \"\"merchant\"\": \"\"{}\"\"}}\"\n",
                ["a", "b"][(row % 2) as usize]
            )
        };
        format!(
            "inference_id,input_features\n{}",
            (0..500).map(row).collect::<String>()
        )
    };
    let report: Report = open(
        &mut session(),
        vec![
            text("baseline.csv", side(0.0)),
            text("current.csv", side(150.0)),
        ],
    )
    .unwrap();
    let amount = report
        .features
        .iter()
        .find(|feature| feature.name == "input_features.amount")
        .unwrap();
    assert_eq!(amount.verdict, Verdict::Strong);
}
