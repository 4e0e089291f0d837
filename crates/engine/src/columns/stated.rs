//! What Clarify's configuration and analyses say of the columns.

use super::basis::{Basis, Open};
use super::meanings::{Answers, Meanings, labels};
use crate::configured::{Configured, configs};
use crate::layout::Layout;
use crate::source::Loaded;
use leeway_documents::Content;
use leeway_documents::clarify::{AnalysisConfig, BiasSection};
use leeway_monitors::bias::Wanted;
use leeway_report::settings::{FacetChoice, LabelList};

/// What documents say of the columns.
pub struct Stated {
    /// What they say.
    pub meanings: Meanings,
    /// Which of them names the label, the prediction or the probability.
    pub basis: Option<Basis>,
    /// What is not settled by it.
    pub open: Vec<Open>,
}

/// What the documents say: configurations first, the newest before others; one that is about another label than the newest says nothing. A label that no column
/// has stays in force, and is told.
///
/// What no document says is `None`.
pub fn stated(sources: &[Loaded], layout: &Layout) -> Stated {
    let column = |name: &str| {
        let known = layout.features.iter().find(|feature| feature.name == name);
        known.map(|feature| feature.name.clone())
    };
    let (mut all, mut open) = (Meanings::default(), Vec::new());
    let mut named: Vec<(String, String)> = Vec::new();
    let mut basis = None;
    for Configured { path, config } in configs(sources) {
        if let Some(label) = &config.label {
            let is_new = named.iter().all(|(_, known)| known != label);
            if is_new {
                named.push((path.to_owned(), label.clone()));
            }
            if named[0].1 != *label {
                continue;
            }
        }
        let says =
            config.label.is_some() || config.prediction.is_some() || config.probability.is_some();
        basis = basis.or(says.then(|| Basis::Configuration(path.to_owned())));
        all = all.or(of_config(config, &column));
    }
    for section in sections(sources) {
        all = all.or(of_section(section, &column));
    }
    if let (None, Some((path, label))) = (&all.answers.label, named.first()) {
        let (path, label) = (path.clone(), label.clone());
        all.answers.label = Some(label.clone());
        open.push(Open::NoSuchLabel { path, label });
    }
    if named.len() > 1 {
        open.push(Open::Contradiction { labels: named });
    }
    Stated {
        meanings: all,
        basis,
        open,
    }
}

fn of_config(config: AnalysisConfig, column: &dyn Fn(&str) -> Option<String>) -> Meanings {
    let facets = config.facets.iter().map(|facet| FacetChoice {
        name: facet.name.clone(),
        value: (!facet.values.is_empty()).then(|| LabelList(facet.values.clone())),
        ..FacetChoice::default()
    });
    Meanings {
        facets: facets.collect(),
        answers: Answers {
            label: label_column(&config, column),
            prediction: config.prediction,
            probability: config.probability,
            positive: (!config.positive.is_empty()).then(|| config.positive.join(",")),
            problem: None,
            threshold: config.probability_threshold,
            headers: config.label_headers,
        },
        group_variable: config.group_variable,
        ..Meanings::default()
    }
}

fn of_section(section: &BiasSection, column: &dyn Fn(&str) -> Option<String>) -> Meanings {
    let facets = section.facets.iter();
    let known = facets.filter(|(name, _)| column(name).is_some());
    let positive = section.positive.as_deref();
    Meanings {
        facets: known
            .flat_map(|(name, groups)| groups.iter().map(move |group| choice(name, &group.value)))
            .collect(),
        answers: Answers {
            label: section.label.as_deref().and_then(column),
            positive: positive.map(|text| labels(text).0.join(",")),
            ..Answers::default()
        },
        ..Meanings::default()
    }
}

/// A facet's group as an analysis writes it.
fn choice(name: &str, value: &str) -> FacetChoice {
    let lower = value.strip_prefix('(').filter(|_| value.ends_with(']'));
    let lower = lower.and_then(|rest| rest.split_once(','));
    let lower = lower.and_then(|(lower, _)| lower.trim().parse().ok());
    FacetChoice {
        name: name.to_owned(),
        // The upper end is only the largest value seen.
        threshold: lower,
        value: lower.is_none().then(|| labels(value)),
        upper: None,
    }
}

fn sections(sources: &[Loaded]) -> impl Iterator<Item = &BiasSection> {
    let analyses = sources
        .iter()
        .filter_map(|source| match &source.document.content {
            Content::Analysis(analysis) => Some(analysis),
            _ => None,
        });
    analyses.flat_map(|analysis| analysis.pre_training.iter().chain(&analysis.post_training))
}

/// The label's column: by its name, by the last name of a JMESPath, or by the headers, of which the label's comes last in JSON data.
fn label_column(
    config: &AnalysisConfig,
    column: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let label = config.label.as_deref()?;
    let last = label.rsplit(['.', ']']).next().unwrap_or(label);
    column(label)
        .or_else(|| column(last))
        .or_else(|| column(config.headers.last()?))
}

/// What a choice asks for.
///
/// Thresholds are in the column's own unit; a choice of a threshold and labels goes by the threshold, one of neither wants every group.
pub fn wanted(choice: &FacetChoice) -> Wanted {
    match (&choice.threshold, &choice.value) {
        (Some(threshold), _) => Wanted::Between(*threshold, choice.upper),
        (None, Some(LabelList(labels))) => Wanted::Given(labels.clone()),
        (None, None) => Wanted::Every,
    }
}
