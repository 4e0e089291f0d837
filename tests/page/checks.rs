//! The Checks screen: a baseline is made, saved, loaded back with a capture, edited and exported.

use std::process::Command;

use serde_json::json;

use crate::{Page, Problem, loans};

/// The row of the drift of income.
const ROW: &str = "[...document.querySelectorAll('.check-row')].find(row => \
    row.querySelector('.check-cell-feature').innerText === 'income' && \
    row.querySelector('.check-cell-check').innerText.includes('Baseline drift'))";

/// A file that the page saves, as text.
fn saved(page: &Page, name: &str) -> Result<String, Problem> {
    let file = page.browser.script_async(
        "const file = await leeway.export(arguments[0]); return new TextDecoder().decode(file.bytes)",
        json!([name]),
    )?;
    Ok(file.as_str().unwrap_or_default().to_owned())
}

#[test]
#[ignore = "needs the built page and python3: make page-tests"]
fn a_baseline_is_made_saved_loaded_edited_exported_and_read_with_python() -> Result<(), Problem> {
    let page = Page::load()?;
    let folder = loans::folder("checks")?;
    page.open_paths(&[&folder.path().join("baseline.csv")], Some("baseline"))?;
    let constraints = saved(&page, "constraints.json")?;
    let statistics = saved(&page, "statistics.json")?;
    page.browser
        .script_async("await leeway.clear()", json!([]))?;

    let baseline = [
        ("baseline/constraints.json", constraints.as_str()),
        ("baseline/statistics.json", statistics.as_str()),
    ];
    page.open_texts(&baseline, None)?;
    page.open_paths(&[&folder.path().join("capture")], None)?;
    page.browser.script_async(
        "await leeway.set({constraints: {all: {comparison_threshold: 0.02}}})",
        json!([]),
    )?;
    page.visit("Checks")?;
    page.wait_for(
        "a violation",
        &format!("({ROW})?.classList.contains('check-row-violated')"),
    )?;

    page.value(&format!(
        "(field => {{ field.focus(); field.value = '0.9'; \
         field.dispatchEvent(new Event('change', {{bubbles: true}})) }})(({ROW}).querySelector('input'))"
    ))?;
    page.wait_for(
        "the violation to go",
        &format!("({ROW})?.classList.contains('check-row-ok')"),
    )?;
    let edited = saved(&page, "constraints.json")?;
    let violations = saved(&page, "constraint_violations.json")?;
    assert!(!violations.contains("\"income\""), "{violations}");
    read_with_python(&folder.write("edited.json", &edited)?)?;
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn switches_methods_and_the_place_of_metrics_are_edited() -> Result<(), Problem> {
    let page = Page::load()?;
    let folder = loans::folder("check-options")?;
    page.open_paths(&[&folder.path().join("baseline.csv")], Some("baseline"))?;
    page.open_paths(&[&folder.path().join("capture")], None)?;
    page.visit("Checks")?;
    page.wait_for("the checks", &format!("{ROW} !== undefined"))?;
    let change = |field: &str, value: &str| -> Result<(), Problem> {
        let find = format!(
            "[...document.querySelectorAll('.check-option')].find(option => \
             option.querySelector('code').textContent === '{field}').querySelector('select, input')"
        );
        page.value(&format!(
            "(field => {{ field.closest('details').open = true; field.value = '{value}'; \
             field.dispatchEvent(new Event('change', {{bubbles: true}})) }})({find})"
        ))?;
        Ok(())
    };
    let why = format!("({ROW})?.querySelector('.check-cell-why').innerText ?? ''");
    page.wait_for("the robust distance", &format!("({why}).includes('less')"))?;
    change("comparison_method", "Simple")?;
    page.wait_for("the simple distance", &format!("!({why}).includes('less')"))?;
    change("evaluate_constraints", "Disabled")?;
    page.wait_for(
        "no check to be made",
        "document.querySelector('h1').innerText === 'No check could be made.'",
    )?;
    change("MonitoringSchedule", "nightly")?;
    page.wait_for(
        "the address to hold it all",
        "['nightly', 'Simple', 'evaluate_constraints'].every(word => \
         decodeURIComponent(location.hash).includes(word))",
    )?;
    let constraints = saved(&page, "constraints.json")?;
    for written in [
        "\"comparison_method\" : \"Simple\"",
        "\"evaluate_constraints\" : \"Disabled\"",
        "\"emit_metrics\" : \"Enabled\"",
    ] {
        assert!(constraints.contains(written), "{written}: {constraints}");
    }
    let metrics = saved(&page, "cloudwatch_metrics.jsonl")?;
    let place = "{\"Name\":\"MonitoringSchedule\",\"Value\":\"nightly\"}";
    assert!(
        metrics.lines().all(|line| line.contains(place)),
        "{metrics}"
    );
    change("emit_metrics", "Disabled")?;
    page.wait_for(
        "the switch in the address",
        "decodeURIComponent(location.hash).includes('emit_metrics')",
    )?;
    let refused = saved(&page, "cloudwatch_metrics.jsonl").unwrap_err();
    assert!(
        refused.to_string().contains("`emit_metrics` is disabled"),
        "{refused}"
    );
    page.ends_quietly()
}

/// Reads the edited constraints with Python's own reader, where there is one.
fn read_with_python(constraints: &std::path::Path) -> Result<(), Problem> {
    let script = "import json, sys\n\
        c = json.load(open(sys.argv[1]))\n\
        income = next(f for f in c['features'] if f['name'] == 'income')\n\
        config = c['monitoring_config']['distribution_constraints']\n\
        own = income['monitoringConfigOverrides']['distribution_constraints']\n\
        print(config['comparison_threshold'], own['comparison_threshold'], len(c['features']))";
    let answer = Command::new("python3")
        .arg("-c")
        .arg(script)
        .arg(constraints)
        .output()?;
    let printed = String::from_utf8_lossy(&answer.stdout);
    assert_eq!(
        printed.trim(),
        "0.02 0.9 16",
        "{}",
        String::from_utf8_lossy(&answer.stderr)
    );
    Ok(())
}
