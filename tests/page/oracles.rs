//! Genuine files against values that others computed, read from the page.

use std::path::Path;

use leeway::stats::ks::ks_two_sample;
use leeway::stats::sort::sorted;
use serde_json::Value;

use crate::page::{TABLE, feature};
use crate::support::{assert_report, reference};
use crate::{Page, Problem};

#[test]
fn census_equals_the_oracle_and_names_what_drifted() -> Result<(), Problem> {
    let (Some(root), Some(page)) = (reference(), Page::load()?) else {
        return Ok(());
    };
    let census = root.join("datasets/census");
    page.open_paths(&[&census.join("test.csv"), &census.join("infer.csv")], None)?;
    page.wait_for("the feature table", TABLE)?;
    let report = page.report()?;
    let oracle: Value =
        serde_json::from_reader(std::fs::File::open(root.join("oracle/drift-census.json"))?)?;
    assert_report(&report, &oracle);
    assert_eq!(report.features.len(), 14);
    assert_eq!(report.settings.label.as_deref(), Some("income"));

    let shown = page.text("main")?;
    assert!(
        shown.contains(&report.verdict.as_ref().unwrap().sentence),
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
    let numbers = sentence
        .split_once("total variation")
        .map_or("", |parts| parts.1);
    assert!(
        !numbers.is_empty() && shown.contains(numbers),
        "{sentence} is not in {shown}"
    );
    page.ends_quietly()
}

/// The columns of a CSV file of numbers, as they stand there.
fn columns(path: &Path, has_header: bool) -> Result<Vec<(String, Vec<f64>)>, Problem> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)?;
    let mut columns: Vec<(String, Vec<f64>)> = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record?;
        if row == 0 {
            columns = record
                .iter()
                .map(|name| (name.to_owned(), Vec::new()))
                .collect();
            if has_header {
                continue;
            }
        }
        for (column, field) in columns.iter_mut().zip(&record) {
            column.1.push(field.parse()?);
        }
    }
    Ok(columns)
}

#[test]
fn statistics_alone_bound_the_exact_distance() -> Result<(), Problem> {
    let (Some(root), Some(page)) = (reference(), Page::load()?) else {
        return Ok(());
    };
    let churn = root.join("datasets/churn");
    let statistics = root.join("data-quality/churn-2020-11/baseline/statistics.json");
    page.open_paths(&[&statistics], Some("baseline"))?;
    page.open_paths(&[&churn.join("test-dataset-input-cols.csv")], None)?;
    page.wait_for("the feature table", TABLE)?;
    let report = page.report()?;
    assert_eq!(report.baseline.as_ref().unwrap().from, "statistics");

    // The first line of the current file is no header but a row that became one, and Leeway takes it as a row.
    let exact: Vec<(String, Vec<f64>)> =
        columns(&churn.join("training-dataset-with-header.csv"), true)?;
    let current = columns(&churn.join("test-dataset-input-cols.csv"), false)?;
    assert_eq!(
        report.current.as_ref().unwrap().rows,
        current[0].1.len() as u64
    );
    // All but the label, which comes first.
    let mut compared = 0;
    for ((name, baseline), (_, current)) in exact.into_iter().skip(1).zip(current) {
        // The file was cut after 29 of its 70 features.
        let Some(found) = report.features.iter().find(|feature| feature.name == name) else {
            continue;
        };
        assert_eq!(found.from, "statistics", "{name}");
        let Some(ks) = &found.ks else { continue };
        let exact = ks_two_sample(&sorted(baseline), &sorted(current))
            .unwrap()
            .statistic;
        let bound = ks.bound.unwrap();
        assert!(
            (ks.statistic - exact).abs() <= bound,
            "{name}: {} ± {bound} does not hold {exact}",
            ks.statistic
        );
        assert_eq!(ks.p_value, None, "{name}: a sketch gives no p-value");
        compared += 1;
    }
    assert!(compared >= 10, "only {compared} features had a distance");
    page.ends_quietly()
}
