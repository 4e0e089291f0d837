//! The outermost numbers of a column with their rows, and which of them stand out as if they stood for a missing value: −200, −999, 9999.
//!
//! Ends of several columns add up, in any order: whatever is among the outermost of all is among the outermost of each column that has it.

use crate::{Cell, Column, Values};

/// Outermost numbers at one end that may stand for missing values.
const MOST: usize = 3;
/// Distinct numbers next to them that they are held against.
const NEIGHBOURS: usize = 10;
/// Fewest rows of a number that stands out.
const FEWEST_ROWS: u64 = 5;
/// How often more a number near the rest is there than the most frequent of its neighbours: a tail grows thinner outwards.
const TIMES_NEIGHBOUR: u64 = 5;
/// How far a number of nines is from the rest, in the largest distance between neighbours.
const TIMES_DISTANCE: f64 = 5.0;

/// The outermost distinct numbers of a column with their rows, from the outside in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ends {
    low: Vec<(f64, u64)>,
    high: Vec<(f64, u64)>,
}

/// A number that stands out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StandsOut {
    /// The number.
    pub value: f64,
    /// Its rows.
    pub rows: u64,
}

impl Ends {
    /// The ends of a column's numbers; texts and missing values are passed over.
    pub fn of(column: &Column) -> Ends {
        let mut ends = Ends::default();
        match &column.values {
            Values::Numbers(numbers) => {
                numbers.values.iter().for_each(|value| ends.add(*value, 1));
            }
            Values::Labels(labels) => {
                let mut rows = vec![(0_u64, 0); labels.dictionary.len()];
                for (row, &code) in labels.codes.iter().enumerate() {
                    if let Some((count, first)) = rows.get_mut(code as usize) {
                        (*count, *first) = (*count + 1, row);
                    }
                }
                for (count, row) in rows.into_iter().filter(|(count, _)| *count > 0) {
                    if let Cell::Number(value, _) = column.cell(row) {
                        ends.add(value, count);
                    }
                }
            }
        }
        ends
    }

    /// The ends of several columns together.
    pub fn together<'a>(all: impl IntoIterator<Item = &'a Ends>) -> Ends {
        let mut sum = Ends::default();
        for ends in all {
            ends.low.iter().for_each(|one| add(&mut sum.low, *one, 1.0));
            let high = ends.high.iter();
            high.for_each(|one| add(&mut sum.high, *one, -1.0));
        }
        sum
    }

    /// Rows of a number; 0 for one that is not among the outermost.
    pub fn rows_of(&self, value: f64) -> u64 {
        let mut all = self.low.iter().chain(&self.high);
        let found = all.find(|(known, _)| *known == value);
        found.map_or(0, |(_, rows)| *rows)
    }

    /// Numbers that stand out, ascending: the most at both ends together that all do.
    ///
    /// Each is one of the three outermost at its end, whole or of nines, is there five times or more, and is as far from the rest as the rest reaches. Nearer ones do where they
    /// are there five times as often as each of the ten distinct numbers next to them, and are whole and the only negative ones, or of nines and five times as far from the rest
    /// as their neighbours are from each other. Zero never does: it is an amount of nothing.
    pub fn standing_out(&self) -> Vec<StandsOut> {
        let groups = (0..=MOST).flat_map(|low| (0..=MOST).map(move |high| (low, high)));
        let fits = |&(low, high): &(usize, usize)| self.do_stand_out(low, high);
        let best = groups.filter(fits).max_by_key(|(low, high)| low + high);
        let (low, high) = best.unwrap_or_default();
        let low = self.low.iter().take(low);
        let all = low.chain(self.high.iter().take(high).rev());
        all.map(|&(value, rows)| StandsOut { value, rows })
            .collect()
    }

    fn do_stand_out(&self, low: usize, high: usize) -> bool {
        let rest = |ends: &[(f64, u64)], taken: usize| {
            Some([ends.get(taken)?.0, ends.get(taken + NEIGHBOURS - 1)?.0])
        };
        let (Some([least, tenth]), Some([most, _])) =
            (rest(&self.low, low), rest(&self.high, high))
        else {
            return false;
        };
        // Ten others at least lie between.
        let ends_at = high
            .checked_sub(1)
            .map_or(f64::INFINITY, |at| self.high[at].0);
        let range = most - least;
        tenth < ends_at
            && range.is_finite()
            && is_apart(&self.low, low, range, least >= 0.0)
            && is_apart(&self.high, high, range, false)
    }

    fn add(&mut self, value: f64, rows: u64) {
        if value.is_nan() {
            return;
        }
        add(&mut self.low, (value, rows), 1.0);
        add(&mut self.high, (value, rows), -1.0);
    }
}

/// Adds rows of a number; `sign` is 1 where the smallest are outermost, else −1.
#[inline]
fn add(ends: &mut Vec<(f64, u64)>, (value, rows): (f64, u64), sign: f64) {
    let is_full = ends.len() == MOST + NEIGHBOURS;
    if is_full
        && ends
            .last()
            .is_some_and(|(last, _)| sign * value > sign * last)
    {
        return;
    }
    let inside = ends
        .iter()
        .position(|(known, _)| sign * known >= sign * value);
    match inside {
        Some(at) if ends[at].0 == value => ends[at].1 += rows,
        inside => {
            ends.insert(inside.unwrap_or(ends.len()), (value, rows));
            ends.truncate(MOST + NEIGHBOURS);
        }
    }
}

/// Whether the first `count` of these numbers stand out from the ten after them; true for none.
fn is_apart(ends: &[(f64, u64)], count: usize, range: f64, is_rest_positive: bool) -> bool {
    let (group, rest) = ends.split_at(count);
    let Some((inmost, _)) = group.last() else {
        return true;
    };
    let neighbours = &rest[..NEIGHBOURS];
    let most = neighbours.iter().map(|(_, rows)| *rows).max().unwrap_or(0);
    let pairs = neighbours.iter().zip(&neighbours[1..]);
    let widest = pairs.map(|(one, other)| (one.0 - other.0).abs());
    let widest = widest.fold(0.0, f64::max);
    let distance = (neighbours[0].0 - inmost).abs();
    group.iter().all(|&(value, rows)| {
        let is_written_alone = value.fract() == 0.0 || is_of_nines(value);
        let is_far = is_written_alone && distance >= range;
        let is_only_negative = value.fract() == 0.0 && value < 0.0 && is_rest_positive;
        let is_nines_apart = is_of_nines(value) && distance >= TIMES_DISTANCE * widest;
        let is_frequent = rows >= TIMES_NEIGHBOUR * most;
        let is_apart = is_far || (is_frequent && (is_only_negative || is_nines_apart));
        value != 0.0 && rows >= FEWEST_ROWS && is_apart
    })
}

/// Whether a number is written with nines alone, two of them or more.
fn is_of_nines(value: f64) -> bool {
    let written = format!("{}", value.abs());
    let digits = || written.chars().filter(|letter| *letter != '.');
    digits().count() >= 2 && digits().all(|digit| digit == '9')
}
