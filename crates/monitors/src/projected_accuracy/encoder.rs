//! Rows as numbers: what a forest can cut.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use leeway_table::{Column, Labels, Series, Values, canonical_label, format_number_label};

/// How one feature's values become numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Encoder {
    /// As they are; missing values, and texts and infinite values, are the reference's mean.
    Numbers {
        /// The mean of the reference rows, 0 without any.
        mean: f64,
    },
    /// The position among all labels of both sides, in order of their text; missing values are the reference's most frequent label, of several the first.
    Labels {
        /// All labels.
        labels: Vec<String>,
        /// The position of the most frequent one.
        mode: usize,
    },
}

/// A feature on both sides.
pub struct Joined<'a> {
    /// The reference rows: whole columns, and which of their rows count.
    pub reference: Vec<(&'a Column, Vec<bool>)>,
    /// The current side.
    pub current: Series<'a>,
}

impl Encoder {
    /// What stands for a value that is not there.
    ///
    /// The mean of the baseline's numbers, or the code of its most frequent label.
    pub fn absent(&self) -> f32 {
        match self {
            Encoder::Numbers { mean } => *mean as f32,
            Encoder::Labels { mode, .. } => *mode as f32,
        }
    }

    /// How the values of a feature become numbers that a forest can cut.
    ///
    /// Numbers where no value of either side is a text, with the mean of the reference rows for what is missing (0 without any); else the place of a label
    /// among those of both sides in the order of letters, with the reference rows' most frequent one for what is missing.
    pub fn of(feature: &Joined) -> Encoder {
        let columns = || feature.reference.iter().map(|(column, _)| *column);
        let texts = columns().chain(feature.current.columns.iter().copied());
        let chosen = feature
            .reference
            .iter()
            .map(|(column, keep)| column.selected(keep));
        let chosen: Vec<Column> = chosen.collect();
        let reference = Series::new(&chosen);
        if texts.map(|column| column.types.text).sum::<u64>() == 0 {
            let numbers = reference.finite_numbers();
            let mean = match numbers.len() {
                0 => 0.0,
                count => numbers.iter().sum::<f64>() / count as f64,
            };
            return Encoder::Numbers { mean };
        }
        let counts = reference.label_counts();
        let mut labels: BTreeSet<String> = counts.keys().cloned().collect();
        labels.extend(feature.current.label_counts().into_keys());
        let labels: Vec<String> = labels.into_iter().collect();
        let most = counts.values().max();
        let mode = counts.iter().find(|(_, count)| Some(*count) == most);
        let mode = mode.and_then(|(label, _)| labels.binary_search(label).ok());
        Encoder::Labels {
            mode: mode.unwrap_or(0),
            labels,
        }
    }
}

/// A column ready to be read row by row.
pub enum Field<'a> {
    /// Numbers with what stands for those that are none.
    Numbers(&'a [f64], f32),
    /// A number per label, and one for missing.
    Labels(&'a [u32], Vec<f32>, f32),
    /// Numbers made beforehand, from a row on.
    Made(usize, Vec<f32>),
}

impl<'a> Field<'a> {
    /// A stretch of a column, to be read by [`Field::value`] as `encoder` has it.
    ///
    /// `rows` is a range within the column. Codes and numbers are borrowed, but for numbers among labels, which are made here. What is missing becomes
    /// [`Encoder::absent`]; a label that `encoder` does not know as well.
    pub fn new(encoder: &Encoder, column: &'a Column, rows: Range<usize>) -> Field<'a> {
        match (encoder, &column.values) {
            (Encoder::Numbers { mean }, Values::Numbers(numbers)) => {
                Field::Numbers(&numbers.values, *mean as f32)
            }
            (Encoder::Numbers { mean }, Values::Labels(labels)) => {
                let number = |value: f64| {
                    if value.is_finite() {
                        value as f32
                    } else {
                        *mean as f32
                    }
                };
                let by_code = column.numbers_by_code().into_iter().map(number).collect();
                Field::Labels(&labels.codes, by_code, *mean as f32)
            }
            (
                Encoder::Labels {
                    labels: known,
                    mode,
                },
                values,
            ) => {
                let mode = *mode as f32;
                let place = |label: &str| {
                    let place = known.binary_search_by(|known| known.as_str().cmp(label));
                    place.map_or(mode, |place| place as f32)
                };
                match values {
                    Values::Labels(labels) => {
                        let names = labels.dictionary.labels().map(canonical_label);
                        let by_code = names.map(|label| place(&label)).collect();
                        Field::Labels(&labels.codes, by_code, mode)
                    }
                    Values::Numbers(numbers) => {
                        let texts: BTreeMap<u32, u32> = numbers.texts.iter().copied().collect();
                        let first = rows.start;
                        let value = |row: usize| {
                            let value = numbers.values.get(row).copied().unwrap_or(f64::NAN);
                            match texts.get(&(row as u32)) {
                                Some(&text) => place(numbers.dictionary.label(text)),
                                None if value.is_nan() => mode,
                                None => place(&format_number_label(value)),
                            }
                        };
                        Field::Made(first, rows.map(value).collect())
                    }
                }
            }
        }
    }

    /// The value of a row.
    ///
    /// In the feature's unit for numbers, a code from 0 for labels; `row` counts from the start of the column and lies in the range.
    pub fn value(&self, row: usize) -> f32 {
        match self {
            Field::Numbers(values, mean) => match values.get(row) {
                Some(value) if value.is_finite() => *value as f32,
                _ => *mean,
            },
            Field::Labels(codes, by_code, missing) => match codes.get(row) {
                Some(&code) if code != Labels::MISSING => {
                    by_code.get(code as usize).copied().unwrap_or(*missing)
                }
                _ => *missing,
            },
            Field::Made(first, values) => values.get(row - first).copied().unwrap_or(0.0),
        }
    }
}
