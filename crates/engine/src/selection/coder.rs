//! From values to bins, row by row.

use std::collections::BTreeMap;

use leeway_monitors::drift::MISSING_LABEL;
use leeway_stats::bins::Bins;
use leeway_table::{Column, Labels, Parsed, Values, canonical_label, parse_number};

/// What a feature's rows are sorted into.
#[derive(Debug, Clone)]
pub enum Coder {
    /// Bins of numbers.
    Numbers(Bins),
    /// Labels, as they are told: [`canonical_label`].
    Labels(Vec<String>),
}

impl Coder {
    /// How many bins there are.
    ///
    /// Those of numbers, or one per label; codes are below it, and a row in none has it as its code.
    pub fn bins(&self) -> usize {
        match self {
            Coder::Numbers(bins) => bins.len(),
            Coder::Labels(labels) => labels.len(),
        }
    }

    /// The bin of every row of a column; rows in none get the number of bins.
    ///
    /// `to` is as long as the column; bins count from 0.
    pub fn code(&self, column: &Column, to: &mut [u16]) {
        let none = self.bins() as u16;
        match self {
            Coder::Numbers(bins) => {
                let code = |value: f64| {
                    if value.is_finite() {
                        bins.code(value)
                    } else {
                        none
                    }
                };
                match &column.values {
                    Values::Numbers(numbers) => {
                        let values = to.iter_mut().zip(&numbers.values);
                        values.for_each(|(to, &value)| *to = code(value));
                    }
                    Values::Labels(labels) => {
                        let numbers = column.numbers_by_code();
                        let codes: Vec<u16> = numbers.into_iter().map(code).collect();
                        code_labels(labels, &codes, none, to);
                    }
                }
            }
            Coder::Labels(known) => {
                let places: BTreeMap<&str, u16> = known
                    .iter()
                    .enumerate()
                    .map(|(place, label)| (label.as_str(), place as u16))
                    .collect();
                let place = |label: &str| places.get(label).copied().unwrap_or(none);
                let missing = place(MISSING_LABEL);
                match &column.values {
                    Values::Labels(labels) => {
                        let names = labels.dictionary.labels();
                        let codes: Vec<u16> =
                            names.map(|name| place(&canonical_label(name))).collect();
                        code_labels(labels, &codes, missing, to);
                    }
                    Values::Numbers(numbers) => {
                        let mut values: Vec<(f64, u16)> = known
                            .iter()
                            .zip(0..)
                            .filter_map(|(label, place)| match parse_number(label) {
                                Parsed::Integral(value) | Parsed::Fractional(value) => {
                                    Some((value, place))
                                }
                                Parsed::Text | Parsed::Long(_) => None,
                            })
                            .collect();
                        values.sort_by(|a, b| a.0.total_cmp(&b.0));
                        for (to, &value) in to.iter_mut().zip(&numbers.values) {
                            let at = values.partition_point(|known| known.0 < value);
                            let found = values.get(at).filter(|known| known.0 == value);
                            *to = match found {
                                Some((_, place)) => *place,
                                None if value.is_nan() => missing,
                                None => none,
                            };
                        }
                        for &(row, code) in &numbers.texts {
                            if let Some(to) = to.get_mut(row as usize) {
                                *to = place(numbers.dictionary.label(code));
                            }
                        }
                    }
                }
            }
        }
    }
}

fn code_labels(labels: &Labels, codes: &[u16], missing: u16, to: &mut [u16]) {
    for (to, &label) in to.iter_mut().zip(&labels.codes) {
        *to = codes.get(label as usize).copied().unwrap_or(missing);
    }
}
