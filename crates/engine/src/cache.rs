//! What is kept of every feature from one analysis to the next, so that an hour more costs the hour and not the day.
//!
//! ValueCache are the values of both sides as they were gathered; a side says which columns it holds, by the sources' ids, which are never given twice. Columns that came are
//! merged in; where one went, all is gathered anew. So nothing has to be undone when a request is cancelled, and nothing can be out of date.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::column_cache::ReadAs;
use super::layout::{FeaturePlaces, Layout, Place, Places, series};
use super::parts::WindowPart;
use super::source::Loaded;
use leeway_documents::Role;
use leeway_monitors::data_quality::Evidence;
use leeway_monitors::drift::{Comparison, FeatureSide, Gathered, Taken, compare};
use leeway_table::{InferredType, Kind};

/// Values and labels that are held between two analyses: 256 MB of numbers. Features beyond are gathered anew every time.
const MOST_HELD: usize = 32 << 20;

/// What is kept, by feature.
#[derive(Debug, Default)]
pub struct ValueCache {
    features: BTreeMap<String, CachedFeature>,
}

/// A feature's two sides, and its windows.
#[derive(Debug, Default)]
pub struct CachedFeature {
    baseline: CachedSide,
    current: CachedSide,
    basis: Option<Basis>,
    windows: BTreeMap<Rc<WindowPart>, Rc<Comparison>>,
}

/// What a window's comparison depends on beside the values: how the feature is measured.
type Basis = (Kind, InferredType, bool, bool);

/// A column by its source's id and its place, and how it is read.
type Gathering = (u32, usize, Option<ReadAs>);

/// A side's values, with the columns that they were gathered from.
#[derive(Debug, Default)]
struct CachedSide {
    columns: BTreeSet<Gathering>,
    gathered: Gathered,
}

impl ValueCache {
    /// A feature's values as of what is loaded now.
    ///
    /// Gathered where they were not, or where columns were added; `places` says in which columns they are.
    pub fn feature(&mut self, sources: &[Loaded], places: &FeaturePlaces) -> &mut CachedFeature {
        let cached = self.features.entry(places.name.clone()).or_default();
        let baseline = cached.baseline.follow(sources, places.baseline.columns());
        let current = cached.current.follow(sources, places.current.columns());
        if baseline != Followed::Same || current == Followed::Otherwise {
            cached.windows.clear();
        }
        cached
    }

    /// What is known of a feature already, if that is still about these columns.
    ///
    /// `None` where columns have come or gone since, or nothing was gathered.
    pub fn known(&self, sources: &[Loaded], places: &FeaturePlaces) -> Option<&CachedFeature> {
        let cached = self.features.get(&places.name)?;
        let is_same = |side: &CachedSide, places: &[Place]| side.columns == ids(sources, places);
        let are_same = is_same(&cached.baseline, places.baseline.columns())
            && is_same(&cached.current, places.current.columns());
        are_same.then_some(cached)
    }

    /// Lets go of a feature where the values of all features together are too many to hold.
    ///
    /// `feature` is the one that was measured last; one that is not held is passed over. What was let go of is gathered again when it is needed.
    pub fn trim(&mut self, feature: &str) {
        let held: usize = self.features.values().map(CachedFeature::held).sum();
        if held > MOST_HELD {
            self.features.remove(feature);
        }
    }

    /// Lets go of the features that `layout` lacks, so that forgotten files leave no values behind.
    ///
    /// Those of the same name stay, and are checked against their columns when they are asked for.
    pub fn retain(&mut self, layout: &Layout) {
        let names: BTreeSet<&str> = layout.measured().map(|one| one.name.as_str()).collect();
        self.features
            .retain(|name, _| names.contains(name.as_str()));
    }
}

impl CachedFeature {
    /// The baseline's sorted numbers and counted labels, as far as they were asked for.
    ///
    /// Empty where the side lacks the feature, or is known by statistics.
    pub fn baseline(&self) -> &Gathered {
        &self.baseline.gathered
    }

    /// The current side's sorted numbers and counted labels, as far as they were asked for.
    ///
    /// Empty where the side lacks the feature, or is known by statistics.
    pub fn current(&self) -> &Gathered {
        &self.current.gathered
    }

    /// A feature on a side, as [`Layout::side`] has it, with what was gathered of it, so that nothing is sorted twice.
    ///
    /// `places` must be the feature's in `layout`. `None` where the side lacks the feature.
    pub fn side<'a>(
        &'a self,
        sources: &'a [Loaded],
        layout: &'a Layout,
        places: &FeaturePlaces,
        role: Role,
    ) -> Option<FeatureSide<'a>> {
        match self.gathered(places, role) {
            Some((columns, gathered)) => {
                Some(FeatureSide::Gathered(series(sources, columns), gathered))
            }
            None => layout.side(sources, places, role),
        }
    }

    /// The feature of all rows, compared; `taken` is what it was taken for.
    ///
    /// `None` where neither side has it; of one side alone it describes that one. Distances are 0 for equal sides and larger further apart, see [`Comparison`].
    pub fn compare(
        &self,
        sources: &[Loaded],
        layout: &Layout,
        places: &FeaturePlaces,
        taken: &Taken,
    ) -> Option<Comparison> {
        let side = |role| self.side(sources, layout, places, role);
        match (side(Role::Baseline), side(Role::Current)) {
            (Some(baseline), current) => Some(compare(&baseline, current.as_ref(), taken)),
            (None, Some(current)) => Some(compare(&current, None, taken)),
            (None, None) => None,
        }
    }

    /// A side as the checks of data quality have it, with what was gathered of it.
    ///
    /// `places` must be the feature's whose values these are. `None` where the side has no columns of the feature, or they are read otherwise than they stand:
    /// the checks go by what stands in files, and statistics are for the caller to ask.
    pub fn evidence<'a>(
        &'a self,
        sources: &'a [Loaded],
        places: &FeaturePlaces,
        role: Role,
    ) -> Option<Evidence<'a>> {
        let (columns, gathered) = self.gathered(places, role)?;
        let is_read = |&(source, at): &Place| sources[source].read.contains_key(&at);
        if columns.iter().any(is_read) {
            return None;
        }
        Some(Evidence::Gathered(series(sources, columns), gathered))
    }

    /// A side's columns and what was gathered of them; `None` where it has none.
    fn gathered<'a, 'b>(
        &'a self,
        places: &'b FeaturePlaces,
        role: Role,
    ) -> Option<(&'b [Place], &'a Gathered)> {
        let (places, side) = match role {
            Role::Baseline => (&places.baseline, &self.baseline),
            _ => (&places.current, &self.current),
        };
        match places {
            Places::Columns(columns) => Some((columns, &side.gathered)),
            Places::Nowhere | Places::Statistics(_) => None,
        }
    }

    /// The windows that were measured before, of those with these `parts`; `whole` says how the feature is measured now.
    ///
    /// One entry for each of `parts`, in their order; `None` where the window must be measured.
    pub fn windows(
        &mut self,
        parts: &[Rc<WindowPart>],
        whole: &Comparison,
    ) -> Vec<Option<Rc<Comparison>>> {
        let basis = (
            whole.kind,
            whole.inferred_type,
            whole.is_identifier_like,
            whole.evidently.is_some(),
        );
        if self.basis.replace(basis) != Some(basis) {
            self.windows.clear();
        }
        let known = parts.iter().map(|part| self.windows.get(part).cloned());
        known.collect()
    }

    /// Keeps the windows, which have these `parts`, for the next time.
    ///
    /// Both have one entry per window, in order of time; `None` for a gap.
    pub fn keep_windows(&mut self, parts: &[Rc<WindowPart>], windows: &[Option<Rc<Comparison>>]) {
        let windows = parts.iter().zip(windows);
        let measured = windows.filter_map(|(part, window)| Some((part.clone(), window.clone()?)));
        self.windows = measured.collect();
    }

    fn held(&self) -> usize {
        self.baseline.gathered.len() + self.current.gathered.len()
    }
}

/// How a side's columns changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Followed {
    /// Not at all.
    Same,
    /// Columns came, or went with their files.
    More,
    /// The same file's column is another one.
    Otherwise,
}

impl CachedSide {
    /// Takes in the columns that came; begins anew where one went.
    fn follow(&mut self, sources: &[Loaded], places: &[Place]) -> Followed {
        let columns = ids(sources, places);
        if self.columns == columns {
            return Followed::Same;
        }
        let known: BTreeMap<u32, (usize, &Option<ReadAs>)> = self
            .columns
            .iter()
            .map(|(id, column, way)| (*id, (*column, way)))
            .collect();
        let is_other = |(id, column, way): &Gathering| {
            known.get(id).is_some_and(|known| *known != (*column, way))
        };
        let followed = match columns.iter().any(is_other) {
            true => Followed::Otherwise,
            false => Followed::More,
        };
        if !self.columns.is_subset(&columns) {
            *self = CachedSide::default();
        }
        let is_new = |&&place: &&Place| !self.columns.contains(&gathering(sources, place));
        let new: Vec<Place> = places.iter().filter(is_new).copied().collect();
        self.gathered.add(&series(sources, &new));
        self.columns = columns;
        followed
    }
}

fn ids(sources: &[Loaded], places: &[Place]) -> BTreeSet<Gathering> {
    let gathering = |&place: &Place| gathering(sources, place);
    places.iter().map(gathering).collect()
}

fn gathering(sources: &[Loaded], (source, column): Place) -> Gathering {
    let read = sources[source].read.get(&column);
    (
        sources[source].id,
        column,
        read.map(|read| read.manner.clone()),
    )
}
