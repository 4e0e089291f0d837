//! 30 runs of 15 features: how long it takes from the wish for another one until it is on screen.

use std::fmt::Write;
use std::path::Path;

use serde_json::json;

use super::webdriver::{Problem, Server};
use super::{number, task, visit};

const RUNS: usize = 30;
const FEATURES: usize = 15;
const ROWS: usize = 1000;

/// Opens the runs, and shows one after the other on two screens.
pub fn measure(dist: &Path) -> Result<(), Problem> {
    let server = Server::start(&[("/", dist)], 0)?;
    let (browser, _) = visit(&server)?;
    let texts: Vec<String> = (0..=RUNS).map(rows).collect();
    browser.script_async(
        "const files = arguments[0].map((text, run) => \
             new File([text], run === 0 ? 'train.csv' : `run-${run}/x.csv`)); \
         await leeway.open(files)",
        json!([texts]),
    )?;
    println!("{RUNS} runs of {FEATURES} features and {ROWS} rows");
    for screen in ["runs", "overview"] {
        let answer = browser.script_async(
            "location.hash = `#/${arguments[1]}`; \
             await new Promise(done => setTimeout(done, 1000)); \
             longTasks.length = 0; \
             const times = []; \
             for (let run = 1; run <= arguments[0]; run++) { \
                 const start = performance.now(); \
                 await leeway.set({run: `run-${run}`}); \
                 await new Promise(done => requestAnimationFrame(() => setTimeout(done))); \
                 times.push(performance.now() - start); \
             } \
             times.sort((a, b) => a - b); \
             return {median: times[times.length >> 1], most: times[times.length - 1], \
                 longest: Math.max(0, ...longTasks)}",
            json!([RUNS, screen]),
        )?;
        println!(
            "  switched on {screen}: median {:.0} ms, longest {:.0} ms",
            number(&answer["median"]),
            number(&answer["most"])
        );
        println!(
            "  longest main-thread task:   {}",
            task(number(&answer["longest"]))
        );
    }
    Ok(())
}

/// A run's rows as CSV; run 0 is the baseline.
fn rows(run: usize) -> String {
    let mut text = String::new();
    for row in 0..=ROWS {
        for column in 0..FEATURES {
            let _ = match row.checked_sub(1) {
                None => write!(text, "f{column}"),
                Some(row) => write!(text, "{}", row * (7 + 2 * column) % 997 + run * column),
            };
            text.push(if column + 1 < FEATURES { ',' } else { '\n' });
        }
    }
    text
}
