//! The labels of a problem, shared by both sides and by truth and prediction.

use hashbrown::HashMap;
use std::collections::BTreeMap;

use crate::table::{Column, Labels, Values, canonical_label, format_number_label};

/// No label.
pub const NONE: u32 = u32::MAX;

/// Labels with codes in order of their first sight. `8` and `8.0` are one.
#[derive(Default)]
pub struct Classes {
    codes: BTreeMap<String, u32>,
    names: Vec<String>,
}

impl Classes {
    fn code(&mut self, name: String) -> u32 {
        let next = self.names.len() as u32;
        let code = *self.codes.entry(name.clone()).or_insert(next);
        if code == next {
            self.names.push(name);
        }
        code
    }

    /// The labels' names by code.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The code of every row's label, or [`NONE`].
    pub fn of(&mut self, column: &Column) -> Vec<u32> {
        match &column.values {
            Values::Labels(labels) => {
                let map: Vec<u32> = labels
                    .dictionary
                    .labels()
                    .map(|label| self.code(canonical_label(label)))
                    .collect();
                let code = |code: &u32| match *code {
                    Labels::MISSING => NONE,
                    code => map[code as usize],
                };
                labels.codes.iter().map(code).collect()
            }
            Values::Numbers(numbers) => {
                let mut known: HashMap<u64, u32, foldhash::fast::FixedState> = HashMap::default();
                let mut codes: Vec<u32> = Vec::with_capacity(numbers.values.len());
                for &value in &numbers.values {
                    codes.push(match value.is_nan() {
                        true => NONE,
                        false => *known
                            .entry((value + 0.0).to_bits())
                            .or_insert_with(|| self.code(format_number_label(value))),
                    });
                }
                for (row, text) in &numbers.texts {
                    codes[*row as usize] = self.code(numbers.dictionary.label(*text).to_owned());
                }
                codes
            }
        }
    }
}

/// Names in the order in which they are shown: numbers by value, before texts by letter.
pub fn sorted(names: &[String]) -> Vec<String> {
    let mut sorted = names.to_vec();
    let number = |name: &String| name.parse::<f64>().ok().filter(|value| !value.is_nan());
    sorted.sort_by(|a, b| match (number(a), number(b)) {
        (Some(x), Some(y)) => x.total_cmp(&y),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => a.cmp(b),
    });
    sorted
}
