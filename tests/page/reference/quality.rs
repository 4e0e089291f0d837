//! Captures of loans with the labels that arrived.

use serde_json::json;

use super::reference;
use crate::quality::SENTENCE;
use crate::{Page, Problem};

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs the built page and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs the built page: make page-tests")]
fn the_fall_of_a_metric_is_told_with_the_features_that_drift() -> Result<(), Problem> {
    let root = reference();
    let page = Page::load()?;
    let loans = root.join("loans");
    page.open_paths(&[&loans.join("baseline.csv")], None)?;
    page.open_paths(&[&loans.join("capture")], None)?;
    page.open_paths(&[&loans.join("ground-truth")], None)?;
    page.set_label("repaid")?;
    page.visit("Quality")?;
    page.wait_for(
        "the sentence",
        &format!("({SENTENCE}).includes('F1 falls from 0.8194 to 0.6611 at 2024-06-03 14:00')"),
    )?;
    page.wait_for(
        "what began to drift",
        &format!("({SENTENCE}).includes('interest_rate')"),
    )?;
    page.wait_for(
        "the missing labels",
        "document.querySelector('.quality-join').innerText.includes('not arrived: 175')",
    )?;
    page.wait_for(
        "five charts",
        "document.querySelectorAll('.quality-card canvas').length === 5",
    )?;
    let report = page
        .browser
        .script_async("return (await leeway.report()).model_quality", json!([]))?;
    assert_eq!(report["rows"], 3425);
    assert_eq!(report["since"], 6);
    page.ends_quietly()
}
