//! Labels of other files on their way to the rows of the current side, in steps.

use super::answers::identities;
use super::found::{Found, Held};
use super::join::{Counts, JoinKeys, Joining, Place, in_order};
use crate::layout::table;
use crate::names::{id_column, label_column};
use crate::source::Loaded;
use leeway_documents::row_key;
use leeway_table::{Column, Labels, NO_KEY, Origin, Table, Values, format_number_label};

/// Rows that are worked on at once.
const ROWS_AT_ONCE: usize = 100_000;

/// What is known so far.
#[derive(Debug, Clone)]
pub struct LabelJoin {
    /// What came of it.
    pub counts: Counts,
    /// The sources with labels, then those with rows.
    sources: Vec<usize>,
    /// How many of them have labels.
    with_labels: usize,
    /// By source the keys that are read from a column of ids.
    keys: Vec<Vec<u64>>,
    /// What tells the labels of each source apart.
    identities: Vec<Vec<Option<u64>>>,
    joining: Option<Joining>,
    /// Where the label of every row is.
    places: Vec<Vec<Option<Place>>>,
    /// The labels of a table's own rows, and those of all its rows as far as they are put together.
    gathering: Option<(Option<Held>, Column)>,
    stage: JoinStep,
}

#[derive(Debug, Clone, Copy)]
enum JoinStep {
    Keys(usize),
    Identities(usize),
    Join,
    Own(usize),
    Gather(usize),
}

impl LabelJoin {
    /// Nothing is joined yet; `None` without labels.
    ///
    /// `labels` are positions in `sources`, of which those without columns do not count; `rows` are what they are to be joined with.
    pub fn start(sources: &[Loaded], labels: &[usize], rows: &[Found]) -> Option<LabelJoin> {
        let columns =
            |source: usize| table(&sources[source]).map_or(0, |table| table.columns.len());
        let labels = labels.iter().copied().filter(|source| columns(*source) > 0);
        let mut all: Vec<usize> = labels.collect();
        let with_labels = all.len();
        all.extend(rows.iter().map(|found| found.source));
        (with_labels > 0).then(|| LabelJoin {
            counts: Counts::default(),
            with_labels,
            keys: vec![Vec::new(); all.len()],
            sources: all,
            identities: Vec::new(),
            joining: None,
            places: Vec::new(),
            gathering: None,
            stage: JoinStep::Keys(0),
        })
    }

    /// Works on for some rows; answers how many, or `None` when every row of `found` has the label that belongs to it.
    pub fn step(
        &mut self,
        sources: &[Loaded],
        found: &mut [Found],
        notes: &mut Vec<String>,
    ) -> Option<usize> {
        match self.stage {
            JoinStep::Keys(at) => Some(self.read_keys(sources, at)),
            JoinStep::Identities(at) => {
                self.stage = JoinStep::Join;
                let labels = self.labels(sources, at).filter(|_| at < self.with_labels);
                let Some(labels) = labels else {
                    return Some(0);
                };
                self.identities.push(identities(labels));
                self.stage = JoinStep::Identities(at + 1);
                Some(labels.len())
            }
            JoinStep::Join => Some(self.join(sources, notes)),
            JoinStep::Own(at) => {
                let here = found.get(at)?;
                let own = here.parts[0].as_ref();
                let own = own.map(|own| identities(own.column(sources, here.source)));
                self.stage = match self.settle(at, own.as_deref()) {
                    true => JoinStep::Gather(at),
                    false => JoinStep::Own(at + 1),
                };
                Some(self.places[at].len())
            }
            JoinStep::Gather(at) => Some(self.gather(sources, &mut found[at], at)),
        }
    }

    fn table<'a>(&self, sources: &'a [Loaded], at: usize) -> Option<&'a Table> {
        table(&sources[*self.sources.get(at)?])
    }

    fn labels<'a>(&self, sources: &'a [Loaded], at: usize) -> Option<&'a Column> {
        label_column(self.table(sources, at)?)
    }

    /// Reads keys from a column of ids, where the rows came without any.
    fn read_keys(&mut self, sources: &[Loaded], at: usize) -> usize {
        let Some(table) = self.table(sources, at) else {
            self.stage = JoinStep::Identities(0);
            return 0;
        };
        let keys = &mut self.keys[at];
        let ids = id_column(table).filter(|_| table.keys.is_empty());
        let first = keys.len();
        let end = table.rows.min(first + ROWS_AT_ONCE);
        match ids {
            Some(ids) => keys.extend((first..end).map(|row| key(ids, row))),
            None => self.stage = JoinStep::Keys(at + 1),
        }
        if end == table.rows {
            self.stage = JoinStep::Keys(at + 1);
        }
        ids.map_or(0, |_| end - first)
    }

    fn rows<'a>(&'a self, sources: &'a [Loaded], places: std::ops::Range<usize>) -> JoinKeys<'a> {
        let mut rows = JoinKeys::default();
        for at in places {
            let Some(table) = self.table(sources, at) else {
                continue;
            };
            rows.keys.push(match table.keys.is_empty() {
                true => &self.keys[at],
                false => &table.keys,
            });
            rows.positions.push(&table.positions);
            rows.times.push(&table.times);
            rows.lengths.push(table.rows);
        }
        rows
    }

    fn join(&mut self, sources: &[Loaded], notes: &mut Vec<String>) -> usize {
        let joining = self.joining.take();
        let labels = self.rows(sources, 0..self.with_labels);
        let rows = self.rows(sources, self.with_labels..self.sources.len());
        let total = |rows: &JoinKeys| rows.lengths.iter().sum::<usize>();
        let (places, counts) = if !labels.have_keys() && total(&labels) == total(&rows) {
            notes.push(
                "The labels have no ids and are as many as the rows, so they were taken in order."
                    .to_owned(),
            );
            in_order(&rows, &self.identities)
        } else {
            let mut joining = joining.unwrap_or_else(|| Joining::new(&rows, &labels));
            if joining.step(&rows, &labels, &self.identities, ROWS_AT_ONCE) {
                self.joining = Some(joining);
                return ROWS_AT_ONCE;
            }
            joining.finish()
        };
        (self.places, self.counts) = (places, counts);
        self.stage = JoinStep::Own(0);
        self.places.iter().map(Vec::len).sum()
    }

    /// A row's own label goes before one of another file; answers whether one of another file is left.
    fn settle(&mut self, at: usize, own: Option<&[Option<u64>]>) -> bool {
        let (mut joined, counts) = (false, &mut self.counts);
        for (row, place) in self.places[at].iter_mut().enumerate() {
            if own.is_some_and(|own| own[row].is_some()) {
                counts.own += 1;
                if place.take().is_none() {
                    counts.joined += 1;
                    counts.missing = counts.missing.saturating_sub(1);
                }
            }
            joined |= place.is_some();
        }
        joined
    }

    /// Puts labels together, one a row: the row's own, else the one that was found.
    fn gather(&mut self, sources: &[Loaded], here: &mut Found, at: usize) -> usize {
        let blank = || Column::new("", Origin::Field, false);
        let gathering = self.gathering.take();
        let (own, mut truth) = gathering.unwrap_or_else(|| (here.parts[0].take(), blank()));
        let own_column = own.as_ref().map(|own| own.column(sources, here.source));
        let (places, first) = (&self.places[at], truth.len());
        let end = places.len().min(first + ROWS_AT_ONCE);
        for (row, place) in places.iter().enumerate().take(end).skip(first) {
            let there = place
                .and_then(|(label, at)| Some((self.labels(sources, label as usize)?, at as usize)));
            match there.or(own_column.map(|own| (own, row))) {
                Some((column, row)) => push_from(&mut truth, column, row),
                None => truth.push_missing(),
            }
        }
        match end < places.len() {
            true => self.gathering = Some((own, truth)),
            false => {
                here.parts[0] = Some(Held::Made(Box::new(truth)));
                self.stage = JoinStep::Own(at + 1);
            }
        }
        end - first
    }
}

fn push_from(to: &mut Column, from: &Column, row: usize) {
    match &from.values {
        Values::Labels(labels) => match labels.codes[row] {
            Labels::MISSING => to.push_missing(),
            code => {
                to.push_text(labels.dictionary.label(code));
            }
        },
        Values::Numbers(numbers) => {
            let text = numbers
                .texts
                .binary_search_by_key(&(row as u32), |(at, _)| *at);
            match text {
                Ok(at) => {
                    to.push_text(numbers.dictionary.label(numbers.texts[at].1));
                }
                Err(_) => to.push_number(numbers.values[row], numbers.values[row].fract() == 0.0),
            }
        }
    }
}

/// The key that an id stands for.
fn key(ids: &Column, row: usize) -> u64 {
    match &ids.values {
        Values::Numbers(numbers) => row_key(&format_number_label(numbers.values[row])),
        Values::Labels(labels) => match labels.codes[row] {
            Labels::MISSING => NO_KEY,
            code => row_key(labels.dictionary.label(code)),
        },
    }
}
