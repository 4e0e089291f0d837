//! Windows of time or of rows.
//!
//! Windows by the clock are UTC hours or days and follow each other without gaps: an hour in which nothing came is a window without rows. Windows by rows hold a fixed
//! number in the order of the slices; the last one may be shorter. A row without a time is in no window by the clock.

/// How rows are cut into windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowRule {
    /// UTC hours.
    Hour,
    /// UTC days.
    Day,
    /// So many rows each.
    Rows(u64),
}

/// The window of a row that is in none.
pub const NO_WINDOW: u32 = u32::MAX;

/// More windows than this by the clock are not made: a stray time far away would make thousands of empty ones.
pub const MOST_WINDOWS: i64 = 4096;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Windows in a row, by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockWindows {
    /// Start of the first, milliseconds since 1970 UTC.
    pub start_ms: i64,
    /// Length of each.
    pub length_ms: i64,
    /// How many.
    pub count: u32,
}

impl WindowRule {
    /// The rule for rows between two times when the user has not chosen: hours up to four days, then days.
    pub fn for_span(first_ms: i64, last_ms: i64) -> WindowRule {
        if last_ms - first_ms <= 4 * DAY_MS {
            WindowRule::Hour
        } else {
            WindowRule::Day
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
}

impl ClockWindows {
    /// Windows of `rule` that hold all times from `first_ms` to `last_ms`; `None` for windows by rows, or where there would be more than [`MOST_WINDOWS`].
    pub fn spanning(rule: WindowRule, first_ms: i64, last_ms: i64) -> Option<ClockWindows> {
        let length_ms = match rule {
            WindowRule::Hour => HOUR_MS,
            WindowRule::Day => DAY_MS,
            WindowRule::Rows(_) => return None,
        };
        let start = first_ms.div_euclid(length_ms);
        let count = last_ms.div_euclid(length_ms) - start + 1;
        (count <= MOST_WINDOWS).then_some(ClockWindows {
            start_ms: start * length_ms,
            length_ms,
            count: count as u32,
        })
    }

    /// The window of a time, or [`NO_WINDOW`].
    pub fn index(&self, time_ms: i64) -> u32 {
        let index = time_ms
            .saturating_sub(self.start_ms)
            .div_euclid(self.length_ms);
        if (0..i64::from(self.count)).contains(&index) {
            index as u32
        } else {
            NO_WINDOW
        }
    }

    /// Start of a window; its end is the next one's start.
    pub fn start_of(&self, index: u32) -> i64 {
        self.start_ms + i64::from(index) * self.length_ms
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
    fn times_before_1970_and_a_stray_time_are_no_trouble() {
        let windows = ClockWindows::spanning(WindowRule::Day, -1, 0).unwrap();
        assert_eq!((windows.count, windows.start_ms), (2, -DAY_MS));
        assert_eq!(
            ClockWindows::spanning(WindowRule::Hour, 0, i64::MAX / 2),
            None
        );
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
