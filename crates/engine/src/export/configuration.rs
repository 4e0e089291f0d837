//! `leeway.json`: the answers that the user gave, as a file. What was supposed is not in it.

use leeway_documents::DocumentKind;
use leeway_documents::configuration::{Configuration, ConfiguredFile};
use leeway_report::runs::GroupedBy;
use leeway_report::settings::{ColumnRole, Rules, Settings};
use leeway_report::{Report, Source};
use serde_json::{Map, Value};

/// The file's text; `rules` are those that the user chose, and what is looked at is the report's.
///
/// Settings that differ from the defaults, columns by name, files in the report's order; configurations are not among them.
pub fn configuration(rules: &Rules, report: &Report) -> String {
    let settings = Settings {
        rules: rules.clone(),
        look: report.settings.look.clone(),
    };
    let mut settings = settings.changes_since(&Settings::default());
    let answers = rules.answers();
    settings.remove("column_choices");
    for role in [
        ColumnRole::Label,
        ColumnRole::Prediction,
        ColumnRole::Probability,
    ] {
        let name = settings.get(role.name()).and_then(Value::as_str);
        let answer = name.and_then(|name| answers.get(name));
        if answer.is_some_and(|answer| answer.role == Some(role)) {
            settings.remove(role.name());
        }
    }
    let column = |(name, choice)| Some((name, serde_json::to_value(choice).ok()?));
    let columns: Map<String, Value> = answers.into_iter().filter_map(column).collect();
    let grouping = report.grouping.as_ref();
    let is_listed = grouping.is_some_and(|grouping| grouping.by == GroupedBy::List);
    let file = |source: &Source| ConfiguredFile {
        path: source.path.clone(),
        role: source.role_chosen.then_some(source.role),
        run: source.run.clone().filter(|_| is_listed),
    };
    let is_data = |source: &&Source| source.kind != DocumentKind::Configuration;
    let files = report.sources.iter().filter(is_data).map(file).collect();
    Configuration {
        settings,
        columns,
        files,
    }
    .write()
}
