//! The sources that a run is measured with, each in the role that it plays there.
//!
//! They are the run's own and what all share; a run's own baseline, constraints, analysis or model comes before a shared one. Where one run is what the others
//! are compared with, its current side plays the baseline for them.

use std::collections::BTreeSet;

use super::group::{Group, Groups};
use crate::source::Loaded;
use leeway_documents::{Content, Note, Role};

/// A run's sources, and what is odd about them.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// The sources in order of their ids.
    pub sources: Vec<Loaded>,
    /// What is odd.
    pub notes: Vec<Note>,
}

/// What a document is for, of which a run takes its own before a shared one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Purpose {
    Values,
    Constraints,
    Analysis,
    Quality,
    QualityConstraints,
    Model,
    Encoder,
    Other,
}

fn part(source: &Loaded) -> Purpose {
    match source.document.content {
        Content::Table(_) | Content::Statistics(_) => Purpose::Values,
        Content::Constraints(_) => Purpose::Constraints,
        Content::Analysis(_) => Purpose::Analysis,
        Content::QualityStatistics(_) => Purpose::Quality,
        Content::QualityConstraints(_) => Purpose::QualityConstraints,
        Content::Model(_) => Purpose::Model,
        Content::Encoder(_) => Purpose::Encoder,
        _ => Purpose::Other,
    }
}

/// The sources of a run; `reference` is the name of the run that the others are compared with.
///
/// What all runs share stays in each; a reference takes the baseline's place. A reference that does not exist is passed over.
pub fn cast(sources: &[Loaded], groups: &Groups, run: &Group, reference: Option<&str>) -> Cast {
    let role = |index: usize| groups.roles.get(index).copied().flatten();
    let is_baseline = |index: &usize| matches!(role(*index), Some(Role::Baseline));
    let mut cast = Cast::default();
    let own_parts: BTreeSet<Purpose> = run
        .own
        .iter()
        .filter(|index| {
            let purpose = part(&sources[**index]);
            is_baseline(index) || matches!(purpose, Purpose::Model | Purpose::Encoder)
        })
        .map(|&index| part(&sources[index]))
        .collect();
    let is_replaced = |index: &usize| {
        let part = part(&sources[*index]);
        part != Purpose::Other && own_parts.contains(&part)
    };
    let mut taken: Vec<(usize, Option<Role>)> =
        run.own.iter().map(|&own| (own, role(own))).collect();
    let shared = groups.shared.iter().filter(|index| !is_replaced(index));
    taken.extend(shared.map(|&shared| (shared, role(shared))));
    let other = reference.and_then(|name| groups.groups.iter().find(|group| group.name == name));
    if let Some(other) = other.filter(|other| other.name != run.name) {
        let is_compared_with = |index: usize| {
            part(&sources[index]) != Purpose::Other && is_current_values(sources, groups, index)
        };
        let parts: BTreeSet<Purpose> = other
            .own
            .iter()
            .filter(|index| is_compared_with(**index))
            .map(|&index| part(&sources[index]))
            .collect();
        taken.retain(|(index, role)| {
            *role != Some(Role::Baseline) || !parts.contains(&part(&sources[*index]))
        });
        let compared_with = other.own.iter().filter(|index| is_compared_with(**index));
        taken.extend(compared_with.map(|&index| (index, Some(Role::Baseline))));
    } else if !taken.iter().any(|(index, role)| {
        *role == Some(Role::Baseline) && part(&sources[*index]) == Purpose::Values
    }) {
        borrow(sources, groups, &mut taken, &mut cast.notes);
    }
    taken.sort_unstable();
    cast.sources = taken
        .into_iter()
        .map(|(index, role)| Loaded {
            cast: role,
            is_own: run.own.contains(&index),
            ..sources[index].clone()
        })
        .collect();
    cast
}

/// True for what tells of a run's current side and could tell of a baseline as well.
fn is_current_values(sources: &[Loaded], groups: &Groups, index: usize) -> bool {
    match groups.roles.get(index).copied().flatten() {
        Some(Role::Current) => true,
        Some(Role::Reported) => part(&sources[index]) == Purpose::Analysis,
        _ => false,
    }
}

/// A run without a baseline is compared with that of another run, where there is one alone.
fn borrow(
    sources: &[Loaded],
    groups: &Groups,
    taken: &mut Vec<(usize, Option<Role>)>,
    notes: &mut Vec<Note>,
) {
    let is_baseline = |index: &usize| {
        groups.roles.get(*index) == Some(&Some(Role::Baseline))
            && part(&sources[*index]) == Purpose::Values
    };
    let lenders: Vec<&Group> = groups
        .groups
        .iter()
        .filter(|group| group.own.iter().any(is_baseline))
        .collect();
    match lenders.as_slice() {
        [only] => {
            let lent = only.own.iter().copied().filter(is_baseline);
            taken.extend(lent.map(|index| (index, Some(Role::Baseline))));
            let note = Note::new("This run has no baseline; it is compared with that of another run.")
                .found(&only.name)
                .advice("If every run has a baseline of its own, add this one's; else put the baseline beside the runs' folders.");
            notes.push(note);
        }
        [] => notes.push(
            Note::new("This run has no baseline, so nothing can be compared.")
                .expected("training data, or the statistics.json of a baselining job")
                .advice("Add a baseline for all runs, or choose the run that the others are compared with."),
        ),
        _ => notes.push(
            Note::new("This run has no baseline, and those of the other runs differ, so it is not compared.")
                .expected("a baseline in its folder, or one beside the folders for all runs")
                .advice("Add this run's baseline, or choose the run that the others are compared with."),
        ),
    }
}
