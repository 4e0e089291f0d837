//! Columns of chosen rows, by position or by flag, and columns made value by value: as if the rows had been read alone.

use std::borrow::Cow;

use super::{Column, Labels, MissingCounts, Numbers, TypeCounts, Values};
use crate::{Parsed, format_number_label};

/// One value of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// None.
    Missing,
    /// A number, and whether it counts as an integer.
    Number(f64, bool),
    /// A text that is no number, or whose digits no float keeps.
    Text(&'a str),
}

impl Column {
    /// The values of these rows in this order; a row may be taken more than once. How missing values were written is not known row by row: all count as absent. Whether
    /// a whole number was written with a fraction is known for labels, and for numbers that were all written alike; of others the value decides.
    pub fn taken(&self, rows: &[u32]) -> Column {
        let mut types = TypeCounts::default();
        let mut absent = 0;
        let values = match &self.values {
            Values::Numbers(numbers) => {
                let mut taken = Numbers {
                    values: Vec::with_capacity(rows.len()),
                    dictionary: numbers.dictionary.clone(),
                    ..Numbers::default()
                };
                for (at, &row) in rows.iter().enumerate() {
                    let value = numbers.values[row as usize];
                    match numbers.text_at(row) {
                        Some(code) => {
                            taken.texts.push((at as u32, code));
                            types.text += 1;
                        }
                        None if value.is_nan() => absent += 1,
                        None if value.is_infinite() => types.infinite += 1,
                        None if self.is_integer(value) => types.integral += 1,
                        None => types.fractional += 1,
                    }
                    taken.values.push(value);
                }
                Values::Numbers(taken)
            }
            Values::Labels(labels) => {
                let codes: Vec<u32> = rows.iter().map(|&row| labels.codes[row as usize]).collect();
                for &code in &codes {
                    match labels.parsed.get(code as usize) {
                        None => absent += 1,
                        Some(Parsed::Integral(_) | Parsed::Long(_)) => types.integral += 1,
                        Some(Parsed::Fractional(value)) if value.is_finite() => {
                            types.fractional += 1;
                        }
                        Some(Parsed::Fractional(_)) => types.infinite += 1,
                        Some(Parsed::Text) => types.text += 1,
                    }
                }
                Values::Labels(Labels {
                    codes,
                    dictionary: labels.dictionary.clone(),
                    parsed: labels.parsed.clone(),
                    numbers: labels.numbers,
                })
            }
        };
        Column {
            name: self.name.clone(),
            named: self.named,
            origin: self.origin,
            values,
            missing: MissingCounts {
                absent,
                ..MissingCounts::default()
            },
            types,
        }
    }

    /// The values of the rows that `keep` flags, one flag per row, as [`Column::taken`] has them.
    pub fn selected(&self, keep: &[bool]) -> Column {
        let rows = (0u32..).zip(keep).take(self.len());
        let rows: Vec<u32> = rows.filter_map(|(row, keep)| keep.then_some(row)).collect();
        self.taken(&rows)
    }

    /// The value in a row.
    pub fn cell(&self, row: usize) -> Cell<'_> {
        match &self.values {
            Values::Numbers(numbers) => match numbers.text_at(row as u32) {
                Some(code) => Cell::Text(numbers.dictionary.label(code)),
                None if numbers.values[row].is_nan() => Cell::Missing,
                None => Cell::Number(numbers.values[row], self.is_integer(numbers.values[row])),
            },
            Values::Labels(labels) => {
                let code = labels.codes[row];
                match labels.parsed.get(code as usize) {
                    None => Cell::Missing,
                    Some(Parsed::Integral(value)) => Cell::Number(*value, true),
                    Some(Parsed::Fractional(value)) => Cell::Number(*value, false),
                    Some(Parsed::Text | Parsed::Long(_)) => {
                        Cell::Text(labels.dictionary.label(code))
                    }
                }
            }
        }
    }

    /// The text of each row as it stands, `None` where `lengths` lacks it: the same rows, read as lengths.
    pub fn texts(&self, lengths: &Column) -> Vec<Option<Cow<'_, str>>> {
        let text = |row: usize| match (lengths.cell(row), self.cell(row), &self.values) {
            (Cell::Missing, ..) | (_, Cell::Missing, _) => None,
            (_, Cell::Text(text), _) => Some(Cow::Borrowed(text)),
            (.., Values::Labels(labels)) => {
                Some(Cow::Borrowed(labels.dictionary.label(labels.codes[row])))
            }
            (_, Cell::Number(value, _), _) => Some(Cow::Owned(format_number_label(value))),
        };
        (0..self.len()).map(text).collect()
    }

    /// Adds a value.
    pub fn push_cell(&mut self, cell: Cell) {
        match cell {
            Cell::Missing => self.push_missing(),
            Cell::Number(value, is_integral) => self.push_number(value, is_integral),
            Cell::Text(text) => {
                self.push_text(text);
            }
        }
    }

    /// True when a number of a column of numbers counts as an integer.
    pub(super) fn is_integer(&self, value: f64) -> bool {
        value.fract() == 0.0 && self.types.integral > 0
    }
}

impl Numbers {
    fn text_at(&self, row: u32) -> Option<u32> {
        if self.texts.is_empty() {
            return None;
        }
        let found = self.texts.binary_search_by_key(&row, |(at, _)| *at).ok()?;
        Some(self.texts[found].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MissingPolicy, Origin, Series};

    fn column(fields: &[&str]) -> Column {
        let mut column = Column::new("x", Origin::Field, true);
        let policy = MissingPolicy::default();
        fields.iter().for_each(|field| {
            column.push_field(field, false, &policy);
        });
        column
    }

    #[test]
    fn taken_rows_are_as_if_read_in_that_order() {
        let fields = ["1", "NA", "b", "2.5", "", "inf", "b", "1"];
        let rows = [7, 0, 0, 3, 2, 1, 5];
        let read: Vec<&str> = rows.iter().map(|row| fields[*row as usize]).collect();
        for as_numbers in [false, true] {
            let mut whole = column(&fields);
            if as_numbers {
                whole.become_numbers();
            }
            let (taken, alone) = (whole.taken(&rows), column(&read));
            let of = |column: &Column| {
                let series = Series::new([column]);
                (
                    series.label_counts(),
                    series.finite_numbers(),
                    series.missing().total(),
                )
            };
            assert_eq!(of(&taken), of(&alone));
            assert_eq!((taken.types, taken.len()), (alone.types, alone.len()));
        }
    }

    #[test]
    fn kept_rows_are_as_if_read_alone() {
        let fields = ["1", "NA", "b", "2.5", "", "inf", "b", "1"];
        let keep = [true, true, false, true, false, true, true, false];
        let kept: Vec<&str> = fields
            .into_iter()
            .zip(keep)
            .filter_map(|(field, keep)| keep.then_some(field))
            .collect();
        for as_numbers in [false, true] {
            let mut whole = column(&fields);
            if as_numbers {
                whole.become_numbers();
            }
            let (selected, alone) = (whole.selected(&keep), column(&kept));
            let of = |column: &Column| {
                let series = Series::new([column]);
                (
                    series.label_counts(),
                    series.finite_numbers(),
                    series.missing().total(),
                )
            };
            assert_eq!(of(&selected), of(&alone));
            assert_eq!((selected.types, selected.len()), (alone.types, alone.len()));
        }
    }

    #[test]
    fn cells_come_back() {
        for as_numbers in [false, true] {
            let mut whole = column(&["1", "NA", "b", "2.5", "", "-3"]);
            if as_numbers {
                whole.become_numbers();
            }
            let mut copy = Column::new("x", Origin::Field, true);
            (0..whole.len()).for_each(|row| copy.push_cell(whole.cell(row)));
            let counts = |column: &Column| Series::new([column]).label_counts();
            assert_eq!(counts(&copy), counts(&whole));
            assert_eq!(copy.types, whole.types);
            assert_eq!(copy.missing.total(), whole.missing.total());
        }
    }

    #[test]
    fn whole_numbers_written_with_a_point_stay_fractional() {
        let fields: Vec<String> = (0..400).map(|i| format!("{i}.0")).collect();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let whole = column(&fields);
        assert!(matches!(whole.values, Values::Numbers(_)));
        let taken = whole.taken(&[5, 9]);
        assert_eq!((taken.types.fractional, taken.types.integral), (2, 0));
    }
}
