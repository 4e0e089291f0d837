//! How the current side is cut into windows: its rows, or the executions whose statistics are known.

use std::rc::Rc;

use super::executions::ExecutionWindows;
use super::layout::{FeaturePlaces, Layout};
use super::recurring::Recurring;
use super::source::Loaded;
use super::windows::Windows;
use crate::selection::RowOrder;
use leeway_documents::Role;
use leeway_monitors::words;
use leeway_report::settings::WindowChoice;
use leeway_report::{WEAK_ROWS, Window, iso};
use leeway_table::{Column, WindowRule};

/// The windows of the current side.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    windows: Windows,
    /// Those of statistics, where the current side has no rows.
    executions: Option<ExecutionWindows>,
    /// The baseline's windows that those of the current side are like.
    recurring: Option<Rc<Recurring>>,
}

impl Timeline {
    /// The windows of what is loaded.
    ///
    /// Samples are cut by their rows' times or by their number, statistics by the hours of their paths; none where neither is there.
    pub fn of(sources: &[Loaded], layout: &Layout, choice: &WindowChoice) -> Timeline {
        let mut timeline = Timeline {
            windows: Windows::of(sources, layout, choice),
            ..Timeline::default()
        };
        timeline.recurring = Recurring::of(sources, layout, &timeline.windows).map(Rc::new);
        if layout.tables(sources, Role::Current).is_empty() {
            let executions = ExecutionWindows::of(sources, layout, choice);
            timeline.windows.rule = executions.rule;
            timeline.windows.windows = executions.windows.clone();
            timeline.windows.without_time = executions.without_time;
            timeline.executions = Some(executions);
        }
        timeline
    }

    /// The windows that are executions: hourly statistics, where the current side has no rows.
    ///
    /// `None` where it has rows, whose windows are [`Timeline::cut`].
    pub fn executions(&self) -> Option<&ExecutionWindows> {
        self.executions.as_ref()
    }

    /// The baseline's windows of the same time of day or week, where it has them.
    ///
    /// `None` where windows do not recur, or too few of the baseline are like them.
    pub fn recurring(&self) -> Option<&Recurring> {
        self.recurring.as_deref()
    }

    /// The windows of the current side's rows, as they were cut.
    ///
    /// Without windows where the side has no rows, or is known by statistics alone.
    pub fn cut(&self) -> &Windows {
        &self.windows
    }

    /// The windows with the rows alone that `keep` flags, for a selection.
    ///
    /// `keep` has one flag for each row of `order`; windows stay, gaps included, and their counts of rows fall, so that both have one axis.
    pub fn only(&self, order: &RowOrder, keep: &[bool]) -> Timeline {
        Timeline {
            windows: self.windows.only(order, keep),
            executions: None,
            recurring: self.recurring.clone(),
        }
    }

    /// The window of every row of a source on the current side; `None` for another source, or without windows.
    ///
    /// One position per row, from 0; [`leeway_table::NO_WINDOW`] for a row in none.
    pub fn window_of(&self, source: usize) -> Option<&[u32]> {
        self.windows.of_source(source)
    }

    /// Number of windows, gaps included.
    ///
    /// 0 where there is nothing to cut.
    pub fn window_count(&self) -> usize {
        self.windows.windows.len()
    }

    /// When each window begins, as metrics are published with a time.
    ///
    /// Milliseconds since 1970, UTC, ascending; none where windows are not cut by the clock.
    pub fn starts(&self) -> impl Iterator<Item = i64> {
        let windows = self.windows.windows.iter();
        windows.filter_map(|window| window.start_ms)
    }

    /// A feature's rows, window by window.
    ///
    /// One column for each window in order, with that window's rows as the sources have them; empty for a gap, and for a window whose tables lack the feature.
    pub fn columns(&self, sources: &[Loaded], places: &FeaturePlaces) -> Vec<Column> {
        self.windows.columns(sources, places)
    }

    /// Rows that are in no window because they have no time.
    ///
    /// A count; 0 where windows are cut by rows, which need none.
    pub fn without_time(&self) -> u64 {
        self.windows.without_time
    }

    /// The window of every row of these sources in order, and the number of windows; `None` without windows.
    ///
    /// Positions from 0, sources one after the other.
    pub fn segments(&self, sources: &[usize]) -> Option<(Vec<u32>, usize)> {
        let count = self.windows.windows.len();
        let rows = sources.iter().map(|source| self.windows.of_source(*source));
        let rows: Option<Vec<&[u32]>> = rows.collect();
        rows.filter(|_| count > 1)
            .map(|rows| (rows.concat(), count))
    }

    /// The windows as the report has them.
    ///
    /// In order of time or of rows, gaps included; times are ISO 8601 in UTC.
    pub fn windows(&self) -> Vec<Window> {
        let known = self.windows.windows.iter();
        let window = |window: &super::windows::Window| {
            let (start, end) = (window.start_ms.map(iso), window.end_ms.map(iso));
            let last_row = window.first_row + window.all_rows.saturating_sub(1);
            let label = match (&start, self.windows.rule) {
                (Some(start), Some(WindowRule::Day | WindowRule::Week)) => {
                    start.chars().take(10).collect()
                }
                (Some(start), Some(WindowRule::Month)) => start.chars().take(7).collect(),
                (Some(start), _) => start.chars().take(16).collect::<String>().replace('T', " "),
                (None, _) => format!(
                    "rows {}–{}",
                    words::count(window.first_row),
                    words::count(last_row)
                ),
            };
            Window {
                label,
                first_row: window.start_ms.is_none().then_some(window.first_row),
                last_row: window.start_ms.is_none().then_some(last_row),
                start,
                end,
                rows: window.rows,
                weak: (1..WEAK_ROWS).contains(&window.rows),
            }
        };
        known.map(window).collect()
    }
}
