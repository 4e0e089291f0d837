//! Which sources are a run of their own, and which all runs share.
//!
//! A list of files says it, else paths do: *folders* that each hold a current side, or *files* that are alternatives. Files of the current side are
//! alternatives when they have much the same columns, tell no time, and differ in words: `concept.csv` and `bias.csv`, but not `part-0.csv` and `part-1.csv`, nor
//! the hours of a capture. What is of the baseline, and a model or a configuration, is shared, unless it lies in a run's folder. The user may ask for folders,
//! for files, or for neither.

use leeway_report::runs::GroupedBy;
use std::collections::{BTreeMap, BTreeSet};

use super::alike::are_alike;
use super::paths::{folders, natural, run_of_file, run_of_folder, words_of_file};
use crate::kinship::{Kinship, outputs};
use crate::monitor_folders::runs_of_folders;
use crate::roles::roles;
use crate::source::{Loaded, columns_of};
use leeway_documents::{Content, DocumentKind, Role};
use leeway_report::settings::RunsBy;

/// The runs there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Groups {
    /// What made them.
    pub by: GroupedBy,
    /// The runs, in the order of their names; none, or several.
    pub groups: Vec<Group>,
    /// Sources that all runs share.
    pub shared: Vec<usize>,
    /// The role of every source, among all that are loaded.
    pub roles: Vec<Option<Role>>,
    /// How many runs folders and files would make.
    pub offered: [usize; 2],
}

impl Groups {
    /// The sources of every run, with those that all share; of everything where there are no runs.
    ///
    /// Positions among all that are loaded, one list for each run in the order of the runs.
    pub fn sources_of_runs(&self) -> Vec<Vec<usize>> {
        let with_shared = |run: &Group| {
            run.own
                .iter()
                .chain(&self.shared)
                .copied()
                .collect::<Vec<usize>>()
        };
        match self.groups.as_slice() {
            [] => vec![self.shared.clone()],
            runs => runs.iter().map(with_shared).collect(),
        }
    }
}

/// A run's own sources.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its sources.
    pub own: Vec<usize>,
}

/// More runs than these are none: no table tells them apart.
const MOST_RUNS: usize = 200;

type Named = BTreeMap<String, Vec<usize>>;

/// Groups what is loaded.
///
/// Groups by name, in the order in which people count; empty where everything is one current side.
pub fn group(sources: &[Loaded], chosen: RunsBy, kinship: &Kinship) -> Groups {
    let answers = outputs(sources);
    let mut roles = roles(sources);
    // What a transform answered makes no run: it goes where its input goes.
    answers.keys().for_each(|output| roles[*output] = None);
    let listed = by_list(sources);
    let are_runs = |named: &Named| (2..=MOST_RUNS).contains(&named.len());
    let folders = |is_asked| by_folder(sources, &roles, is_asked).filter(are_runs);
    let files = |is_asked| by_file(sources, &roles, is_asked, kinship).filter(are_runs);
    let count = |named: Option<Named>| named.map_or(0, |named| named.len());
    let offered = [count(folders(true)), count(files(true))];
    let found = match chosen {
        RunsBy::Off => None,
        RunsBy::Folder => folders(true).map(|named| (GroupedBy::Folder, named)),
        RunsBy::File => files(true).map(|named| (GroupedBy::File, named)),
        RunsBy::Auto => listed
            .map(|named| (GroupedBy::List, named))
            .or_else(|| folders(false).map(|named| (GroupedBy::Folder, named)))
            .or_else(|| files(false).map(|named| (GroupedBy::File, named))),
    };
    let (by, named) = found.unwrap_or_default();
    let mut groups: Vec<Group> = named
        .into_iter()
        .map(|(name, own)| Group { name, own })
        .collect();
    groups.sort_by(|one, other| natural(&one.name, &other.name));
    for group in &mut groups {
        group.own.retain(|source| !answers.contains_key(source));
        let has_input = |input: &usize| group.own.contains(input);
        let own = answers.iter().filter(|(_, input)| has_input(input));
        let own: Vec<usize> = own.map(|(output, _)| *output).collect();
        group.own.extend(own);
    }
    for (output, input) in &answers {
        roles[*output] = roles[*input];
    }
    let owned: BTreeSet<usize> = groups.iter().flat_map(|group| group.own.clone()).collect();
    let shared = (0..sources.len()).filter(|source| !owned.contains(source));
    Groups {
        by,
        shared: shared.collect(),
        groups,
        roles,
        offered,
    }
}

/// The runs that a list of files names, where it names several.
fn by_list(sources: &[Loaded]) -> Option<Named> {
    let mut named = Named::new();
    for (index, source) in sources.iter().enumerate() {
        if let Some(run) = &source.run {
            named.entry(run.clone()).or_default().push(index);
        }
    }
    (named.len() > 1).then_some(named)
}

/// True for what tells of a current side: it makes a run, where it can be told from that of others. Results of the drift container do not: each tells its own time.
fn bears(source: &Loaded, role: Option<Role>) -> bool {
    matches!(role, Some(Role::Current | Role::Reported))
        && matches!(
            source.document.content,
            Content::Table(_)
                | Content::Statistics(_)
                | Content::Violations(_)
                | Content::Analysis(_)
                | Content::QualityStatistics(_)
        )
}

/// Folders of a source that may name a run; those of a report end in the monitor's schedule.
fn folders_of(source: &Loaded) -> Vec<&str> {
    let document = &source.document;
    let mut folders = folders(&document.path, document.hour.is_some());
    let is_report = matches!(
        document.kind,
        DocumentKind::Statistics
            | DocumentKind::Violations
            | DocumentKind::CloudWatch
            | DocumentKind::Analysis
            | DocumentKind::ModelQualityStatistics
    );
    if is_report && document.hour.is_some() {
        folders.pop();
    }
    folders
}

fn by_folder(sources: &[Loaded], roles: &[Option<Role>], is_asked: bool) -> Option<Named> {
    let folders: Vec<Vec<&str>> = sources.iter().map(folders_of).collect();
    let bearing: Vec<usize> = (0..sources.len())
        .filter(|&index| bears(&sources[index], roles[index]))
        .collect();
    let first = &folders[*bearing.first()?];
    let mut depth = 0;
    let names = loop {
        let at = |&index: &usize| folders[index].get(depth).copied();
        let names: BTreeSet<&str> = bearing.iter().filter_map(at).collect();
        let are_all_in_one = names.len() == 1 && bearing.iter().all(|index| at(index).is_some());
        if !are_all_in_one {
            break names;
        }
        depth += 1;
    };
    let as_list: Vec<&str> = names.iter().copied().collect();
    if names.len() < 2 {
        return None;
    }
    let runs = match runs_of_folders(&as_list) {
        Some(runs) => runs,
        None if is_asked => as_list.iter().map(|name| (*name).to_owned()).collect(),
        None => return None,
    };
    let runs: BTreeMap<&str, String> = as_list.into_iter().zip(runs).collect();
    let is_below = |index: &usize| folders[*index].starts_with(&first[..depth]);
    let (mut named, mut others) = (Named::new(), Named::new());
    for index in (0..sources.len()).filter(is_below) {
        match folders[index].get(depth) {
            Some(name) => {
                let (known, run) = match runs.get(name) {
                    Some(run) => (&mut named, run.as_str()),
                    None => (&mut others, *name),
                };
                let run = run_of_folder(run).to_owned();
                known.entry(run).or_default().push(index);
            }
            None if bears(&sources[index], roles[index]) => {
                let run = run_of_file(&sources[index].document.path).to_owned();
                named.entry(run).or_default().push(index);
            }
            None => {}
        }
    }
    // A folder beside those of the runs in which nothing can be used is a run that failed.
    let is_useless = |index: &usize| {
        let document = &sources[*index].document;
        document.problem.is_some() || document.is_empty_folder()
    };
    others.retain(|_, own| own.iter().all(is_useless));
    for (run, own) in others {
        named.entry(run).or_default().extend(own);
    }
    Some(named)
}

fn by_file(
    sources: &[Loaded],
    roles: &[Option<Role>],
    is_asked: bool,
    kinship: &Kinship,
) -> Option<Named> {
    let is_current = |index: &usize| roles[*index] == Some(Role::Current);
    let holds_values = |index: &usize| {
        matches!(
            sources[*index].document.content,
            Content::Table(_) | Content::Statistics(_)
        )
    };
    let all: Vec<usize> = (0..sources.len())
        .filter(is_current)
        .filter(holds_values)
        .collect();
    let are_same = |one: usize, other: usize| kinship.are_same(&sources[one], &sources[other]);
    let width = |source: usize| columns_of(sources, source).len();
    // Files that show other columns of the rows of an earlier one; copies are alternatives that happen to be equal.
    let is_view = |one: usize| {
        let mut others = all.iter();
        others.any(|&other| width(other) != width(one) && are_same(one, other))
    };
    let mut current: Vec<usize> = Vec::new();
    let mut same: Vec<(usize, usize)> = Vec::new();
    for &index in &all {
        let is_same = |other: &usize| are_same(index, *other) && is_view(index);
        match current.iter().copied().find(is_same) {
            Some(other) => same.push((index, other)),
            None => current.push(index),
        }
    }
    let are_alternatives = || {
        let is_one = |&index: &usize| is_alternative(&sources[index]);
        current.iter().all(is_one) && are_alike(sources, &current)
    };
    if !is_asked && !are_alternatives() {
        return None;
    }
    if is_asked && current.len() > MOST_RUNS {
        return None;
    }
    let path = |index: usize| sources[index].document.path.as_str();
    let mut named = Named::new();
    for &index in &current {
        let is_same = |other: &usize| {
            *other != index && run_of_file(path(*other)) == run_of_file(path(index))
        };
        let run = match (is_asked, is_asked && current.iter().any(is_same)) {
            (true, true) => path(index).to_owned(),
            (true, false) => run_of_file(path(index)).to_owned(),
            (false, _) => words_of_file(path(index)),
        };
        named.entry(run).or_default().push(index);
    }
    if !is_asked {
        // Parts of one run share their words; a run of one file is called like it.
        named = named
            .into_values()
            .map(|own| {
                let path = &sources[own[0]].document.path;
                let words = words_of_file(path);
                let name = match own.len() > 1 && !words.is_empty() {
                    true => words,
                    false => run_of_file(path).to_owned(),
                };
                (name, own)
            })
            .collect();
    }
    for (index, other) in same {
        let mut runs = named.values_mut();
        if let Some(run) = runs.find(|own| own.contains(&other)) {
            run.push(index);
        }
    }
    add_by_name(sources, roles, &mut named);
    Some(named)
}

/// A table of rows without a time: neither the hours of a capture nor a file that windows can be cut from.
fn is_alternative(source: &Loaded) -> bool {
    let document = &source.document;
    let is_plain = matches!(
        document.kind,
        DocumentKind::Csv | DocumentKind::JsonLines | DocumentKind::JsonRecords
    );
    is_plain
        && document.hour.is_none()
        && matches!(&document.content, Content::Table(table) if table.times.is_empty())
}

/// Gives what was reported about a run, and its labels, to the run whose name their file's name begins with.
fn add_by_name(sources: &[Loaded], roles: &[Option<Role>], named: &mut Named) {
    for (index, source) in sources.iter().enumerate() {
        if !matches!(roles[index], Some(Role::Reported | Role::Labels)) {
            continue;
        }
        let file = run_of_file(&source.document.path);
        let is_its = |name: &&String| {
            let rest = file.strip_prefix(name.as_str());
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        };
        let longest = named.keys().filter(is_its).max_by_key(|name| name.len());
        if let Some(run) = longest.cloned() {
            named.entry(run).or_default().push(index);
        }
    }
}
