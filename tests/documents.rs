//! Files to documents: every format and every kind of damage, one line per case.

mod documents_support;

use documents_support::*;
use leeway::documents::{DocumentKind, ReadOptions, Role};
use leeway::table::Values;

/// Checks kind, rows and the table as text: names, then rows, fields joined by `|`, `·` where missing.
#[track_caller]
fn reads(path: &str, data: impl AsRef<[u8]>, kind: DocumentKind, table: &str) {
    let document = read_one(path, data);
    assert_eq!(document.problem, None);
    assert_eq!((document.kind, shown(&document).as_str()), (kind, table));
}

/// Checks the notes, and with `Problem: ` the problem, each as a line.
#[track_caller]
fn notes(path: &str, data: impl AsRef<[u8]>, expected: &[&str]) {
    assert_eq!(told(&read_one(path, data)), expected);
}

#[test]
fn csv_is_read_in_every_dialect() {
    use DocumentKind::Csv;
    for (text, table) in [
        ("a,b\n1,x\n2,y\n", "a|b 1|x 2|y"),
        ("a;b\n1,5;x\n2,5;y\n", "a|b 1,5|x 2,5|y"),
        ("a\tb\n1\tx\n", "a|b 1|x"),
        ("a|b\n1|x\n", "a|b 1|x"),
        ("a,b\r\n1,x\r\n", "a|b 1|x"),
        ("a,b\r1,x\r", "a|b 1|x"),
        ("\u{FEFF}a,b\n1,x", "a|b 1|x"),
        ("a,b\n1,\"x,\ny\"\n", "a|b 1|x,␊y"),
        ("a,b\n1,\"say \"\"x\"\"\"\n", "a|b 1|say \"x\""),
        ("a,b\n\n1,x\n\n\n2,y\n\n", "a|b 1|x 2|y"),
        ("a,b\n,x\n1,\n", "a|b ·|x 1|·"),
        ("a,b\nNA,x\n1,\"NA\"\n2,NULL\n", "a|b ·|x 1|NA 2|·"),
        ("1,x\n2,y\n", "_c0|_c1 1|x 2|y"),
        ("1\n2\n", "_c0 1 2"),
        ("0,1,2\n5,6,7\n", "0|1|2 5|6|7"),
        ("yes,no\nno,yes\nyes,yes\n", "_c0|_c1 yes|no no|yes yes|yes"),
        ("a,a,,a\n1,2,3,4\n", "a|a.1|_c2|a.2 1|2|3|4"),
        (",a\n0,5\n1,6\n", "_c0|a 0|5 1|6"),
        (" a , b \n1,2\n", "a|b 1|2"),
        ("a\n1\n", "a 1"),
        ("a,b\n", "a|b"),
        ("a,b", "a|b"),
        ("a,b\n,\n,\n", "a|b ·|· ·|·"),
        ("a,b\n1,1\n1,1\n", "a|b 1|1 1|1"),
    ] {
        reads("x.csv", text, Csv, table);
    }
    reads(
        "x.csv",
        "a,b\n1,<script>alert(1)</script>\n",
        Csv,
        "a|b 1|<script>alert(1)</script>",
    );
}

#[test]
fn json_records_are_read_in_every_layout() {
    use DocumentKind::{JsonLines, JsonRecords};
    for (path, text, kind, table) in [
        ("x.jsonl", r#"{"a":1,"b":"x"}"#, JsonLines, "a|b 1|x"),
        ("x.json", "{\"a\":1}\n{\"a\":2}\n", JsonLines, "a 1 2"),
        ("x.json", "{\"a\":1}\r\n\r\n{\"a\":2}", JsonLines, "a 1 2"),
        (
            "x.json",
            "{\n \"a\":1\n}\n{\n \"a\":2\n}",
            JsonLines,
            "a 1 2",
        ),
        (
            "x.json",
            "[{\"a\":1},\n{\"b\":2}]",
            JsonRecords,
            "a|b 1|· ·|2",
        ),
        ("x.json", "[]", JsonRecords, ""),
        (
            "x.json",
            "[[1,\"x\"],[2,\"y\"]]",
            JsonRecords,
            "_c0|_c1 1|x 2|y",
        ),
        ("x.json", "[1,2]\n[3,4]\n", JsonLines, "_c0|_c1 1|2 3|4"),
        (
            "x.json",
            r#"{"a":1,"b":true,"c":null}"#,
            JsonRecords,
            "a|b|c 1|true|·",
        ),
        (
            "x.json",
            r#"{"a":[1,2],"b":["x","y"]}"#,
            JsonRecords,
            "a|b 1|x 2|y",
        ),
        (
            "x.json",
            r#"{"a":{"0":1,"1":2},"b":{"0":"x","1":"y"}}"#,
            JsonRecords,
            "a|b 1|x 2|y",
        ),
        (
            "x.json",
            r#"{"columns":["a","b"],"data":[[1,2]]}"#,
            JsonRecords,
            "a|b 1|2",
        ),
        (
            "x.json",
            r#"{"instances":[{"features":[1,2]}]}"#,
            JsonRecords,
            "features.0|features.1 1|2",
        ),
        (
            "x.jsonl",
            r#"{"a":{"b":{"c":1}},"d":[{"e":2}]}"#,
            JsonLines,
            "a.b.c|d.0.e 1|2",
        ),
        ("x.jsonl", r#"{"a":"NA","b":""}"#, JsonLines, "a|b NA|"),
        (
            "x.jsonl",
            r#"{"a":NaN,"b":-Infinity,"c":1e400}"#,
            JsonLines,
            "a|b|c ·|-Infinity|1e400",
        ),
        ("x.jsonl", r#"{"a":"\u00e9\n"}"#, JsonLines, "a é␊"),
    ] {
        reads(path, text, kind, table);
    }
}

#[test]
fn captures_are_read_in_every_variation() {
    let csv =
        |input: &str, output: &str| event(("CSV", "text/csv", input), ("CSV", "text/csv", output));
    let json = |input: &str, output: &str| {
        event(
            ("JSON", "application/json", input),
            ("JSON", "application/json", output),
        )
    };
    let lines = |input: &str, output: &str| {
        event(
            ("JSON", "application/jsonlines", input),
            ("JSON", "application/jsonlines", output),
        )
    };
    for (capture, table) in [
        (csv("1,x", "0.5"), "_c0|_c1|_out0 1|x|0.5"),
        (csv("1,x\n", "0.5\n"), "_c0|_c1|_out0 1|x|0.5"),
        (csv("1,\"x,y\"", "0.5"), "_c0|_c1|_out0 1|x,y|0.5"),
        (csv("1,,3", "1,0.5"), "_c0|_c1|_c2|_out0|_out1 1|·|3|1|0.5"),
        (csv("1,x\n2,y\n", "0.5\n0.6\n"), "_c0|_c1|_out0 1|x|0.5 2|y|0.6"),
        (csv("1,x\n2,y\n", "0.5,0.6"), "_c0|_c1|_out0 1|x|0.5 2|y|0.6"),
        (json("[1,2]", r#"{"predictions":[[0.5]]}"#), "_c0|_c1|_out0 1|2|0.5"),
        (json(r#"["a","b"]"#, "[0.5,0.6]"), "_c0|_c1|_out0|_out1 a|b|0.5|0.6"),
        (json(r#"{"instances": [1.0, 2.0]}"#, "{\n  \"predictions\": [3.5, 4.0\n  ]\n}"), "_c0|_out0 1.0|3.5 2.0|4.0"),
        (json(r#"{"instances":[{"features":[1,2]},{"features":[3,4]}]}"#, r#"{"predictions":[{"score":0.5},{"score":0.6}]}"#), "features.0|features.1|score 1|2|0.5 3|4|0.6"),
        (json(r#"{"a":[1,2],"b":[3,4]}"#, r#"{"y":[5,6]}"#), "a|b|y 1|3|5 2|4|6"),
        (json(r#"{"a":1}"#, r#"["{\"y\": 2}","application/json"]"#), "a|y 1|2"),
        (json(r#"{"a":NaN}"#, "2"), "a|_out0 ·|2"),
        (lines("{\"a\":1}\n{\"a\":2}", "{\"y\":3}\n{\"y\":4}\n"), "a|y 1|3 2|4"),
        (event(("CSV", "text/csv", "1,2"), ("JSON", "application/json", r#"{"y":3}"#)), "_c0|_c1|y 1|2|3"),
        (event(("JSON", "application/json", r#"{"a":[1,2],"b":[3,4]}"#), ("BASE64", "text/html; charset=utf-8", "eyJ5IjogWzUsIDZdfQ==")), "a|b|y 1|3|5 2|4|6"),
        (event(("BASE64", "application/x-unknown", "MSx4"), ("CSV", "text/csv", "1")), "_c0|_c1|_out0 1|x|1"),
        (r#"{"captureData":{"endpointOutput":{"data":"7","encoding":"CSV"}},"eventMetadata":{"eventId":"e"}}"#.into(), "_out0 7"),
        (r#"{"captureData":{"endpointInput":{"data":"7","encoding":"CSV"}},"eventMetadata":{"eventId":"e"}}"#.into(), "_c0 7"),
        (r#"{"captureData":{"endpointInput":{"data":{"a":1},"encoding":"JSON"}},"eventMetadata":{"eventId":5}}"#.into(), "a 1"),
    ] {
        reads("x.jsonl", capture, DocumentKind::Capture, table);
    }
}

#[test]
fn merged_captures_and_labels_are_read() {
    use DocumentKind::{GroundTruth, Merged, TransformOutput};
    for (text, kind, table) in [
        (
            r#"{"groundTruthData":{"data":"1","encoding":"CSV"},"captureData":{"endpointInput":{"data":"5,6","encoding":"CSV"},"endpointOutput":{"data":"0.5","encoding":"CSV"}},"eventMetadata":{"eventId":"e"}}"#,
            Merged,
            "_c0|_c1|_out0|label 5|6|0.5|1",
        ),
        (
            r#"{"groundTruthData":{"data":"{\"label\": 1}","encoding":"JSON"},"captureData":{"batchTransformOutput":{"data":"{\"SageMakerOutput\":{\"score\":0.9},\"features\":[5,6]}","encoding":"JSON"}},"eventMetadata":{"eventId":"e"}}"#,
            Merged,
            "features.0|features.1|score|label 5|6|0.9|1",
        ),
        (
            r#"{"groundTruthData":{"data":"1","encoding":"CSV"},"captureData":{"batchTransformOutput":{"data":"5,6,0.5","encoding":"CSV"}},"eventMetadata":{"eventId":"e"}}"#,
            Merged,
            "_c0|_c1|_out0|label 5|6|0.5|1",
        ),
        (
            r#"{"groundTruthData":{"data":"8.0","encoding":"CSV"},"eventMetadata":{"eventId":"e"},"eventVersion":"0"}"#,
            GroundTruth,
            "label 8.0",
        ),
        (
            r#"{"groundTruthData":{"data":"{\"instances\":[{\"label\":0},{\"label\":1}]}","encoding":"JSON"},"eventMetadata":{"eventId":"e"}}"#,
            GroundTruth,
            "label 0 1",
        ),
        (
            r#"[{"InferenceId":"7","payload_index":1,"groundTruthLabel":"no"}]"#,
            GroundTruth,
            "label no",
        ),
        (
            r#"{"SageMakerInferenceId":"i","SageMakerInferenceTime":"2023-01-21T01:29:04Z","SageMakerOutput":{"score":0.1},"features":[5,6]}"#,
            TransformOutput,
            "features.0|features.1|score 5|6|0.1",
        ),
        (
            r#"{"SageMakerInferenceId":"i","SageMakerOutput":{"predictions":[{"y":1},{"y":2}]},"instances":[{"a":5},{"a":6}]}"#,
            TransformOutput,
            "a|y 5|1 6|2",
        ),
    ] {
        reads("x.jsonl", text, kind, table);
    }
    reads(
        "test.csv.out",
        "5,6,0.5, 1f1d57b1-2e6f-488c-8c30-db4e6d757861,2022-08-30T00:49:15Z\n",
        TransformOutput,
        "_c0|_c1|_c2 5|6|0.5",
    );
}

#[test]
fn events_have_times_keys_and_positions() {
    use leeway::documents::row_key;
    let csv = |id: &str, time: &str| {
        event(("CSV", "text/csv", "1\n2"), ("CSV", "text/csv", "3\n4")).replace(
            "\"eventId\":\"e\"",
            &format!("\"eventId\":\"e\",{id}\"inferenceTime\":\"{time}\""),
        )
    };
    let text = format!(
        "{}\n{}\n",
        csv("\"inferenceId\":\"7\",", "2024-06-03T17:00:00.5Z"),
        csv("", "{%s}")
    );
    let document = read_one("a/2024/06/03/18/x.jsonl", text);
    let table = table(&document);
    let (instant, hour) = (1_717_434_000_500, 1_717_437_600_000);
    assert_eq!(table.times, [instant, instant, hour, hour]);
    assert_eq!(
        table.keys,
        [row_key("7"), row_key("7"), row_key("e"), row_key("e")]
    );
    assert_eq!(table.positions, [0, 1, 0, 1]);
    assert_eq!(document.hour, Some(hour));
    assert_eq!(
        told(&document),
        [
            "2: Event times could not be read; the hour of the path was taken. | {%s} | a time such as 2024-06-03T17:00:00Z"
        ]
    );
    let merged = r#"[{"InferenceId":"7","payload_index":1,"groundTruthLabel":"no"}]"#;
    let document = read_one("x.json", merged);
    let labels = documents_support::table(&document);
    assert_eq!(
        (labels.keys.as_slice(), labels.positions.as_slice()),
        (&[row_key("7")][..], &[1][..])
    );
    assert_eq!(document.role, Some(Role::Labels));
}

#[test]
fn damage_in_tables_is_told_and_the_rest_kept() {
    let long = "x".repeat(1 << 20);
    for (text, rows, expected) in [
        (
            "a,b\n1,x\n2\n3,y\n4,z,5\n".to_owned(),
            2,
            "3 (2×): Rows with too few or too many fields were left out. | 1 field: 2 | 2 fields | Put fields that hold the delimiter or a line break in quotes.",
        ),
        (
            "a,b\n1,2\n1e400,3\n".to_owned(),
            2,
            "3: Column a has infinite numbers. | 1e400 | a number that a 64-bit float can hold | They are counted, and left out of means and bins.",
        ),
        (
            "a,b\n1,2\n0x1F,3\n4,5\n".to_owned(),
            3,
            "3: Column a is numbers but for a few texts. | 0x1F | a decimal number | Write hexadecimal numbers as decimal ones.",
        ),
        (
            "a;b\n1;2\n1,5;3\n4;5\n".to_owned(),
            3,
            "3: Column a is numbers but for a few texts. | 1,5 | a decimal number | Write a point, not a comma, before the decimals, and nothing between thousands.",
        ),
        (
            "a,b\n1,2\n１２,3\n4,5\n".to_owned(),
            3,
            "3: Column a is numbers but for a few texts. | １２ | a decimal number | Write numbers with the digits 0 to 9.",
        ),
        (
            "a,b\n1,2\nnone,3\n4,5\n".to_owned(),
            3,
            "3: Column a is numbers but for a few texts. | none | a decimal number | If the word means missing, add it to the missing words in the settings.",
        ),
        (
            "a,a\n1,2\n".to_owned(),
            1,
            "1: Columns of the same name got a number. | a, now a.1 | a name of its own for every column",
        ),
        (
            "a,\n1,2\n".to_owned(),
            1,
            "1: Columns without a name are named by position. | an empty name, now _c1 | a name of its own for every column",
        ),
        (
            format!("a,b\n1,{long}\n"),
            1,
            "2: Long fields were cut. | 1048576 bytes | at most 65536 bytes | Look for a quote that is never closed.",
        ),
        (
            "a,b\n1,\"x\n2,y\n3,z\n".to_owned(),
            3,
            "2: A quote is never closed; it was read as plain text. | a quote at the start of a field | a closing quote | Close the quote, or write two quotes for a quote within quotes.",
        ),
        (
            "1,2\n3,4\n".to_owned(),
            2,
            "1: No header row was recognised; columns are named by position. | 1, 2 | names in the first row | If the columns have names, put them into the first row or set them in the settings.",
        ),
        (
            "a,b\n1,x\0y\n".to_owned(),
            1,
            "2: NUL bytes were left out. | byte 00 | text | Look at how the file was written; it may have been damaged.",
        ),
    ] {
        let document = read_one("x.csv", &text);
        assert_eq!(told(&document), [expected]);
        assert_eq!(table(&document).rows, rows, "{expected}");
    }
    notes(
        "x.csv",
        b"a,b\n1,caf\xE9\n2,x\n",
        &[
            "2: The text is not UTF-8; it was read as windows-1252. | byte E9 | UTF-8 | If letters look wrong, save the file as UTF-8.",
        ],
    );
}

#[test]
fn damage_in_json_is_told_and_the_rest_kept() {
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    for (path, text, rows, expected) in [
        (
            "x.jsonl",
            "{\"a\":1}\n{\"a\":\n{\"a\":3}\n".to_owned(),
            2,
            "2: Records that end early were left out. | …{\"a\": | a complete JSON value | The file may have been cut; copy or download it again.",
        ),
        (
            "x.jsonl",
            "{\"a\":1}\n{\"a\":oops}\n{\"a\":3}\n".to_owned(),
            2,
            "2: Records that are not JSON were left out. | {\"a\":oops} (expected value) | a JSON value",
        ),
        (
            "x.jsonl",
            "{\"a\":\n{\"a\":2}\n".to_owned(),
            1,
            "1: Records that end early were left out. | …{\"a\": | a complete JSON value | The file may have been cut; copy or download it again.",
        ),
        (
            "x.json",
            "[{\"a\":1},\n{\"a\":2},\n{\"a\":".to_owned(),
            2,
            "3: The JSON ends early; what came before was kept: 2 records. | {\"a\": | a complete value and the closing bracket | The file was cut; copy or download it again.",
        ),
        (
            "x.json",
            "[{\"a\":1}] tail".to_owned(),
            1,
            "1: Text after the JSON array was left out. | tail | the end of the file",
        ),
        (
            "x.jsonl",
            format!("{{\"a\":1}}\n{deep}\n"),
            2,
            &format!(
                "2: Values nested too deeply were left out. | {}… | at most 64 levels of nesting",
                &format!("a{}", ".0".repeat(63))[..80]
            ),
        ),
        (
            "x.jsonl",
            "{\"a\":1,\"a\":2}\n".to_owned(),
            1,
            "1: A key stood twice in one record; its first value was taken. | a | every key once",
        ),
        (
            "x.jsonl",
            format!("{{\"a\":{}1{}}}\n", "[".repeat(100), "]".repeat(100)),
            1,
            &format!(
                "1: Values nested too deeply were left out. | a{} | at most 64 levels of nesting",
                ".0".repeat(63).chars().take(79).collect::<String>() + "…"
            ),
        ),
    ] {
        let document = read_one(path, &text);
        assert_eq!(told(&document), [expected]);
        assert_eq!(table(&document).rows, rows, "{expected}");
    }
}

#[test]
fn damage_in_captures_is_told_and_the_rest_kept() {
    let csv = |input: &str| event(("CSV", "text/csv", input), ("CSV", "text/csv", "1"));
    let json = |input: &str| {
        event(
            ("JSON", "application/json", input),
            ("CSV", "text/csv", "1"),
        )
    };
    for (text, rows, expected) in [
        (
            format!("{}\n{}\n{}\n", csv("1,2"), csv("1,2,3"), csv("4,5")),
            2,
            "2: Captured rows with another number of columns were left out. | 3 fields | 2 fields, as in the first record | If the endpoint was changed, compare the time before and after in turn.",
        ),
        (
            csv("1\n2"),
            2,
            "1: Events with more or fewer answers than records; answers without a record were left out. | 1 answers | 2 answers, one for each record",
        ),
        (
            json(r#"{"instances":[{"start":"2020-01-01","target":[1]}],"configuration":{}}"#),
            1,
            "1: Time series of DeepAR were left out. | instances with a target, or predictions with quantiles | records of features | Drift of a series is not drift of a feature; compare its values as a table.",
        ),
        (
            json("{oops"),
            1,
            "1: Records that are not JSON were left out. | {oops (key must be a string) | a JSON value",
        ),
        (
            event(
                ("BASE64", "image/png", "iVBORw0KGgo="),
                ("CSV", "text/csv", "1"),
            ),
            1,
            "1: Payloads in BASE64 that hold no text were left out. | image/png | CSV or JSON | Name the content type in the capture options if it is CSV or JSON.",
        ),
        (
            event(
                ("BASE64", "text/html", "PGh0bWw+"),
                ("CSV", "text/csv", "1"),
            ),
            1,
            "1: Payloads that are neither CSV nor JSON were left out. | <html> | CSV or JSON",
        ),
        (
            r#"{"captureData":{},"eventMetadata":{"eventId":"e"}}"#.to_owned(),
            0,
            "1: Events without captured data were left out. | endpointInput or endpointOutput with data",
        ),
    ] {
        let document = read_one("x.jsonl", &text);
        assert_eq!(document.kind, DocumentKind::Capture);
        assert_eq!(told(&document), [expected]);
        assert_eq!(table(&document).rows, rows, "{expected}");
    }
}

#[test]
fn what_is_no_data_is_refused_with_a_reason() {
    let utf8 = "CSV, JSON or JSON Lines, also as .gz or .zip";
    for (path, data, expected) in [
        ("x.csv", &b""[..], "Problem: The file is empty. | no text | CSV, JSON or JSON Lines | Download it again, or remove it.".to_owned()),
        ("x.csv", b" \n\n", "Problem: The file is empty. | no text | CSV, JSON or JSON Lines | Download it again, or remove it.".to_owned()),
        ("x.csv", b"PAR1\x15\x04", format!("Problem: This is not a text file. | a Parquet file | {utf8} | Write it as CSV or JSON Lines, for example with pandas: read_parquet(…).to_csv(…, index=False).")),
        ("x.csv", b"\x89PNG\r\n\x1a\n", format!("Problem: This is not a text file. | a PNG picture | {utf8}")),
        ("x.csv", b"%PDF-1.7", format!("Problem: This is not a text file. | a PDF document | {utf8} | Drop the analysis.json that lies beside the report.")),
        ("x.pkl", b"\x80\x04\x95\x00", "Problem: This pickle cannot be used; it was read and not run. | it ends early | a booster of XGBoost or LightGBM, an estimator of scikit-learn, or a Pipeline or ColumnTransformer of its encoders, imputers and scalers | Save the booster alone with `booster.save_model(\"model.json\")`, and open it with encoded rows.".to_owned()),
        ("x.csv", b"\x00\x01\x02\x03a", format!("Problem: This is not a text file. | 4 control bytes among the first 5 | {utf8}")),
        ("x.json", b"<!DOCTYPE html>\n<html>", "Problem: This is a web page or XML, not data. | <!DOCTYPE html> | CSV, JSON or JSON Lines | Perhaps a sign-in or error page was saved; download the file again.".to_owned()),
        ("x.json", b"Access denied", "Problem: 1: This is not JSON, whatever its name says. | Access denied | a JSON object or array".to_owned()),
        ("x.json", b"{\"features\":[{\"name\":", "Problem: 1: The JSON ends early. | …{\"features\":[{\"name\": | a complete JSON value | The file may have been cut; copy or download it again.".to_owned()),
        ("x.json", b"{\"a\" 1}", "Problem: 1: This is not valid JSON. | {\"a\" 1} (expected `:`) | a JSON value".to_owned()),
        ("x.zip", b"PK\x03\x04abcdefgh", "Problem: The zip archive is damaged or was cut. | …".to_owned()),
    ] {
        let document = read_one(path, data);
        let told = told(&document);
        let is_as_expected = match expected.strip_suffix('…') {
            Some(start) => told.len() == 1 && told[0].starts_with(start),
            None => told == [expected.as_str()],
        };
        assert!(is_as_expected, "{told:?} is not {expected:?}");
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let found = format!("{{\"a\":{}…", "[".repeat(75));
    notes(
        "x.json",
        deep,
        &[&format!(
            "Problem: 1: The JSON is nested too deeply. | {found} | at most 127 levels of nesting"
        )],
    );
}

#[test]
fn odd_but_harmless_tables_make_no_note() {
    let labels: String = (0..100_000).map(|i| format!("label {i},1\n")).collect();
    for text in [
        "a\n1\n2\n".to_owned(),
        "a,b\n".to_owned(),
        "a,b\n1,2\n".to_owned(),
        "a,b\n,\n,\n".to_owned(),
        "a,b\n7,7\n7,7\n".to_owned(),
        format!("a,b\n{labels}"),
    ] {
        notes("x.csv", text, &[]);
    }
    let document = read_one("x.csv", format!("a,b\n{labels}"));
    let Values::Labels(column) = &table(&document).columns[0].values else {
        panic!("labels");
    };
    assert_eq!(column.dictionary.len(), 100_000);
}

#[test]
fn utf_16_is_converted() {
    let text = "a,b\n1,é\n";
    let little: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let big: Vec<u8> = [0xFE, 0xFF]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    let bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for data in [little, big, bare] {
        let document = read_one("x.csv", data);
        assert_eq!(shown(&document), "a|b 1|é");
        assert_eq!(
            told(&document),
            [
                "The text is UTF-16 and was converted. | UTF-8 | Nothing to do; other tools may want UTF-8."
            ]
        );
    }
}

#[test]
fn options_bound_what_is_read() {
    let mut options = ReadOptions::default();
    options.limits.columns = 2;
    let document = read_with("x.jsonl", r#"{"a":1,"b":2,"c":3}"#, &options).remove(0);
    assert_eq!(shown(&document), "a|b 1|2");
    assert_eq!(
        told(&document),
        [
            "Columns beyond the limit were left out. | c | at most 2 columns | Keys that differ from record to record are not features; drop a file without them."
        ]
    );
    let mut options = ReadOptions::default();
    options.limits.document_bytes = 1 << 20;
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(3 << 20));
    let document = read_with("x.json", large, &options).remove(0);
    assert_eq!(
        told(&document),
        [
            "Problem: A JSON document of one value is too large. | more than 1 MB | at most 1 MB | Write it as JSON Lines: one record per line."
        ]
    );
}
