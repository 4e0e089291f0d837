//! A document that is read in parts is the same as one that was not: the second is what the first is checked against.

mod documents_support;

use leeway::documents::{
    Content, Document, Input, PartPlan, PartRange, PartReader, ReadOptions, Reading, Step,
    outline_file, read_part,
};
use leeway::table::{Origin, Table, Values, canonical_label};
use proptest::prelude::*;
use std::cell::Cell;
use std::io::Cursor;
use std::rc::Rc;

/// Reads parts itself, and keeps answers back for a while.
struct Slow {
    data: Rc<[u8]>,
    answers: Vec<Option<Vec<u8>>>,
    part_bytes: u64,
    ahead: usize,
    delays: Cell<u32>,
    taken: Rc<Cell<u32>>,
    fails: fn(u32) -> bool,
}

impl PartReader for Slow {
    fn ahead(&self) -> usize {
        self.ahead
    }

    fn part_bytes(&self) -> u64 {
        self.part_bytes
    }

    fn ask(&mut self, plan: &PartPlan, range: PartRange) -> u32 {
        let mut file = Cursor::new(self.data.clone());
        let answer = read_part(plan, &mut file, self.data.len() as u64, range);
        let asked = self.answers.len() as u32;
        self.answers.push(answer.filter(|_| !(self.fails)(asked)));
        asked
    }

    fn ask_outline(&mut self) -> u32 {
        let answer = outline_file(&mut Cursor::new(self.data.clone()), self.data.len() as u64);
        let asked = self.answers.len() as u32;
        self.answers.push(answer.filter(|_| !(self.fails)(asked)));
        asked
    }

    fn has_answered(&self, _asked: u32) -> bool {
        self.delays.update(|delays| delays + 1);
        self.delays.get() % 3 != 1
    }

    fn take(&mut self, asked: u32) -> Option<Vec<u8>> {
        let answer = self.answers[asked as usize].take();
        self.taken
            .set(self.taken.get() + u32::from(answer.is_some()));
        answer
    }
}

/// The document, and how many parts of it others read.
fn in_parts(path: &str, data: &[u8], part_bytes: u64, fails: fn(u32) -> bool) -> (Document, u32) {
    let data: Rc<[u8]> = data.into();
    let input = Input {
        path: path.to_owned(),
        size: data.len() as u64,
        data: Box::new(Cursor::new(data.clone())),
    };
    let taken = Rc::new(Cell::new(0));
    let mut reading = Reading::start(input, &ReadOptions::default());
    reading.let_read(Box::new(Slow {
        data: data.clone(),
        answers: Vec::new(),
        part_bytes,
        ahead: 3,
        delays: Cell::new(0),
        taken: taken.clone(),
        fails,
    }));
    let mut before = 0;
    loop {
        match reading.step() {
            Step::Document(document) => return (*document, taken.get()),
            Step::More => {
                assert!(reading.bytes_done() >= before);
                before = reading.bytes_done();
            }
            Step::Done => panic!("no document"),
        }
    }
}

/// All that can be told from a table, whatever holds its values: numbers as they are, labels as they are counted.
fn told(table: &Table) -> String {
    let mut lines = vec![format!(
        "{} {:?} {:?} {:?}",
        table.rows, table.times, table.keys, table.positions
    )];
    for column in &table.columns {
        let mut line = format!(
            "{} {} {:?} {:?} {:?}:",
            column.name, column.named, column.origin, column.missing, column.types
        );
        match &column.values {
            Values::Numbers(numbers) => {
                let mut texts = numbers.texts.iter().peekable();
                for (row, value) in numbers.values.iter().enumerate() {
                    line += &match texts.next_if(|text| text.0 as usize == row) {
                        Some(text) => canonical_label(numbers.dictionary.label(text.1)),
                        None if value.is_nan() => "·".to_owned(),
                        None => canonical_label(&format!("{value:?}")),
                    };
                    line += ",";
                }
            }
            Values::Labels(labels) => {
                for code in &labels.codes {
                    line += &match *code {
                        leeway::table::Labels::MISSING => "·".to_owned(),
                        code => canonical_label(labels.dictionary.label(code)),
                    };
                    line += ",";
                }
            }
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[track_caller]
fn assert_same(path: &str, data: &[u8], part_bytes: u64, fails: fn(u32) -> bool) -> u32 {
    let whole = documents_support::read_one(path, data);
    let (parts, taken) = in_parts(path, data, part_bytes, fails);
    assert_eq!(
        (
            parts.kind,
            parts.records,
            parts.bytes,
            &parts.notes,
            &parts.problem,
            parts.role
        ),
        (
            whole.kind,
            whole.records,
            whole.bytes,
            &whole.notes,
            &whole.problem,
            whole.role
        )
    );
    match (&parts.content, &whole.content) {
        (Content::Table(parts), Content::Table(whole)) => {
            // Not assert_eq: what it would print is megabytes.
            let (parts, whole) = (told(parts), told(whole));
            let differs = parts.lines().zip(whole.lines()).find(|(a, b)| a != b);
            let differs = differs.map(|(a, b)| {
                let at = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
                let around = |text: &str| {
                    text.chars()
                        .skip(at.saturating_sub(60))
                        .take(120)
                        .collect::<String>()
                };
                (around(a), around(b))
            });
            assert!(differs.is_none(), "{differs:?}");
            assert_eq!(parts.len(), whole.len());
        }
        (parts, whole) => assert_eq!(parts, whole),
    }
    taken
}

/// Some 2.4 MB of CSV: the first megabyte is read before parts are asked for.
fn csv(line_end: &str, mut odd: impl FnMut(usize) -> Option<String>) -> Vec<u8> {
    let mut text = format!("id,age,job,income,note{line_end}");
    for row in 0..40_000usize {
        match odd(row) {
            Some(line) => text += &line,
            None => {
                let job = ["cook", "pilot", "", "NA", "8", "8.0"][row * 7 % 6];
                text += &format!(
                    "{row},{},{job},{}.25,\"a, b and as many words as make a line long\"",
                    row % 90,
                    row * 31 % 9973
                );
            }
        }
        text += line_end;
    }
    text.into_bytes()
}

#[test]
fn plain_rows_are_read_in_parts() {
    for end in ["\n", "\r\n"] {
        assert!(assert_same("a.csv", &csv(end, |_| None), 50_000, |_| false) > 8);
    }
    // Without a line feed there is no place to part it at.
    assert_same("a.csv", &csv("\r", |_| None), 50_000, |_| false);
}

#[test]
fn a_part_that_was_lost_is_read_here() {
    let data = csv("\n", |_| None);
    assert!(assert_same("a.csv", &data, 40_000, |asked| asked % 2 == 0) > 4);
    assert_eq!(assert_same("a.csv", &data, 40_000, |_| true), 0);
}

#[test]
fn quotes_that_span_lines_hold_where_a_part_would_begin() {
    let long = format!("1,2,cook,3.5,\"{}\"", "line\nx,y,z,1,2\n".repeat(3_000));
    let data = csv("\n", |row| (row % 9_000 == 8_999).then(|| long.clone()));
    assert!(assert_same("a.csv", &data, 30_000, |_| false) > 4);
    let open = csv("\n", |row| {
        (row == 36_000).then(|| "1,2,cook,3.5,\"open".to_owned())
    });
    assert_same("a.csv", &open, 30_000, |_| false);
}

#[test]
fn what_is_odd_is_told_with_its_line() {
    let data = csv("\n", |row| match row {
        35_000 => Some("1,2".to_owned()),
        36_000 => Some("1,2,cook,1e999,x".to_owned()),
        37_000 => Some("1,2,cook,odd,x\n\n".to_owned()),
        38_000 => Some("1,2,3,4,5,6".to_owned()),
        _ => None,
    });
    assert!(assert_same("a.csv", &data, 30_000, |_| false) > 8);
    let notes = in_parts("a.csv", &data, 30_000, |_| false).0.notes;
    assert_eq!(notes[0].line, Some(35_002), "{notes:?}");
}

#[test]
fn bytes_that_are_no_text_are_left_to_the_reader_of_the_document() {
    let mut data = csv("\n", |_| None);
    let at = data.len() - 300_000;
    data[at] = 0xFF;
    assert_same("a.csv", &data, 50_000, |_| false);
    data[at] = 0;
    assert_same("a.csv", &data, 50_000, |_| false);
    let mut with_mark = b"\xEF\xBB\xBF".to_vec();
    with_mark.extend(csv("\n", |row| {
        (row % 500 == 3).then(|| "1,2,Köchin,3,😀".to_owned())
    }));
    assert!(assert_same("a.csv", &with_mark, 50_000, |_| false) > 8);
}

#[test]
fn captures_are_read_in_parts() {
    let event = |row: usize, input: String, output: &str| {
        format!(
            "{{\"captureData\":{{\"endpointInput\":{{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"{input}\",\"encoding\":\"CSV\"}}{output}}},\"eventMetadata\":{{\"eventId\":\"e{row}\",\"inferenceTime\":\"2024-06-03T{:02}:00:00Z\"}},\"eventVersion\":\"0\"}}\n",
            row % 24
        )
    };
    let answer = ",\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"0.25\",\"encoding\":\"CSV\"}";
    let two = ",\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"0.25,1\",\"encoding\":\"CSV\"}";
    let mut text = String::new();
    for row in 0..8_000usize {
        // Answers begin late, so that no part knows their width; one part then sees another one.
        text += &match row {
            6_000 => event(row, format!("{row},x"), answer),
            6_500 => "{broken\n".to_owned(),
            6_700 => event(row, format!("{row},x,0.5"), two),
            0..6_000 => event(row, format!("{row},x,0.5"), ""),
            _ => event(row, format!("{row},{},0.5", row % 300), answer),
        };
    }
    assert!(assert_same("2024/06/03/09/a.jsonl", text.as_bytes(), 40_000, |_| false) > 8);
}

#[test]
fn records_with_keys_are_read_in_parts() {
    let mut text = String::new();
    for row in 0..30_000usize {
        text += &match row % 1_000 {
            999 => format!("{{\"late{}\":1,\"id\":{row},\"job\":null}}\n", row / 10_000),
            _ => format!(
                "{{\"id\":{row},\"job\":\"cook\",\"at\":{{\"x\":{}.5}}}}\n",
                row % 400
            ),
        };
    }
    assert!(assert_same("a.jsonl", text.as_bytes(), 40_000, |_| false) > 4);
    let mut labels = String::new();
    for row in 0..20_000usize {
        labels += &format!(
            "{{\"groundTruthData\":{{\"data\":\"{}\",\"encoding\":\"CSV\"}},\"eventMetadata\":{{\"eventId\":\"e{row}\"}},\"eventVersion\":\"0\"}}\n",
            row % 2
        );
    }
    assert!(assert_same("labels.jsonl", labels.as_bytes(), 40_000, |_| false) > 4);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn parts_of_any_size_and_rows_of_any_kind(
        part_bytes in 2_000u64..200_000,
        fields in proptest::collection::vec("[0-9a,\\.\" \n]{0,12}|NA|1e999|[0-9]{1,6}\\.[0-9]{1,3}", 40),
        failing in 0usize..3,
    ) {
        let data = csv("\n", |row| (row > 25_000 && row % 3 == 0).then(|| {
            let field = |place: usize| &fields[(row * 5 + place * 7) % fields.len()];
            format!("{row},{},{},{},{}", field(0), field(1), field(2), field(3))
        }));
        let fails = [|_: u32| false, |asked: u32| asked % 5 == 3, |asked: u32| asked < 2][failing];
        assert_same("a.csv", &data, part_bytes, fails);
    }
}

#[test]
fn a_late_byte_decides_for_parts_that_were_read_before() {
    let rows = |letters: &str, rows: usize| -> String {
        (0..rows)
            .map(|row| format!("{row},{letters},{}\n", row % 7))
            .collect()
    };
    // One slip in UTF-8, amid ASCII.
    let mut slip = format!("a,b,c\n{}", rows("Łódź", 150_000)).into_bytes();
    slip.extend(rows("Ulm", 10_000).into_bytes());
    slip.extend(b"1,caf\xE9,1\n");
    slip.extend(rows("Ulm", 10_000).into_bytes());
    slip.extend(rows("Łódź", 10_000).into_bytes());
    // Parts that are UTF-8 by chance, of a file that is not.
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let mut chance = gbk(&format!("a,b,c\n{}", rows("摹", 150_000)));
    chance.extend(gbk(&rows("上海市", 150_000)));
    for (bytes, city) in [(slip, "Łódź"), (chance, "摹")] {
        assert!(assert_same("a.csv", &bytes, 40_000, |_| false) > 0);
        let (document, _) = in_parts("a.csv", &bytes, 40_000, |_| false);
        let table = documents_support::table(&document);
        let b = documents_support::field(&table.columns[1], 3);
        assert_eq!(b, city);
    }
}

#[test]
fn origins_stay_apart() {
    // The same name as an input and as an output is two columns, in parts too.
    let mut text = String::new();
    for row in 0..9_000usize {
        text += &format!(
            "{{\"captureData\":{{\"endpointInput\":{{\"data\":\"{{\\\"x\\\":{row}}}\",\"encoding\":\"JSON\"}},\"endpointOutput\":{{\"data\":\"{{\\\"x\\\":\\\"{}\\\"}}\",\"encoding\":\"JSON\"}}}},\"eventMetadata\":{{\"eventId\":\"e{row}\",\"inferenceTime\":\"2024-06-03T09:00:00Z\"}},\"eventVersion\":\"0\"}}\n",
            row % 5
        );
    }
    assert!(assert_same("capture/a.jsonl", text.as_bytes(), 40_000, |_| false) > 4);
    let (document, _) = in_parts("capture/a.jsonl", text.as_bytes(), 40_000, |_| false);
    let table = documents_support::table(&document);
    let origins: Vec<Origin> = table.columns.iter().map(|column| column.origin).collect();
    assert_eq!(origins, [Origin::Input, Origin::Output]);
}

#[test]
fn statistics_are_read_with_their_sketches_cut_out_elsewhere() {
    let item = |at: usize| format!("{}.{}", at * 37 % 1_000, at % 10);
    let items: Vec<String> = (0..20_000).map(item).collect();
    let statistics = |items: &str| {
        format!(
            "{{\"version\": 0.0, \"dataset\": {{\"item_count\": 20000}}, \"features\": [{{\"name\": \"a\", \"inferred_type\": \"Fractional\", \
             \"numerical_statistics\": {{\"common\": {{\"num_present\": 20000, \"num_missing\": 0}}, \"mean\": 1.0, \"sum\": 2.0, \"std_dev\": 3.0, \
             \"min\": 0.0, \"max\": 999.9, \"distribution\": {{\"kll\": {{\"buckets\": [], \"sketch\": {{\"parameters\": {{\"c\": 0.64, \"k\": 2048.0}}, \
             \"data\": [[{items}]]}}}}}}}}}}]}}"
        )
    };
    let good = statistics(&items.join(", "));
    assert_eq!(
        assert_same("2024/06/03/09/statistics.json", good.as_bytes(), 1, |_| {
            false
        }),
        1
    );
    let marked = format!("\u{FEFF}{good}");
    assert_eq!(
        assert_same("statistics.json", marked.as_bytes(), 1, |_| false),
        1
    );
    for odd in [
        statistics(&(items.join(", ") + ", \"x\"")),
        good[..good.len() - 9].to_owned(),
        format!("[{}]", items.join(", ")),
        format!("{{\"kll\": 1, \"data\": [[{}]]}}", items.join(", ")),
    ] {
        assert_same("statistics.json", odd.as_bytes(), 1, |_| false);
    }
    assert_eq!(
        assert_same("statistics.json", good.as_bytes(), 1, |_| true),
        0
    );
}

#[test]
fn what_seemed_to_be_numbers_and_is_labels_stays_labels() {
    // The first megabyte of so wide a table has two hundred rows: the first column's values are all different there, and never more than these.
    let mut text = String::from("code,number");
    (0..900).for_each(|column| text += &format!(",c{column}"));
    text += "\n";
    let rest = ",12345".repeat(900);
    for row in 0..1_500usize {
        text += &format!("{},{}.5{rest}\n", row * 7 % 200, row * 31 % 9973);
    }
    assert!(assert_same("a.csv", text.as_bytes(), 600_000, |_| false) > 4);
    let (document, _) = in_parts("a.csv", text.as_bytes(), 600_000, |_| false);
    let table = documents_support::table(&document);
    let is_labels = |column: usize| matches!(table.columns[column].values, Values::Labels(_));
    assert_eq!(
        [is_labels(0), is_labels(1), is_labels(2)],
        [true, false, true]
    );
}
