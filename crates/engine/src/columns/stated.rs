//! What Clarify's configuration and analyses say of the columns.

use super::meanings::{Answers, Meanings, labels};
use crate::layout::Layout;
use crate::source::Loaded;
use leeway_documents::clarify::{AnalysisConfig, BiasSection};
use leeway_documents::{Content, DocumentKind};
use leeway_monitors::bias::Wanted;
use leeway_report::settings::{FacetChoice, LabelList};

/// What the documents say: configurations first, those that ask for bias before others and then by path; one that is about another label than the first says
/// nothing. A label that is no column counts where nothing else names one.
///
/// What no document says is `None`.
pub fn stated(sources: &[Loaded], layout: &Layout) -> Meanings {
    let column = |name: &str| {
        let known = layout.features.iter().find(|feature| feature.name == name);
        known.map(|feature| feature.name.clone())
    };
    let mut all = Meanings::default();
    let mut label: Option<String> = None;
    for config in configs(sources) {
        if label.is_some() && config.label.is_some() && label != config.label {
            continue;
        }
        label = label.or(config.label.clone());
        all = all.or(of_config(config, &column));
    }
    for section in sections(sources) {
        all = all.or(of_section(section, &column));
    }
    all.answers.label = all.answers.label.or(label);
    all
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
        group_variable: None,
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

fn configs(sources: &[Loaded]) -> impl Iterator<Item = AnalysisConfig> {
    let mut configs: Vec<(&str, AnalysisConfig)> = sources
        .iter()
        .filter(|source| source.document.kind == DocumentKind::AnalysisConfig)
        .filter_map(|source| match &source.document.content {
            Content::Json(value) => {
                Some((source.document.path.as_str(), AnalysisConfig::read(value)))
            }
            _ => None,
        })
        .collect();
    configs.sort_by(|(a, one), (b, other)| {
        let key = |config: &AnalysisConfig| config.facets.is_empty();
        key(one).cmp(&key(other)).then(a.cmp(b))
    });
    configs.into_iter().map(|(_, config)| config)
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
pub fn wanted(choice: &FacetChoice) -> Wanted {
    match (&choice.threshold, &choice.value) {
        (Some(threshold), _) => Wanted::Between(*threshold, choice.upper),
        (None, Some(LabelList(labels))) => Wanted::Given(labels.clone()),
        (None, None) => Wanted::Every,
    }
}
