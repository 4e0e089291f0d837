//! Which columns and groups are compared: as the settings say, else as a loaded `analysis_config.json` or `analysis.json` says.

use super::super::layout::Layout;
use super::super::quality::choices;
use super::super::source::Loaded;
use crate::documents::clarify::{AnalysisConfig, BiasSection};
use crate::documents::{Content, DocumentKind};
use crate::monitors::bias::Wanted;
use crate::report::settings::LabelList;
use crate::report::settings::{FacetChoice, Settings};

/// The probability from which on a prediction is positive, unless something says otherwise.
pub const PROBABILITY_THRESHOLD: f64 = 0.5;

/// The settings that bias and attributions are measured by: with what documents say and what model quality guesses filled in.
pub fn in_force(settings: &Settings, sources: &[Loaded], layout: &Layout) -> Settings {
    let mut settings = settings.clone();
    with_plan(&mut settings, sources, layout);
    let choices = choices(&settings, sources, layout);
    settings.label = choices.label;
    settings.prediction = choices.prediction;
    settings.probability = choices.probability;
    settings.positive = choices.positive;
    settings.probability_threshold = choices.threshold;
    settings
}

/// The positive labels of the settings.
pub fn positives_of(settings: &Settings) -> Vec<String> {
    let text = settings.positive.as_deref();
    text.map_or_else(Vec::new, |text| labels(text).0)
}

/// The settings with what analyses and their configuration say filled in. Names that no column has are left as they are, so that the report can say so.
pub fn with_plan(settings: &mut Settings, sources: &[Loaded], layout: &Layout) {
    let column = |name: &str| {
        let known = layout.features.iter().find(|feature| feature.name == name);
        known.map(|feature| feature.name.clone())
    };
    if let Some(config) = config(sources) {
        if settings.label.is_none() {
            settings.label = label_column(&config, &column);
        }
        if settings.positive.is_none() && !config.positive.is_empty() {
            settings.positive = Some(config.positive.join(","));
        }
        if settings.facets.is_empty() {
            let facets = config.facets.iter();
            settings.facets = facets
                .map(|facet| FacetChoice {
                    name: facet.name.clone(),
                    value: (!facet.values.is_empty()).then(|| LabelList(facet.values.clone())),
                    ..FacetChoice::default()
                })
                .collect();
        }
        if settings.group_variable.is_none() {
            settings.group_variable.clone_from(&config.group_variable);
        }
        if settings.probability_threshold.is_none() {
            settings.probability_threshold = config.probability_threshold;
        }
    }
    for section in sections(sources) {
        if settings.label.is_none() {
            settings.label = section.label.as_deref().and_then(column);
        }
        if settings.positive.is_none() {
            settings.positive = section
                .positive
                .as_deref()
                .map(|text| labels(text).0.join(","));
        }
        if settings.facets.is_empty() {
            let all = section.facets.iter();
            settings.facets = all
                .filter(|(name, _)| column(name).is_some())
                .flat_map(|(name, groups)| {
                    groups.iter().map(move |group| choice(name, &group.value))
                })
                .collect();
        }
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

/// Labels as an analysis joins them; an interval is its lower end.
fn labels(text: &str) -> LabelList {
    let lower = text.strip_prefix('(').and_then(|rest| rest.split_once(','));
    match lower {
        Some((lower, rest)) if rest.ends_with(']') => LabelList(vec![lower.trim().to_owned()]),
        _ => LabelList(text.split(',').map(str::to_owned).collect()),
    }
}

fn config(sources: &[Loaded]) -> Option<AnalysisConfig> {
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
    // One that asks for bias first.
    configs.sort_by(|(a, one), (b, other)| {
        let key = |config: &AnalysisConfig| config.facets.is_empty();
        key(one).cmp(&key(other)).then(a.cmp(b))
    });
    configs.into_iter().next().map(|(_, config)| config)
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
