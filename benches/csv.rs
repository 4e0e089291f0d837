//! Reading CSV with Leeway's own splitting of plain records, against the `csv` crate with the same columns. Prints figures, asserts nothing.
//!
//! `cargo bench --bench csv -- 1000000` for a million rows (the default is 300 000).

use std::io::Cursor;
use std::time::Instant;

use leeway::documents::{Content, Input, ReadOptions, Reading, Step};
use leeway::scenarios::census;
use leeway::table::{Column, MissingPolicy, Origin, Table};

const RUNS: usize = 5;

fn main() {
    let rows = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .next()
        .unwrap_or(300_000);
    let mut text = Vec::new();
    if let Err(error) = census::write_csv(&mut text, rows, 1, 0.0) {
        return println!("the rows could not be made: {error}");
    }
    let quoted = quoted(&text);
    println!(
        "CSV of {rows} rows to columns, median of {RUNS} runs, MB/s:\n  {:<28}{:>10}{:>14}",
        "", "Leeway", "csv crate"
    );
    for (case, text) in [("plain fields", &text), ("every field in quotes", &quoted)] {
        let ours = median(|| ours(text));
        let theirs = median(|| theirs(text));
        let rate = |seconds: f64| text.len() as f64 / 1e6 / seconds;
        println!("  {case:<28}{:>10.0}{:>14.0}", rate(ours), rate(theirs));
    }
}

fn quoted(text: &[u8]) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text);
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    for record in reader.byte_records().flatten() {
        if writer.write_byte_record(&record).is_err() {
            break;
        }
    }
    writer.into_inner().unwrap_or_default()
}

fn median(mut run: impl FnMut() -> usize) -> f64 {
    let mut seconds: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_unstable_by(f64::total_cmp);
    seconds[RUNS / 2]
}

fn ours(text: &[u8]) -> usize {
    let input = Input {
        path: "rows.csv".to_owned(),
        size: text.len() as u64,
        data: Box::new(Cursor::new(text.to_vec())),
    };
    let mut reading = Reading::start(input, &ReadOptions::default());
    loop {
        match reading.step() {
            Step::Document(document) => match document.content {
                Content::Table(table) => return table.rows,
                _ => return 0,
            },
            Step::More => {}
            Step::Done => return 0,
        }
    }
}

/// The same with the crate's records. Which fields were quoted it does not tell, so a quoted missing word would be missing here.
fn theirs(text: &[u8]) -> usize {
    let policy = MissingPolicy::default();
    let text = text.to_vec();
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let mut table = Table::default();
    for name in reader.headers().into_iter().flatten() {
        table.columns.push(Column::new(name, Origin::Field, true));
    }
    let mut record = csv::StringRecord::new();
    while let Ok(true) = reader.read_record(&mut record) {
        for (column, field) in table.columns.iter_mut().zip(&record) {
            column.push_field(field, false, &policy);
        }
        table.rows += 1;
    }
    table.rows
}
