//! The isolation forest fitted and rows scored by it, in steps.
//!
//! In: the reference rows of the labelled baseline, then the rows of both sides, coded alike. Out: the reference's mean score and a score of each current row. Scores are kept
//! while the forest is the same, so that one more file costs its own rows.

use std::collections::BTreeMap;

use super::reference::Reference;
use crate::layout::{Layout, Place, column_at, series, table};
use crate::source::Loaded;
use crate::windows::Windows;
use leeway_documents::Role;
use leeway_monitors::projected_accuracy::{Encoder, Field, Joined, projected_accuracy};
use leeway_stats::isolation_forest::{IsolationForest, TREES};

/// Rows scored in a step.
const ROWS_AT_ONCE: usize = 2_730;

/// A forest with the rows that it has scored.
#[derive(Debug, Clone, Default)]
pub struct Fitted {
    /// What it was fitted to.
    key: Option<Key>,
    forest: Option<IsolationForest>,
    /// Mean score of the reference rows.
    mean: f64,
    /// Scores of the current side's rows, by the source's id.
    scores: BTreeMap<u32, Vec<f32>>,
}

/// What a forest depends on.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    reference: Reference,
    sources: Vec<u32>,
    names: Vec<String>,
    encoders: Vec<Encoder>,
    seed: u64,
}

/// The work in steps.
#[derive(Debug, Clone)]
pub struct Projecting {
    reference: Reference,
    seed: u64,
    encoders: Vec<Encoder>,
    /// The reference's rows, until their mean score is known …
    rows: Vec<f32>,
    /// … which is added up of so many values so far.
    averaged: usize,
    fitted: Fitted,
    /// Source and rows that are not scored yet.
    left: Vec<(usize, usize)>,
    to_score: usize,
    /// Whether a forest was begun or taken over.
    is_resumed: bool,
}

impl Fitted {
    /// Rows of the current side that are not scored yet, by which it is decided whether to wait to be asked.
    ///
    /// A count of rows; those of sources that were scored with this forest do not count, and 0 without a current side.
    pub fn left(&self, sources: &[Loaded], layout: &Layout) -> usize {
        let current = layout.tables(sources, Role::Current).into_iter();
        let is_new = |source: &usize| !self.scores.contains_key(&sources[*source].id);
        let rows = |source: usize| table(&sources[source]).map_or(0, |table| table.rows);
        current.filter(is_new).map(rows).sum()
    }
}

impl Projecting {
    /// Takes up what `fitted` has of earlier work.
    ///
    /// `seed` decides the forest wholly; `fitted` serves where reference and seed are those of before.
    pub fn start(reference: Reference, seed: u64, fitted: Fitted) -> Projecting {
        Projecting {
            reference,
            seed,
            encoders: Vec::new(),
            rows: Vec::new(),
            averaged: 0,
            fitted,
            left: Vec::new(),
            to_score: 0,
            is_resumed: false,
        }
    }

    /// Works on; answers what is at hand, and how far it has come of how much. `None` when all is scored.
    ///
    /// Counts are of rows or trees; a step is some ten milliseconds.
    pub fn step(
        &mut self,
        sources: &[Loaded],
        layout: &Layout,
    ) -> Option<(&'static str, u64, u64)> {
        let features = self.reference.features.len();
        if let Some(&feature) = self.reference.features.get(self.encoders.len()) {
            let encoder = self.encoder(sources, layout, feature);
            self.encoders.push(encoder);
            return Some(("encoding", self.encoders.len() as u64, features as u64));
        }
        if !self.is_resumed && features > 0 {
            self.is_resumed = true;
            self.resume(sources, layout);
            return Some(("encoding", features as u64, features as u64));
        }
        let forest = self.fitted.forest.as_mut()?;
        if forest.trees() < TREES {
            forest.fit(&self.rows);
            return Some(("fitting", forest.trees() as u64, TREES as u64));
        }
        if !self.rows.is_empty() {
            let total = self.rows.len();
            let end = total.min(self.averaged + ROWS_AT_ONCE * features);
            let scores = forest.scores(&self.rows[self.averaged..end]);
            scores.iter().for_each(|score| self.fitted.mean += score);
            self.averaged = end;
            if end == total {
                self.fitted.mean /= (total / features) as f64;
                self.rows = Vec::new();
            }
            return Some(("scoring", end as u64, total as u64));
        }
        let &(source, first) = self.left.last()?;
        let rows = table(&sources[source]).map_or(0, |table| table.rows);
        let end = (first + ROWS_AT_ONCE).min(rows);
        let values = self.encoded(sources, layout, source, Role::Current, first..end);
        let forest = self.fitted.forest.as_ref()?;
        let scores = forest.scores(&values);
        let known = self.fitted.scores.entry(sources[source].id).or_default();
        known.extend(scores.into_iter().map(|score| score as f32));
        self.left.pop();
        if end < rows {
            self.left.push((source, end));
        }
        let still = |&(source, first): &(usize, usize)| {
            table(&sources[source]).map_or(0, |table| table.rows) - first
        };
        let left: usize = self.left.iter().map(still).sum();
        Some((
            "scoring",
            (self.to_score - left) as u64,
            self.to_score as u64,
        ))
    }

    /// The value of all rows and of every window, and what is kept for the next time.
    ///
    /// In per cent: 100 for rows like the reference, less the further they stand apart, not bounded below; `None` without rows and for gaps. Source:
    /// [`leeway_monitors::projected_accuracy`].
    pub fn finish(
        self,
        sources: &[Loaded],
        layout: &Layout,
        windows: &Windows,
    ) -> (Option<f64>, Vec<Option<f64>>, Fitted) {
        let mut sums = vec![(0.0, 0_u64); windows.windows.len()];
        let mut whole = (0.0, 0_u64);
        let indices: BTreeMap<usize, &[u32]> = windows.by_source(sources, layout).collect();
        for source in layout.tables(sources, Role::Current) {
            let Some(scores) = self.fitted.scores.get(&sources[source].id) else {
                continue;
            };
            for (row, &score) in scores.iter().enumerate() {
                let score = f64::from(score);
                whole = (whole.0 + score, whole.1 + 1);
                let index = indices.get(&source).and_then(|indices| indices.get(row));
                if let Some(sum) = index.and_then(|&index| sums.get_mut(index as usize)) {
                    *sum = (sum.0 + score, sum.1 + 1);
                }
            }
        }
        let reference = self.fitted.mean;
        let value = |(sum, rows): (f64, u64)| match rows {
            0 => None,
            rows => projected_accuracy(reference, sum / rows as f64),
        };
        (
            value(whole),
            sums.into_iter().map(value).collect(),
            self.fitted,
        )
    }

    fn encoder(&self, sources: &[Loaded], layout: &Layout, feature: usize) -> Encoder {
        let places = &layout.features[feature];
        let reference = self.reference.keep.iter().filter_map(|(source, keep)| {
            let &(source, column) = place(places.columns_in(self.reference.role), *source)?;
            Some((column_at(sources, (source, column)), keep.clone()))
        });
        Encoder::of(&Joined {
            reference: reference.collect(),
            current: series(sources, places.current.columns()),
        })
    }

    /// Once all encoders are known: begins a forest, or goes on with the one there is.
    fn resume(&mut self, sources: &[Loaded], layout: &Layout) {
        let name = |&feature: &usize| layout.features[feature].name.clone();
        let key = Key {
            reference: self.reference.clone(),
            sources: self
                .reference
                .keep
                .iter()
                .map(|(source, _)| sources[*source].id)
                .collect(),
            names: self.reference.features.iter().map(name).collect(),
            encoders: self.encoders.clone(),
            seed: self.seed,
        };
        if self.fitted.key.as_ref() != Some(&key) {
            for (source, keep) in &self.reference.keep {
                let values =
                    self.encoded(sources, layout, *source, self.reference.role, 0..keep.len());
                let columns = self.encoders.len();
                let rows = values.chunks(columns).zip(keep);
                let reference = rows.filter(|(_, keep)| **keep).flat_map(|(row, _)| row);
                self.rows.extend(reference);
            }
            let sample = self.rows.len() / self.encoders.len().max(1);
            self.fitted = Fitted {
                key: Some(key),
                forest: Some(IsolationForest::new(self.encoders.len(), sample, self.seed)),
                ..Fitted::default()
            };
        }
        let current = layout.tables(sources, Role::Current);
        let ids: Vec<u32> = current.iter().map(|&source| sources[source].id).collect();
        self.fitted.scores.retain(|id, _| ids.contains(id));
        let is_new = |source: &usize| !self.fitted.scores.contains_key(&sources[*source].id);
        self.left = current
            .into_iter()
            .filter(is_new)
            .map(|source| (source, 0))
            .collect();
        let rows =
            |&(source, _): &(usize, usize)| table(&sources[source]).map_or(0, |table| table.rows);
        self.to_score = self.left.iter().map(rows).sum();
    }

    /// Rows of a source as the encoders say, row by row.
    fn encoded(
        &self,
        sources: &[Loaded],
        layout: &Layout,
        source: usize,
        role: Role,
        rows: std::ops::Range<usize>,
    ) -> Vec<f32> {
        let columns = self.encoders.len();
        let mut values = vec![0.0; columns * rows.len()];
        for (at, (&feature, encoder)) in self
            .reference
            .features
            .iter()
            .zip(&self.encoders)
            .enumerate()
        {
            let places = &layout.features[feature];
            let column = place(places.columns_in(role), source)
                .map(|&(source, column)| column_at(sources, (source, column)));
            let field = column.map(|column| Field::new(encoder, column, rows.clone()));
            for (row, values) in rows.clone().zip(values.chunks_mut(columns)) {
                values[at] = field
                    .as_ref()
                    .map_or(encoder.absent(), |field| field.value(row));
            }
        }
        values
    }
}

fn place(places: &[Place], source: usize) -> Option<&Place> {
    places.iter().find(|place| place.0 == source)
}
