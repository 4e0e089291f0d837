//! Benchmarks of the built page in headless Chromium: `make bench`. Figures are printed, never asserted.
//!
//! First visit: bytes of the page's own files as a host would send them, and the time from a cold cache to
//! `leeway.ready`. Loading: the time from `leeway.open` to the overview on screen, with the longest main-thread task
//! meanwhile and the engine's memory.

#[path = "../tests/webdriver/mod.rs"]
mod webdriver;

use std::path::{Path, PathBuf};
use std::time::Duration;

use flate2::{Compression, write::GzEncoder};
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

fn main() -> Result<(), Problem> {
    let Ok(dist) = std::env::var("LEEWAY_DIST").map(PathBuf::from) else {
        println!("left out: LEEWAY_DIST does not name the built page; `make bench` sets it");
        return Ok(());
    };
    let dist = dist
        .canonicalize()
        .map_err(|problem| format!("{}: {problem}; run `make dist`", dist.display()))?;
    first_visit(&dist)?;
    for case in load_cases()? {
        load(&dist, &case)?;
    }
    Ok(())
}

fn first_visit(dist: &Path) -> Result<(), Problem> {
    println!(
        "{:<44}{:>12}{:>12}",
        "first visit: file", "bytes", "gzipped"
    );
    let (mut plain_total, mut packed_total) = (0, 0);
    let entries = std::fs::read_dir(dist)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files: Vec<PathBuf> = entries.collect::<Result<_, _>>()?;
    files.sort();
    for file in files
        .iter()
        .filter(|file| file.is_file() && file.extension().is_none_or(|extension| extension != "gz"))
    {
        let bytes = std::fs::read(file)?;
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        std::io::Write::write_all(&mut packer, &bytes)?;
        let packed = packer.finish()?.len();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("  {name:<42}{:>12}{packed:>12}", bytes.len());
        (plain_total, packed_total) = (plain_total + bytes.len(), packed_total + packed);
    }
    println!("  {:<42}{plain_total:>12}{packed_total:>12}", "all");

    let server = Server::start(&[("/", dist)], 0)?;
    let mut visits = Vec::new();
    for _ in 0..VISITS {
        let (browser, ready_ms) = visit(&server)?;
        // Long tasks are told late.
        std::thread::sleep(Duration::from_millis(200));
        let longest = browser.script("return Math.max(0, ...longTasks)", json!([]))?;
        visits.push((ready_ms, number(&longest)));
    }
    visits.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (ready_ms, longest_task_ms) = visits[VISITS / 2];
    println!("  cold cache to leeway.ready: {ready_ms:.0} ms (middle of {VISITS})");
    println!("  longest main-thread task:   {}", task(longest_task_ms));
    Ok(())
}

/// Files to open together.
struct Case {
    name: String,
    files: Vec<PathBuf>,
}

/// The cases to load.
fn load_cases() -> Result<Vec<Case>, Problem> {
    Ok(Vec::new())
}

fn load(dist: &Path, case: &Case) -> Result<(), Problem> {
    let bytes: u64 = case
        .files
        .iter()
        .map(|file| Ok(file.metadata()?.len()))
        .sum::<std::io::Result<u64>>()?;
    let server = Server::start(&[("/", dist)], 0)?;
    let (browser, _) = visit(&server)?;
    let files: Vec<&Path> = case.files.iter().map(PathBuf::as_path).collect();
    browser.give_files(&files)?;
    let answer = browser.script_async(
        "const frame = () => new Promise(done => requestAnimationFrame(done)); \
         longTasks.length = 0; \
         const start = performance.now(); \
         await leeway.open(document.getElementById('given').files); \
         do await frame(); while (!document.querySelector('table')); \
         await frame(); \
         const total_ms = performance.now() - start; \
         await new Promise(done => setTimeout(done, 200)); \
         return {total_ms, longest: Math.max(0, ...longTasks), report: await leeway.report()}",
        json!([]),
    )?;
    let total_ms = number(&answer["total_ms"]);
    let megabytes = bytes as f64 / 1e6;
    println!("load: {}", case.name);
    println!(
        "  {megabytes:.1} MB in {total_ms:.0} ms, {:.0} MB/s",
        megabytes / total_ms * 1e3
    );
    println!(
        "  longest main-thread task: {}",
        task(number(&answer["longest"]))
    );
    println!("  timings: {}", answer["report"]["timings"]);
    Ok(())
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
