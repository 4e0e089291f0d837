//! What columns mean is decided once: model quality, bias, projected accuracy and the report's settings agree.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::report::Report;
use serde_json::json;
use support::{open, session, text};

/// Rows of two features, two labels and a prediction that is one of the labels in every row but each tenth.
fn rows(header: &str, seed: u64, write: impl Fn(f64, [u64; 3]) -> String) -> String {
    let row = |row: u64| {
        let churned = (row * 7 + seed) % 3 / 2;
        let approved = row % 2;
        let predicted = if row.is_multiple_of(10) {
            1 - churned
        } else {
            churned
        };
        write((row % 17) as f64 / 4.0, [churned, approved, predicted])
    };
    let lines: Vec<String> = (0..400).map(row).collect();
    format!("{header}\n{}\n", lines.join("\n"))
}

fn report(files: &[(&str, String)]) -> Report {
    let files = files.iter().map(|(path, data)| text(path, data.as_str()));
    open(&mut session(), files.collect()).unwrap()
}

fn accuracy(report: &Report) -> Option<f64> {
    let quality = report.model_quality.as_ref()?;
    let mut metrics = quality.metrics.metrics.iter();
    metrics.find(|(name, _)| name == "accuracy")?.1.value
}

#[test]
fn a_label_by_its_name_is_everybodys() {
    let side = |seed| {
        rows(
            "income,y_true,y_hat",
            seed,
            |income, [label, _, predicted]| format!("{income},{label},{predicted}"),
        )
    };
    let report = report(&[("train.csv", side(0)), ("current.csv", side(1))]);
    assert_eq!(accuracy(&report), Some(0.9));
    let projected = report.projected_accuracy.as_ref().unwrap();
    assert_eq!((projected.reason.as_deref(), projected.rows), (None, 360));
    assert_eq!(report.settings.rules.label.as_deref(), Some("y_true"));
    assert_eq!(report.settings.rules.prediction.as_deref(), Some("y_hat"));
    let bias = report.bias.as_ref().unwrap();
    assert_eq!(bias.label.as_deref(), Some("y_true"));
    assert_eq!(bias.positive, report.settings.rules.positive);
}

#[test]
fn of_two_configurations_one_names_everybodys_label() {
    let side = |seed| {
        rows(
            "income,group,approved,churned,predicted",
            seed,
            |income, [churned, approved, predicted]| {
                format!("{income},{},{approved},{churned},{predicted}", approved + 5)
            },
        )
    };
    let config = |label: &str, facets: serde_json::Value| {
        let methods = json!({"report": {"name": "report"}});
        let config = json!({
            "dataset_type": "text/csv",
            "label": label,
            "label_values_or_threshold": [1],
            "facet": facets,
            "methods": methods,
        });
        config.to_string()
    };
    let group = json!([{"name_or_index": "group", "value_or_threshold": [5]}]);
    let report = report(&[
        ("train.csv", side(0)),
        ("current.csv", side(1)),
        ("a/analysis_config.json", config("approved", json!([]))),
        ("b/analysis_config.json", config("churned", group)),
    ]);
    assert_eq!(report.settings.rules.label.as_deref(), Some("churned"));
    assert_eq!(report.settings.rules.facets[0].name, "group");
    let bias = report.bias.as_ref().unwrap();
    assert_eq!(bias.label.as_deref(), Some("churned"));
    assert_eq!(accuracy(&report), Some(0.9));
    let projected = report.projected_accuracy.as_ref().unwrap();
    assert_eq!((projected.reason.as_deref(), projected.rows), (None, 360));
}
