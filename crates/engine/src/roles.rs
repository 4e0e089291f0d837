//! The role of every source: settled by the run at hand or by the rows that it shares with others, else chosen by the user, else guessed for each by content and path, else worked out among those that are left.

use super::source::{Loaded, columns_of};
use leeway_documents::{Content, Role, role_beside_violations, says_test};
use std::collections::BTreeSet;

/// The roles in force, one per source.
///
/// In the order of `sources`: what the user chose, else what paths and contents suggest; `None` for a source that plays no part.
pub fn roles(sources: &[Loaded]) -> Vec<Option<Role>> {
    let reports: BTreeSet<&str> = sources
        .iter()
        .filter(|source| matches!(source.document.content, Content::Violations(_)))
        .map(|source| folder_of(&source.document.path))
        .collect();
    // What lies beside violations is of the execution that wrote them.
    let of_execution = |source: &Loaded| {
        let document = &source.document;
        let is_beside = reports.contains(folder_of(&document.path));
        is_beside.then(|| role_beside_violations(document.kind, &document.path))?
    };
    let guess = |source: &Loaded| {
        if source.kin.has_no_place() {
            None
        } else if source.cast.is_some() {
            source.cast
        } else if source.kin.role.is_some() {
            source.kin.role
        } else if source.is_role_chosen {
            source.role
        } else {
            of_execution(source).or(source.document.role)
        }
    };
    let mut roles: Vec<Option<Role>> = sources.iter().map(guess).collect();
    let holds_values = |i: &usize| {
        matches!(
            sources[*i].document.content,
            Content::Table(_) | Content::Statistics(_)
        )
    };
    let is_baseline = |i: &usize| roles[*i] == Some(Role::Baseline);
    let has_values = (0..sources.len())
        .filter(holds_values)
        .any(|i| is_baseline(&i));
    let says_what_is_usual = (0..sources.len())
        .filter(is_baseline)
        .any(|i| says_what_is_usual(&sources[i]));
    let mut undecided: Vec<usize> = (0..sources.len())
        .filter(holds_values)
        .filter(|&i| roles[i].is_none() && !sources[i].is_role_chosen)
        .filter(|&i| !sources[i].kin.has_no_place())
        .collect();
    let is_current =
        |lone: usize| says_what_is_usual || is_in_current(&sources[lone].document.path);
    let has_baseline = has_values || matches!(undecided[..], [lone] if is_current(lone));
    if !has_baseline && let Some(baseline) = likeliest_baseline(sources, &undecided) {
        roles[baseline] = Some(Role::Baseline);
        undecided.retain(|&source| source != baseline);
    }
    let (tests, others): (Vec<usize>, Vec<usize>) = undecided
        .into_iter()
        .partition(|&source| is_test(sources, &roles, source));
    let is_current = |role: &Option<Role>| *role == Some(Role::Current);
    let has_current = !others.is_empty()
        || (0..sources.len())
            .filter(holds_values)
            .any(|i| is_current(&roles[i]));
    for source in others {
        roles[source] = Some(Role::Current);
    }
    for source in tests {
        // Alone beside a baseline it is what is held against it.
        roles[source] = Some(match has_current {
            true => Role::Test,
            false => Role::Current,
        });
    }
    roles
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// True for what a baselining job leaves behind beside statistics of rows: a lone table beside it is what is held against it.
fn says_what_is_usual(source: &Loaded) -> bool {
    matches!(
        source.document.content,
        Content::Constraints(_) | Content::QualityStatistics(_) | Content::QualityConstraints(_)
    )
}

/// True for a table whose path says that it is for testing, and that has as many columns as one of the baseline: the label too.
fn is_test(sources: &[Loaded], roles: &[Option<Role>], source: usize) -> bool {
    let width = |source: usize| columns_of(sources, source).len();
    let is_as_wide = |other: usize| {
        roles[other] == Some(Role::Baseline) && width(other) > 0 && width(other) <= width(source)
    };
    says_test(&sources[source].document.path) && (0..sources.len()).any(is_as_wide)
}

/// True for a file in a folder that is called current.
fn is_in_current(path: &str) -> bool {
    folder_of(path)
        .split('/')
        .any(|folder| folder.eq_ignore_ascii_case("current"))
}

/// Of unlabelled sources the one that does not sound like later data, has most named columns (a label, for one), and was opened first.
fn likeliest_baseline(sources: &[Loaded], undecided: &[usize]) -> Option<usize> {
    let named = |source: usize| {
        columns_of(sources, source)
            .iter()
            .filter(|column| column.named)
            .count()
    };
    undecided.iter().copied().max_by_key(|&source| {
        let sounds_early = !sounds_current(&sources[source].document.path);
        (sounds_early, named(source), std::cmp::Reverse(source))
    })
}

/// True when a path says that its rows came after training.
fn sounds_current(path: &str) -> bool {
    let path = path.to_lowercase();
    [
        "infer",
        "current",
        "live",
        "prod",
        "serving",
        "scor",
        "recent",
        "execution",
    ]
    .iter()
    .any(|word| path.contains(word))
}
