//! The settings in force.

use super::super::Sent;
use super::super::content::{Out, Run, Text};
use crate::monitors::drift::Correction;
use crate::monitors::drift::RuleName;
use crate::presentation::format::{counted, number};
use crate::presentation::rules::RULES;
use crate::report::settings::{FacetChoice, NamedWindow, Settings, WindowChoice};

/// Columns that are named one by one.
const NAMED: usize = 60;

/// Names and values, guessed ones included; what plays no part is left out.
pub fn settings(sent: &Sent, out: &mut dyn Out) {
    let settings = &sent.report.settings;
    out.section("settings", "Settings");
    let rule = RULES
        .iter()
        .find(|(rule, ..)| *rule == settings.rules.verdict);
    let (name, words) = rule.map_or(("", ""), |(_, name, words)| (*name, *words));
    let mut facts = vec![
        (
            "Rule of the verdict",
            Text::from(Run::Strong(name.to_owned())).and(words),
        ),
        ("Significance level", number(settings.rules.alpha).into()),
        (
            "Many features",
            correction(settings.rules.correction).into(),
        ),
        ("Windows", windows(&settings.rules.window).into()),
        ("Seed", settings.rules.seed.to_string().into()),
    ];
    let has_threshold = matches!(
        settings.rules.verdict,
        RuleName::Custom | RuleName::ModelMonitor
    );
    if has_threshold {
        facts.insert(1, ("Threshold", number(settings.rules.threshold).into()));
    }
    let columns = [
        ("Label", &settings.rules.label),
        ("Prediction", &settings.rules.prediction),
        ("Probability", &settings.rules.probability),
        ("Positive label", &settings.rules.positive),
        ("Problem", &settings.rules.problem_type),
        ("Conditional on", &settings.rules.group_variable),
        ("Endpoint", &settings.rules.endpoint),
        ("Schedule", &settings.rules.schedule),
        ("Pipeline", &settings.rules.pipeline),
    ];
    for (name, value) in columns {
        if let Some(value) = value {
            facts.push((name, Text::content(value.as_str())));
        }
    }
    if let Some(threshold) = settings.rules.probability_threshold {
        facts.push(("Positive from probability", number(threshold).into()));
    }
    if let Some(threshold) = settings.rules.attribution_threshold {
        facts.push(("Attribution drifts below nDCG", number(threshold).into()));
    }
    facts.extend(lists(settings));
    out.facts(facts);
}

fn lists(settings: &Settings) -> Vec<(&'static str, Text)> {
    let kinds = settings.rules.kinds.iter().map(|(feature, kind)| {
        Text::content(feature.as_str()).and(Run::Muted(kind.name().to_owned()))
    });
    let words = settings.rules.missing_words.iter().map(|word| {
        Text::from(match word.as_str() {
            "" => Run::Muted("(empty)".to_owned()),
            word => Run::Content(word.to_owned()),
        })
    });
    let names = |names: &[String]| -> Vec<Text> {
        names
            .iter()
            .map(|name| Text::content(name.as_str()))
            .collect()
    };
    let columns = settings.rules.columns.as_deref().unwrap_or_default();
    let all = [
        ("Facets", settings.rules.facets.iter().map(facet).collect()),
        ("Kinds that were switched", kinds.collect()),
        (
            "Judged although identifier-like",
            names(&settings.rules.judge_identifiers),
        ),
        ("Words that mean missing", words.collect()),
        ("Columns of files without a header", names(columns)),
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
    let bound = |words: &str, value: Option<f64>| {
        value.map_or_else(Text::default, |value| {
            format!("{words} {}", number(value)).into()
        })
    };
    let value = facet
        .value
        .as_ref()
        .map(|value| Text::content(value.0.join(", ")));
    name.and(value.unwrap_or_default())
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
        WindowChoice::Named(NamedWindow::None) => "none".to_owned(),
        WindowChoice::Rows { rows } => format!("every {}", counted(*rows, "row", "rows")),
        WindowChoice::Unset => "chosen by what is loaded".to_owned(),
    }
}
