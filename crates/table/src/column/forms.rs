//! The same values in the other form.

use super::{Column, Labels, NUMBERS_FROM, Numbers, Values};
use crate::{Parsed, format_number_label, parse_number};

use foldhash::fast::FixedState;
use hashbrown::HashSet;

/// Rows from which it is guessed what a column will be.
const GUESSED_FROM: usize = 64;

impl Column {
    /// True for numbers, and for labels that are all numbers and mostly seen once: with more rows they will be more than labels may be.
    pub fn seems_of_numbers(&self) -> bool {
        match &self.values {
            Values::Numbers(numbers) => numbers.texts.is_empty(),
            Values::Labels(labels) => {
                labels.codes.len() >= GUESSED_FROM
                    && labels.numbers == labels.dictionary.len()
                    && labels.numbers * 2 > labels.codes.len()
            }
        }
    }

    /// Goes back to labels where the column was taken for numbers and has too few different values for that.
    pub fn settle(&mut self) {
        let Values::Numbers(numbers) = &self.values else {
            return;
        };
        let mut seen: HashSet<u64, FixedState> = HashSet::default();
        let present = numbers.values.iter().filter(|value| !value.is_nan());
        let is_many = present.copied().any(|value| {
            // Both zeros are one number.
            seen.insert((value + 0.0).to_bits());
            seen.len() + numbers.dictionary.len() > NUMBERS_FROM
        });
        if !is_many {
            self.become_labels();
        }
    }

    /// Stores the values as numbers, with texts beside them.
    pub fn become_numbers(&mut self) {
        let Values::Labels(labels) = &self.values else {
            return;
        };
        let parsed: Vec<Parsed> = labels.dictionary.labels().map(parse_number).collect();
        let mut numbers = Numbers {
            values: Vec::with_capacity(labels.codes.capacity().max(labels.codes.len() * 2)),
            ..Numbers::default()
        };
        for &code in &labels.codes {
            match parsed.get(code as usize) {
                None => numbers.values.push(f64::NAN),
                Some(Parsed::Integral(value) | Parsed::Fractional(value) | Parsed::Long(value)) => {
                    numbers.values.push(*value)
                }
                Some(Parsed::Text) => numbers.push_text(labels.dictionary.label(code)),
            }
        }
        self.values = Values::Numbers(numbers);
    }

    /// Stores the values as labels; numbers are written in their shortest form.
    pub fn become_labels(&mut self) {
        let Values::Numbers(numbers) = &self.values else {
            return;
        };
        let mut labels = Labels::default();
        let mut texts = numbers.texts.iter().peekable();
        for (row, &value) in numbers.values.iter().enumerate() {
            let code =
                if let Some((_, text)) = texts.next_if(|(text_row, _)| *text_row as usize == row) {
                    labels.dictionary.code(numbers.dictionary.label(*text))
                } else if value.is_nan() {
                    Labels::MISSING
                } else {
                    labels.dictionary.code(&format_number_label(value))
                };
            labels.codes.push(code);
        }
        labels.parse_new_labels();
        self.values = Values::Labels(labels);
    }

    /// Adds the finite numbers to `to`, in order of rows; texts, missing and infinite values are left out.
    pub fn add_finite_numbers(&self, to: &mut Vec<f64>) {
        match &self.values {
            Values::Numbers(numbers) => {
                to.extend(numbers.values.iter().filter(|value| value.is_finite()))
            }
            Values::Labels(labels) => {
                let parsed = self.numbers_by_code();
                let of = |code: &u32| parsed.get(*code as usize).copied().unwrap_or(f64::NAN);
                to.extend(
                    labels
                        .codes
                        .iter()
                        .map(of)
                        .filter(|value| value.is_finite()),
                );
            }
        }
    }

    /// What the labels say as numbers, by code; NaN where a label is none. Empty for a column of numbers.
    pub fn numbers_by_code(&self) -> Vec<f64> {
        let Values::Labels(labels) = &self.values else {
            return Vec::new();
        };
        let number = |label: &str| match parse_number(label) {
            Parsed::Integral(value) | Parsed::Fractional(value) | Parsed::Long(value) => value,
            Parsed::Text => f64::NAN,
        };
        labels.dictionary.labels().map(number).collect()
    }
}
