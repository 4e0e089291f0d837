//! A feature's values on one side in the order that measures need, gathered once and kept: rows that come later are merged in, which costs their own sorting and one move
//! of the rest. What is gathered is bit for bit what gathering all rows together gives.
//!
//! Nothing is gathered before a measure asks for it.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::text::{MOST_WORDS, TextSide};
use leeway_stats::sort::{merge, sorted};
use leeway_stats::summary::{Summary, summary};
use leeway_table::{Parsed, Series, parse_number};

/// What was gathered of a side; it goes with one series, and with that alone.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    numbers: OnceCell<Vec<f64>>,
    summary: OnceCell<Option<Summary>>,
    labels: OnceCell<BTreeMap<String, u64>>,
    texts: OnceCell<Option<Rc<TextSide>>>,
}

impl Gathered {
    /// The finite numbers, ascending; sorted at the first call and kept.
    ///
    /// In the feature's unit; infinities, texts and missing values are left out. `series` must be the one that all calls bring.
    pub fn numbers(&self, series: &Series) -> &[f64] {
        self.numbers.get_or_init(|| sorted(series.finite_numbers()))
    }

    /// Mean, deviation and quantiles of the finite numbers, worked out at the first call.
    ///
    /// In the feature's unit; `None` without a number. `series` must be the one that all calls bring.
    pub fn summary(&self, series: &Series) -> Option<&Summary> {
        self.summary
            .get_or_init(|| summary(self.numbers(series)).ok())
            .as_ref()
    }

    /// Rows per label, counted at the first call.
    ///
    /// Counts ≥ 1 by label, ascending by text, numbers written in one form; missing values are left out. `series` must be the one that all calls bring.
    pub fn labels(&self, series: &Series) -> &BTreeMap<String, u64> {
        self.labels.get_or_init(|| series.label_counts())
    }

    /// The words of the texts whose lengths the series has, counted at the first call; `None` for a series of anything else.
    ///
    /// `series` must be the one that all calls bring.
    pub fn texts(&self, series: &Series) -> Option<&Rc<TextSide>> {
        let counted = || {
            let rows = series.texts()?;
            Some(Rc::new(TextSide::of(&rows, MOST_WORDS)))
        };
        self.texts.get_or_init(counted).as_ref()
    }

    /// Distinct numbers, ascending, each with its rows: from the labels where they were gathered, else from the numbers.
    ///
    /// In the feature's unit, with rows ≥ 1 each.
    pub fn weighted(&self, series: &Series) -> Vec<(f64, u64)> {
        if self.numbers.get().is_none()
            && let Some(labels) = self.labels.get()
        {
            let number = |(label, &count): (&String, &u64)| match parse_number(label) {
                Parsed::Integral(value) | Parsed::Fractional(value) | Parsed::Long(value) => {
                    Some((value, count))
                }
                Parsed::Text => None,
            };
            let numbers = labels.iter().filter_map(number);
            let mut weighted: Vec<(f64, u64)> =
                numbers.filter(|(value, _)| value.is_finite()).collect();
            weighted.sort_by(|one, other| one.0.total_cmp(&other.0));
            return weighted;
        }
        let numbers = self.numbers(series).chunk_by(|a, b| a == b);
        numbers.map(|run| (run[0], run.len() as u64)).collect()
    }

    /// How many distinct numbers there are, and the one in the middle (of two the larger).
    ///
    /// In the feature's unit; `None` without numbers.
    pub fn middle(&self, series: &Series) -> (usize, Option<f64>) {
        if self.numbers.get().is_some() || self.labels.get().is_none() {
            let numbers = self.numbers(series);
            let distinct = self
                .summary(series)
                .map_or(0, |summary| summary.distinct as usize);
            return (distinct, numbers.get(numbers.len() / 2).copied());
        }
        let weighted = self.weighted(series);
        let middle = weighted.iter().map(|(_, count)| count).sum::<u64>() / 2;
        let mut rank = 0;
        let at_middle = weighted.iter().find(|(_, count)| {
            rank += count;
            rank > middle
        });
        (weighted.len(), at_middle.map(|(value, _)| *value))
    }

    /// The smallest number, and how many are below zero.
    ///
    /// In the feature's unit and in rows; `None` and 0 without numbers.
    pub fn smallest(&self, series: &Series) -> (Option<f64>, u64) {
        if self.numbers.get().is_none() && self.labels.get().is_some() {
            let weighted = self.weighted(series);
            let negative = weighted.iter().filter(|(value, _)| *value < 0.0);
            let count = negative.map(|(_, count)| count).sum();
            return (weighted.first().map(|(value, _)| *value), count);
        }
        let numbers = self.numbers(series);
        let negative = numbers.partition_point(|value| *value < 0.0);
        (numbers.first().copied(), negative as u64)
    }

    /// Adds rows that came later to what has been gathered.
    ///
    /// The rows must follow those that were gathered; what was not asked for yet is not gathered now.
    pub fn add(&mut self, new: &Series) {
        self.summary = OnceCell::new();
        // Which texts are looked at depends on how many there are.
        self.texts = OnceCell::new();
        if let Some(numbers) = self.numbers.get_mut() {
            merge(numbers, new.finite_numbers());
        }
        if let Some(labels) = self.labels.get_mut() {
            for (label, count) in new.label_counts() {
                *labels.entry(label).or_default() += count;
            }
        }
    }

    /// How many numbers and labels are held, by which a cache decides what to let go of.
    ///
    /// A count of entries, not of bytes; 0 before anything was asked for.
    pub fn len(&self) -> usize {
        let numbers = self.numbers.get().map_or(0, Vec::len);
        let texts = self.texts.get().and_then(Option::as_ref);
        let labels = self.labels.get().map_or(0, BTreeMap::len);
        numbers + labels + texts.map_or(0, |texts| texts.len())
    }

    /// True where nothing is held: nothing was asked for yet, or there was nothing.
    ///
    /// Says nothing of the rows themselves.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_table::{Column, MissingPolicy, Origin};
    use proptest::prelude::*;

    fn column(fields: &[String]) -> Column {
        let mut column = Column::new("x", Origin::Field, true);
        let policy = MissingPolicy::default();
        for field in fields {
            column.push_field(field, false, &policy);
        }
        column
    }

    fn fields() -> impl Strategy<Value = Vec<String>> {
        let field = prop_oneof![
            4 => (-20_i32..400).prop_map(|value| format!("{}", f64::from(value) / 4.0)),
            1 => prop::sample::select(vec!["", "a", "-0.0", "0", "inf", "1e300", "08"]).prop_map(str::to_owned),
        ];
        prop::collection::vec(field, 0..600)
    }

    proptest! {
        #[test]
        fn rows_that_come_later_are_gathered_as_if_all_came_together(slices in prop::collection::vec(fields(), 1..5)) {
            let columns: Vec<Column> = slices.iter().map(|fields| column(fields)).collect();
            let all = Series::new(&columns);
            let mut gathered = Gathered::default();
            gathered.numbers(&Series::new(&columns[..1]));
            gathered.labels(&Series::new(&columns[..1]));
            gathered.summary(&Series::new(&columns[..1]));
            for column in &columns[1..] {
                gathered.add(&Series::new([column]));
            }
            let whole = Gathered::default();
            let bits = |gathered: &Gathered| -> Vec<u64> { gathered.numbers(&all).iter().map(|value| value.to_bits()).collect() };
            prop_assert_eq!(bits(&gathered), bits(&whole));
            prop_assert_eq!(gathered.labels(&all), whole.labels(&all));
            prop_assert_eq!(gathered.summary(&all), whole.summary(&all));
        }

        #[test]
        fn labels_tell_the_same_numbers(fields in fields()) {
            let columns = [column(&fields)];
            let series = Series::new(&columns);
            let (by_number, by_label) = (Gathered::default(), Gathered::default());
            by_number.numbers(&series);
            by_label.labels(&series);
            prop_assert_eq!(by_number.weighted(&series), by_label.weighted(&series));
            prop_assert_eq!(by_number.middle(&series), by_label.middle(&series));
            prop_assert_eq!(by_number.smallest(&series), by_label.smallest(&series));
        }
    }
}
