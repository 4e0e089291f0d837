//! Who plays what: sources get roles, the baseline's columns become features, and every slice says which of its columns is which feature.
//!
//! Nothing is copied: a feature on a side is a list of columns. The result depends on what is loaded, not on the order in which columns or slices came; only where
//! nothing else tells two unlabelled tables apart does the one opened first count as the baseline.

use std::collections::BTreeMap;

use super::align::{Profile, align, match_outputs};
use super::source::Loaded;
use crate::documents::{Content, Note, Role};
use crate::table::{Column, Origin, Table};

/// A column of a source: positions in the list of sources and in its table.
pub type Place = (usize, usize);

/// A feature and where its values are.
#[derive(Debug, Clone, PartialEq)]
pub struct FeaturePlaces {
    /// The feature's name.
    pub name: String,
    /// Columns of the baseline.
    pub baseline: Vec<Place>,
    /// Columns of the current side.
    pub current: Vec<Place>,
}

/// What the loaded sources mean together.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The role in force of every source.
    pub roles: Vec<Option<Role>>,
    /// Features in the baseline's order (the current side's where there is no baseline).
    pub features: Vec<FeaturePlaces>,
    /// What was odd, by source.
    pub notes: Vec<(usize, Note)>,
}

impl Layout {
    /// Works out roles and features. `columns` are the names that the user gave to columns without one, in order.
    pub fn of(sources: &[Loaded], columns: Option<&[String]>) -> Layout {
        let roles = roles(sources);
        let mut layout = Layout {
            roles,
            ..Layout::default()
        };
        let baseline = layout.tables(sources, Role::Baseline);
        let current = layout.tables(sources, Role::Current);
        let (leading, following) = if baseline.is_empty() {
            (&current, &baseline)
        } else {
            (&baseline, &current)
        };
        let mut features: Vec<FeaturePlaces> = Vec::new();
        let mut positions: BTreeMap<String, usize> = BTreeMap::new();
        for &source in leading {
            for (index, column) in columns_of(sources, source).iter().enumerate() {
                let name = given_name(column, index, columns)
                    .unwrap_or(&column.name)
                    .to_owned();
                let position = *positions.entry(name.clone()).or_insert_with(|| {
                    features.push(FeaturePlaces {
                        name,
                        baseline: Vec::new(),
                        current: Vec::new(),
                    });
                    features.len() - 1
                });
                features[position].baseline.push((source, index));
            }
        }
        let mut shapes: BTreeMap<Shape, Matches> = BTreeMap::new();
        for &source in following {
            let shape = Shape::of(columns_of(sources, source), columns);
            let matches = match shapes.get(&shape) {
                Some(known) => Matches {
                    features: known.features.clone(),
                    note: None,
                },
                None => {
                    let alike: Vec<&[Column]> = following
                        .iter()
                        .map(|&other| columns_of(sources, other))
                        .filter(|other| Shape::of(other, columns) == shape)
                        .collect();
                    match_columns(sources, &features, &alike, columns)
                }
            };
            shapes.entry(shape).or_insert_with(|| matches.clone());
            for (column, feature) in matches.features.iter().enumerate() {
                if let Some(feature) = feature {
                    features[*feature].current.push((source, column));
                }
            }
            layout.notes.extend(matches.note.map(|note| (source, note)));
        }
        if baseline.is_empty() {
            for feature in &mut features {
                feature.current = std::mem::take(&mut feature.baseline);
            }
        }
        layout.say_what_is_odd(sources, &features, &baseline, &current);
        layout.features = features;
        layout
    }

    /// Sources with tables in `role`, by path.
    pub fn tables(&self, sources: &[Loaded], role: Role) -> Vec<usize> {
        let mut tables: Vec<usize> = (0..sources.len())
            .filter(|&i| {
                self.roles[i] == Some(role)
                    && table(&sources[i]).is_some_and(|table| table.rows > 0)
            })
            .collect();
        tables.sort_by(|&a, &b| {
            sources[a]
                .document
                .path
                .cmp(&sources[b].document.path)
                .then(a.cmp(&b))
        });
        tables
    }

    fn say_what_is_odd(
        &mut self,
        sources: &[Loaded],
        features: &[FeaturePlaces],
        baseline: &[usize],
        current: &[usize],
    ) {
        if baseline.is_empty() || current.is_empty() {
            return;
        }
        if features.iter().all(|feature| feature.current.is_empty()) {
            for &source in current {
                let names = |source: usize| -> String {
                    let names: Vec<String> = columns_of(sources, source)
                        .iter()
                        .map(|column| column.name.clone())
                        .collect();
                    crate::monitors::words::list(&names, 5)
                };
                self.notes.push((
                    source,
                    Note::new("No column of this file is a column of the baseline, so nothing can be compared.")
                        .found(&names(source))
                        .expected(names(baseline[0]))
                        .advice("Check the roles in Sources, or name the columns of a file without header there."),
                ));
            }
            return;
        }
        let named_like_first = |source: usize| -> bool {
            let names = |source: usize| -> Vec<&str> {
                columns_of(sources, source)
                    .iter()
                    .map(|column| column.name.as_str())
                    .collect()
            };
            let mut mine = names(source);
            let mut first = names(baseline[0]);
            mine.sort_unstable();
            first.sort_unstable();
            mine == first
        };
        for &source in &baseline[1..] {
            let what = if named_like_first(source) {
                "There is more than one baseline; their rows were taken together."
            } else {
                "There is more than one baseline, and their columns differ; each column was taken from the files that have it."
            };
            self.notes.push((
                source,
                Note::new(what)
                    .found(&sources[source].document.path)
                    .expected(format!(
                        "one baseline, such as {}",
                        sources[baseline[0]].document.path
                    ))
                    .advice(
                        "If this file is the other side, choose the role \"current\" in Sources.",
                    ),
            ));
        }
        let only_baseline: Vec<String> = features
            .iter()
            .filter(|feature| feature.current.is_empty())
            .map(|feature| feature.name.clone())
            .collect();
        if !only_baseline.is_empty() {
            self.notes.push((
                current[0],
                Note::new(format!(
                    "The baseline has {} that the current side lacks; left out of the comparison.",
                    if only_baseline.len() == 1 { "a column" } else { "columns" }
                ))
                .found(&crate::monitors::words::list(&only_baseline, 6))
                .advice("This is usual for a label. If a column was matched wrongly, name the columns in Sources."),
            ));
        }
    }
}

/// The names and origins of a table's columns: tables of one shape are matched alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shape(Vec<(String, Origin, bool)>);

impl Shape {
    fn of(columns: &[Column], given: Option<&[String]>) -> Shape {
        let name = |(index, column): (usize, &Column)| {
            let given = given_name(column, index, given);
            (
                given.unwrap_or(&column.name).to_owned(),
                column.origin,
                column.named || given.is_some(),
            )
        };
        Shape(columns.iter().enumerate().map(name).collect())
    }
}

/// What the columns of a table were matched with.
#[derive(Debug, Clone)]
struct Matches {
    features: Vec<Option<usize>>,
    note: Option<Note>,
}

/// The feature that each column of tables of one shape is: by name, else by alignment.
fn match_columns(
    sources: &[Loaded],
    features: &[FeaturePlaces],
    tables: &[&[Column]],
    given: Option<&[String]>,
) -> Matches {
    let columns = tables[0];
    let name_of = |(index, column): (usize, &Column)| match given_name(column, index, given) {
        Some(name) => Some(name.to_owned()),
        None => column.named.then(|| column.name.clone()),
    };
    let names: Vec<Option<String>> = columns.iter().enumerate().map(name_of).collect();
    let mut matched: Vec<Option<usize>> = names
        .iter()
        .map(|name| {
            features
                .iter()
                .position(|feature| Some(&feature.name) == name.as_ref())
        })
        .collect();
    let unnamed = |are_outputs: bool| -> Vec<usize> {
        (0..columns.len())
            .filter(|&i| names[i].is_none() && (columns[i].origin == Origin::Output) == are_outputs)
            .collect()
    };
    let (inputs, outputs) = (unnamed(false), unnamed(true));
    if inputs.is_empty() && outputs.is_empty() {
        return Matches {
            features: matched,
            note: None,
        };
    }
    let profiles = |positions: &[usize]| -> Vec<Profile> {
        positions
            .iter()
            .map(|&i| Profile::of(tables.iter().filter_map(move |table| table.get(i))))
            .collect()
    };
    let free = |matched: &[Option<usize>]| -> Vec<(usize, &str, Profile)> {
        (0..features.len())
            .filter(|feature| !matched.contains(&Some(*feature)))
            .map(|feature| {
                let places = features[feature].baseline.iter();
                let profile = Profile::of(
                    places.map(|&(source, column)| &columns_of(sources, source)[column]),
                );
                (feature, features[feature].name.as_str(), profile)
            })
            .collect()
    };
    let candidates = free(&matched);
    let baseline: Vec<Profile> = candidates
        .iter()
        .map(|(.., profile)| profile.clone())
        .collect();
    for (&column, found) in inputs.iter().zip(align(&baseline, &profiles(&inputs))) {
        matched[column] = found.map(|candidate| candidates[candidate].0);
    }
    let candidates = free(&matched);
    let named: Vec<(&str, Profile)> = candidates
        .iter()
        .map(|(_, name, profile)| (*name, profile.clone()))
        .collect();
    for (&column, found) in outputs
        .iter()
        .zip(match_outputs(&named, &profiles(&outputs)))
    {
        matched[column] = found.map(|candidate| candidates[candidate].0);
    }
    let note = alignment_note(features, &matched, &inputs, &outputs);
    Matches {
        features: matched,
        note: Some(note),
    }
}

fn alignment_note(
    features: &[FeaturePlaces],
    matched: &[Option<usize>],
    inputs: &[usize],
    outputs: &[usize],
) -> Note {
    let names = |columns: &[usize]| -> String {
        let names: Vec<String> = columns
            .iter()
            .map(|&column| {
                matched[column].map_or("(nothing)".to_owned(), |feature| {
                    features[feature].name.clone()
                })
            })
            .collect();
        names.join(", ")
    };
    let mut what = String::from(
        "The columns have no names; they were matched with the baseline's by order and likeness.",
    );
    if !inputs.is_empty() {
        what += &format!(" Columns read as: {}.", names(inputs));
    }
    if !outputs.is_empty() {
        what += &format!(" Outputs read as: {}.", names(outputs));
    }
    Note::new(what).advice("If a name is wrong, correct it in Sources.")
}

/// The name that the user gave to column `index`, if it has none of its own.
fn given_name<'a>(column: &Column, index: usize, given: Option<&'a [String]>) -> Option<&'a str> {
    let name = given?.get(index)?;
    (!column.named && !name.is_empty()).then_some(name.as_str())
}

fn table(source: &Loaded) -> Option<&Table> {
    match &source.document.content {
        Content::Table(table) => Some(table),
        _ => None,
    }
}

/// The columns of a source; none if it holds no table.
pub fn columns_of(sources: &[Loaded], source: usize) -> &[Column] {
    table(&sources[source]).map_or(&[], |table| &table.columns)
}

/// The role of every source: chosen by the user, else guessed for each, else worked out among the tables that are left.
fn roles(sources: &[Loaded]) -> Vec<Option<Role>> {
    let mut roles: Vec<Option<Role>> = sources
        .iter()
        .map(|source| {
            if source.is_role_chosen {
                source.role
            } else {
                source.role.or(source.document.role)
            }
        })
        .collect();
    let has = |roles: &[Option<Role>], role: Role| {
        (0..sources.len()).any(|i| {
            roles[i] == Some(role) && matches!(sources[i].document.content, Content::Table(_))
        })
    };
    let mut undecided: Vec<usize> = (0..sources.len())
        .filter(|&i| {
            roles[i].is_none() && !sources[i].is_role_chosen && table(&sources[i]).is_some()
        })
        .collect();
    if !has(&roles, Role::Baseline) && !undecided.is_empty() {
        let columns = |source: usize| {
            columns_of(sources, source)
                .iter()
                .filter(|column| column.named)
                .count()
        };
        let best = (0..undecided.len())
            .max_by_key(|&i| {
                (
                    !sounds_current(&sources[undecided[i]].document.path),
                    columns(undecided[i]),
                    usize::MAX - i,
                )
            })
            .unwrap_or(0);
        roles[undecided.remove(best)] = Some(Role::Baseline);
    }
    for source in undecided {
        roles[source] = Some(Role::Current);
    }
    roles
}

/// True when a path says that its rows came after training.
fn sounds_current(path: &str) -> bool {
    let path = path.to_lowercase();
    [
        "infer", "current", "live", "prod", "serving", "scor", "new", "recent",
    ]
    .iter()
    .any(|word| path.contains(word))
}
