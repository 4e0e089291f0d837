//! The larger CSV case in headless Firefox, where it is installed: the time from `leeway.open` to the overview on screen, and
//! what Firefox asked of any host meanwhile.

mod elsewhere;
mod marionette;

use std::path::Path;

use serde_json::Value;

use super::made::{self, CSV};
use super::webdriver::{Problem, Server};
use super::{memory, number, print_engine};
use elsewhere::Elsewhere;
use marionette::Firefox;

/// Runs, each in a Firefox of its own; the middle one is reported.
const RUNS: usize = 5;

/// Opens what was given, as the benchmark in Chromium does, and notes the longest time between two frames: Firefox tells no
/// long tasks.
const OPEN: &str = "const frame = () => new Promise(done => requestAnimationFrame(done)); \
     await leeway.ready; \
     let last = performance.now(), longest = 0, is_open = false; \
     const watch = now => { longest = Math.max(longest, now - last); last = now; if (!is_open) requestAnimationFrame(watch); }; \
     requestAnimationFrame(watch); \
     const start = performance.now(); \
     await leeway.open(document.getElementById('given').files); \
     do await frame(); while (!document.querySelector('table.features tr.row')); \
     await frame(); \
     const total_ms = performance.now() - start; \
     is_open = true; \
     const report = await leeway.report(); \
     return {total_ms, longest, timings: report.timings, sentence: report.verdict.sentence}";

/// Measures opening both files in the Firefox named by `FIREFOX`, or the first one on the path.
pub fn measure(dist: &Path) -> Result<(), Problem> {
    let named = std::env::var("FIREFOX").ok();
    let programs = match &named {
        Some(program) => vec![program.as_str()],
        None => vec!["firefox-esr", "firefox"],
    };
    let found = programs
        .into_iter()
        .find_map(|program| Some((program, Firefox::version(program)?)));
    let Some((program, version)) = found else {
        println!("Firefox: left out, it is not installed (Debian: apt-get install firefox-esr)");
        return Ok(());
    };
    let rows = made::many_rows()?;
    let files = [made::baseline(rows)?, made::current(rows)?];
    let elsewhere = Elsewhere::start()?;
    let mut runs = Vec::new();
    let mut largest = None;
    for run in 0..RUNS {
        let server = Server::start(&[("/", dist)], 0)?;
        let folder = format!("leeway-firefox-{}-{run}", std::process::id());
        let mut firefox =
            Firefox::start(program, std::env::temp_dir().join(folder), elsewhere.port)?;
        firefox.open(&server.address("/"))?;
        firefox.give_files(&[&files[0], &files[1]])?;
        runs.push(firefox.script(OPEN)?);
        largest = largest.max(firefox.largest_process_bytes());
    }
    println!("{version}: {CSV}");
    println!("  {} rows", 2 * u64::from(rows));
    print_middle(runs);
    if let Some(bytes) = largest {
        let megabytes = bytes as f64 / 1e6;
        println!("  largest process of Firefox: {megabytes:.0} MB at its peak");
    }
    match elsewhere.asked().as_slice() {
        [] => println!("  asked of other hosts:       nothing"),
        asked => println!(
            "  asked of other hosts, and not answered: {}",
            asked.join(", ")
        ),
    }
    Ok(())
}

fn print_middle(mut runs: Vec<Value>) {
    let total = |run: &Value| number(&run["total_ms"]);
    runs.sort_by(|left, right| total(left).total_cmp(&total(right)));
    let middle = &runs[runs.len() / 2];
    let timings = &middle["timings"];
    println!(
        "  open to overview on screen: {:.0} ms (middle of {RUNS}, {:.0} to {:.0})",
        total(middle),
        total(&runs[0]),
        total(&runs[runs.len() - 1])
    );
    print_engine(timings);
    println!(
        "  longest between two frames: {:.0} ms",
        number(&middle["longest"])
    );
    println!("  peak wasm memory:           {}", memory(timings));
    println!("  {}", middle["sentence"].as_str().unwrap_or("no verdict"));
}
