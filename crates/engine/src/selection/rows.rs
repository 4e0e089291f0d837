//! Which rows brushes let through, by value.

use super::coder::Coder;
use crate::layout::{FeaturePlaces, Layout};
use crate::source::{Loaded, column_at, table, times};
use leeway_documents::Role;
use leeway_report::settings::Brush;
use leeway_stats::bins::Bins;

/// The rows of the current side in one order: tables by path, rows as they were read.
#[derive(Debug, Clone, Default)]
pub struct RowOrder {
    /// Source, first row, rows.
    tables: Vec<(usize, usize, usize)>,
    /// Rows in all.
    pub rows: usize,
}

impl RowOrder {
    /// The order of the current side's rows: table after table, by path.
    ///
    /// Where each begins and how many rows it has, in rows; empty without a current side.
    pub fn of(sources: &[Loaded], layout: &Layout) -> RowOrder {
        let mut order = RowOrder::default();
        for source in layout.tables(sources, Role::Current) {
            let rows = table(&sources[source]).map_or(0, |table| table.rows);
            order.tables.push((source, order.rows, rows));
            order.rows += rows;
        }
        order
    }

    /// The stretch of `all`, which has one entry per row, that a source's rows have.
    ///
    /// As long as the source has rows; empty for a source of another side.
    pub fn of_source<'a, T>(&self, source: usize, all: &'a [T]) -> &'a [T] {
        let found = self.tables.iter().find(|(known, _, _)| *known == source);
        found.map_or(&[], |&(_, first, rows)| &all[first..first + rows])
    }

    /// The bin of every row; rows of tables without the feature are in none.
    ///
    /// One code per row of the current side, in the order of its tables' paths; the number of bins for none.
    pub fn codes(&self, sources: &[Loaded], places: &FeaturePlaces, coder: &Coder) -> Vec<u16> {
        let mut codes = vec![coder.bins() as u16; self.rows];
        for &(source, column) in places.current.columns() {
            let found = self.tables.iter().find(|(known, _, _)| *known == source);
            if let Some(&(_, first, rows)) = found {
                let column = column_at(sources, (source, column));
                coder.code(column, &mut codes[first..first + rows]);
            }
        }
        codes
    }

    /// Which rows a brush lets through. None where its feature is not there.
    ///
    /// One flag for each row of the current side, in the order of its tables' paths.
    pub fn pass(&self, sources: &[Loaded], layout: &Layout, brush: &Brush) -> Vec<bool> {
        if let Some((start, end)) = brush.times() {
            let times = self
                .tables
                .iter()
                .flat_map(|&(source, _, _)| times(&sources[source]));
            return times.map(|time| (start..end).contains(&time)).collect();
        }
        if let (Some(first), Some(last)) = (brush.first_row, brush.last_row) {
            return (1..=self.rows as u64)
                .map(|row| (first..=last).contains(&row))
                .collect();
        }
        let is_here = |places: &&FeaturePlaces| Some(&places.name) == brush.feature.as_ref();
        let Some(places) = layout.measured().find(is_here) else {
            return vec![false; self.rows];
        };
        if let Some(labels) = &brush.labels {
            let coder = Coder::Labels(labels.clone());
            let none = coder.bins() as u16;
            let codes = self.codes(sources, places, &coder);
            return codes.into_iter().map(|code| code != none).collect();
        }
        let cuts: Vec<f64> = [brush.above, brush.up_to].into_iter().flatten().collect();
        let wanted = u16::from(brush.above.is_some());
        let coder = Coder::Numbers(Bins { cuts });
        let codes = self.codes(sources, places, &coder);
        codes.into_iter().map(|code| code == wanted).collect()
    }
}

/// Which rows several brushes let through.
#[derive(Debug, Clone, Default)]
pub struct Passes {
    /// The rows' order.
    pub order: RowOrder,
    /// By brush: the feature (`None`: time) and a flag per row.
    brushes: Vec<(Option<String>, Vec<bool>)>,
}

impl Passes {
    /// Applies the brushes: which rows each of them lets through, once.
    ///
    /// In the order of `brushes`, a flag for each row of the current side; one on a feature that is not there lets none through.
    pub fn of(sources: &[Loaded], layout: &Layout, brushes: &[Brush]) -> Passes {
        let order = RowOrder::of(sources, layout);
        let pass = |brush: &Brush| (brush.feature.clone(), order.pass(sources, layout, brush));
        let brushes = brushes.iter().map(pass).collect();
        Passes { order, brushes }
    }

    /// Which rows pass all brushes but those on `exempt` (a feature, or `None` for time).
    ///
    /// One flag per row of the current side; all are set without brushes.
    pub fn all_but(&self, exempt: &[Option<&str>]) -> Vec<bool> {
        let mut all = vec![true; self.order.rows];
        for (feature, pass) in &self.brushes {
            if !exempt.contains(&feature.as_deref()) {
                all.iter_mut()
                    .zip(pass)
                    .for_each(|(all, pass)| *all &= pass);
            }
        }
        all
    }

    /// Rows that pass all brushes.
    ///
    /// A count of rows; all of the current side without brushes.
    pub fn rows(&self) -> u64 {
        self.all_but(&[]).into_iter().filter(|pass| *pass).count() as u64
    }
}
