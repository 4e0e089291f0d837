//! Values that no column holds as they are: the likeliest label of an array of probabilities, and what an expression finds.

use crate::names::Answer;
use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::find::Finder;
use leeway_documents::model_quality::{Cell, Found};
use leeway_table::{
    Column, Labels, Origin, Parsed, Table, Values, format_number_label, parse_number,
};

/// Adds one value a row for `rows`, as a finder finds it: of an array of one number a label the likeliest label or the positive label's probability, and
/// whatever an expression finds. `headers` name the labels that arrays stand for.
pub fn push(
    to: &mut Column,
    table: &Table,
    finder: &Finder,
    part: Answer,
    headers: &[String],
    rows: Range<usize>,
) {
    let is_asked = |column: &&Column| part == Answer::Label || column.origin != Origin::Input;
    let asked: Vec<&Column> = table.columns.iter().filter(is_asked).collect();
    for row in rows {
        let found = match finder {
            Finder::Array(columns) => {
                let numbers = columns.iter().filter_map(|column| {
                    match value(&table.columns[*column], row)? {
                        Found::Number(value) => Some(value),
                        _ => None,
                    }
                });
                Some(Found::Numbers(numbers.collect()))
            }
            Finder::Expression(expression) => {
                let cells = asked.iter().filter_map(|column| {
                    let name = column.name.as_str();
                    value(column, row).map(|value| Cell { name, value })
                });
                expression.find(&cells.collect::<Vec<Cell>>())
            }
            Finder::Column(_) | Finder::Nothing => None,
        };
        push_found(to, found, part, headers);
    }
}

/// The number or text in a row; `None` where it is missing.
fn value(column: &Column, row: usize) -> Option<Found> {
    let text = |text: &str| Some(Found::Text(text.to_owned()));
    match &column.values {
        Values::Numbers(numbers) => {
            let place = |(at, _): &(u32, u32)| *at;
            match numbers.texts.binary_search_by_key(&(row as u32), place) {
                Ok(at) => text(numbers.dictionary.label(numbers.texts[at].1)),
                Err(_) => Some(numbers.values[row])
                    .filter(|value| !value.is_nan())
                    .map(Found::Number),
            }
        }
        Values::Labels(labels) => match labels.codes[row] {
            Labels::MISSING => None,
            code => {
                let label = labels.dictionary.label(code);
                match parse_number(label) {
                    Parsed::Integral(value) | Parsed::Fractional(value) if !value.is_nan() => {
                        Some(Found::Number(value))
                    }
                    _ => text(label),
                }
            }
        },
    }
}

fn push_found(column: &mut Column, found: Option<Found>, part: Answer, headers: &[String]) {
    match (found, part) {
        (None, _) => column.push_missing(),
        (Some(Found::Number(value)), _) => column.push_number(value, value.fract() == 0.0),
        (Some(Found::Text(text)), _) => {
            column.push_text(&text);
        }
        (Some(Found::Numbers(values)), Answer::Probability) => match values.as_slice() {
            [only] => column.push_number(*only, false),
            // The second of two is the positive label's; of more, the largest stands for the row.
            [_, second] => column.push_number(*second, false),
            _ => match likeliest(&values) {
                Some(at) => column.push_number(values[at], false),
                None => column.push_missing(),
            },
        },
        (Some(Found::Numbers(values)), _) => match likeliest(&values) {
            // One number alone is the answer itself.
            Some(_) if values.len() == 1 => column.push_number(values[0], values[0].fract() == 0.0),
            Some(at) => {
                column.push_text(headers.get(at).map_or(&at.to_string(), |name| name));
            }
            None => column.push_missing(),
        },
    }
}

/// The position of the largest number; of equal ones the first.
fn likeliest(values: &[f64]) -> Option<usize> {
    let largest = values.iter().copied().reduce(f64::max)?;
    values.iter().position(|value| *value == largest)
}

/// The numbers of a column, one per row; NaN where there is none.
///
/// In the order of the rows; a label that reads as a number counts as one.
pub fn numbers(column: &Column) -> Vec<f64> {
    match &column.values {
        Values::Numbers(numbers) => numbers.values.clone(),
        Values::Labels(labels) => {
            let parsed = column.numbers_by_code();
            let number = |code: &u32| parsed.get(*code as usize).copied().unwrap_or(f64::NAN);
            labels.codes.iter().map(number).collect()
        }
    }
}

/// What tells one label from another, one per row; `None` where it is missing. `8` and `8.0` are one label.
///
/// In the order of the rows; equal for equal labels, whichever column they stand in.
pub fn identities(column: &Column) -> Vec<Option<u64>> {
    let of_number = |value: f64| (value + 0.0).to_bits();
    let of_text = |text: &str| leeway_documents::row_key(text) | 1;
    match &column.values {
        Values::Numbers(numbers) => {
            let mut found: Vec<Option<u64>> = numbers
                .values
                .iter()
                .map(|value| (!value.is_nan()).then(|| of_number(*value)))
                .collect();
            for (row, code) in &numbers.texts {
                found[*row as usize] = Some(of_text(numbers.dictionary.label(*code)));
            }
            found
        }
        Values::Labels(labels) => {
            let identity = |text: &str| match parse_number(text) {
                Parsed::Integral(value) | Parsed::Fractional(value) => of_number(value),
                Parsed::Text | Parsed::Long(_) => of_text(text),
            };
            let by_code: Vec<u64> = labels.dictionary.labels().map(identity).collect();
            labels
                .codes
                .iter()
                .map(|&code| by_code.get(code as usize).copied())
                .collect()
        }
    }
}

/// The distinct labels of a column as they are counted, if there are at most `most`.
///
/// Ascending as texts, numbers in one form, missing values left out; `None` for more than `most`.
pub fn distinct(column: &Column, most: usize) -> Option<Vec<String>> {
    let mut names = std::collections::BTreeSet::new();
    match &column.values {
        Values::Labels(labels) => {
            for label in labels.dictionary.labels() {
                names.insert(leeway_table::canonical_label(label));
                if names.len() > most {
                    return None;
                }
            }
        }
        Values::Numbers(numbers) => {
            let mut known = HashSet::with_hasher(FixedState::default());
            for value in numbers.values.iter().filter(|value| !value.is_nan()) {
                if known.insert(value.to_bits()) {
                    names.insert(format_number_label(*value));
                }
                if names.len() > most {
                    return None;
                }
            }
            names.extend(numbers.dictionary.labels().map(str::to_owned));
        }
    }
    (names.len() <= most).then(|| names.into_iter().collect())
}
