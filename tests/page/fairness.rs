//! The screens of bias and attribution: a scored scenario and its model opened, a group chosen by hand, numbers read.

use serde_json::{Value, json};

use crate::brushing::{HEAT_MAP, drag, rested};
use crate::support::{reference, scored};
use crate::webdriver::hands::key;
use crate::{Page, Problem};

/// A JSON file of the reference folder.
fn oracle(name: &str) -> Result<Value, Problem> {
    let root = reference().ok_or("the reference folder is not there")?;
    let text = std::fs::read_to_string(root.join("oracle").join(name))?;
    Ok(serde_json::from_str(&text)?)
}

#[test]
fn a_group_chosen_by_hand_is_compared() -> Result<(), Problem> {
    let Some(root) = reference() else {
        return Ok(());
    };
    let Some(page) = Page::load()? else {
        return Ok(());
    };
    let scored = root.join("datasets/south-german-credit-scored");
    page.open_paths(&[&scored.join("baseline.csv")], Some("baseline"))?;
    page.open_paths(&[&scored.join("bias.csv")], Some("current"))?;
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
fn a_model_explains_both_sides_in_the_tab() -> Result<(), Problem> {
    let Some(root) = reference() else {
        return Ok(());
    };
    let Some(page) = Page::load()? else {
        return Ok(());
    };
    let scored = root.join("datasets/south-german-credit-scored");
    page.open_paths(&[&scored.join("baseline.csv")], Some("baseline"))?;
    page.open_paths(&[&scored.join("feature_systematic.csv")], Some("current"))?;
    page.open_paths(&[&scored.join("model.json")], None)?;
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

#[test]
fn bias_and_attributions_follow_a_brush_and_come_back() -> Result<(), Problem> {
    let Some(page) = Page::load()? else {
        return Ok(());
    };
    let rows = scored::rows();
    let baseline = scored::csv(rows.iter().step_by(2));
    page.open_texts(&[("train.csv", &baseline)], Some("baseline"))?;
    let hours: Vec<(String, String)> = (0..scored::HOURS)
        .map(|hour| {
            let of_hour = scored::csv(rows.iter().filter(|row| row.0 == hour));
            (format!("2024/06/03/{hour:02}/rows.csv"), of_hour)
        })
        .collect();
    let hours: Vec<(&str, &str)> = hours
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    page.open_texts(&hours, Some("current"))?;
    page.open_texts(&[("model.json", &scored::model())], None)?;
    page.browser.script_async(
        "await leeway.set({label: 'repaid', prediction: 'predicted', positive: '1', facets: [{name: 'gender', value: 'F'}]})",
        json!([]),
    )?;
    let seen = |screen: &str, table: &str| -> Result<String, Problem> {
        page.visit(screen)?;
        page.wait_for(
            "the table",
            &format!("document.querySelector('{table} tbody tr')"),
        )?;
        page.text(table)
    };
    let bias = || seen("Bias", ".bias-metrics");
    let attribution = || seen("Attribution", ".attribution-bars");
    let whole = (bias()?, attribution()?);
    let report = page.report()?;
    page.visit("Overview")?;
    page.wait_for("the heat map", HEAT_MAP)?;
    drag(&page, HEAT_MAP, 0.6, 0.95)?;
    let brushed = rested(&page, 1)?;
    let selection = brushed.selection.clone().ok_or("nothing is selected")?;
    assert!(
        selection.rows < 2000 && selection.rows % 500 == 0,
        "{selection:?}"
    );
    let part = (bias()?, attribution()?);
    assert_ne!(part.0, whole.0);
    assert_ne!(part.1, whole.1);
    let facet = &brushed.bias.as_ref().ok_or("no bias")?.facets[0];
    assert_eq!(facet.rows, Some(selection.rows));
    page.visit("Bias")?;
    page.wait_for("the bar", "document.querySelector('.brushes')")?;
    let size = page.text(".bias-size")?;
    let group = facet.group_rows.unwrap_or_default();
    assert!(
        size.starts_with(&format!("{group} rows in the group")),
        "{size}"
    );
    page.visit("Attribution")?;
    page.browser.press(key::ESCAPE)?;
    let again = rested(&page, 0)?;
    page.wait_for("no brush", "!document.querySelector('.brushes')")?;
    assert_eq!(
        (again.bias, again.attribution),
        (report.bias, report.attribution)
    );
    assert_eq!((bias()?, attribution()?), whole);
    page.ends_quietly()
}

/// Every value of the metrics of that name.
fn values_of(value: &Value, name: &str) -> Vec<f64> {
    match value {
        Value::Array(items) => items
            .iter()
            .flat_map(|item| values_of(item, name))
            .collect(),
        Value::Object(object) if object.get("name").is_some_and(|known| known == name) => {
            let sides = ["value", "current", "baseline"];
            sides
                .iter()
                .filter_map(|side| object.get(*side)?.as_f64())
                .collect()
        }
        Value::Object(object) => object
            .values()
            .flat_map(|item| values_of(item, name))
            .collect(),
        _ => Vec::new(),
    }
}
