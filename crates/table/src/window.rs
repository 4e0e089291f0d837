//! Windows of time or of rows.
//!
//! Windows by the clock are hours, days, weeks from Monday or months in UTC and follow each other without gaps: an hour in which nothing came is a window without rows. Windows by rows hold a fixed
//! number in the order of the slices; the last one may be shorter. A row without a time is in no window by the clock.

use super::calendar::{day_of, month_of};

/// How rows are cut into windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowRule {
    /// UTC hours.
    Hour,
    /// UTC days.
    Day,
    /// UTC weeks, from Monday on.
    Week,
    /// UTC months.
    Month,
    /// So many rows each.
    Rows(u64),
}

/// The window of a row that is in none.
pub const NO_WINDOW: u32 = u32::MAX;

/// More windows than this by the clock are not made: a stray time far away would make thousands of empty ones.
pub const MOST_WINDOWS: i64 = 4096;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
const WEEK_MS: i64 = 7 * DAY_MS;
/// The first Monday is the fifth day: 1970 began on a Thursday.
const MONDAY_MS: i64 = 4 * DAY_MS;

/// Windows in a row, by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockWindows {
    /// Hours, days, weeks or months.
    rule: WindowRule,
    /// The first, counted from that of 1970.
    first: i64,
    /// How many.
    pub count: u32,
}

impl WindowRule {
    /// The rule for rows between two times when the user has not chosen: hours up to four days, days up to half a year, weeks up to three years, then months.
    pub fn for_span(first_ms: i64, last_ms: i64) -> WindowRule {
        match last_ms.saturating_sub(first_ms) / DAY_MS {
            ..4 => WindowRule::Hour,
            4 if last_ms - first_ms == 4 * DAY_MS => WindowRule::Hour,
            4..183 => WindowRule::Day,
            183..1096 => WindowRule::Week,
            _ => WindowRule::Month,
        }
    }

    /// The rule for rows without times: about ten windows of 1, 2 or 5 times a power of ten, and never under 100 rows.
    pub fn for_rows(rows: u64) -> WindowRule {
        let mut size = 100;
        while rows.div_ceil(size) > 10 {
            size = match size.to_string().as_bytes() {
                [b'2', ..] => size / 2 * 5,
                _ => size * 2,
            };
        }
        WindowRule::Rows(size)
    }

    /// The rule, or the finest coarser one by the clock that makes no more windows than [`MOST_WINDOWS`] between two times; `None` for windows by rows and for times too far apart.
    pub fn fitting(self, first_ms: i64, last_ms: i64) -> Option<(WindowRule, ClockWindows)> {
        let rules = [
            WindowRule::Hour,
            WindowRule::Day,
            WindowRule::Week,
            WindowRule::Month,
        ];
        let coarser = rules.into_iter().skip_while(|&rule| rule != self);
        let mut found = coarser.map(|rule| (rule, ClockWindows::spanning(rule, first_ms, last_ms)));
        found.find_map(|(rule, clock)| Some((rule, clock?)))
    }

    /// The number of the window that a time is in, counted from that of 1970; `None` for windows by rows.
    fn number(self, time_ms: i64) -> Option<i64> {
        match self {
            WindowRule::Hour => Some(time_ms.div_euclid(HOUR_MS)),
            WindowRule::Day => Some(time_ms.div_euclid(DAY_MS)),
            WindowRule::Week => Some(time_ms.saturating_sub(MONDAY_MS).div_euclid(WEEK_MS)),
            WindowRule::Month => Some(month_of(time_ms.div_euclid(DAY_MS))),
            WindowRule::Rows(_) => None,
        }
    }

    /// When a window begins.
    fn start(self, number: i64) -> i64 {
        match self {
            WindowRule::Hour => number * HOUR_MS,
            WindowRule::Day => number * DAY_MS,
            WindowRule::Week => number * WEEK_MS + MONDAY_MS,
            WindowRule::Month => {
                day_of(1970 + number.div_euclid(12), number.rem_euclid(12) + 1, 1) * DAY_MS
            }
            WindowRule::Rows(_) => 0,
        }
    }
}

impl ClockWindows {
    /// Windows of `rule` that hold all times from `first_ms` to `last_ms`; `None` for windows by rows, or where there would be more than [`MOST_WINDOWS`].
    pub fn spanning(rule: WindowRule, first_ms: i64, last_ms: i64) -> Option<ClockWindows> {
        let first = rule.number(first_ms)?;
        let count = rule.number(last_ms)? - first + 1;
        (count <= MOST_WINDOWS).then_some(ClockWindows {
            rule,
            first,
            count: count as u32,
        })
    }

    /// The same up to `last_ms` alone, the newest [`MOST_WINDOWS`] where there would be more; `None` for windows by rows.
    pub fn until(rule: WindowRule, first_ms: i64, last_ms: i64) -> Option<ClockWindows> {
        let last = rule.number(last_ms)?;
        let first = rule.number(first_ms)?.max(last - MOST_WINDOWS + 1);
        Some(ClockWindows {
            rule,
            first,
            count: (last - first + 1) as u32,
        })
    }

    /// The window of a time, or [`NO_WINDOW`].
    pub fn index(&self, time_ms: i64) -> u32 {
        let number = self.rule.number(time_ms);
        let index = number.map_or(-1, |number| number.saturating_sub(self.first));
        if (0..i64::from(self.count)).contains(&index) {
            index as u32
        } else {
            NO_WINDOW
        }
    }

    /// Start of a window; its end is the next one's start.
    pub fn start_of(&self, index: u32) -> i64 {
        self.rule.start(self.first + i64::from(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_follow_each_other_without_gaps() {
        // 2024-06-03T08:59:59.999Z and 11:00:00Z.
        let (first, last) = (1_717_405_199_999, 1_717_412_400_000);
        let windows = ClockWindows::spanning(WindowRule::Hour, first, last).unwrap();
        assert_eq!(windows.count, 4);
        assert_eq!(windows.index(first), 0);
        assert_eq!(windows.index(first + 1), 1);
        assert_eq!(windows.index(last), 3);
        assert_eq!(windows.index(last + HOUR_MS), NO_WINDOW);
        assert_eq!(windows.start_of(3), last);
    }

    #[test]
    fn weeks_begin_on_monday_and_months_are_as_long_as_they_are() {
        // 2024-02-28T12:00Z, a Wednesday, to 2024-04-01T00:00Z, a Monday.
        let (first, last) = (1_709_121_600_000, 1_711_929_600_000);
        let weeks = ClockWindows::spanning(WindowRule::Week, first, last).unwrap();
        assert_eq!((weeks.count, weeks.start_of(0)), (6, 1_708_905_600_000));
        assert_eq!((weeks.index(last), weeks.index(last - 1)), (5, 4));
        let months = ClockWindows::spanning(WindowRule::Month, first, last).unwrap();
        let starts = [0, 1, 2].map(|index| months.start_of(index));
        assert_eq!(starts, [1_706_745_600_000, 1_709_251_200_000, last]);
        assert_eq!(
            (months.count, months.index(last), months.index(last - 1)),
            (3, 2, 1)
        );
        assert_eq!(months.index(first - 28 * DAY_MS), NO_WINDOW);
    }

    #[test]
    fn too_many_windows_become_coarser() {
        let year = 366 * DAY_MS;
        assert_eq!(
            WindowRule::Hour.fitting(0, year).map(|(rule, _)| rule),
            Some(WindowRule::Day)
        );
        assert_eq!(
            WindowRule::Hour.fitting(0, 20 * year).map(|(rule, _)| rule),
            Some(WindowRule::Week)
        );
        assert_eq!(
            WindowRule::Month
                .fitting(0, 1000 * year)
                .map(|(rule, _)| rule),
            None
        );
        for (days, rule) in [
            (1, WindowRule::Hour),
            (30, WindowRule::Day),
            (300, WindowRule::Week),
            (2000, WindowRule::Month),
        ] {
            assert_eq!(WindowRule::for_span(0, days * DAY_MS), rule);
        }
    }

    #[test]
    fn times_before_1970_and_a_stray_time_are_no_trouble() {
        let windows = ClockWindows::spanning(WindowRule::Day, -1, 0).unwrap();
        assert_eq!((windows.count, windows.start_of(0)), (2, -DAY_MS));
        for rule in [WindowRule::Hour, WindowRule::Month] {
            assert_eq!(ClockWindows::spanning(rule, 0, i64::MAX / 2), None);
        }
        assert_eq!(windows.index(i64::MIN), NO_WINDOW);
    }

    #[test]
    fn windows_by_rows_are_about_ten() {
        for (rows, size) in [
            (0, 100),
            (900, 100),
            (10_000, 1000),
            (15_000, 2000),
            (45_000, 5000),
            (1_000_000, 100_000),
        ] {
            assert_eq!(WindowRule::for_rows(rows), WindowRule::Rows(size), "{rows}");
        }
    }
}
