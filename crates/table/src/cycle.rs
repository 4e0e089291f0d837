//! Cycles in which windows recur: the hours of a day, the days and hours of a week.

use crate::forms::DatePart;
use crate::named;
use crate::window::WindowRule;

named! {
    /// After what time windows are like each other again.
    pub enum Cycle {
        /// A day: an hour is like that hour of other days.
        Day = "day",
        /// A week: a weekday is like that of other weeks, and so is an hour of it.
        Week = "week",
    }
}

impl Cycle {
    /// The cycles that windows of `rule` may follow, the longest first; none of weeks, months and windows by rows.
    pub fn of(rule: WindowRule) -> &'static [Cycle] {
        match rule {
            WindowRule::Hour => &[Cycle::Week, Cycle::Day],
            WindowRule::Day => &[Cycle::Week],
            WindowRule::Week | WindowRule::Month | WindowRule::Rows(_) => &[],
        }
    }

    /// How many windows of `rule` the cycle has, one of [`Cycle::of`]; 0 for another.
    pub fn windows(self, rule: WindowRule) -> usize {
        match (self, rule) {
            (Cycle::Day, WindowRule::Hour) => 24,
            (Cycle::Week, WindowRule::Hour) => 7 * 24,
            (Cycle::Week, WindowRule::Day) => 7,
            _ => 0,
        }
    }

    /// Which of them begins at a time, from 0 at midnight or Monday (UTC).
    ///
    /// `start_ms` is in milliseconds since 1970; the result is below [`Cycle::windows`].
    pub fn place(self, rule: WindowRule, start_ms: i64) -> usize {
        let hour = DatePart::Hour.index(start_ms);
        let weekday = DatePart::Weekday.index(start_ms);
        match (self, rule) {
            (Cycle::Day, _) => hour,
            (Cycle::Week, WindowRule::Hour) => weekday * 24 + hour,
            (Cycle::Week, _) => weekday,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_recur_after_a_day_or_a_week() {
        // 2026-10-01T15:00Z, a Thursday.
        let start = 1_790_812_800_000 + 15 * 3_600_000;
        assert_eq!(Cycle::Day.place(WindowRule::Hour, start), 15);
        assert_eq!(Cycle::Week.place(WindowRule::Hour, start), 3 * 24 + 15);
        assert_eq!(Cycle::Week.place(WindowRule::Day, start), 3);
        for rule in [WindowRule::Hour, WindowRule::Day] {
            for cycle in Cycle::of(rule) {
                assert!(cycle.place(rule, start) < cycle.windows(rule));
            }
        }
        assert!(Cycle::of(WindowRule::Month).is_empty());
    }
}
