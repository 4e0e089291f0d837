//! A month of hourly `statistics.json` of 50 features: opened, merged and compared with a baseline. Prints figures, asserts nothing.
//!
//! `cargo bench --bench executions -- 8760` for a year of hours (the default is 720).

mod hourly;

use std::io::Cursor;
use std::rc::Rc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use hourly::{FEATURES, MADE, statistics};
use leeway::documents::{ReadSeek, Role};
use leeway::engine::Dropped;
use leeway::engine::Session;
use leeway::engine::protocol::{Outcome, Reply, Request};

fn main() {
    let hours = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .next()
        .unwrap_or(720);
    let made: Vec<Rc<[u8]>> = (0..MADE)
        .map(|hour| {
            let statistics = statistics(hour as u64 + 1, 0.02 * hour as f64);
            statistics.write().into_bytes().into()
        })
        .collect();
    let mut files = vec![Dropped::from_bytes(
        "baseline/statistics.json".to_owned(),
        Some(Role::Baseline),
        Cursor::new(statistics(0, 0.0).write().into_bytes()),
    )];
    files.extend((0..hours).map(|hour: usize| {
        let path = hourly::path(hour);
        let bytes = made[hour % MADE].clone();
        let size = bytes.len() as u64;
        let open = move || Ok(Box::new(Cursor::new(bytes.clone())) as Box<dyn ReadSeek>);
        Dropped::new(path, size, Some(Role::Current), Box::new(open))
    }));
    let megabytes = files.iter().map(|file| file.size).sum::<u64>() as f64 / 1e6;
    let clock = || {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0.0, |since| since.as_secs_f64() * 1e3)
    };
    let mut session = Session::new(clock);
    let before = megabytes_of("VmRSS:");
    let start = Instant::now();
    let (reply, _) = session.run(Request::Open { files: Vec::new() }, files);
    let seconds = start.elapsed().as_secs_f64();
    let Reply::Done(outcome) = reply else {
        return println!("{reply:?}");
    };
    let Outcome::Report(report) = *outcome else {
        return;
    };
    println!(
        "{hours} files of {FEATURES} features, {megabytes:.0} MB: {seconds:.2} s, of it {:.2} s reading; \
         {:.0} MB resident, {:.0} MB at most, {before:.0} MB before",
        report.timings.parse_ms / 1e3,
        megabytes_of("VmRSS:"),
        megabytes_of("VmHWM:")
    );
    let rows = report.current.map_or(0, |side| side.rows);
    let sentence = report.data_quality.map(|summary| summary.sentence);
    println!("  {rows} rows; {}", sentence.unwrap_or_default());
}

/// What the process holds in memory (`VmRSS:`) or held at most (`VmHWM:`), where the system tells (Linux); else 0.
fn megabytes_of(what: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(what));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1e3
}
