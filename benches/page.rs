//! Benchmarks of the built page in headless Chromium: `make bench`. Figures are printed, never asserted.
//!
//! First visit: bytes of the page's own files as a host would send them, and the time from a cold cache to
//! `leeway.ready`. Loading: the time from `leeway.open` to the overview on screen in the middle of five runs, with the longest
//! main-thread task meanwhile and the engine's memory; also for a month of hourly statistics. Brushing: the time from a move of the pointer
//! until all that is linked to it is drawn, over 200 moves. Beside that an hour more on top of what is loaded, the heat
//! map of hundreds of features, and a switch among runs. The larger CSV case is opened in Firefox too, where that is installed.

mod firefox;
mod hourly;
mod loaded;
mod made;
mod opening;
mod scale;
mod switching;
#[path = "../tests/webdriver/mod.rs"]
mod webdriver;
mod wide;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use flate2::{Compression, write::GzEncoder};
use leeway::scenarios::{census, scored::write_scored};
use made::{CSV, baseline, current, made};
use opening::open_often;
use serde_json::{Value, json};
use webdriver::{Browser, Problem, Server};

/// Visits from a cold cache; the middle one is reported.
const VISITS: usize = 5;

/// How long starting may take before the benchmark gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs before the page's own scripts: notes main-thread tasks over 50 ms, which is what a browser calls long, and the
/// moment when `leeway.ready` is kept.
const WATCH: &str = "window.longTasks = []; \
    new PerformanceObserver(list => longTasks.push(...list.getEntries().map(entry => entry.duration))) \
        .observe({type: 'longtask', buffered: true}); \
    (async () => { \
        while (!window.leeway) await new Promise(done => setTimeout(done, 2)); \
        await leeway.ready; \
        performance.mark('leeway-ready'); \
    })();";

/// Measures something on the page in a folder.
type Section = fn(&Path) -> Result<(), Problem>;

fn main() -> Result<(), Problem> {
    let Ok(dist) = std::env::var("LEEWAY_DIST").map(PathBuf::from) else {
        println!("left out: LEEWAY_DIST does not name the built page; `make bench` sets it");
        return Ok(());
    };
    let dist = dist
        .canonicalize()
        .map_err(|problem| format!("{}: {problem}; run `make dist`", dist.display()))?;
    // `cargo bench --bench page -- scale` for one section.
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let sections: [(&str, Section); 6] = [
        ("visit", first_visit),
        ("load", load_all),
        ("firefox", firefox::measure),
        ("wide", wide::measure),
        ("runs", switching::measure),
        ("scale", scale::measure),
    ];
    for (name, measure) in sections {
        if asked.is_empty() || asked.iter().any(|asked| asked == name) {
            measure(&dist)?;
        }
    }
    Ok(())
}

fn load_all(dist: &Path) -> Result<(), Problem> {
    for case in load_cases()? {
        load(dist, &case)?;
    }
    load(dist, &month()?)?;
    load(dist, &labelled()?)
}

fn first_visit(dist: &Path) -> Result<(), Problem> {
    let server = Server::start(&[("/", dist)], 0)?;
    let mut visits = Vec::new();
    for _ in 0..VISITS {
        let (browser, ready_ms) = visit(&server)?;
        // Long tasks are told late.
        std::thread::sleep(Duration::from_millis(200));
        let longest = browser.script("return Math.max(0, ...longTasks)", json!([]))?;
        visits.push((ready_ms, number(&longest)));
    }
    let at_first = server.sent();
    println!(
        "{:<40}{:>12}{:>12}  fetched",
        "the page's own files", "bytes", "gzipped"
    );
    let (mut plain_total, mut packed_total, mut first_total) = (0, 0, 0);
    for file in own_files(dist)? {
        let bytes = std::fs::read(&file)?;
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(&bytes)?;
        let packed = packer.finish()?.len();
        let name = file.strip_prefix(dist)?.to_string_lossy();
        let is_first = at_first.contains(&file);
        let when = if is_first { "at first" } else { "when needed" };
        println!("  {name:<38}{:>12}{packed:>12}  {when}", bytes.len());
        (plain_total, packed_total) = (plain_total + bytes.len(), packed_total + packed);
        first_total += if is_first { packed } else { 0 };
    }
    println!("  {:<38}{plain_total:>12}{packed_total:>12}", "all");
    println!("  fetched by a first visit, gzipped: {first_total} bytes");
    visits.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (ready_ms, longest_task_ms) = visits[VISITS / 2];
    println!("  cold cache to leeway.ready: {ready_ms:.0} ms (middle of {VISITS})");
    println!("  longest main-thread task:   {}", task(longest_task_ms));
    Ok(())
}

/// The files that a host sends, without what stands packed beside them.
fn own_files(dist: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut files = Vec::new();
    let mut folders = vec![dist.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|extension| extension != "gz") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Files to open together.
struct Case {
    name: String,
    rows: u64,
    files: Vec<PathBuf>,
    /// Paths of the files that are opened after the first one, which is then under `baseline/`; they repeat the given ones in turn. None: the given ones as they are.
    paths: Vec<String>,
    /// A file that is opened once all are loaded.
    later: Option<PathBuf>,
}

/// Rows a side of the smaller case: what grows with the rows is seen beside the larger one.
const FEW_ROWS: u32 = 10_000;

/// Rows of an hour that is opened beside a loaded capture.
const LATER_ROWS: u32 = 5_000;

/// The cases to load: `LEEWAY_ROWS` rows a side (a million unless it is set), as CSV and as data capture.
fn load_cases() -> Result<Vec<Case>, Problem> {
    let rows = made::many_rows()?;
    let capture = made(&format!("capture-{rows}.jsonl"), |to| {
        census::write_capture(to, rows, 2, 1.0)
    })?;
    let earlier = made(&format!("capture-baseline-{rows}.jsonl"), |to| {
        census::write_capture(to, rows, 1, 0.0)
    })?;
    let later = made("capture-later.jsonl", |to| {
        let mut hour = Vec::new();
        census::write_capture(&mut hour, LATER_ROWS, 3, 1.0)?;
        let text = String::from_utf8_lossy(&hour).replace("T00:", "T23:");
        to.write_all(text.as_bytes())
    })?;
    let case = |name: &str, rows: u32, files: [PathBuf; 2], later: Option<PathBuf>| Case {
        name: name.to_owned(),
        rows: 2 * u64::from(rows),
        files: files.into(),
        paths: Vec::new(),
        later,
    };
    Ok(vec![
        case(
            CSV,
            FEW_ROWS,
            [baseline(FEW_ROWS)?, current(FEW_ROWS)?],
            None,
        ),
        case(CSV, rows, [baseline(rows)?, current(rows)?], None),
        case(
            "CSV against data capture",
            rows,
            [baseline(rows)?, capture.clone()],
            Some(later),
        ),
        Case {
            paths: vec!["capture.jsonl".to_owned()],
            ..case(
                "data capture against data capture",
                rows,
                [earlier, capture],
                None,
            )
        },
    ])
}

/// 200 000 captures with as many labels in another order.
fn labelled() -> Result<Case, Problem> {
    const ROWS: u32 = 200_000;
    let nowhere = &mut std::io::sink();
    let captures = made("scored.jsonl", |to| write_scored(to, nowhere, ROWS, 3))?;
    let nowhere = &mut std::io::sink();
    let labels = made("labels.jsonl", |to| write_scored(nowhere, to, ROWS, 3))?;
    Ok(Case {
        name: "data capture joined with shuffled labels".to_owned(),
        rows: 2 * u64::from(ROWS),
        files: vec![captures, labels],
        paths: Vec::new(),
        later: None,
    })
}

/// 720 hours of statistics of 50 features against those of a baseline.
fn month() -> Result<Case, Problem> {
    let mut files = Vec::new();
    for made in 0..=hourly::MADE {
        files.push(self::made(&format!("statistics-{made}.json"), |to| {
            let shift = 0.02 * made.saturating_sub(1) as f64;
            let statistics = hourly::statistics(made as u64, shift);
            to.write_all(statistics.write().as_bytes())
        })?);
    }
    Ok(Case {
        name: format!("720 hours of statistics of {} features", hourly::FEATURES),
        rows: 720_000,
        files,
        paths: (0..720).map(hourly::path).collect(),
        later: None,
    })
}

fn load(dist: &Path, case: &Case) -> Result<(), Problem> {
    let sizes = case.files.iter().map(|file| Ok(file.metadata()?.len()));
    let sizes: Vec<u64> = sizes.collect::<std::io::Result<_>>()?;
    let bytes = match case.paths.len() {
        0 => sizes.iter().sum(),
        paths => {
            let repeated = sizes[1..].iter().cycle().take(paths);
            sizes[0] + repeated.sum::<u64>()
        }
    };
    let server = Server::start(&[("/", dist)], 0)?;
    let opened = open_often(&server, &case.files, &case.paths)?;
    let (report, timings) = (&opened.report, &opened.report["timings"]);
    println!("load: {}", case.name);
    println!("  {} rows, {bytes} bytes", case.rows);
    println!(
        "  open to overview on screen: {}, {:.0} MB/s",
        opened.times(),
        bytes as f64 / 1e3 / opened.middle_ms()
    );
    print_engine(timings);
    if let Some(quality) = report["model_quality"]["sentence"].as_str() {
        let joined = number(&timings["quality_ms"]);
        println!("  joined and measured:        {joined:.0} ms; {quality}");
    }
    println!("  longest main-thread task:   {}", task(opened.longest_ms));
    println!("  peak wasm memory:           {}", memory(timings));
    let sentence = report["verdict"]["sentence"].as_str();
    println!("  {}", sentence.unwrap_or("no verdict"));
    match report["features"].as_array() {
        Some(features) if features.iter().any(|feature| feature["name"] == "age") => {
            loaded::brushing(&opened.browser)?;
        }
        _ => {}
    }
    match &case.later {
        Some(file) => loaded::one_more(&opened.browser, file),
        None => Ok(()),
    }
}

/// Where the engine's time went.
fn print_engine(timings: &Value) {
    println!(
        "  in the engine: bytes {:.0} ms, parsing {:.0} ms, measures {:.0} ms, {:.0} ms in all",
        number(&timings["read_ms"]),
        number(&timings["parse_ms"]),
        number(&timings["analyse_ms"]),
        number(&timings["total_ms"])
    );
}

/// The engine's memory, which never shrinks and so is its peak.
fn memory(timings: &Value) -> String {
    match timings["memory_bytes"].as_f64() {
        Some(bytes) if bytes > 0.0 => format!("{:.0} MB", bytes / 1e6),
        _ => "—".to_owned(),
    }
}

/// A browser of its own on the page, so that nothing is cached, and the milliseconds until `leeway.ready`.
fn visit(server: &Server) -> Result<(Browser, f64), Problem> {
    let browser = Browser::start()?;
    browser.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({"source": WATCH}),
    )?;
    browser.open(&server.address("/"))?;
    let ready = "performance.getEntriesByName('leeway-ready')[0]?.startTime";
    let ready_ms = browser.wait_for("leeway.ready", ready, PATIENCE)?;
    Ok((browser, number(&ready_ms)))
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn task(duration_ms: f64) -> String {
    if duration_ms > 0.0 {
        format!("{duration_ms:.0} ms")
    } else {
        "none over 50 ms".to_owned()
    }
}
