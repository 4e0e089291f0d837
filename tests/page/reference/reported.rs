//! What monitors left behind, without data.

use serde_json::json;

use super::reference;
use crate::{Page, Problem};

/// The rows of the table of reported violations.
const ROWS: &str = "[...document.querySelectorAll('.reported-alone tbody tr')]";

fn exported(page: &Page, name: &str) -> Result<String, Problem> {
    let text = page.browser.script_async(
        "const file = await leeway.export(arguments[0]); return new TextDecoder().decode(file.bytes)",
        json!([name]),
    )?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs the built page and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs the built page: make page-tests")]
fn violations_alone_are_a_whole_page() -> Result<(), Problem> {
    let page = Page::load()?;
    let docs = reference().join("byom/docs");
    page.open_paths(&[&docs.join("concept_drift")], None)?;
    page.wait_for(
        "the headline",
        "document.querySelector('.sentence').innerText.includes('15 checks of one run were violated, as reported: accuracy 0.67 under 0.843')",
    )?;
    page.wait_for("every violation", &format!("{ROWS}.length === 15"))?;
    page.wait_for(
        "performance and bias",
        "document.querySelectorAll('.overview .quality-card canvas').length === 2",
    )?;
    page.visit("Quality")?;
    page.wait_for(
        "metrics against thresholds",
        "document.querySelectorAll('.quality-metrics tbody tr').length === 10",
    )?;
    page.visit("Bias")?;
    page.wait_for(
        "the baseline's value in the sentence",
        "document.querySelector('.bias').innerText.includes('the group\\'s less the rest\\'s: 1.531; it was −0.4131')",
    )?;
    page.visit("Checks")?;
    page.wait_for(
        "every violation as a check",
        "document.querySelectorAll('.check-row-violated').length === 15",
    )?;
    let said = page.text(".checks")?;
    for claim in ["Report differs\n", "Report agrees\n", "disagrees"] {
        let rows = said.split_once("WHY").map_or("", |(_, rows)| rows);
        assert!(!rows.contains(claim.trim()), "{claim}");
    }
    page.ends_quietly()
}

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs the built page and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs the built page: make page-tests")]
fn five_folders_of_violations_are_runs_with_charts_and_metrics() -> Result<(), Problem> {
    let page = Page::load()?;
    page.open_paths(&[&reference().join("byom/docs")], None)?;
    page.visit("Runs")?;
    page.wait_for(
        "a row per run",
        "document.querySelectorAll('.run-row').length === 5",
    )?;
    page.value("[...document.querySelectorAll('.run-cell-name button')].find(run => run.innerText.startsWith('feature_drift')).click()")?;
    page.wait_for(
        "the charts of the run",
        "document.querySelector('.runs-of').innerText === 'Charts of feature_drift'",
    )?;
    let metrics = exported(&page, "cloudwatch_metrics.jsonl")?;
    assert!(
        metrics.contains("feature_baseline_drift_duration"),
        "{metrics}"
    );
    assert!(metrics.contains("0.7035015528100076"), "{metrics}");
    page.ends_quietly()
}
