//! Opens files on the page, five times and each time in a browser of its own.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::webdriver::{Browser, Problem, Server};
use super::{memory, number, task, visit};

/// Times that each case is opened; the middle one is reported.
const RUNS: usize = 5;

/// Opens the chosen files (once the task that made them is told), the first one under `baseline/` and the others under the given paths if there are any, and waits
/// until the overview is on screen.
const OPEN: &str = "const frame = () => new Promise(done => requestAnimationFrame(done)); \
     const given = document.getElementById('given').files, paths = arguments[0]; \
     const others = given.length - 1; \
     const files = paths.length === 0 ? given : \
         [new File([given[0]], 'baseline/' + given[0].name), \
          ...paths.map((path, i) => new File([given[1 + i % others]], path))]; \
     await new Promise(done => setTimeout(done, 300)); \
     longTasks.length = 0; \
     const start = performance.now(); \
     await leeway.open(files); \
     do await frame(); while (!document.querySelector('table.features tr.row')); \
     await frame(); \
     const total_ms = performance.now() - start; \
     await new Promise(done => setTimeout(done, 200)); \
     return {total_ms, longest: Math.max(0, ...longTasks), report: await leeway.report()}";

/// What the runs of a case were like.
pub struct Opened {
    /// Where it was opened last, and still is.
    pub browser: Browser,
    /// Milliseconds from `leeway.open` to the overview on screen, ascending.
    pub total_ms: Vec<f64>,
    /// The longest task of the main thread in any of them.
    pub longest_ms: f64,
    /// The report of the run in the middle.
    pub report: Value,
}

impl Opened {
    /// The run in the middle, in milliseconds.
    pub fn middle_ms(&self) -> f64 {
        self.total_ms[RUNS / 2]
    }

    /// The times in words.
    pub fn times(&self) -> String {
        let (least, most) = (self.total_ms[0], self.total_ms[RUNS - 1]);
        let middle = self.middle_ms();
        format!("{middle:.0} ms (middle of {RUNS}; {least:.0} to {most:.0})")
    }

    /// Prints times, tasks and memory in a line.
    pub fn print(&self, what: &str) {
        println!(
            "  {what:<16} {}, measures {:.0} ms; longest task {}; wasm memory {}",
            self.times(),
            number(&self.report["timings"]["analyse_ms"]),
            task(self.longest_ms),
            memory(&self.report["timings"])
        );
    }
}

/// Opens the files five times; more of them under these paths, in turn.
pub fn open_often(server: &Server, files: &[PathBuf], paths: &[String]) -> Result<Opened, Problem> {
    let mut runs = Vec::new();
    let mut last = None;
    for _ in 0..RUNS {
        // One browser at a time.
        drop(last.take());
        let (browser, _) = visit(server)?;
        runs.push(open_once(&browser, files, paths)?);
        last = Some(browser);
    }
    runs.sort_by(|left, right| number(&left["total_ms"]).total_cmp(&number(&right["total_ms"])));
    let longest = runs.iter().map(|run| number(&run["longest"]));
    Ok(Opened {
        browser: last.ok_or("nothing was opened")?,
        total_ms: runs.iter().map(|run| number(&run["total_ms"])).collect(),
        longest_ms: longest.fold(0.0, f64::max),
        report: runs[RUNS / 2]["report"].take(),
    })
}

/// Opens the files beside what is loaded; answers `total_ms`, `longest` and `report`.
pub fn open_once(browser: &Browser, files: &[PathBuf], paths: &[String]) -> Result<Value, Problem> {
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    browser.give_files(&files)?;
    browser.script_async(OPEN, json!([paths]))
}
