//! Under which names metrics are published, where the user has not said.

use super::layout::Layout;
use super::source::Loaded;
use leeway_documents::alarm::{OF_ENDPOINTS, OF_PIPELINES};
use leeway_documents::{Monitored, Role, monitored};
use leeway_report::settings::Rules;

/// Where metrics are published: what the user named, else where a pipeline's function or an endpoint's monitor publishes them.
pub fn namespace(rules: &Rules) -> &str {
    let usual = match rules.pipeline {
        Some(_) => OF_PIPELINES,
        None => OF_ENDPOINTS,
    };
    rules.namespace.as_deref().unwrap_or(usual)
}

/// The settings with the endpoint and the schedule that the current side's paths name, where all name the same.
///
/// What the user set stays.
pub fn with_monitored(rules: &Rules, sources: &[Loaded], layout: &Layout) -> Rules {
    let mut guessed = rules.clone();
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
