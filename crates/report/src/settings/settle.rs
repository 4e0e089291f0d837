//! An answer about a column is in one place, whichever short form it came in.
//!
//! `label`, `prediction`, `probability` and `kinds` of the settings are short forms of `column_choices`: what was said last counts, so that no two contradict each
//! other.

use serde_json::{Map, Value};

use super::columns::{ColumnChoice, ColumnRole};
use super::rules::Rules;

/// Where the settings say it.
const CHOICES: &str = "column_choices";

/// `columns` by name is what `column_choices` says; as a list it names the columns of a file without header.
pub(super) fn split_choices(changes: &mut Map<String, Value>) {
    if let Some(Value::Object(_)) = changes.get("columns")
        && let Some(choices) = changes.remove("columns")
    {
        changes.insert(CHOICES.to_owned(), choices);
    }
}

/// Puts each answer into its one place after `changed` names of settings were set: a label, prediction or probability among the choices goes into the setting of that
/// name, and a column has one role and one type. `before` is what was in force.
pub(super) fn settle(rules: &mut Rules, before: &Rules, changed: &dyn Fn(&str) -> bool) {
    if changed(CHOICES) {
        for (name, choice) in &mut rules.column_choices {
            let answers = [
                (ColumnRole::Label, &mut rules.label),
                (ColumnRole::Prediction, &mut rules.prediction),
                (ColumnRole::Probability, &mut rules.probability),
            ];
            for (role, answer) in answers {
                if choice.role == Some(role) {
                    *answer = Some(name.clone());
                } else if choice.role.is_some() && answer.as_deref() == Some(name) {
                    *answer = None;
                }
            }
            let is_answer = matches!(
                choice.role,
                Some(ColumnRole::Label | ColumnRole::Prediction | ColumnRole::Probability)
            );
            choice.role = choice.role.filter(|_| !is_answer);
            let known = before
                .column_choices
                .get(name)
                .and_then(|choice| choice.column_type);
            if choice.column_type.is_some() && choice.column_type != known {
                rules.kinds.remove(name);
            }
        }
    }
    for answer in [&rules.label, &rules.prediction, &rules.probability]
        .into_iter()
        .flatten()
    {
        if let Some(choice) = rules.column_choices.get_mut(answer) {
            choice.role = None;
        }
    }
    for (name, kind) in &rules.kinds {
        if changed("kinds")
            && before.kinds.get(name) != Some(kind)
            && let Some(choice) = rules.column_choices.get_mut(name)
        {
            choice.column_type = None;
        }
    }
    rules
        .column_choices
        .retain(|_, choice| *choice != ColumnChoice::default());
}

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use super::*;
    use leeway_table::Kind;

    fn changed(settings: &Settings, json: &str) -> Settings {
        settings.changed_by(json).unwrap_or_default()
    }

    #[test]
    fn an_answer_is_in_one_place_whichever_form_it_came_in() {
        let set = changed(
            &Settings::default(),
            r#"{"columns": {"a": {"role": "label"}, "b": {"role": "ignored", "type": "date"}}}"#,
        );
        assert_eq!(set.rules.label.as_deref(), Some("a"));
        assert_eq!(set.rules.column_choices.keys().collect::<Vec<_>>(), ["b"]);
        let moved = changed(&set, r#"{"label": "b"}"#);
        assert_eq!(moved.rules.column_choices["b"].role, None);
        let feature = changed(&set, r#"{"columns": {"a": {"role": "feature"}}}"#);
        assert_eq!(feature.rules.label, None);
        assert_eq!(
            feature.rules.column_choices["a"].role,
            Some(ColumnRole::Feature)
        );
    }

    #[test]
    fn a_list_names_columns() {
        let set = changed(&Settings::default(), r#"{"columns": ["a", "b"]}"#);
        assert_eq!(
            set.rules.columns,
            Some(vec!["a".to_owned(), "b".to_owned()])
        );
        assert!(set.rules.column_choices.is_empty());
    }

    #[test]
    fn of_type_and_kind_the_later_counts() {
        let kind = changed(&Settings::default(), r#"{"kinds": {"a": "categorical"}}"#);
        let typed = changed(&kind, r#"{"columns": {"a": {"type": "number"}}}"#);
        assert_eq!(typed.rules.kind_of("a"), Some(Kind::Numerical));
        let kind = changed(&typed, r#"{"kinds": {"a": "categorical"}}"#);
        assert_eq!(kind.rules.kind_of("a"), Some(Kind::Categorical));
    }
}
