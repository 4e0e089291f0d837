//! One feature's values on one side: columns of several slices, read as one.
//!
//! Slices are never copied together: counts add up, and what must be sorted is gathered once. Results do not depend on how rows are spread over slices.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{
    Column, InferredType, Labels, MissingCounts, Parsed, TypeCounts, Values, format_number_label,
    parse_number,
};

/// The columns that together hold a feature's values on one side.
#[derive(Debug, Clone, Default)]
pub struct Series<'a> {
    /// One column per slice.
    pub columns: Vec<&'a Column>,
    /// Of lengths of texts: the texts, one column per slice; else empty.
    texts: Vec<&'a Column>,
}

impl<'a> Series<'a> {
    /// The values of these columns.
    pub fn new(columns: impl IntoIterator<Item = &'a Column>) -> Self {
        Series {
            columns: columns.into_iter().collect(),
            texts: Vec::new(),
        }
    }

    /// The lengths of texts, with the texts: each slice's lengths first.
    pub fn of_texts(slices: impl IntoIterator<Item = (&'a Column, &'a Column)>) -> Self {
        let (columns, texts) = slices.into_iter().unzip();
        Series { columns, texts }
    }

    /// The text of each row, `None` where it is missing; `None` for a series of anything but lengths of texts.
    pub fn texts(&self) -> Option<Vec<Option<Cow<'a, str>>>> {
        let slices = self.columns.iter().zip(&self.texts);
        let texts = slices.flat_map(|(lengths, texts)| texts.texts(lengths));
        (!self.texts.is_empty()).then(|| texts.collect())
    }

    /// Number of rows.
    pub fn rows(&self) -> u64 {
        self.columns.iter().map(|column| column.len() as u64).sum()
    }

    /// Missing values by how they were written.
    pub fn missing(&self) -> MissingCounts {
        let mut counts = MissingCounts::default();
        self.columns
            .iter()
            .for_each(|column| counts.append(&column.missing));
        counts
    }

    /// Present values by type.
    pub fn types(&self) -> TypeCounts {
        let mut types = TypeCounts::default();
        self.columns
            .iter()
            .for_each(|column| types.append(column.types));
        types
    }

    /// The type that Model Monitor would give the feature.
    pub fn inferred_type(&self) -> InferredType {
        self.types().inferred_type()
    }

    /// All finite numbers, in no useful order; texts, missing and infinite values are left out.
    pub fn finite_numbers(&self) -> Vec<f64> {
        let types = self.types();
        let mut numbers = Vec::with_capacity((types.integral + types.fractional) as usize);
        for column in &self.columns {
            column.add_finite_numbers(&mut numbers);
        }
        numbers
    }

    /// Rows per label, without missing values. A label that reads as a number is that number: `8`, `8.0` and `08` are one label.
    pub fn label_counts(&self) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for column in &self.columns {
            match &column.values {
                Values::Labels(labels) => {
                    let mut by_code = vec![0u64; labels.dictionary.len()];
                    for &code in &labels.codes {
                        if code != Labels::MISSING {
                            by_code[code as usize] += 1;
                        }
                    }
                    for (label, count) in labels.dictionary.labels().zip(by_code) {
                        if count > 0 {
                            *counts.entry(canonical_label(label)).or_default() += count;
                        }
                    }
                }
                Values::Numbers(numbers) => {
                    let mut sorted: Vec<f64> = numbers
                        .values
                        .iter()
                        .copied()
                        .filter(|v| !v.is_nan())
                        .collect();
                    sorted.sort_unstable_by(f64::total_cmp);
                    for run in sorted.chunk_by(|a, b| a == b) {
                        *counts.entry(format_number_label(run[0])).or_default() += run.len() as u64;
                    }
                    for &(_, code) in &numbers.texts {
                        *counts
                            .entry(numbers.dictionary.label(code).to_owned())
                            .or_default() += 1;
                    }
                }
            }
        }
        counts
    }
}

/// The label under which a text is counted: one that reads as a number is that number, so `8`, `8.0` and `08` are one label.
pub fn canonical_label(label: &str) -> String {
    match parse_number(label) {
        Parsed::Integral(value) | Parsed::Fractional(value) => format_number_label(value),
        Parsed::Text | Parsed::Long(_) => label.to_owned(),
    }
}
