//! The settings in force.

use super::super::content::{Out, Run, Text};
use super::super::sent::Sent;
use crate::format::{counted, number};
use crate::rules::RULES;
use leeway_monitors::drift::Correction;
use leeway_report::settings::{ColumnRole, FacetChoice, NamedWindow, Rules, WindowChoice};
use leeway_table::ColumnType;

/// Columns that are named one by one.
const NAMED: usize = 60;

/// Names and values, guessed ones included; what plays no part is left out.
pub fn settings(sent: &Sent, out: &mut dyn Out) {
    let rules = &sent.report.settings.rules;
    out.section("settings", "Settings");
    let rule = RULES.iter().find(|(rule, ..)| *rule == rules.verdict);
    let (name, words) = rule.map_or(("", ""), |(_, name, words)| (*name, *words));
    let mut facts = vec![
        (
            "Rule of the verdict",
            Text::from(Run::Strong(name.to_owned())).and(words),
        ),
        ("Significance level", number(rules.alpha).into()),
        ("Many features", correction(rules.correction).into()),
        ("Windows", windows(&rules.window).into()),
        ("Seed", rules.seed.to_string().into()),
    ];
    if rules.verdict.uses_threshold() {
        facts.insert(1, ("Threshold", number(rules.threshold).into()));
    }
    let columns = [
        ("Label", &rules.label),
        ("Prediction", &rules.prediction),
        ("Probability", &rules.probability),
        ("Positive label", &rules.positive),
        ("Problem", &rules.problem_type),
        ("Conditional on", &rules.group_variable),
        ("Endpoint", &rules.endpoint),
        ("Schedule", &rules.schedule),
        ("Pipeline", &rules.pipeline),
    ];
    let columns = columns.into_iter();
    facts
        .extend(columns.filter_map(|(name, value)| Some((name, Text::content(value.as_deref()?)))));
    let thresholds = [
        ("Positive from probability", rules.probability_threshold),
        ("Attribution drifts below nDCG", rules.attribution_threshold),
    ];
    let thresholds = thresholds.into_iter();
    facts.extend(thresholds.filter_map(|(name, value)| Some((name, number(value?).into()))));
    facts.extend(lists(rules));
    out.facts(facts);
}

fn lists(rules: &Rules) -> Vec<(&'static str, Text)> {
    let kinds = rules.kinds.iter().map(|(feature, kind)| {
        Text::content(feature.as_str()).and(Run::Muted(kind.name().to_owned()))
    });
    let words = rules.missing_words.iter().map(|word| {
        Text::from(match word.as_str() {
            "" => Run::Muted("(empty)".to_owned()),
            word => Run::Content(word.to_owned()),
        })
    });
    let name = |name: &String| Text::content(name.as_str());
    let columns = rules.columns.as_deref().unwrap_or_default();
    let choices = rules.column_choices.iter().map(|(name, choice)| {
        let role = choice.role.map(ColumnRole::name);
        let words = [role, choice.column_type.map(ColumnType::name)];
        let mut words: Vec<&str> = words.into_iter().flatten().collect();
        words.extend(choice.date_parts.iter().flatten().map(|part| part.name()));
        Text::content(name.as_str()).and(Run::Muted(words.join(", ")))
    });
    let all: [(&str, Vec<Text>); 6] = [
        ("Columns as chosen", choices.collect()),
        ("Facets", rules.facets.iter().map(facet).collect()),
        ("Kinds that were switched", kinds.collect()),
        (
            "Judged although identifier-like",
            rules.judge_identifiers.iter().map(name).collect(),
        ),
        ("Words that mean missing", words.collect()),
        (
            "Columns of files without a header",
            columns.iter().map(name).collect(),
        ),
    ];
    let named = all.into_iter().filter(|(_, items)| !items.is_empty());
    named.map(|(name, items)| (name, joined(items))).collect()
}

fn joined(items: Vec<Text>) -> Text {
    let more = items.len().saturating_sub(NAMED);
    let mut text = Text::default();
    for item in items.into_iter().take(NAMED) {
        if !text.0.is_empty() {
            text.0.push(Run::Plain(",".to_owned()));
        }
        text = text.and(item);
    }
    match more {
        0 => text,
        more => text.and(format!("and {}", counted(more as u64, "more", "more"))),
    }
}

fn facet(facet: &FacetChoice) -> Text {
    let name = Text::content(facet.name.as_str());
    let bound =
        |words: &str, value: Option<f64>| value.map(|value| format!("{words} {}", number(value)));
    let value = facet
        .value
        .as_ref()
        .map(|value| Text::content(value.0.join(", ")));
    name.and(value)
        .and(bound("above", facet.threshold))
        .and(bound("up to", facet.upper))
}

fn correction(correction: Correction) -> &'static str {
    match correction {
        Correction::BenjaminiHochberg => {
            "Benjamini–Hochberg: of what is called drifted, few are so by chance"
        }
        Correction::Bonferroni => "Bonferroni: hardly ever is anything called drifted by chance",
        Correction::None => "p-values are taken as they are",
    }
}

fn windows(window: &WindowChoice) -> String {
    match window {
        WindowChoice::Named(NamedWindow::Hour) => "hours, UTC".to_owned(),
        WindowChoice::Named(NamedWindow::Day) => "days, UTC".to_owned(),
        WindowChoice::Named(NamedWindow::Week) => "weeks, UTC".to_owned(),
        WindowChoice::Named(NamedWindow::Month) => "months, UTC".to_owned(),
        WindowChoice::Named(NamedWindow::None) => "none".to_owned(),
        WindowChoice::Rows { rows } => format!("every {}", counted(*rows, "row", "rows")),
        WindowChoice::Unset => "chosen by what is loaded".to_owned(),
    }
}
