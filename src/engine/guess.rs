//! Which columns hold the label, the prediction and its probability, where the user has not said.

use super::bias::plan::with_plan;
use super::layout::{Layout, columns_of};
use super::source::Loaded;
use crate::documents::{Monitored, Role, monitored};
use crate::report::settings::Settings;
use crate::table::Origin;

const LABEL_NAMES: [&str; 8] = [
    "label",
    "target",
    "class",
    "outcome",
    "y",
    "ground_truth",
    "groundtruth",
    "actual",
];

/// The settings with what could be guessed filled in. A prediction or probability goes by its name, outputs of the model first; the label goes by its name, or is the
/// one column that the baseline has and the current side lacks.
pub fn with_guesses(settings: &Settings, sources: &[Loaded], layout: &Layout) -> Settings {
    let mut guessed = settings.clone();
    with_plan(&mut guessed, sources, layout);
    let is_output = |places: &[(usize, usize)]| {
        places
            .iter()
            .any(|&(source, column)| columns_of(sources, source)[column].origin == Origin::Output)
    };
    let by_name = |words: &[&str]| -> Option<String> {
        let named = || {
            layout.features.iter().filter(|feature| {
                let name = feature.name.to_lowercase();
                words.iter().any(|word| name.contains(word))
            })
        };
        named()
            .find(|feature| is_output(feature.current.columns()))
            .or(named().next())
            .map(|feature| feature.name.clone())
    };
    guessed.probability = guessed.probability.or_else(|| by_name(&["prob", "score"]));
    let probability = guessed.probability.clone();
    guessed.prediction = guessed
        .prediction
        .or_else(|| by_name(&["pred"]).filter(|name| Some(name) != probability.as_ref()));
    let answers = [guessed.prediction.clone(), guessed.probability.clone()];
    guessed.label = guessed.label.or_else(|| {
        let only_baseline: Vec<&String> = layout
            .features
            .iter()
            .filter(|feature| feature.current.are_nowhere() && !feature.baseline.are_nowhere())
            .map(|feature| &feature.name)
            .collect();
        let named = layout
            .features
            .iter()
            .map(|feature| &feature.name)
            .find(|name| {
                LABEL_NAMES.contains(&name.to_lowercase().as_str())
                    && !answers.contains(&Some((*name).clone()))
            });
        match only_baseline.as_slice() {
            [only] if !answers.contains(&Some((*only).clone())) => Some((*only).clone()),
            _ => named.cloned(),
        }
    });
    let monitored: Vec<Monitored> = sources
        .iter()
        .zip(&layout.roles)
        .filter(|(_, role)| matches!(role, Some(Role::Current | Role::Reported)))
        .map(|(source, _)| monitored(source.document.kind, &source.document.path))
        .collect();
    let only = |names: Vec<&String>| -> Option<String> {
        let first = *names.first()?;
        names
            .iter()
            .all(|name| *name == first)
            .then(|| first.clone())
    };
    let names =
        |name: fn(&Monitored) -> Option<&String>| only(monitored.iter().filter_map(name).collect());
    if guessed.pipeline.is_none() {
        guessed.endpoint = guessed
            .endpoint
            .or_else(|| names(|monitored| monitored.endpoint.as_ref()));
        guessed.schedule = guessed
            .schedule
            .or_else(|| names(|monitored| monitored.schedule.as_ref()));
    }
    guessed
}
