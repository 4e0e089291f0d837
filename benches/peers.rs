//! What others need for the rows of the page's larger CSV case: `make bench-peers`. Figures are printed, never asserted.
//!
//! Natively: Polars with numpy, pandas with scipy as the AWS sample's container uses them, and Evidently, each script of
//! `benches/peers` in a process of its own, timed from the first byte read to the last measure. In headless Chromium: DuckDB-wasm,
//! timed from the moment its program is loaded. What is not installed is left out.

#[allow(dead_code, reason = "the page's benchmark uses more of it")]
mod made;
#[path = "../tests/webdriver/mod.rs"]
mod webdriver;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use webdriver::{Browser, Problem, Server};

/// Runs of all but Evidently, which takes a minute; the middle one is reported.
const RUNS: usize = 5;

fn main() -> Result<(), Problem> {
    if std::env::var_os("LEEWAY_PEERS").is_none() {
        println!("left out: `make bench-peers` measures the peers");
        return Ok(());
    }
    let rows = made::many_rows()?;
    let files = [made::baseline(rows)?, made::current(rows)?];
    let bytes = files[0].metadata()?.len() + files[1].metadata()?.len();
    println!("peers: {}", made::CSV);
    println!("  {} rows, {bytes} bytes", 2 * u64::from(rows));
    let python = python();
    let natively = [
        ("native Polars and numpy", "native_polars.py", RUNS),
        ("the container's way", "container.py", RUNS),
    ];
    for (name, script, runs) in natively {
        told(name, natively_run(&python, script, &files, runs));
    }
    told("DuckDB-wasm in Chromium", duckdb(&files));
    let evidently = natively_run(&python, "evidently_drift.py", &files, 1);
    told("Evidently's drift preset", evidently);
    Ok(())
}

/// What one run took, with what it found so that the peers can be compared.
struct Run {
    seconds: f64,
    megabytes: f64,
    said: String,
}

/// Prints the middle run, or why there is none.
fn told(name: &str, runs: Result<Vec<Run>, Problem>) {
    let mut runs = match runs {
        Ok(runs) => runs,
        Err(reason) => return println!("  {name}: left out, {reason}"),
    };
    runs.sort_by(|left, right| left.seconds.total_cmp(&right.seconds));
    let middle = &runs[runs.len() / 2];
    let of = match runs.len() {
        1 => "one run".to_owned(),
        count => format!(
            "middle of {count}, {:.2} to {:.2}",
            runs[0].seconds,
            runs[count - 1].seconds
        ),
    };
    println!(
        "  {name:<25}{:>7.2} s ({of}), {:.0} MB; {}",
        middle.seconds, middle.megabytes, middle.said
    );
}

/// `PYTHON`, else that of `.venv`, else the one on the path.
fn python() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(".venv/bin/python");
    match std::env::var_os("PYTHON") {
        Some(python) => python.into(),
        None if own.is_file() => own,
        None => "python3".into(),
    }
}

/// Runs a script so often, each time in a process of its own.
fn natively_run(
    python: &Path,
    script: &str,
    files: &[PathBuf],
    runs: usize,
) -> Result<Vec<Run>, Problem> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("benches/peers")
        .join(script);
    let run = || {
        let mut command = Command::new(python);
        command.env("DO_NOT_TRACK", "1").arg(&script).args(files);
        let output = command
            .output()
            .map_err(|problem| format!("{}: {problem}", python.display()))?;
        let errors = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(errors
                .lines()
                .last()
                .unwrap_or("it ended early")
                .to_owned()
                .into());
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let answer: Value = serde_json::from_str(text.lines().last().unwrap_or_default())?;
        let part = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        Ok(Run {
            seconds: number(&answer["seconds"]),
            megabytes: number(&answer["peak_bytes"]) / 1e6,
            said: format!(
                "{:.2} s of processors; {}; {}",
                number(&answer["processor_seconds"]),
                part("version"),
                part("found")
            ),
        })
    };
    (0..runs).map(|_| run()).collect()
}

/// DuckDB-wasm from `node_modules`, each time in a browser of its own.
fn duckdb(files: &[PathBuf; 2]) -> Result<Vec<Run>, Problem> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let packages = here.join("target/peers/node_modules");
    if !packages.join("@duckdb/duckdb-wasm").is_dir() {
        return Err(
            "target/peers/node_modules has no @duckdb/duckdb-wasm; `make bench-peers` fetches it where npm is"
                .into(),
        );
    }
    let page = here.join("benches/peers/duckdb");
    let run = || {
        let server = Server::start(&[("/", &page), ("/node_modules/", &packages)], 0)?;
        let browser = Browser::start()?;
        browser.open(&server.address("/"))?;
        browser.give_files(&[files[0].as_path(), files[1].as_path()])?;
        let answer = browser.script_async(
            "const version = await loaded; \
             return {version, ...await measure(document.getElementById('given').files)}",
            json!([]),
        )?;
        Ok(Run {
            seconds: number(&answer["total_ms"]) / 1e3,
            megabytes: number(&answer["bytes"]) / 1e6,
            said: format!(
                "its own account of the tables; DuckDB {}, {:.1} s of it loading; largest KS {:.6} ({})",
                answer["version"].as_str().unwrap_or_default(),
                number(&answer["load_ms"]) / 1e3,
                number(&answer["statistic"]),
                answer["name"].as_str().unwrap_or_default()
            ),
        })
    };
    (0..RUNS).map(|_| run()).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}
