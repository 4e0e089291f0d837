//! What the loaded sources mean together: the baseline's columns become features, and every slice says which of its columns is which feature.
//!
//! Nothing is copied: a feature on a side is a list of columns, slice by slice, each with its own times; windows and brushes will index the same slices. Several
//! statistics on a side are merged. The result depends on what is loaded, not on the order in which it came; only where nothing else tells two unlabelled tables
//! apart does the one opened first count as the baseline.

use std::collections::BTreeMap;

use super::align::Profile;
use super::configured::Naming;
use super::matching::{Known, Matches, Shape, match_columns, shape};
use super::roles::roles;
use super::source::Loaded;
pub use super::source::{Place, column_at, columns_of, raw_column, table, text_at};
use super::statistics::{self, ranked_or_labels};
use super::unrelated::unrelated;
use leeway_documents::model_monitor::Statistics;
use leeway_documents::{Content, Note, Role};
use leeway_monitors::drift::FeatureSide;
use leeway_monitors::words;
use leeway_table::forms::DatePart;
use leeway_table::{Column, Series};

/// Where a feature's values on one side are.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Places {
    /// The side lacks the feature.
    #[default]
    Nowhere,
    /// In these columns.
    Columns(Vec<Place>),
    /// In the side's statistics, at this position.
    Statistics(usize),
}

/// A feature and where its values are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FeaturePlaces {
    /// The feature's name.
    pub name: String,
    /// On the baseline.
    pub baseline: Places,
    /// On the current side.
    pub current: Places,
    /// In test data, which are of neither side.
    pub test: Places,
}

/// A feature that is made of a column of dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// Its name, and where its values are: in places beyond the columns of their tables.
    pub places: FeaturePlaces,
    /// The column's name.
    pub column: String,
    /// What of its dates.
    pub part: DatePart,
}

/// A file without header in which one column too few could be one of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsure {
    /// Its path.
    pub path: String,
    /// The feature that was taken for the missing one, then those that could be it as well.
    pub could_be_missing: Vec<String>,
}

/// What the loaded sources mean together.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The role in force of every source.
    pub roles: Vec<Option<Role>>,
    /// Features in the baseline's order (the current side's where there is no baseline).
    pub features: Vec<FeaturePlaces>,
    /// What of dates is compared as a feature of its own: no column of a file, and known once dates are read.
    pub derived: Vec<Derived>,
    /// The baseline's statistics, merged, where it has no samples.
    pub baseline_statistics: Option<Statistics>,
    /// The current side's.
    pub current_statistics: Option<Statistics>,
    /// Of files without header, what could be the column that they lack.
    pub unsure: Vec<Unsure>,
    /// What was odd, by source.
    pub notes: Vec<(usize, Note)>,
}

impl Places {
    /// True when the side lacks the feature.
    ///
    /// A side that knows the feature by statistics has it.
    pub fn are_nowhere(&self) -> bool {
        *self == Places::Nowhere
    }

    /// The columns; none for statistics.
    ///
    /// In the order of their sources' paths; empty also where the side lacks the feature.
    pub fn columns(&self) -> &[Place] {
        match self {
            Places::Columns(columns) => columns,
            _ => &[],
        }
    }

    fn add(&mut self, place: Place) {
        match self {
            Places::Columns(columns) => columns.push(place),
            _ => *self = Places::Columns(vec![place]),
        }
    }
}

impl FeaturePlaces {
    /// The columns of tables in this role; none for roles that have no values of features.
    pub fn columns_in(&self, role: Role) -> &[Place] {
        match role {
            Role::Baseline => self.baseline.columns(),
            Role::Current => self.current.columns(),
            Role::Test => self.test.columns(),
            Role::Labels | Role::Reported => &[],
        }
    }
}

impl Layout {
    /// Works out roles and features. `naming` names columns that have no name.
    ///
    /// Features in the baseline's order, the current side's where there is none. Nothing fails: a column that fits nowhere is a note of its source.
    pub fn of(sources: &[Loaded], naming: &Naming) -> Layout {
        let mut layout = Layout {
            roles: roles(sources),
            ..Layout::default()
        };
        for (source, note) in unrelated(sources, &layout.roles, naming) {
            layout.roles[source] = None;
            layout.notes.push((source, note));
        }
        let baseline = layout.tables(sources, Role::Baseline);
        let current = layout.tables(sources, Role::Current);
        if baseline.is_empty() {
            layout.baseline_statistics = layout.merge(sources, Role::Baseline);
        }
        if current.is_empty() {
            layout.current_statistics = layout.merge(sources, Role::Current);
        }
        let has_baseline = !baseline.is_empty() || layout.baseline_statistics.is_some();
        let (leading, leading_statistics) = match has_baseline {
            true => (&baseline, &layout.baseline_statistics),
            false => (&current, &layout.current_statistics),
        };
        let mut features = features_of_tables(sources, leading, naming);
        if let Some(statistics) = leading_statistics {
            let place =
                |(index, feature): (usize, &leeway_documents::model_monitor::FeatureStatistics)| {
                    FeaturePlaces {
                        name: feature.name.clone(),
                        baseline: Places::Statistics(index),
                        ..FeaturePlaces::default()
                    }
                };
            features = statistics.features.iter().enumerate().map(place).collect();
        }
        if has_baseline {
            layout.match_tables(sources, &mut features, Role::Current, naming);
            layout.match_tables(sources, &mut features, Role::Test, naming);
            if let Some(statistics) = &layout.current_statistics {
                for feature in &mut features {
                    let index = statistics
                        .features
                        .iter()
                        .position(|known| known.name == feature.name);
                    feature.current = index.map_or(Places::Nowhere, Places::Statistics);
                }
            }
        } else {
            for feature in &mut features {
                feature.current = std::mem::take(&mut feature.baseline);
            }
        }
        layout.features = features;
        layout.say_what_is_odd(sources, &baseline, &current);
        layout
    }

    /// All that drift is measured of: the features, then what is made of their dates.
    ///
    /// Features in the layout's order, derived ones in that of their columns.
    pub fn measured(&self) -> impl Iterator<Item = &FeaturePlaces> {
        let derived = self.derived.iter().map(|derived| &derived.places);
        self.features.iter().chain(derived)
    }

    /// What the feature called `name` is made of; `None` for a column of the files.
    ///
    /// Names are compared exactly; the answer says which part of which date.
    pub fn derived(&self, name: &str) -> Option<&Derived> {
        self.derived.iter().find(|one| one.places.name == name)
    }

    /// Sources with rows in `role`, by path.
    ///
    /// Positions in `sources`; empty where the role has no rows.
    pub fn tables(&self, sources: &[Loaded], role: Role) -> Vec<usize> {
        let has_rows = |i: &usize| table(&sources[*i]).is_some_and(|table| table.rows > 0);
        self.by_path(sources, role, has_rows)
    }

    /// A feature on a side; `None` where the side lacks it.
    ///
    /// `feature` is one of this layout's; values are in its unit, ranks of statistics within their bound.
    pub fn side<'a>(
        &'a self,
        sources: &'a [Loaded],
        feature: &FeaturePlaces,
        role: Role,
    ) -> Option<FeatureSide<'a>> {
        let (places, statistics) = match role {
            Role::Baseline => (&feature.baseline, &self.baseline_statistics),
            _ => (&feature.current, &self.current_statistics),
        };
        match places {
            Places::Nowhere => None,
            Places::Columns(columns) => Some(FeatureSide::Samples(series(sources, columns))),
            Places::Statistics(index) => {
                statistics::side(statistics.as_ref()?.features.get(*index)?)
            }
        }
    }

    fn by_path(&self, sources: &[Loaded], role: Role, fits: impl Fn(&usize) -> bool) -> Vec<usize> {
        let mut found: Vec<usize> = (0..sources.len())
            .filter(|&i| self.roles[i] == Some(role))
            .filter(fits)
            .collect();
        found.sort_by(|&a, &b| {
            sources[a]
                .document
                .path
                .cmp(&sources[b].document.path)
                .then(a.cmp(&b))
        });
        found
    }

    /// The statistics in `role`, merged.
    fn merge(&mut self, sources: &[Loaded], role: Role) -> Option<Statistics> {
        let is_statistics =
            |i: &usize| matches!(sources[*i].document.content, Content::Statistics(_));
        let found = self.by_path(sources, role, is_statistics);
        let all: Vec<&Statistics> = found
            .iter()
            .filter_map(|&source| match &sources[source].document.content {
                Content::Statistics(statistics) => Some(statistics),
                _ => None,
            })
            .collect();
        let (merged, notes) = statistics::merge(&all)?;
        self.notes
            .extend(notes.into_iter().map(|note| (found[0], note)));
        Some(merged)
    }

    /// Matches the columns of tables in `role`, beside the baseline's, with the features.
    fn match_tables(
        &mut self,
        sources: &[Loaded],
        features: &mut [FeaturePlaces],
        role: Role,
        naming: &Naming,
    ) {
        let tables_in_role = self.tables(sources, role);
        let shape_of = |source: usize| shape(sources, source, naming);
        let mut shapes: BTreeMap<Shape, Matches> = BTreeMap::new();
        for &source in &tables_in_role {
            let shape = shape_of(source);
            let is_known = shapes.contains_key(&shape);
            if !is_known {
                let tables: Vec<&[Column]> = tables_in_role
                    .iter()
                    .filter(|&&other| shape_of(other) == shape)
                    .map(|&other| columns_of(sources, other))
                    .collect();
                let known: Vec<Known> = features
                    .iter()
                    .map(|feature| Known {
                        name: &feature.name,
                        profile: Box::new(|| self.profile(sources, feature)),
                    })
                    .collect();
                let matches = match_columns(&shape, &tables, &known);
                shapes.insert(shape.clone(), matches);
            }
            let matches = &shapes[&shape];
            for (column, feature) in matches.features.iter().enumerate() {
                if let Some(feature) = feature {
                    let feature = &mut features[*feature];
                    let places = match role {
                        Role::Test => &mut feature.test,
                        _ => &mut feature.current,
                    };
                    places.add((source, column));
                }
            }
            if let (false, [_, _, ..]) = (is_known, matches.could_be_missing.as_slice()) {
                let name = |feature: &usize| features[*feature].name.clone();
                self.unsure.push(Unsure {
                    path: sources[source].document.path.clone(),
                    could_be_missing: matches.could_be_missing.iter().map(name).collect(),
                });
            }
            if let (false, Some(note)) = (is_known, &matches.note) {
                self.notes.push((source, note.clone()));
            }
        }
    }

    /// What a feature's baseline looks like.
    fn profile(&self, sources: &[Loaded], feature: &FeaturePlaces) -> Profile {
        match &feature.baseline {
            Places::Columns(places) => {
                Profile::of(places.iter().map(|&place| column_at(sources, place)))
            }
            _ => match self.side(sources, feature, Role::Baseline) {
                Some(side) => ranked_or_labels(&side),
                None => Profile::default(),
            },
        }
    }

    fn say_what_is_odd(&mut self, sources: &[Loaded], baseline: &[usize], current: &[usize]) {
        let names = |source: usize| -> Vec<String> {
            columns_of(sources, source)
                .iter()
                .map(|column| column.name.clone())
                .collect()
        };
        if let [first, others @ ..] = baseline {
            let sorted = |source: usize| {
                let mut names = names(source);
                names.sort();
                names
            };
            for &source in others {
                let what = if sorted(source) == sorted(*first) {
                    "There is more than one baseline; their rows were taken together."
                } else {
                    "There is more than one baseline, and their columns differ; each column was taken from the files that have it."
                };
                let note = Note::new(what)
                    .found(&sources[source].document.path)
                    .expected(format!(
                        "one baseline, such as {}",
                        sources[*first].document.path
                    ))
                    .advice(
                        "If this file is the other side, choose the role \"current\" in Sources.",
                    );
                self.notes.push((source, note));
            }
        }
        let has_sides = self
            .features
            .iter()
            .any(|feature| !feature.baseline.are_nowhere());
        let Some(&first) = current.first() else {
            return;
        };
        if !has_sides {
            return;
        }
        let lacking: Vec<String> = self
            .features
            .iter()
            .filter(|feature| feature.current.are_nowhere())
            .map(|feature| feature.name.clone())
            .collect();
        if lacking.len() == self.features.len() {
            for &source in current {
                let note = Note::new("No column of this file is a column of the baseline, so nothing can be compared.")
                    .found(&words::list(&names(source), 6))
                    .expected(words::list(&lacking, 6))
                    .advice("Check the roles in Sources, or name the columns of a file without header there.");
                self.notes.push((source, note));
            }
        } else if !lacking.is_empty() {
            let noun = if lacking.len() == 1 {
                "a column"
            } else {
                "columns"
            };
            let note = Note::new(format!("The baseline has {noun} that the current side lacks; left out of the comparison."))
                .found(&words::list(&lacking, 6))
                .advice("This is usual for a label. If a column was matched wrongly, name the columns in Sources.");
            self.notes.push((first, note));
        }
    }
}

/// Features of tables, in the order of their columns.
fn features_of_tables(sources: &[Loaded], tables: &[usize], naming: &Naming) -> Vec<FeaturePlaces> {
    let mut features: Vec<FeaturePlaces> = Vec::new();
    let mut positions: BTreeMap<String, usize> = BTreeMap::new();
    for &source in tables {
        for (index, (name, _)) in shape(sources, source, naming).names().enumerate() {
            let position = *positions.entry(name.to_owned()).or_insert_with(|| {
                features.push(FeaturePlaces {
                    name: name.to_owned(),
                    ..FeaturePlaces::default()
                });
                features.len() - 1
            });
            features[position].baseline.add((source, index));
        }
    }
    features
}

/// True where a feature's values are read otherwise than they stand on either side.
///
/// `places` are of a layout of these sources; false where neither side has columns.
pub fn is_read(sources: &[Loaded], places: &FeaturePlaces) -> bool {
    let mut columns = places
        .baseline
        .columns()
        .iter()
        .chain(places.current.columns());
    columns.any(|(source, at)| sources[*source].read.contains_key(at))
}

/// The values in these columns as they stand in the files.
///
/// One series over all places, in their order; nothing is copied.
pub fn raw_series<'a>(sources: &'a [Loaded], places: &[Place]) -> Series<'a> {
    Series::new(places.iter().map(|&place| raw_column(sources, place)))
}

/// The values in these columns as they are read.
///
/// One series over all places, in their order, of texts with their lengths; nothing is copied.
pub fn series<'a>(sources: &'a [Loaded], places: &[Place]) -> Series<'a> {
    let texts: Option<Vec<_>> = places
        .iter()
        .map(|&place| text_at(sources, place))
        .collect();
    if let Some(texts) = texts.filter(|texts| !texts.is_empty()) {
        return Series::of_texts(texts);
    }
    Series::new(places.iter().map(|&place| column_at(sources, place)))
}
