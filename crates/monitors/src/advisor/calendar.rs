//! Windows that are the baseline's own hours, days, weeks or months.
//!
//! Rows of a real window come together: they share the time of day, and whatever else went on then. Rows drawn at random share nothing, and a check that they pass may
//! fire every morning. In: the time of every row; out: the rows of each window, and of the others at the same time of its cycle.

use super::split::{Split, mixed};
use leeway_table::{ClockWindows, Cycle, NO_TIME, WindowRule};

/// With fewer windows their share that fires says too little.
const FEWEST_WINDOWS: usize = 20;
/// Other windows of the same time, for a window to be held against them.
const FEWEST_ALIKE: usize = 3;

/// The baseline's own windows.
#[derive(Debug, Clone, PartialEq)]
pub struct CalendarWindows {
    /// How they are cut.
    pub rule: WindowRule,
    /// After what time they are alike, where enough are.
    pub cycle: Option<Cycle>,
    rows: usize,
    /// The rows of each window that has any, and when it begins.
    windows: Vec<(i64, Vec<u32>)>,
}

impl CalendarWindows {
    /// The windows of rows with these times, milliseconds since 1970 (UTC) or [`NO_TIME`].
    ///
    /// `None` where a fifth of the rows or more has no time, where windows are by rows, or where fewer than 20 have rows.
    pub fn of(times: &[i64], rule: WindowRule) -> Option<CalendarWindows> {
        let known = || times.iter().copied().filter(|&time| time != NO_TIME);
        if known().count() * 5 <= times.len() * 4 {
            return None;
        }
        let clock = ClockWindows::until(rule, known().min()?, known().max()?)?;
        let mut windows: Vec<(i64, Vec<u32>)> = (0..clock.count)
            .map(|index| (clock.start_of(index), Vec::new()))
            .collect();
        for (row, &time) in (0..).zip(times) {
            if time != NO_TIME
                && let Some((_, rows)) = windows.get_mut(clock.index(time) as usize)
            {
                rows.push(row);
            }
        }
        windows.retain(|(_, rows)| !rows.is_empty());
        let is_followed = |cycle: &&Cycle| {
            let mut counts = vec![0; cycle.windows(rule)];
            windows
                .iter()
                .for_each(|(start, _)| counts[cycle.place(rule, *start)] += 1);
            counts
                .iter()
                .all(|&count| count == 0 || count > FEWEST_ALIKE)
        };
        let cycle = Cycle::of(rule).iter().find(is_followed).copied();
        (windows.len() >= FEWEST_WINDOWS).then_some(CalendarWindows {
            rule,
            cycle,
            rows: times.len(),
            windows,
        })
    }

    /// How many windows have rows.
    ///
    /// At least 20, or there are no such windows.
    pub fn count(&self) -> usize {
        self.windows.len()
    }

    /// Rows of the middle window by size.
    ///
    /// A count, above 0; of an even number of windows the larger of the two in the middle.
    pub fn middle_rows(&self) -> usize {
        let mut rows: Vec<usize> = self.windows.iter().map(|(_, rows)| rows.len()).collect();
        rows.sort_unstable();
        rows[rows.len() / 2]
    }

    /// Window number `number` of an order that `seed` decides; each comes once before any comes again.
    ///
    /// The baseline are all other rows, `same_time` those of the windows at the same time of the cycle.
    pub fn draw(&self, seed: u64, number: u64) -> Split {
        let mut order: Vec<usize> = (0..self.windows.len()).collect();
        order.sort_by_key(|&index| mixed(seed, index as u64));
        let drawn = order[number as usize % order.len()];
        let (start, window) = &self.windows[drawn];
        let mut own = window.iter().peekable();
        let all = 0..self.rows as u32;
        let place = |start| self.cycle.map(|cycle| cycle.place(self.rule, start));
        let is_alike = |(index, (other, _)): &(usize, &(i64, Vec<u32>))| {
            self.cycle.is_some() && *index != drawn && place(*other) == place(*start)
        };
        let alike = self.windows.iter().enumerate().filter(is_alike);
        let mut same_time: Vec<u32> = alike
            .flat_map(|(_, (_, rows))| rows.iter().copied())
            .collect();
        same_time.sort_unstable();
        Split {
            baseline: all.filter(|row| own.next_if_eq(&row).is_none()).collect(),
            window: window.clone(),
            same_time,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_MS: i64 = 3_600_000;

    #[test]
    fn each_hour_is_drawn_once_with_the_same_hours_of_other_days() {
        // Five days, two rows an hour.
        let times: Vec<i64> = (0..240).map(|row| row / 2 * HOUR_MS).collect();
        let windows = CalendarWindows::of(&times, WindowRule::Hour).unwrap();
        assert_eq!((windows.count(), windows.middle_rows()), (120, 2));
        assert_eq!(windows.cycle, Some(Cycle::Day));
        let mut drawn = Vec::new();
        for number in 0..120 {
            let split = windows.draw(7, number);
            assert_eq!((split.baseline.len(), split.same_time.len()), (238, 8));
            let hour = |row: &u32| row / 2 % 24;
            assert!(
                split
                    .same_time
                    .iter()
                    .all(|row| hour(row) == hour(&split.window[0]))
            );
            drawn.extend(split.window);
        }
        drawn.sort_unstable();
        assert_eq!(drawn, (0..240).collect::<Vec<_>>());
    }

    #[test]
    fn without_times_or_with_few_windows_there_are_none() {
        assert_eq!(CalendarWindows::of(&[NO_TIME; 500], WindowRule::Hour), None);
        let times: Vec<i64> = (0..500).map(|row| row * 1000).collect();
        assert_eq!(CalendarWindows::of(&times, WindowRule::Hour), None);
        assert_eq!(CalendarWindows::of(&times, WindowRule::Rows(10)), None);
    }
}
