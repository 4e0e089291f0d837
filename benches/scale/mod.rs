//! What grows: ten times the rows, many features, projected accuracy of a million rows, and one data set after the other.

use std::io::Write;
use std::path::{Path, PathBuf};

use leeway::scenarios::{census, loans};
use serde_json::json;

use super::opening::{open_often, open_once};
use super::webdriver::{Problem, Server};
use super::{made, memory, number, task, visit};

/// Rows of the baseline that the rows to grow are compared with.
const FEW_ROWS: u32 = 10_000;

/// All of them.
pub fn measure(dist: &Path) -> Result<(), Problem> {
    let server = Server::start(&[("/", dist)], 0)?;
    tenfold(&server)?;
    many_features(&server)?;
    projected(&server)?;
    one_after_the_other(&server)
}

/// Ten times the rows on one side.
fn tenfold(server: &Server) -> Result<(), Problem> {
    println!("CSV of 1 000 000 and of 10 000 000 rows against {FEW_ROWS} rows");
    let baseline = rows(FEW_ROWS, 1)?;
    let mut times = Vec::new();
    for count in [1_000_000, 10_000_000] {
        let opened = open_often(server, &[baseline.clone(), rows(count, 2)?], &[])?;
        opened.print(&format!("{count} rows"));
        times.push(opened.middle_ms());
    }
    println!(
        "  ten times the rows take {:.1} times the time",
        times[1] / times[0]
    );
    Ok(())
}

/// 5 000 rows of 1 000 features on both sides, and their table scrolled.
fn many_features(server: &Server) -> Result<(), Problem> {
    const FEATURES: usize = 1000;
    const ROWS: usize = 5000;
    let side = |seed: usize| {
        made(&format!("thousand-{seed}.csv"), |to| {
            let names: Vec<String> = (0..FEATURES).map(|at| format!("feature_{at}")).collect();
            writeln!(to, "{}", names.join(","))?;
            for row in 0..ROWS {
                let value = |at: usize| (row * (31 + 2 * at) + seed * at * 7) % 9973;
                let values: Vec<String> = (0..FEATURES).map(|at| value(at).to_string()).collect();
                writeln!(to, "{}", values.join(","))?;
            }
            Ok(())
        })
    };
    println!("{ROWS} rows of {FEATURES} features on both sides");
    let opened = open_often(server, &[side(1)?, side(2)?], &[])?;
    opened.print("loaded");
    let scrolled = opened.browser.script_async(
        "const frame = () => new Promise(done => requestAnimationFrame(done)); \
         longTasks.length = 0; \
         const times = []; \
         await frame(); \
         for (let step = 1; step <= 200; step++) { \
             const start = performance.now(); \
             window.scrollTo(0, step * 120); \
             await frame(); \
             times.push(performance.now() - start); \
         } \
         times.sort((a, b) => a - b); \
         return {median: times[100], most: times[197], longest: Math.max(0, ...longTasks)}",
        json!([]),
    )?;
    println!(
        "  scrolled 200 times: a frame takes {:.1} ms in the middle, 99th percentile {:.1} ms; longest task {}",
        number(&scrolled["median"]),
        number(&scrolled["most"]),
        task(number(&scrolled["longest"]))
    );
    Ok(())
}

/// The isolation forest of projected accuracy, in the engine.
fn projected(server: &Server) -> Result<(), Problem> {
    // Some 5 000 of the baseline's rows are predicted right, and are the reference.
    let few = loans::example(6_880, 1).into_iter().take(1);
    let many = loans::example(500_000, 1).into_iter().skip(1);
    let mut files = Vec::new();
    for file in few.chain(many) {
        files.push(made(&file.path.replace('/', "-"), |to| {
            to.write_all(file.text.as_bytes())
        })?);
    }
    let (browser, _) = visit(server)?;
    open_once(&browser, &files, &[])?;
    let answer = browser.script_async(
        "const button = [...document.querySelectorAll('button')].find(one => one.innerText === 'Compute'); \
         const start = performance.now(); \
         button.click(); \
         while (!document.querySelector('.projected-value')) await new Promise(done => setTimeout(done, 5)); \
         return {ms: performance.now() - start, projected: (await leeway.report()).projected_accuracy}",
        json!([]),
    )?;
    println!(
        "projected accuracy: {:.0} ms for {} reference rows and 1 000 000 scored ones; {}",
        number(&answer["ms"]),
        answer["projected"]["rows"],
        answer["projected"]["value"]
    );
    Ok(())
}

/// The same data set again in place of itself: its memory was given back if no more is held than before.
fn one_after_the_other(server: &Server) -> Result<(), Problem> {
    let (browser, _) = visit(server)?;
    println!("1 000 000 rows a side, closed, and opened again");
    for turn in ["first", "second", "third"] {
        let files = [rows(1_000_000, 1)?, rows(1_000_000, 2)?];
        let answer = open_once(&browser, &files, &[])?;
        let memory = memory(&answer["report"]["timings"]);
        let total_ms = number(&answer["total_ms"]);
        println!("  {turn:<16} {total_ms:.0} ms; wasm memory {memory}");
        browser.script_async("await leeway.clear()", json!([]))?;
    }
    Ok(())
}

fn rows(count: u32, seed: u64) -> Result<PathBuf, Problem> {
    let name = if seed == 1 { "baseline" } else { "current" };
    made(&format!("{name}-{count}.csv"), |to| {
        census::write_csv(to, count, seed, if seed == 1 { 0.0 } else { 1.0 })
    })
}
