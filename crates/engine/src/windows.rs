//! The current side over time: which row is in which window, and every feature window by window.
//!
//! A row's time is its own, else the hour in its file's path; rows that have neither are in no window by the clock and are counted. Windows by rows follow the paths' order.

mod values;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::layout::{FeaturePlaces, Layout, series};
use super::parts::Parts;
use super::source::{Loaded, column_at, times};
use crate::selection::RowOrder;
use leeway_documents::Role;
use leeway_monitors::drift::{Bins, Comparison, Counts, Gathered, WindowBaseline, WindowValues};
use leeway_report::settings::{NamedWindow, WindowChoice};
use leeway_table::{
    ClockWindows, Column, Cycle, Labels, NO_TIME, NO_WINDOW, Origin, Values, WindowRule,
};

/// A window of the current side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// First moment, milliseconds since 1970 UTC; `None` for windows by rows.
    pub start_ms: Option<i64>,
    /// First moment after it.
    pub end_ms: Option<i64>,
    /// First row (from 1) of a window by rows.
    pub first_row: u64,
    /// Rows.
    pub rows: u64,
    /// Rows, whatever is selected of them.
    pub all_rows: u64,
}

impl Window {
    /// The windows of a clock, without rows yet.
    ///
    /// In order of time, without gaps between them.
    pub(super) fn all(clock: &ClockWindows) -> Vec<Window> {
        let window = |index| Window {
            start_ms: Some(clock.start_of(index)),
            end_ms: Some(clock.start_of(index + 1)),
            first_row: 0,
            rows: 0,
            all_rows: 0,
        };
        (0..clock.count).map(window).collect()
    }
}

/// The windows of the current side, and the window of every row.
#[derive(Debug, Clone, Default)]
pub struct Windows {
    /// The rule that was applied; `None` when there are no windows.
    pub rule: Option<WindowRule>,
    /// The windows in order; those without rows are gaps.
    pub windows: Vec<Window>,
    /// Rows that have no time and so are in no window.
    pub without_time: u64,
    /// One index per row, by source.
    rows: BTreeMap<usize, Vec<u32>>,
    /// What each window is made of.
    pub parts: Rc<Parts>,
}

impl Windows {
    /// Cuts the current side into windows.
    ///
    /// `choice` is what the settings say; unset, it follows from the span. In order of time (UTC) or of the paths; one window without times. Nothing fails.
    pub fn of(sources: &[Loaded], layout: &Layout, choice: &WindowChoice) -> Windows {
        let windows = Windows::cut(sources, layout, choice);
        let span = |window: &Window| window.start_ms.zip(window.end_ms);
        let spans = windows.windows.iter().map(span);
        Windows {
            parts: Rc::new(Parts::of(sources, spans, windows.rows())),
            ..windows
        }
    }

    /// The baseline's windows by the clock, gaps included; where there would be too many, the newest of them.
    ///
    /// `None` where a table of the baseline has no times, or `rule` is neither hours nor days.
    pub fn of_baseline(sources: &[Loaded], layout: &Layout, rule: WindowRule) -> Option<Windows> {
        let tables = layout.tables(sources, Role::Baseline);
        let times: Vec<(usize, Vec<i64>)> = tables
            .iter()
            .map(|&source| (source, times(&sources[source])))
            .collect();
        let is_known = |time: &&i64| **time != NO_TIME;
        if times.is_empty()
            || !times
                .iter()
                .all(|(_, times)| times.iter().any(|time| is_known(&time)))
        {
            return None;
        }
        let all = || {
            times
                .iter()
                .flat_map(|(_, times)| times)
                .filter(is_known)
                .copied()
        };
        let (first, last) = all().min().zip(all().max())?;
        let clock = ClockWindows::until(rule, first, last)?;
        Some(Windows::by_clock(rule, clock, &times))
    }

    /// The same rows by the place of their window in a cycle of `rule`.
    ///
    /// As many windows as the cycle has; rows in no window stay in none.
    pub fn by_place(&self, cycle: Cycle, rule: WindowRule) -> Windows {
        let start = |window: &Window| window.start_ms.map(|start| cycle.place(rule, start) as u32);
        let places: Vec<Option<u32>> = self.windows.iter().map(start).collect();
        let place = |index: &u32| places.get(*index as usize).copied().flatten();
        let indices = |indices: &Vec<u32>| {
            indices
                .iter()
                .map(|index| place(index).unwrap_or(NO_WINDOW))
                .collect()
        };
        let empty = Window {
            start_ms: None,
            end_ms: None,
            first_row: 0,
            rows: 0,
            all_rows: 0,
        };
        Windows {
            rule: self.rule,
            windows: vec![empty; cycle.windows(rule)],
            rows: self
                .rows
                .iter()
                .map(|(source, rows)| (*source, indices(rows)))
                .collect(),
            ..Windows::default()
        }
    }

    fn cut(sources: &[Loaded], layout: &Layout, choice: &WindowChoice) -> Windows {
        let tables = layout.tables(sources, Role::Current);
        let times: Vec<(usize, Vec<i64>)> = tables
            .iter()
            .map(|&source| (source, times(&sources[source])))
            .collect();
        let known = || {
            times
                .iter()
                .flat_map(|(_, times)| times)
                .copied()
                .filter(|&time| time != NO_TIME)
        };
        let span = known().min().zip(known().max());
        let rows: u64 = times.iter().map(|(_, times)| times.len() as u64).sum();
        let rule = match (choice, span) {
            (WindowChoice::Named(NamedWindow::None), _) => None,
            (WindowChoice::Named(NamedWindow::Hour), _) => Some(WindowRule::Hour),
            (WindowChoice::Named(NamedWindow::Day), _) => Some(WindowRule::Day),
            (WindowChoice::Named(NamedWindow::Week), _) => Some(WindowRule::Week),
            (WindowChoice::Named(NamedWindow::Month), _) => Some(WindowRule::Month),
            (WindowChoice::Rows { rows }, _) => Some(WindowRule::Rows((*rows).max(1))),
            (WindowChoice::Unset, Some((first, last))) => Some(WindowRule::for_span(first, last)),
            (WindowChoice::Unset, None) => Some(WindowRule::for_rows(rows)),
        };
        match (rule, span) {
            (None, _) => Windows::default(),
            (Some(WindowRule::Rows(size)), _) => Windows::by_rows(size, &times),
            (Some(rule), Some((first, last))) => {
                let clock = rule.fitting(first, last);
                clock.map_or(Windows::default(), |(rule, clock)| {
                    Windows::by_clock(rule, clock, &times)
                })
            }
            (Some(_), None) => Windows {
                without_time: rows,
                ..Windows::default()
            },
        }
    }

    fn by_clock(rule: WindowRule, clock: ClockWindows, times: &[(usize, Vec<i64>)]) -> Windows {
        let mut windows = Windows {
            rule: Some(rule),
            windows: Window::all(&clock),
            ..Windows::default()
        };
        for (source, times) in times {
            let index = |&time: &i64| {
                if time == NO_TIME {
                    NO_WINDOW
                } else {
                    clock.index(time)
                }
            };
            windows.add_rows(*source, times.iter().map(index).collect());
        }
        windows
    }

    fn by_rows(size: u64, times: &[(usize, Vec<i64>)]) -> Windows {
        let rows: u64 = times.iter().map(|(_, times)| times.len() as u64).sum();
        let window = |index| Window {
            start_ms: None,
            end_ms: None,
            first_row: index * size + 1,
            rows: 0,
            all_rows: 0,
        };
        let mut windows = Windows {
            rule: Some(WindowRule::Rows(size)),
            windows: (0..rows.div_ceil(size)).map(window).collect(),
            ..Windows::default()
        };
        let mut row = 0;
        for (source, times) in times {
            let indices = (row..row + times.len() as u64)
                .map(|row| (row / size) as u32)
                .collect();
            row += times.len() as u64;
            windows.add_rows(*source, indices);
        }
        windows
    }

    fn add_rows(&mut self, source: usize, indices: Vec<u32>) {
        for &index in &indices {
            match self.windows.get_mut(index as usize) {
                Some(window) => {
                    window.rows += 1;
                    window.all_rows += 1;
                }
                None => self.without_time += 1,
            }
        }
        self.rows.insert(source, indices);
    }

    /// These windows with the rows alone that `keep` flags, for a selection.
    ///
    /// `keep` has one flag for each row of `order`, which must be the current side's. Windows stay as they were cut, gaps included, so that both have one axis;
    /// counts of rows fall.
    pub fn only(&self, order: &RowOrder, keep: &[bool]) -> Windows {
        let mut only = self.clone();
        for window in &mut only.windows {
            window.rows = 0;
        }
        for (source, indices) in &mut only.rows {
            for (index, keep) in indices.iter_mut().zip(order.of_source(*source, keep)) {
                if !keep {
                    *index = NO_WINDOW;
                } else if let Some(window) = only.windows.get_mut(*index as usize) {
                    window.rows += 1;
                }
            }
        }
        only
    }

    /// The window of every row, by source in the order of the paths.
    ///
    /// One position per row, from 0, or [`leeway_table::NO_WINDOW`]; sources without windows are left out.
    pub fn by_source<'a>(
        &'a self,
        sources: &[Loaded],
        layout: &Layout,
    ) -> impl Iterator<Item = (usize, &'a [u32])> {
        let tables = layout.tables(sources, Role::Current);
        tables
            .into_iter()
            .filter_map(|source| Some((source, self.rows.get(&source)?.as_slice())))
    }

    /// Rows of each window, where windows are cut by a number of rows.
    ///
    /// A count ≥ 1, which the last window may fall short of; `None` where they are cut by time.
    pub fn rows_each(&self) -> Option<u64> {
        match self.rule {
            Some(WindowRule::Rows(rows)) => Some(rows),
            _ => None,
        }
    }

    /// The window of every row of a source; `None` for a source that is not on the current side.
    ///
    /// One position per row, from 0; [`leeway_table::NO_WINDOW`] for a row in none.
    pub fn of_source(&self, source: usize) -> Option<&[u32]> {
        self.rows.get(&source).map(Vec::as_slice)
    }

    /// True when all windows begin in one UTC day, so that the hour alone names them.
    ///
    /// False without windows, and where they are not cut by time.
    pub fn is_within_a_day(&self) -> bool {
        const DAY_MS: i64 = 86_400_000;
        let day = |window: Option<&Window>| {
            window
                .and_then(|window| window.start_ms)
                .map(|start| start.div_euclid(DAY_MS))
        };
        let first = day(self.windows.first());
        first.is_some() && first == day(self.windows.last())
    }

    /// A feature in every window that has rows; `None` for a gap. `gathered` goes with the baseline; windows that are `known` are not measured.
    ///
    /// One entry per window, measured on the bins of `whole` and in its ranges: distances are 0 for equal sides and larger further apart.
    pub fn compare(
        &self,
        sources: &[Loaded],
        places: &FeaturePlaces,
        whole: &Comparison,
        gathered: &Gathered,
        known: Vec<Option<Rc<Comparison>>>,
    ) -> Vec<Option<Rc<Comparison>>> {
        if places.baseline.columns().is_empty()
            || places.current.columns().is_empty()
            || self.windows.len() < 2
        {
            return Vec::new();
        }
        let series = series(sources, places.baseline.columns());
        let baseline = WindowBaseline::new(&series, gathered, whole);
        let mut known = known;
        known.resize(self.windows.len(), None);
        let wanted: Vec<bool> = known.iter().map(Option::is_none).collect();
        let values = self.values(sources, places.current.columns(), baseline.kind(), &wanted);
        let measured = |values: WindowValues| Comparison {
            // Only the feature screen draws a window's counts, one feature at a time.
            counts: Counts {
                bins: Bins::Cuts(Vec::new()),
                baseline: Vec::new(),
                current: Vec::new(),
            },
            ..baseline.compare(values)
        };
        known
            .into_iter()
            .zip(values)
            .map(|(known, values)| {
                known.or_else(|| (values.rows > 0).then(|| Rc::new(measured(values))))
            })
            .collect()
    }

    /// The window of every row, by source in the order in which they were opened; for sums that do not depend on an order.
    ///
    /// One position per row, from 0, or [`leeway_table::NO_WINDOW`]; sources without windows are left out.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &[u32])> {
        let rows = self.rows.iter();
        rows.map(|(source, indices)| (*source, indices.as_slice()))
    }

    /// A feature's rows, window by window.
    ///
    /// One column for each window in order, with that window's rows as the sources are read; empty for a gap, and for a window whose tables lack the feature.
    pub fn columns(&self, sources: &[Loaded], places: &FeaturePlaces) -> Vec<Column> {
        let empty = Column::new(places.name.as_str(), Origin::Field, true);
        let mut windows = vec![empty; self.windows.len()];
        for &(source, column) in places.current.columns() {
            let Some(indices) = self.rows.get(&source) else {
                continue;
            };
            let column = column_at(sources, (source, column));
            let is_integral = |value: f64| column.types.fractional == 0 || value.fract() == 0.0;
            let mut texts = match &column.values {
                Values::Numbers(numbers) => numbers.texts.iter().peekable(),
                Values::Labels(_) => [].iter().peekable(),
            };
            for (row, &index) in indices.iter().enumerate() {
                let text = texts.next_if(|(at, _)| *at as usize == row);
                let Some(window) = windows.get_mut(index as usize) else {
                    continue;
                };
                match (&column.values, text) {
                    (Values::Numbers(numbers), Some((_, code))) => {
                        window.push_text(numbers.dictionary.label(*code));
                    }
                    (Values::Numbers(numbers), None) => match numbers.values.get(row) {
                        Some(value) if !value.is_nan() => {
                            window.push_number(*value, is_integral(*value))
                        }
                        _ => window.push_missing(),
                    },
                    (Values::Labels(labels), _) => match labels.codes.get(row) {
                        Some(&code) if code != Labels::MISSING => {
                            window.push_text(labels.dictionary.label(code));
                        }
                        _ => window.push_missing(),
                    },
                }
            }
        }
        windows
    }
}
