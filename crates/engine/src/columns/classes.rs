//! The labels of a problem, shared by both sides and by truth and prediction.

use hashbrown::HashMap;
use std::collections::BTreeMap;

use leeway_table::{Column, Labels, Values, canonical_label, format_number_label};

/// No label.
pub const NONE: u32 = u32::MAX;

/// Labels with codes in order of their first sight. `8` and `8.0` are one.
#[derive(Debug, Clone, Default)]
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
    ///
    /// In the order in which they came; a code is a position in it.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Takes in a column's labels.
    ///
    /// Labels known before keep their codes; numbers are labels in their one written form.
    pub fn take_in(&mut self, column: &Column) {
        match &column.values {
            Values::Labels(labels) => drop(self.by_code(labels)),
            Values::Numbers(_) => drop(self.of(column)),
        }
    }

    fn by_code(&mut self, labels: &Labels) -> Vec<u32> {
        let labels = labels.dictionary.labels();
        labels
            .map(|label| self.code(canonical_label(label)))
            .collect()
    }

    /// The code of every row's label, or [`NONE`].
    ///
    /// One code per row, a position in [`Classes::names`].
    pub fn of(&mut self, column: &Column) -> Vec<u32> {
        match &column.values {
            Values::Labels(labels) => {
                let map = self.by_code(labels);
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
///
/// Equal names stay as often as they come; nothing fails.
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

/// Labels that are the positive one of two, in lower case.
const POSITIVE: [&str; 5] = ["yes", "true", "y", "t", "positive"];

/// The positive label where nobody said which: of at most two the one that is called so, of two else the last in order; of more none, and of
/// fractions none, which are numbers to predict.
pub fn positive_among(labels: &[String]) -> Option<String> {
    let is_fraction = |label: &String| label.parse().is_ok_and(|value: f64| value.fract() != 0.0);
    if labels.iter().all(is_fraction) {
        return None;
    }
    let called = |word: &&str| labels.iter().find(|label| label.eq_ignore_ascii_case(word));
    let called = POSITIVE.iter().find_map(called).cloned();
    match labels {
        [only] => called.or_else(|| Some(only.clone()).filter(|only| only == "1")),
        [_, _] => called.or_else(|| sorted(labels).pop()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_positive_label_is_guessed() {
        let guess = |labels: &[&str]| {
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            positive_among(&labels)
        };
        assert_eq!(guess(&["0", "1"]).as_deref(), Some("1"));
        assert_eq!(guess(&["1", "2"]).as_deref(), Some("2"));
        assert_eq!(guess(&["1"]).as_deref(), Some("1"));
        assert_eq!(guess(&["9", "10"]).as_deref(), Some("10"));
        assert_eq!(guess(&["<=50K", ">50K"]).as_deref(), Some(">50K"));
        assert_eq!(guess(&["Yes", "No"]).as_deref(), Some("Yes"));
        assert_eq!(guess(&["a", "b", "c"]), None);
        assert_eq!(guess(&["1.5", "2.5"]), None);
        assert_eq!(guess(&["a"]), None);
        assert_eq!(guess(&[]), None);
    }
}
