//! End to end on the Checks screen of the built page: `LEEWAY_DIST=dist cargo test --test page_checks`. Left out, and said, without `LEEWAY_DIST`.
#![cfg(not(target_arch = "wasm32"))]

mod webdriver;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use webdriver::{Browser, Problem, Server};

/// How long the page may take for anything that a person would wait for.
const PATIENCE: Duration = Duration::from_secs(30);

const LOANS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/loans");

/// Saves a file through the page's interface; its text.
fn saved(browser: &Browser, name: &str) -> Result<String, Problem> {
    let file = browser.script_async(
        "const file = await leeway.export(arguments[0]); return new TextDecoder().decode(file.bytes)",
        json!([name]),
    )?;
    Ok(file.as_str().unwrap_or_default().to_owned())
}

/// Opens texts, `[path, text, role]` each.
fn open(browser: &Browser, files: Value) -> Result<(), Problem> {
    browser
        .script_async(
            "for (const [path, bytes, role] of arguments[0]) await leeway.open([{path, bytes}], {role})",
            json!([files]),
        )
        .map(drop)
}

#[test]
fn a_baseline_is_made_saved_loaded_edited_and_exported() -> Result<(), Problem> {
    let Ok(dist) = std::env::var("LEEWAY_DIST") else {
        // Not `eprintln!`, which is held back from passing tests.
        writeln!(
            std::io::stderr(),
            "left out: LEEWAY_DIST does not name the built page"
        )?;
        return Ok(());
    };
    let server = Server::start(&[("/", &PathBuf::from(dist))], 0)?;
    let browser = Browser::start()?;
    browser.open(&server.address("/"))?;
    browser.wait_for("window.leeway", "window.leeway", PATIENCE)?;
    browser.script_async("await leeway.ready", json!([]))?;

    // Make a baseline, save it, clear.
    let text = |name: &str| std::fs::read_to_string(Path::new(LOANS).join(name));
    open(
        &browser,
        json!([["baseline.csv", text("baseline.csv")?, "baseline"]]),
    )?;
    let constraints = saved(&browser, "constraints.json")?;
    let statistics = saved(&browser, "statistics.json")?;
    browser.script_async("await leeway.clear()", json!([]))?;

    // Load it back with newer data.
    open(
        &browser,
        json!([
            ["baseline/constraints.json", constraints, "baseline"],
            ["baseline/statistics.json", statistics, "baseline"],
            ["current.csv", text("current.csv")?, "current"],
        ]),
    )?;
    let strict = "leeway.set({constraints: {all: {comparison_threshold: 0.02}}})";
    browser.script_async(&format!("await {strict}"), json!([]))?;
    browser.script(
        "location.hash = '#/checks' + (location.hash.match(/\\?.*/)?.[0] ?? '')",
        json!([]),
    )?;
    let row = "[...document.querySelectorAll('.check-row')].find(row => \
               row.querySelector('.check-cell-feature').innerText === 'income' && \
               row.querySelector('.check-cell-check').innerText === 'Baseline drift')";
    browser.wait_for(
        "a violation",
        &format!("({row})?.classList.contains('check-row-violated')"),
        PATIENCE,
    )?;

    // Edit the threshold on the screen, and the violation goes.
    browser.script(
        &format!(
            "const field = ({row}).querySelector('input'); field.focus(); field.value = '0.9'; \
             field.dispatchEvent(new Event('change', {{bubbles: true}}))"
        ),
        json!([]),
    )?;
    browser.wait_for(
        "the violation to go",
        &format!("({row})?.classList.contains('check-row-ok')"),
        PATIENCE,
    )?;
    let edited = saved(&browser, "constraints.json")?;
    let violations = saved(&browser, "constraint_violations.json")?;
    assert!(!violations.contains("\"income\""), "{violations}");
    assert_eq!(browser.console(Some("SEVERE"))?, Vec::<String>::new());
    read_with_python(&edited)
}

/// Reads the edited constraints with Python's own reader, where there is one.
fn read_with_python(constraints: &str) -> Result<(), Problem> {
    let file = std::env::temp_dir().join(format!("leeway-constraints-{}.json", std::process::id()));
    std::fs::write(&file, constraints)?;
    let script = "import json, sys\n\
        c = json.load(open(sys.argv[1]))\n\
        income = next(f for f in c['features'] if f['name'] == 'income')\n\
        config = c['monitoring_config']['distribution_constraints']\n\
        own = income['monitoringConfigOverrides']['distribution_constraints']\n\
        print(config['comparison_threshold'], own['comparison_threshold'], len(c['features']))";
    let answer = Command::new("python3")
        .arg("-c")
        .arg(script)
        .arg(&file)
        .output();
    std::fs::remove_file(&file)?;
    let Ok(answer) = answer else {
        writeln!(std::io::stderr(), "left out: there is no python3")?;
        return Ok(());
    };
    let printed = String::from_utf8_lossy(&answer.stdout);
    assert_eq!(
        printed.trim(),
        "0.02 0.9 16",
        "{}",
        String::from_utf8_lossy(&answer.stderr)
    );
    Ok(())
}
