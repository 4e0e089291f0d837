//! Values that no column holds as they are: the likeliest label of an array of probabilities, and what an expression finds.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::find::Part;
use crate::documents::model_quality::{Cell, Expression, Found};
use crate::table::{Column, Labels, Origin, Table, Values, format_number_label};

/// One value per row from an array of one number per label: the likeliest label, or the positive label's probability.
pub fn of_array(table: &Table, columns: &[usize], part: Part, headers: &[String]) -> Column {
    let numbers: Vec<Vec<f64>> = columns
        .iter()
        .map(|&column| numbers(&table.columns[column]))
        .collect();
    let mut found = Column::new("", Origin::Output, false);
    for row in 0..table.rows {
        let values: Vec<f64> = numbers
            .iter()
            .map(|column| column[row])
            .filter(|value| !value.is_nan())
            .collect();
        push(&mut found, Some(Found::Numbers(values)), part, headers);
    }
    found
}

/// One value per row from an expression.
pub fn of_expression(
    table: &Table,
    expression: &Expression,
    part: Part,
    headers: &[String],
) -> Column {
    let asked: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| part == Part::Label || column.origin != Origin::Input)
        .collect();
    let texts: Vec<std::collections::BTreeMap<u32, u32>> = asked
        .iter()
        .map(|column| match &column.values {
            Values::Numbers(numbers) => numbers.texts.iter().copied().collect(),
            Values::Labels(_) => Default::default(),
        })
        .collect();
    let parsed: Vec<Vec<f64>> = asked
        .iter()
        .map(|column| column.numbers_by_code())
        .collect();
    let mut found = Column::new("", Origin::Output, false);
    for row in 0..table.rows {
        let mut record = Vec::with_capacity(asked.len());
        for (at, column) in asked.iter().enumerate() {
            let value = match &column.values {
                Values::Numbers(numbers) => match texts[at].get(&(row as u32)) {
                    Some(code) => Found::Text(numbers.dictionary.label(*code).to_owned()),
                    None if numbers.values[row].is_nan() => continue,
                    None => Found::Number(numbers.values[row]),
                },
                Values::Labels(labels) => match labels.codes[row] {
                    Labels::MISSING => continue,
                    code if parsed[at][code as usize].is_nan() => {
                        Found::Text(labels.dictionary.label(code).to_owned())
                    }
                    code => Found::Number(parsed[at][code as usize]),
                },
            };
            record.push(Cell {
                name: &column.name,
                value,
            });
        }
        push(&mut found, expression.find(&record), part, headers);
    }
    found
}

fn push(column: &mut Column, found: Option<Found>, part: Part, headers: &[String]) {
    match (found, part) {
        (None, _) => column.push_missing(),
        (Some(Found::Number(value)), _) => column.push_number(value, value.fract() == 0.0),
        (Some(Found::Text(text)), _) => {
            column.push_text(&text);
        }
        (Some(Found::Numbers(values)), Part::Probability) => match values.as_slice() {
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
pub fn identities(column: &Column) -> Vec<Option<u64>> {
    let of_number = |value: f64| (value + 0.0).to_bits();
    let of_text = |text: &str| crate::documents::row_key(text) | 1;
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
            let parsed = column.numbers_by_code();
            let by_code: Vec<u64> = parsed
                .iter()
                .zip(labels.dictionary.labels())
                .map(|(value, text)| {
                    if value.is_nan() {
                        of_text(text)
                    } else {
                        of_number(*value)
                    }
                })
                .collect();
            labels
                .codes
                .iter()
                .map(|&code| by_code.get(code as usize).copied())
                .collect()
        }
    }
}

/// The distinct labels of a column as they are counted, if there are at most `most`.
pub fn distinct(column: &Column, most: usize) -> Option<Vec<String>> {
    let mut names = std::collections::BTreeSet::new();
    match &column.values {
        Values::Labels(labels) => {
            for label in labels.dictionary.labels() {
                names.insert(crate::table::canonical_label(label));
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
