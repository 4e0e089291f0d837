//! A scored scenario and its model: a group chosen by hand, attributions of both sides.

use serde_json::{Value, json};

use super::reference;
use crate::fairness::values_of;
use crate::{Page, Problem};

/// A JSON file of the reference folder.
fn oracle(name: &str) -> Result<Value, Problem> {
    let root = reference();
    let text = std::fs::read_to_string(root.join("oracle").join(name))?;
    Ok(serde_json::from_str(&text)?)
}

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs the built page and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs the built page: make page-tests")]
fn a_group_chosen_by_hand_is_compared() -> Result<(), Problem> {
    let root = reference();
    let page = Page::load()?;
    let scored = root.join("datasets/south-german-credit-scored");
    page.open_paths(&[&scored.join("baseline.csv")], Some("baseline"))?;
    page.open_paths(&[&scored.join("bias.csv")], Some("current"))?;
    page.set_label("credit_risk")?;
    page.visit("Bias")?;
    page.value(
        "(choose => { choose.value = 'foreign_worker'; choose.dispatchEvent(new Event('change', {bubbles: true})) })\
         (document.querySelector('.bias-choose select'))",
    )?;
    page.wait_for(
        "the button",
        "![...document.querySelectorAll('.bias-choose button')].find(button => button.innerText === 'Compare').disabled",
    )?;
    page.value(
        "[...document.querySelectorAll('.bias-choose button')].find(button => button.innerText === 'Compare').click()",
    )?;
    page.wait_for(
        "the table",
        "document.querySelector('.bias-metrics tbody tr')",
    )?;
    page.wait_for("the address", "location.hash.includes('foreign_worker')")?;
    let facets = page
        .browser
        .script_async("return (await leeway.report()).bias.facets", json!([]))?;
    // smclarify's value, in the oracle.
    let known = oracle("bias-south-german-credit.json")?;
    let known = known["scenarios"]["bias"]["foreign_worker == 1"]["pre_training"][0]["metrics"]
        .as_array()
        .and_then(|metrics| metrics.iter().find(|metric| metric["name"] == "DPL"))
        .and_then(|metric| metric["value"].as_f64())
        .ok_or("the oracle has no DPL")?;
    let all: Vec<f64> = values_of(&facets, "DPL");
    assert!(
        all.iter().any(|value| (value - known).abs() < 1e-9),
        "{known} is not among {all:?}"
    );
    page.ends_quietly()
}

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs the built page and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs the built page: make page-tests")]
fn a_model_explains_both_sides_in_the_tab() -> Result<(), Problem> {
    let root = reference();
    let page = Page::load()?;
    let scored = root.join("datasets/south-german-credit-scored");
    page.open_paths(&[&scored.join("baseline.csv")], Some("baseline"))?;
    page.open_paths(&[&scored.join("feature_systematic.csv")], Some("current"))?;
    page.open_paths(&[&scored.join("model.json")], None)?;
    page.set_label("credit_risk")?;
    page.visit("Attribution")?;
    page.wait_for(
        "the sentence",
        "document.querySelector('main h1').innerText.includes('nDCG 0.917')",
    )?;
    page.wait_for(
        "bars",
        "document.querySelector('.attribution-bars tbody tr')",
    )?;
    let ndcg = page
        .browser
        .script_async("return (await leeway.report()).attribution.ndcg", json!([]))?;
    // From xgboost's attributions, in the oracle, which are in single precision.
    let known =
        &oracle("attribution-south-german-credit.json")?["scenarios"]["feature_systematic"]["ndcg"];
    let difference = ndcg.as_f64().unwrap_or(f64::NAN) - known.as_f64().unwrap_or(f64::NAN);
    assert!(difference.abs() < 1e-4, "{ndcg} is not {known}");
    page.ends_quietly()
}
