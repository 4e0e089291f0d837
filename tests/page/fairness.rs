//! The screens of bias and attribution: a scored scenario and its model opened, a group chosen by hand, numbers read.

use serde_json::{Value, json};

use crate::brushing::{HEAT_MAP, drag, rested};
use crate::support::scored;
use crate::webdriver::hands::key;
use crate::{Page, Problem};

#[test]
#[ignore = "needs the built page: make page-tests"]
fn bias_and_attributions_follow_a_brush_and_come_back() -> Result<(), Problem> {
    let page = Page::load()?;
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
pub fn values_of(value: &Value, name: &str) -> Vec<f64> {
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
