//! The lab's screen with a scored baseline and its model: scenarios, strength, curve, files, and thresholds from the advisor.

use leeway::report::Report;
use serde_json::json;

use super::reference;
use crate::{Page, Problem};

/// A page at the lab with the scored baseline and its model.
fn lab() -> Result<Page, Problem> {
    let root = reference();
    let page = Page::load()?;
    let scored = root.join("datasets/south-german-credit-scored");
    page.open_paths(&[&scored.join("baseline.csv")], Some("baseline"))?;
    page.open_paths(&[&scored.join("model.json")], None)?;
    page.set_label("credit_risk")?;
    page.visit("Lab")?;
    page.wait_for(
        "scenarios",
        "document.querySelectorAll('.lab-presets button').length === 6",
    )?;
    Ok(page)
}

fn press(page: &Page, words: &str) -> Result<(), Problem> {
    page.value(&format!(
        "[...document.querySelectorAll('main button')].find(button => button.innerText.trim() === {}).click()",
        json!(words)
    ))?;
    Ok(())
}

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs the built page and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs the built page: make page-tests")]
fn a_scenario_fires_and_a_weaker_one_fires_less() -> Result<(), Problem> {
    let page = lab()?;
    press(&page, "feature systematic")?;
    let heading = "document.querySelector('main h1').innerText";
    page.wait_for(
        "the answer",
        &format!("{heading}.startsWith('At 100 % strength')"),
    )?;
    let rows = "[...document.querySelectorAll('.lab-table tbody tr')].map(row => row.innerText)";
    let fires = page.value(&format!(
        "{rows}.some(row => row.includes('duration') && row.includes('Baseline drift'))"
    ))?;
    assert_eq!(fires, json!(true));
    page.value(
        "(slider => { for (const value of [60, 40, 20, 0]) { slider.value = value; slider.dispatchEvent(new Event('input', {bubbles: true})) } })\
         (document.querySelector('#lab-strength'))",
    )?;
    page.wait_for(
        "the last of the slider's places",
        &format!("{heading}.startsWith('At 0 % strength none of')"),
    )?;
    press(&page, "Try all strengths")?;
    page.wait_for("the curve", "document.querySelector('.lab canvas.chart')")?;
    let words = page.text("[aria-label='Verdict against strength'] .sentence-small")?;
    assert!(words.starts_with("With 1000 rows, "), "{words}");
    // What lies on the desk is there again when the screen is.
    page.visit("Overview")?;
    page.visit("Lab")?;
    page.wait_for(
        "the desk",
        "document.querySelectorAll('.lab-change').length === 1",
    )?;
    page.ends_quietly()
}

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs the built page and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs the built page: make page-tests")]
fn an_advised_threshold_is_applied() -> Result<(), Problem> {
    let page = lab()?;
    page.value(
        "(select => { select.value = '200'; select.dispatchEvent(new Event('change', {bubbles: true})) })\
         ([...document.querySelectorAll('.lab-advisor select')].at(-1))",
    )?;
    press(&page, "Draw windows")?;
    page.wait_for("advice", "document.querySelector('.lab-advisor tbody tr')")?;
    press(&page, "Apply all advised thresholds")?;
    page.wait_for(
        "the address",
        "location.hash.includes('comparison_threshold')",
    )?;
    // The address tells at once, the report when all is judged anew.
    let edited = |report: &Report| {
        let amount = report.settings.rules.constraints.features.get("amount")?;
        amount.comparison_threshold
    };
    let report = page.report_that("a threshold", |report| edited(report).is_some())?;
    let edited = edited(&report).ok_or("no threshold")?;
    assert!((0.0..0.2).contains(&edited), "{edited}");
    page.ends_quietly()
}

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs the built page and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs the built page: make page-tests")]
fn statistics_alone_are_told_from_rows() -> Result<(), Problem> {
    let root = reference();
    let page = Page::load()?;
    let file = root.join("data-quality/churn-2020-11/baseline/statistics.json");
    page.open_paths(&[&file], Some("baseline"))?;
    page.visit("Lab")?;
    page.wait_for(
        "the reason",
        "document.querySelector('.lab .empty')?.innerText.includes('known by its statistics alone')",
    )?;
    page.ends_quietly()
}
