//! The session natively, without a browser: reading and comparing made census-like rows. Prints figures, asserts nothing.
//!
//! `cargo bench --bench session -- 1000000` for a million rows a side (the default is 200 000).

#[path = "session/steps.rs"]
mod steps;

use std::io::Cursor;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use leeway::documents::Role;
use leeway::engine::Dropped;
use leeway::engine::Session;
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::scenarios::census;
use leeway::scenarios::scored::write_scored;

fn main() {
    let rows = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .next()
        .unwrap_or(200_000);
    println!(
        "{:<22} {:>10} {:>9} {:>9} {:>9} {:>9}",
        "case", "rows", "MB", "parse ms", "total ms", "MB/s"
    );
    let (mut baseline, mut current, mut capture) = (Vec::new(), Vec::new(), Vec::new());
    let written = census::write_csv(&mut baseline, rows, 1, 0.0)
        .and_then(|()| census::write_csv(&mut current, rows, 2, 1.0))
        .and_then(|()| census::write_capture(&mut capture, rows, 2, 1.0));
    if let Err(error) = written {
        println!("the rows could not be made: {error}");
        return;
    }
    let side = |path, role, bytes: &[u8]| {
        Dropped::from_bytes(String::from(path), Some(role), Cursor::new(bytes.to_vec()))
    };
    let csv = || side("baseline.csv", Role::Baseline, &baseline);
    measure(
        "CSV against CSV",
        rows,
        vec![csv(), side("current.csv", Role::Current, &current)],
    );
    measure(
        "CSV against capture",
        rows,
        vec![csv(), side("capture.jsonl", Role::Current, &capture)],
    );
    let (mut scored, mut labels) = (Vec::new(), Vec::new());
    if let Err(error) = write_scored(&mut scored, &mut labels, rows, 3) {
        return println!("the labels could not be made: {error}");
    }
    measure(
        "capture with labels",
        rows,
        vec![
            side("scored.jsonl", Role::Current, &scored),
            side("labels.jsonl", Role::Labels, &labels),
        ],
    );
    steps::print(rows);
}

fn measure(case: &str, rows: u32, files: Vec<Dropped>) {
    let clock = || {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0.0, |since| since.as_secs_f64() * 1e3)
    };
    let mut session = Session::new(clock);
    let megabytes = files.iter().map(|file| file.size).sum::<u64>() as f64 / 1e6;
    let start = Instant::now();
    let (reply, _) = session.run(Request::Open { files: Vec::new() }, files);
    let total_ms = start.elapsed().as_secs_f64() * 1e3;
    let Reply::Done(outcome) = reply else {
        return println!("{case}: {reply:?}");
    };
    let Outcome::Report(report) = *outcome else {
        return;
    };
    let parse_ms = report.timings.parse_ms;
    let rate = megabytes / parse_ms * 1e3;
    println!(
        "{case:<22} {:>10} {megabytes:>9.1} {parse_ms:>9.0} {total_ms:>9.0} {rate:>9.0}",
        2 * rows
    );
    if let Some(quality) = &report.model_quality {
        println!(
            "  joined and measured in {:.0} ms: {}",
            report.timings.quality_ms, quality.sentence
        );
    }
    let sentence = report
        .verdict
        .map_or(String::new(), |verdict| verdict.sentence.to_string());
    println!(
        "  columns hold {:.1} MB; {sentence}",
        session.table_bytes() as f64 / 1e6
    );
}
