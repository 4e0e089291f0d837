//! One feature's values on one side, row by row.
//!
//! Slices that follow each other are read as one; a slice that lacks the feature has missing values. Labels get one code over all slices, and a label that reads as a
//! number is that number, so `1` and `1.0` are one.

use std::collections::BTreeMap;

use leeway_table::{Column, Labels, TypeCounts, Values, canonical_label, format_number_label};

/// The code of a missing value.
pub const MISSING: u32 = u32::MAX;

/// Values of a feature, one per row.
#[derive(Debug, Clone, PartialEq)]
pub enum RowValues {
    /// Numbers; NaN is missing.
    Numbers {
        /// One per row.
        values: Vec<f64>,
        /// How they were written.
        types: TypeCounts,
    },
    /// Labels.
    Labels {
        /// One code per row, or [`MISSING`].
        codes: Vec<u32>,
        /// The labels in order of their text.
        labels: Vec<String>,
        /// How they were written.
        types: TypeCounts,
    },
}

impl RowValues {
    /// The values of slices of so many rows each.
    ///
    /// Slices in the order of the rows; `None` is a slice that lacks the column and counts as missing.
    pub fn of(slices: &[(Option<&Column>, usize)]) -> RowValues {
        let mut types = TypeCounts::default();
        let columns = slices.iter().filter_map(|(column, _)| *column);
        columns.for_each(|column| types.append(column.types));
        let is_numbers = |column: &Column| matches!(column.values, Values::Numbers(_));
        let has_numbers = slices
            .iter()
            .any(|(column, _)| column.is_some_and(is_numbers));
        let has_values = slices.iter().any(|(column, _)| column.is_some());
        if types.text == 0 && (has_numbers || !has_values) {
            let mut values = Vec::new();
            for (column, rows) in slices {
                match column {
                    Some(column) => add_numbers(column, &mut values),
                    None => values.extend(std::iter::repeat_n(f64::NAN, *rows)),
                }
            }
            return RowValues::Numbers { values, types };
        }
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        let mut codes = Vec::new();
        for (column, rows) in slices {
            match column {
                Some(column) => add_codes(column, &mut known, &mut codes),
                None => codes.extend(std::iter::repeat_n(MISSING, *rows)),
            }
        }
        // Codes in order of the labels, whichever came first.
        let mut place = vec![0; known.len()];
        for (position, code) in known.values().enumerate() {
            place[*code as usize] = position as u32;
        }
        for code in codes.iter_mut().filter(|code| **code != MISSING) {
            *code = place[*code as usize];
        }
        RowValues::Labels {
            codes,
            labels: known.into_keys().collect(),
            types,
        }
    }

    /// Number of rows.
    ///
    /// Those with a missing value count.
    pub fn len(&self) -> usize {
        match self {
            RowValues::Numbers { values, .. } => values.len(),
            RowValues::Labels { codes, .. } => codes.len(),
        }
    }

    /// True when there are no rows.
    ///
    /// False where there are rows that all lack a value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many values were written as whole numbers, as fractions and as text.
    ///
    /// Counts of rows; missing values are in none. Kept from the file, because `1.0` and `1` are one number in the values.
    pub fn types(&self) -> TypeCounts {
        match self {
            RowValues::Numbers { types, .. } | RowValues::Labels { types, .. } => *types,
        }
    }

    /// True when every present value is a number and there is one.
    ///
    /// Missing values do not matter; decides whether a facet is cut by a threshold or by its labels, as Clarify does.
    pub fn is_numerical(&self) -> bool {
        let types = self.types();
        types.text == 0 && types.integral + types.fractional > 0
    }

    /// Distinct present values, and present values.
    ///
    /// Both are counts with distinct ≤ present; missing values are in neither, and (0, 0) is of none present. Decides whether labels are few enough for groups.
    pub fn distinct(&self) -> (u64, u64) {
        match self {
            RowValues::Labels { codes, labels, .. } => {
                let present = codes.iter().filter(|code| **code != MISSING).count();
                (labels.len() as u64, present as u64)
            }
            RowValues::Numbers { values, .. } => {
                let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
                sorted.sort_unstable_by(f64::total_cmp);
                let present = sorted.len() as u64;
                sorted.dedup();
                (sorted.len() as u64, present)
            }
        }
    }

    /// The values as numbers, one per row and in their order.
    ///
    /// In the column's unit; NaN where one is missing or a text.
    pub fn numbers(&self) -> Vec<f64> {
        match self {
            RowValues::Numbers { values, .. } => values.clone(),
            RowValues::Labels { codes, labels, .. } => {
                let numbers: Vec<f64> = labels.iter().map(|label| number(label)).collect();
                let of = |code: &u32| numbers.get(*code as usize).copied().unwrap_or(f64::NAN);
                codes.iter().map(of).collect()
            }
        }
    }

    /// The largest number, which is the upper end of a facet's last interval.
    ///
    /// In the column's unit; texts and missing values are passed over, `None` without numbers.
    pub fn largest(&self) -> Option<f64> {
        let largest = match self {
            RowValues::Numbers { values, .. } => values.iter().copied().fold(f64::NAN, f64::max),
            RowValues::Labels { labels, .. } => {
                let numbers = labels.iter().map(|label| number(label));
                numbers.fold(f64::NAN, f64::max)
            }
        };
        (!largest.is_nan()).then_some(largest)
    }

    /// One code per row and the number of codes; a missing value has the last.
    ///
    /// Codes are 0 to the number of codes less 1, in the order of the labels.
    pub fn strata(&self) -> (Vec<u32>, usize) {
        let (mut codes, count) = match self {
            RowValues::Labels { codes, labels, .. } => (codes.clone(), labels.len()),
            RowValues::Numbers { values, .. } => {
                let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
                sorted.sort_unstable_by(f64::total_cmp);
                sorted.dedup();
                let place = |value: &f64| match sorted.binary_search_by(|x| x.total_cmp(value)) {
                    Ok(place) => place as u32,
                    // −0 is beside 0 and the same number.
                    Err(place) => match sorted.get(place) {
                        Some(near) if near == value => place as u32,
                        _ if value.is_nan() => MISSING,
                        _ => place.saturating_sub(1) as u32,
                    },
                };
                (values.iter().map(place).collect(), sorted.len())
            }
        };
        let has_missing = codes.contains(&MISSING);
        if has_missing {
            let missing = codes.iter_mut().filter(|code| **code == MISSING);
            missing.for_each(|code| *code = count as u32);
        }
        (codes, count + usize::from(has_missing))
    }

    /// For every row whether `is_in` holds for its value: 1 or 0, and 2 for a missing value. `is_in` is asked with a label's text and with what it is as a number (NaN
    /// for a text), or with a number alone.
    ///
    /// One entry per row.
    pub fn answers(&self, is_in: impl Fn(Option<&str>, f64) -> bool) -> Vec<u8> {
        match self {
            RowValues::Numbers { values, .. } => {
                let answer = |value: &f64| match value.is_nan() {
                    true => 2,
                    false => u8::from(is_in(None, *value)),
                };
                values.iter().map(answer).collect()
            }
            RowValues::Labels { codes, labels, .. } => {
                let by_code: Vec<u8> = labels
                    .iter()
                    .map(|label| u8::from(is_in(Some(label), number(label))))
                    .collect();
                let answer = |code: &u32| by_code.get(*code as usize).copied().unwrap_or(2);
                codes.iter().map(answer).collect()
            }
        }
    }
}

/// Adds a column without texts, whose numbers may stand in a dictionary.
fn add_numbers(column: &Column, values: &mut Vec<f64>) {
    match &column.values {
        Values::Numbers(numbers) => values.extend_from_slice(&numbers.values),
        Values::Labels(labels) => {
            let numbers = column.numbers_by_code();
            let of = |code: &u32| numbers.get(*code as usize).copied().unwrap_or(f64::NAN);
            values.extend(labels.codes.iter().map(of));
        }
    }
}

fn add_codes(column: &Column, known: &mut BTreeMap<String, u32>, codes: &mut Vec<u32>) {
    let mut code_of = |label: String| {
        let next = known.len() as u32;
        *known.entry(label).or_insert(next)
    };
    match &column.values {
        Values::Labels(labels) => {
            let mut map: Vec<u32> = vec![MISSING; labels.dictionary.len()];
            for &code in &labels.codes {
                if code == Labels::MISSING {
                    codes.push(MISSING);
                    continue;
                }
                let place = &mut map[code as usize];
                if *place == MISSING {
                    *place = code_of(canonical_label(labels.dictionary.label(code)));
                }
                codes.push(*place);
            }
        }
        Values::Numbers(numbers) => {
            let mut texts = numbers.texts.iter().peekable();
            for (row, value) in numbers.values.iter().enumerate() {
                let text = texts.next_if(|(text_row, _)| *text_row as usize == row);
                codes.push(match text {
                    Some((_, code)) => code_of(numbers.dictionary.label(*code).to_owned()),
                    None if value.is_nan() => MISSING,
                    None => code_of(format_number_label(*value)),
                });
            }
        }
    }
}

/// What a label is as a number; NaN for a text.
fn number(label: &str) -> f64 {
    use leeway_table::{Parsed, parse_number};
    match parse_number(label) {
        Parsed::Integral(value) | Parsed::Fractional(value) | Parsed::Long(value) => value,
        Parsed::Text => f64::NAN,
    }
}
