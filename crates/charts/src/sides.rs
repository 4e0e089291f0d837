//! Counts of both sides as what a chart measures: shares or counts, with their words.

use super::frame::Swatch;
use super::ticks::TickFormat;
use super::{Measure, Table, format};

/// Two lists of counts of equal length, and what is drawn of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides<'a> {
    baseline: &'a [f64],
    current: &'a [f64],
    measure: Measure,
    totals: (f64, f64),
}

impl<'a> Sides<'a> {
    pub(super) fn new(baseline: &'a [f64], current: &'a [f64], measure: Measure) -> Self {
        Self {
            baseline,
            current,
            measure,
            totals: (total(baseline), total(current)),
        }
    }

    /// True when neither side has a row.
    pub(super) fn is_empty(&self) -> bool {
        self.totals.0 <= 0.0 && self.totals.1 <= 0.0
    }

    pub(super) fn has_baseline(&self) -> bool {
        self.totals.0 > 0.0
    }

    pub(super) fn has_current(&self) -> bool {
        self.totals.1 > 0.0
    }

    /// Counts of both sides; zero where a side is absent.
    pub(super) fn counts(&self, index: usize) -> (f64, f64) {
        (at(self.baseline, index), at(self.current, index))
    }

    /// Shares of both sides.
    pub(super) fn shares(&self, index: usize) -> (f64, f64) {
        self.shares_of(self.counts(index))
    }

    /// Shares of counts that were added up.
    pub(super) fn shares_of(&self, (baseline, current): (f64, f64)) -> (f64, f64) {
        let share = |count: f64, total: f64| if total > 0.0 { count / total } else { 0.0 };
        let baseline = share(baseline, self.totals.0);
        (baseline, share(current, self.totals.1))
    }

    /// What is drawn for counts.
    pub(super) fn measured(&self, counts: (f64, f64)) -> (f64, f64) {
        match self.measure {
            Measure::Share => self.shares_of(counts),
            Measure::Count => counts,
        }
    }

    /// The title of the axis.
    pub(super) fn title(&self) -> &'static str {
        match self.measure {
            Measure::Share => "share of rows",
            Measure::Count => "rows",
        }
    }

    pub(super) fn tick_format(&self) -> TickFormat {
        match self.measure {
            Measure::Share => TickFormat::Percent,
            Measure::Count => TickFormat::Number,
        }
    }

    /// Lines for a tooltip, one per side that is there.
    pub(super) fn lines(&self, counts: (f64, f64)) -> impl Iterator<Item = String> + use<> {
        let shares = self.shares_of(counts);
        let sides = [
            ("baseline", self.has_baseline(), shares.0, counts.0),
            ("current", self.has_current(), shares.1, counts.1),
        ];
        let there = sides.into_iter().filter(|side| side.1);
        there.map(|(side, _, share, count)| {
            let (share, count) = (format::percent(share), format::count(count));
            format!("{side}: {share} ({count} rows)")
        })
    }

    /// What is drawn of both sides, in words.
    pub(super) fn pair(&self, counts: (f64, f64)) -> String {
        let write = match self.measure {
            Measure::Share => format::percent,
            Measure::Count => format::count,
        };
        let (baseline, current) = self.measured(counts);
        format!("{} → {}", write(baseline), write(current))
    }

    /// Cells of a table: both counts and both shares.
    pub(super) fn cells(&self, index: usize) -> [String; 4] {
        let counts = self.counts(index);
        let shares = self.shares_of(counts);
        [counts.0, counts.1, shares.0, shares.1].map(format::exact)
    }

    /// The legend, which says when a side is not in the picture, and where a brush selects some of the current side, `all` of which is drawn behind.
    pub(super) fn legend_with(&self, all: &[f64]) -> Vec<(Swatch, &'static str)> {
        let baseline = match self.has_baseline() {
            true => "baseline",
            false => "baseline (no rows)",
        };
        let current = match (all.is_empty(), self.has_current()) {
            (true, true) => "current",
            (true, false) => "current (no rows)",
            (false, true) => "selected",
            (false, false) => "selected (no rows)",
        };
        let mut legend = vec![
            (Swatch::BaselineFill, baseline),
            (Swatch::CurrentHatch, current),
        ];
        if !all.is_empty() {
            legend.push((Swatch::Unbrushed, "all current rows"));
        }
        legend
    }

    /// Why a side is not in the picture.
    pub(super) fn absent(&self) -> &'static str {
        match (self.has_baseline(), self.has_current()) {
            (true, true) => "",
            (true, false) => " There are no current rows.",
            (false, true) => " There are no baseline rows.",
            (false, false) => " There are no rows.",
        }
    }
}

/// Titles of [`Sides::cells`].
const CELL_TITLES: [&str; 4] = [
    "baseline rows",
    "current rows",
    "baseline share",
    "current share",
];

/// A table of both sides: a row for each index, which `first` begins.
pub(super) fn table(
    header: &[&str],
    sides: &Sides<'_>,
    indices: impl Iterator<Item = usize>,
    first: impl Fn(usize) -> Vec<String>,
) -> Table {
    let row = |index| [first(index).as_slice(), &sides.cells(index)].concat();
    Table::new(&[header, &CELL_TITLES].concat(), indices.map(row))
}

fn at(counts: &[f64], index: usize) -> f64 {
    let count = counts.get(index).copied();
    count
        .filter(|count| count.is_finite())
        .map_or(0.0, |count| count.max(0.0))
}

fn total(counts: &[f64]) -> f64 {
    (0..counts.len()).map(|index| at(counts, index)).sum()
}
