//! Counts of both sides as what a chart measures: shares or counts, with their words.

use super::frame::Swatch;
use super::ticks::TickFormat;
use super::{Measure, format};

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
        (
            share(baseline, self.totals.0),
            share(current, self.totals.1),
        )
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
    pub(super) fn lines(&self, counts: (f64, f64)) -> Vec<String> {
        let shares = self.shares_of(counts);
        let line = |side: &str, share: f64, count: f64| {
            format!(
                "{side}: {} ({} rows)",
                format::percent(share),
                format::count(count)
            )
        };
        let mut lines = Vec::new();
        if self.has_baseline() {
            lines.push(line("baseline", shares.0, counts.0));
        }
        if self.has_current() {
            lines.push(line("current", shares.1, counts.1));
        }
        lines
    }

    /// What is drawn of both sides, in words.
    pub(super) fn pair(&self, counts: (f64, f64)) -> String {
        let (baseline, current) = self.measured(counts);
        match self.measure {
            Measure::Share => format!(
                "{} → {}",
                format::percent(baseline),
                format::percent(current)
            ),
            Measure::Count => format!("{} → {}", format::count(baseline), format::count(current)),
        }
    }

    /// Cells of a table: both counts and both shares.
    pub(super) fn cells(&self, index: usize) -> [String; 4] {
        let counts = self.counts(index);
        let shares = self.shares_of(counts);
        [
            format::exact(counts.0),
            format::exact(counts.1),
            format::exact(shares.0),
            format::exact(shares.1),
        ]
    }

    /// The legend where a brush selects some of the current side, `all` of which is drawn behind.
    pub(super) fn legend_with(&self, all: &[f64]) -> Vec<(Swatch, &'static str)> {
        let [baseline, current] = self.legend();
        match all.is_empty() {
            true => vec![baseline, current],
            false => vec![
                baseline,
                (
                    current.0,
                    if self.has_current() {
                        "selected"
                    } else {
                        "selected (no rows)"
                    },
                ),
                (Swatch::Unbrushed, "all current rows"),
            ],
        }
    }

    /// The legend, which says when a side is not in the picture.
    pub(super) fn legend(&self) -> [(Swatch, &'static str); 2] {
        let baseline = if self.has_baseline() {
            "baseline"
        } else {
            "baseline (no rows)"
        };
        let current = if self.has_current() {
            "current"
        } else {
            "current (no rows)"
        };
        [
            (Swatch::BaselineFill, baseline),
            (Swatch::CurrentHatch, current),
        ]
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
pub(super) const CELL_TITLES: [&str; 4] = [
    "baseline rows",
    "current rows",
    "baseline share",
    "current share",
];

fn at(counts: &[f64], index: usize) -> f64 {
    let count = counts.get(index).copied().unwrap_or(0.0);
    if count.is_finite() {
        count.max(0.0)
    } else {
        0.0
    }
}

fn total(counts: &[f64]) -> f64 {
    (0..counts.len()).map(|index| at(counts, index)).sum()
}
