//! One more hour beside a loaded day, natively: what it costs to open a capture file of some thousand rows beside a million. Prints figures, asserts nothing.
//!
//! `cargo bench --bench append -- 200000` for another number of rows (on each side).

use std::io::Cursor;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use leeway::documents::Role;
use leeway::engine::Dropped;
use leeway::engine::Session;
use leeway::engine::protocol::Request;
use leeway::scenarios::census;

/// Hours of the loaded day.
const HOURS: u32 = 24;
/// Rows of each hour that is appended.
const NEW_ROWS: u32 = 5_000;
/// Hours that are appended.
const APPENDED: u32 = 5;

fn main() {
    let rows = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .next()
        .unwrap_or(1_000_000);
    let mut baseline = Vec::new();
    if let Err(error) = census::write_csv(&mut baseline, rows, 1, 0.0) {
        return println!("the rows could not be made: {error}");
    }
    let mut files = vec![Dropped::from_bytes(
        "baseline.csv".to_owned(),
        Some(Role::Baseline),
        Cursor::new(baseline),
    )];
    files.extend((0..HOURS).filter_map(|hour| capture(hour, rows / HOURS)));
    let mut session = Session::new(|| {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0.0, |since| since.as_secs_f64() * 1e3)
    });
    println!("{rows} rows of baseline, as many in {HOURS} hours");
    opened("the day", &mut session, files);
    for hour in 0..APPENDED {
        let file = capture(HOURS + hour, NEW_ROWS).into_iter().collect();
        opened("an hour more", &mut session, file);
    }
}

fn opened(what: &str, session: &mut Session, files: Vec<Dropped>) {
    let start = Instant::now();
    session.run(Request::Open { files: Vec::new() }, files);
    let total_ms = start.elapsed().as_secs_f64() * 1e3;
    let report = session.report();
    let windows = report
        .current
        .as_ref()
        .map_or(0, |current| current.windows.len());
    println!(
        "  {what:<14} {:>8} records, {windows} windows: {total_ms:.0} ms, of it parsing {:.0} ms, measures {:.0} ms",
        report.timings.records, report.timings.parse_ms, report.timings.analyse_ms
    );
}

/// The captures of an hour, counted from the start of the day.
fn capture(hour: u32, rows: u32) -> Option<Dropped> {
    let mut bytes = Vec::new();
    census::write_capture(&mut bytes, rows, u64::from(hour) + 2, 1.0).ok()?;
    let (day, hour) = (3 + hour / 24, hour % 24);
    let text = String::from_utf8(bytes).ok()?;
    let text = text.replace("2024-06-03T00", &format!("2024-06-{day:02}T{hour:02}"));
    Some(Dropped::from_bytes(
        format!("capture/2024/06/{day:02}/{hour:02}/events.jsonl"),
        Some(Role::Current),
        Cursor::new(text.into_bytes()),
    ))
}
