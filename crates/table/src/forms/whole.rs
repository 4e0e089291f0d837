//! How numbers go on from row to row: whole or not, seen once or repeated, counting up, in the range of times.
//!
//! Each look ends as soon as nothing is open.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::date::DateFormat;
use crate::MIN_DISTINCT_NUMERICAL;

/// Numbers that are all whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Whole {
    /// How many.
    pub count: u64,
    /// Each is there once.
    pub is_unique: bool,
    /// From row to row by the same amount; `None` where it is not.
    pub step: Option<f64>,
    /// None is smaller than the one before.
    pub is_ascending: bool,
    /// The smallest; known for numbers that are there once.
    pub smallest: f64,
    /// The largest; likewise.
    pub largest: f64,
}

impl Whole {
    /// Numbers of texts, each of which is there once, in the order of their rows; `None` where one is not whole. Texts may differ where no float does.
    pub(super) fn of_texts(values: &[f64]) -> Option<Whole> {
        let whole = look(values.iter().copied()).whole?;
        Some(Whole {
            count: values.len() as u64,
            is_unique: true,
            smallest: values.iter().copied().fold(f64::INFINITY, f64::min),
            largest: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            ..whole
        })
    }

    /// Distinct numbers in the order in which each came first, some of which are there more than once.
    pub(super) fn repeated(values: impl Iterator<Item = f64> + Clone) -> Option<Whole> {
        let mut rising = values.clone().zip(values.clone().skip(1));
        let is_ascending = rising.all(|(before, value)| value >= before);
        values.clone().all(is_whole).then_some(Whole {
            count: 0,
            is_unique: false,
            step: None,
            is_ascending,
            smallest: f64::NAN,
            largest: f64::NAN,
        })
    }

    /// Both together; each is of a column of its own, and the longer one says how numbers go on.
    pub(super) fn and(self, other: Whole) -> Whole {
        let longer = if other.count > self.count {
            other
        } else {
            self
        };
        Whole {
            is_unique: self.is_unique && other.is_unique,
            is_ascending: self.is_ascending && other.is_ascending,
            step: longer
                .step
                .filter(|_| self.step.is_some() == other.step.is_some()),
            ..longer
        }
    }
}

/// What a look at numbers found.
pub(super) struct Looked {
    /// Where all are whole.
    pub whole: Option<Whole>,
    /// The formats of dates, and whether all numbers but zero fit.
    pub dates: [(DateFormat, bool); DateFormat::OF_NUMBERS.len()],
    /// Zeros, which are passed over as dates; all are counted where one of the formats fits.
    pub zeros: u64,
}

/// Looks at numbers in the order of their rows.
pub(super) fn look(values: impl Iterator<Item = f64> + Clone) -> Looked {
    let mut whole = Whole {
        count: 0,
        is_unique: true,
        step: None,
        is_ascending: true,
        smallest: f64::INFINITY,
        largest: f64::NEG_INFINITY,
    };
    let mut are_whole = true;
    let mut dates = DateFormat::OF_NUMBERS.map(|format| (format, true));
    let mut zeros = 0;
    let mut before: Option<f64> = None;
    let (mut is_rising, mut is_falling, mut is_regular) = (true, true, true);
    for value in values.clone() {
        are_whole &= is_whole(value);
        zeros += u64::from(value == 0.0);
        for (format, fits) in &mut dates {
            *fits = *fits && (value == 0.0 || format.read_number(value).is_some());
        }
        if let Some(before) = before {
            is_rising &= value > before;
            is_falling &= value < before;
            whole.is_ascending &= value >= before;
            let step = value - before;
            is_regular &= *whole.step.get_or_insert(step) == step;
        }
        before = Some(value);
        whole.count += 1;
        whole.smallest = whole.smallest.min(value);
        whole.largest = whole.largest.max(value);
        let is_date = dates.iter().any(|(_, fits)| *fits);
        let is_counting = are_whole && (is_rising || is_falling);
        if !is_date && !is_counting {
            break;
        }
    }
    let are_all_zero = whole.count == zeros;
    whole.step = whole.step.filter(|step| is_regular && *step != 0.0);
    if are_whole && !(is_rising || is_falling) {
        are_whole = find_repeated(values, &mut whole);
    }
    if are_all_zero {
        dates = dates.map(|(format, _)| (format, false));
    }
    Looked {
        whole: (are_whole && whole.count > 0).then_some(whole),
        dates,
        zeros,
    }
}

/// Looks for a number that is there twice; false where one is not whole. Of repeated numbers the rest is taken to be whole: nothing depends on it.
fn find_repeated(values: impl Iterator<Item = f64>, whole: &mut Whole) -> bool {
    let mut seen: HashSet<u64, FixedState> = HashSet::default();
    whole.count = 0;
    for value in values {
        if !is_whole(value) {
            return false;
        }
        // Both zeros are one number.
        if !seen.insert((value + 0.0).to_bits()) {
            whole.is_unique = false;
            return true;
        }
        whole.count += 1;
        whole.smallest = whole.smallest.min(value);
        whole.largest = whole.largest.max(value);
    }
    true
}

/// Distinct numbers in order, where they are fewer than codes may be.
pub(super) fn few(mut numbers: Vec<f64>) -> Option<Vec<f64>> {
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    (numbers.len() < MIN_DISTINCT_NUMERICAL).then_some(numbers)
}

fn is_whole(value: f64) -> bool {
    value.is_finite() && value.fract() == 0.0
}
