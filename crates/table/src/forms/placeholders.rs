//! Dates that programs and people write where there is none, and which of them stand out of a column: 1900-01-01, 1970-01-01, 9999-12-31, zeros.
//!
//! What is a date and no more stays one: a day is only offered where it stands apart from the column's other days. Counts of several columns add up, in any order.

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::no_date::{is_placeholder, is_zero};
use crate::{Column, Labels, NO_TIME, Values, format_number_label};

const DAY_MS: i64 = 86_400_000;
/// Fewest rows of a date that stands out.
const FEWEST_ROWS: u64 = 5;
/// Fewest other days that it stands out of.
const FEWEST_DAYS: usize = 10;
/// How often more it is there than the most frequent other day, where it is not far from all.
const TIMES_OTHER: u64 = 5;

/// The dates of a column that may stand for none, as they are written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Placeholders {
    written: BTreeMap<String, Placeholder>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Placeholder {
    /// `None` for zeros, which are no day.
    day: Option<i64>,
    rows: u64,
}

/// Rows of the other days of a column, by days since 1970.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OtherDays {
    rows: BTreeMap<i64, u64>,
}

impl Placeholders {
    /// Those of a column; `times` are what its rows say, milliseconds since 1970, UTC, [`NO_TIME`] where they say none.
    pub fn of(column: &Column, times: &[i64]) -> Placeholders {
        let mut written: BTreeMap<String, Placeholder> = BTreeMap::new();
        let day = |time: i64| (time != NO_TIME).then(|| time.div_euclid(DAY_MS));
        let mut add = |text: &str, time: i64| match written.get_mut(text) {
            Some(known) => known.rows += 1,
            None => {
                let first = Placeholder {
                    day: day(time),
                    rows: 1,
                };
                written.insert(text.to_owned(), first);
            }
        };
        match &column.values {
            Values::Labels(labels) => {
                let rows = labels.codes.iter().zip(times);
                for (&code, &time) in rows.filter(|(code, _)| **code != Labels::MISSING) {
                    let label = labels.dictionary.label(code);
                    if is_placeholder(time) || (time == NO_TIME && is_zero(label)) {
                        add(label, time);
                    }
                }
            }
            Values::Numbers(numbers) => {
                for (&value, &time) in numbers.values.iter().zip(times) {
                    if value == 0.0 || (time != NO_TIME && is_placeholder(time)) {
                        // Both zeros are one number.
                        add(&format_number_label(value), time);
                    }
                }
            }
        }
        Placeholders { written }
    }

    /// Those of several columns together.
    pub fn together<'a>(all: impl IntoIterator<Item = &'a Placeholders>) -> Placeholders {
        let mut sum = Placeholders::default();
        for (text, one) in all.into_iter().flat_map(|one| &one.written) {
            let known = sum.written.entry(text.clone());
            known
                .and_modify(|known| known.rows += one.rows)
                .or_insert(*one);
        }
        sum
    }

    /// True where none is there often enough to stand out.
    pub fn are_rare(&self) -> bool {
        self.by_day().values().all(|rows| *rows < FEWEST_ROWS)
    }

    /// Rows of one as it is written; 0 for what may stand for no date.
    pub fn rows_of(&self, text: &str) -> u64 {
        self.written.get(text).map_or(0, |one| one.rows)
    }

    /// Those that stand out, as they are written, the earliest first, zeros before all.
    ///
    /// Each is there five times or more, beside ten other days or more, and is as far from all of them as they are from each other, or there five times as often as the most frequent of them.
    /// Zeros are no day, and stand out by that. `others` are of the same columns.
    pub fn standing_out(&self, others: &OtherDays) -> Vec<String> {
        let ends = others
            .rows
            .first_key_value()
            .zip(others.rows.last_key_value());
        let Some(((&first, _), (&last, _))) = ends.filter(|_| others.rows.len() >= FEWEST_DAYS)
        else {
            return Vec::new();
        };
        let most = others.rows.values().copied().max().unwrap_or(0);
        let does_stand_out = |(day, rows): (&Option<i64>, &u64)| {
            let is_far = day.is_none_or(|day| (first - day).max(day - last) >= last - first);
            *rows >= FEWEST_ROWS && (is_far || *rows >= TIMES_OTHER * most)
        };
        let by_day = self.by_day();
        let standing: Vec<Option<i64>> = by_day
            .iter()
            .filter(|one| does_stand_out(*one))
            .map(|(day, _)| *day)
            .collect();
        let written = |day: &Option<i64>| {
            let day = *day;
            let all = self.written.iter().filter(move |(_, one)| one.day == day);
            all.map(|(text, _)| text.clone())
        };
        standing.iter().flat_map(written).collect()
    }

    fn by_day(&self) -> BTreeMap<Option<i64>, u64> {
        let mut days = BTreeMap::new();
        for one in self.written.values() {
            *days.entry(one.day).or_default() += one.rows;
        }
        days
    }
}

impl OtherDays {
    /// Those of times, milliseconds since 1970, UTC; [`NO_TIME`] is passed over.
    pub fn of(times: &[i64]) -> OtherDays {
        let mut rows: HashMap<i64, u64, FixedState> = HashMap::default();
        for &time in times
            .iter()
            .filter(|&&time| time != NO_TIME && !is_placeholder(time))
        {
            *rows.entry(time.div_euclid(DAY_MS)).or_default() += 1;
        }
        OtherDays {
            rows: rows.into_iter().collect(),
        }
    }

    /// Those of several columns together.
    pub fn together<'a>(all: impl IntoIterator<Item = &'a OtherDays>) -> OtherDays {
        let mut sum = OtherDays::default();
        for (day, rows) in all.into_iter().flat_map(|one| &one.rows) {
            *sum.rows.entry(*day).or_default() += rows;
        }
        sum
    }
}
