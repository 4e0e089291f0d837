//! Genuine files against values that others computed, read from the page.

use serde_json::Value;

use super::reference;
use crate::page::{TABLE, feature};
use crate::support::{assert_bounds, assert_report};
use crate::{Page, Problem};
use leeway::report::Basis;

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs the built page and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs the built page: make page-tests")]
fn census_equals_the_oracle_and_names_what_drifted() -> Result<(), Problem> {
    let (root, page) = (reference(), Page::load()?);
    let census = root.join("datasets/census");
    page.open_paths(&[&census.join("test.csv"), &census.join("infer.csv")], None)?;
    page.set_label("income")?;
    page.wait_for("the feature table", TABLE)?;
    let report = page.report()?;
    let oracle: Value =
        serde_json::from_reader(std::fs::File::open(root.join("oracle/drift-census.json"))?)?;
    assert_report(&report, &oracle);
    assert_eq!(report.features.len(), 14);
    assert_eq!(report.settings.rules.label.as_deref(), Some("income"));

    let shown = page.text("main")?;
    assert!(
        shown.contains(report.verdict.as_ref().unwrap().sentence.as_str()),
        "{shown}"
    );
    let row = |name: &str| {
        page.value(&format!(
            "[...document.querySelectorAll('tr.row')].find(row => row.querySelector('a').innerText === {name:?})?.innerText"
        ))
    };
    let occupation = row("occupation")?.as_str().unwrap_or_default().to_owned();
    for label in &feature(&report, "occupation").new_labels {
        assert!(
            occupation.contains(&label.label),
            "{} is not in {occupation}",
            label.label
        );
    }
    let hours = row("hours-per-week")?
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(hours.contains("Strong drift"), "{hours}");

    // The feature's own screen tells the same numbers.
    page.value("document.querySelector(\"a[title='hours-per-week']\").click()")?;
    page.wait_for(
        "the feature",
        "document.querySelector('article.feature h1')?.innerText === 'hours-per-week'",
    )?;
    let shown = page.text("article.feature .feature-head")?;
    let sentence = &feature(&report, "hours-per-week").sentence;
    let numbers = sentence.split_once("about ").map_or("", |parts| parts.1);
    assert!(
        !numbers.is_empty() && shown.contains(numbers),
        "{sentence} is not in {shown}"
    );
    page.ends_quietly()
}

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs the built page and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs the built page: make page-tests")]
fn statistics_alone_bound_the_exact_distance() -> Result<(), Problem> {
    let (root, page) = (reference(), Page::load()?);
    let churn = root.join("datasets/churn");
    let statistics = root.join("data-quality/churn-2020-11/baseline/statistics.json");
    page.open_paths(&[&statistics], Some("baseline"))?;
    page.open_paths(&[&churn.join("test-dataset-input-cols.csv")], None)?;
    page.wait_for("the feature table", TABLE)?;
    let report = page.report()?;
    assert_eq!(report.baseline.as_ref().unwrap().from, Basis::Statistics);

    assert_bounds(&report, &churn);
    page.ends_quietly()
}
