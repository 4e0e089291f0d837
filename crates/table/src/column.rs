//! One column: a name, where it came from, and its values.
//!
//! A column does not know its type until it has been read, so it begins as labels. Once it has more than [`NUMBERS_FROM`] distinct labels,
//! all of them numbers, it becomes a vector of `f64`; a later text is kept beside it by row. A column of numbers in which texts come to outweigh
//! the numbers goes back to labels. Whole numbers beyond 2^53 keep a column labels, with all their digits. The alternative, deciding the type from the first rows, was rejected: one text in row 1 001 would be lost.

mod forms;
mod taken;
mod types;
mod without;

pub use taken::Cell;

use super::{
    Dictionary, InferredType, MissingCounts, MissingPolicy, Parsed, format_number_label,
    parse_number,
};

pub use types::TypeCounts;

/// A column of labels becomes numbers when it has more distinct labels than this and all are numbers.
pub const NUMBERS_FROM: usize = 256;

/// Where a column came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A field of a row.
    Field,
    /// Part of what a model was sent.
    Input,
    /// Part of what a model answered.
    Output,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The name; for columns without one, `_c` and the position, as Spark names them (`_out` for outputs).
    pub name: String,
    /// True when the file gave the name.
    pub named: bool,
    /// Where the column came from.
    pub origin: Origin,
    /// The values, one per row.
    pub values: Values,
    /// Missing values by how they were written.
    pub missing: MissingCounts,
    /// Present values by how they were written.
    pub types: TypeCounts,
}

/// The values of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// One float per row.
    Numbers(Numbers),
    /// One code per row.
    Labels(Labels),
}

/// Numbers, one per row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Numbers {
    /// The value, or NaN where it is missing or a text.
    pub values: Vec<f64>,
    /// Rows that hold a text, ascending, with the text's code.
    pub texts: Vec<(u32, u32)>,
    /// The texts.
    pub dictionary: Dictionary,
}

/// Labels, one per row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Labels {
    /// The label's code, or [`Labels::MISSING`].
    pub codes: Vec<u32>,
    /// The labels as they were written.
    pub dictionary: Dictionary,
    /// What each label is as a number, by code.
    parsed: Vec<Parsed>,
    /// How many of the labels are numbers.
    numbers: usize,
}

impl Labels {
    /// The code of a missing value.
    pub const MISSING: u32 = u32::MAX;

    /// Rows of these codes of `dictionary`.
    pub fn new(codes: Vec<u32>, dictionary: Dictionary) -> Self {
        let mut labels = Labels {
            codes,
            dictionary,
            ..Labels::default()
        };
        labels.parse_new_labels();
        labels
    }

    /// Parses the labels that came since the last call.
    fn parse_new_labels(&mut self) {
        for code in self.parsed.len()..self.dictionary.len() {
            let parsed = parse_number(self.dictionary.label(code as u32));
            self.numbers += usize::from(!matches!(parsed, Parsed::Text | Parsed::Long(_)));
            self.parsed.push(parsed);
        }
    }
}

impl Column {
    /// An empty column.
    pub fn new(name: impl Into<String>, origin: Origin, named: bool) -> Self {
        Column {
            name: name.into(),
            named,
            origin,
            values: Values::Labels(Labels::default()),
            missing: MissingCounts::default(),
            types: TypeCounts::default(),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        match &self.values {
            Values::Numbers(numbers) => numbers.values.len(),
            Values::Labels(labels) => labels.codes.len(),
        }
    }

    /// True when there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Present values.
    pub fn present(&self) -> u64 {
        self.len() as u64 - self.missing.total()
    }

    /// The type that Model Monitor would give the column.
    pub fn inferred_type(&self) -> InferredType {
        self.types.inferred_type()
    }

    /// Adds a CSV field: a word of the policy in an unquoted field, or an empty one, is missing. Says what the field was taken for.
    #[inline(always)]
    pub fn push_field(&mut self, field: &str, quoted: bool, policy: &MissingPolicy) -> Parsed {
        if field.is_empty() {
            self.missing.empty += 1;
            self.push_gap();
            return Parsed::Fractional(f64::NAN);
        }
        if !quoted && let Some(word) = policy.word(field) {
            self.missing.add_word(word);
            self.push_gap();
            return Parsed::Fractional(f64::NAN);
        }
        self.push_text(field)
    }

    /// Adds a text that is present, whatever it says (a JSON string, for one). Says what it was taken for.
    #[inline(always)]
    pub fn push_text(&mut self, text: &str) -> Parsed {
        let parsed = match &mut self.values {
            Values::Labels(labels) => {
                let code = labels.dictionary.code(text);
                labels.codes.push(code);
                match labels.parsed.get(code as usize) {
                    Some(parsed) => *parsed,
                    None => self.parse_new_label(text),
                }
            }
            Values::Numbers(numbers) => {
                let parsed = parse_number(text);
                match parsed {
                    Parsed::Integral(value) | Parsed::Fractional(value) | Parsed::Long(value) => {
                        numbers.values.push(value);
                    }
                    Parsed::Text => self.push_text_among_numbers(text),
                }
                parsed
            }
        };
        self.types.count(parsed);
        parsed
    }

    #[cold]
    fn parse_new_label(&mut self, text: &str) -> Parsed {
        if let Values::Labels(labels) = &mut self.values {
            labels.parse_new_labels();
            if labels.numbers > NUMBERS_FROM && labels.numbers == labels.parsed.len() {
                self.become_numbers();
            }
        }
        parse_number(text)
    }

    fn push_text_among_numbers(&mut self, text: &str) {
        if let Values::Numbers(numbers) = &mut self.values {
            numbers.push_text(text);
            if numbers.texts.len() > NUMBERS_FROM && numbers.texts.len() * 2 > numbers.values.len()
            {
                self.become_labels();
            }
        }
    }

    /// Adds a number that the file held as one; NaN is missing.
    pub fn push_number(&mut self, value: f64, is_integral: bool) {
        if value.is_nan() {
            return self.push_missing();
        }
        let parsed = if is_integral {
            Parsed::Integral(value)
        } else {
            Parsed::Fractional(value)
        };
        match &mut self.values {
            Values::Numbers(numbers) => {
                numbers.values.push(value);
                self.types.count(parsed);
            }
            Values::Labels(_) => {
                let text = if is_integral {
                    format_number_label(value)
                } else {
                    format!("{value:?}")
                };
                self.push_text(&text);
            }
        }
    }

    /// Adds a missing value that was null, or absent from its record.
    pub fn push_missing(&mut self) {
        self.missing.absent += 1;
        self.push_gap();
    }

    /// Fills up to `rows` rows with missing values: records that lacked this column.
    pub fn fill_to(&mut self, rows: usize) {
        while self.len() < rows {
            self.push_missing();
        }
    }

    fn push_gap(&mut self) {
        match &mut self.values {
            Values::Numbers(numbers) => numbers.values.push(f64::NAN),
            Values::Labels(labels) => labels.codes.push(Labels::MISSING),
        }
    }

    /// Makes room for `expected` rows in all, unless there is room for `needed`.
    pub fn reserve(&mut self, needed: usize, expected: usize) {
        let more = expected.max(needed).saturating_sub(self.len());
        match &mut self.values {
            Values::Numbers(numbers) if numbers.values.capacity() < needed => {
                numbers.values.reserve_exact(more);
            }
            Values::Labels(labels) if labels.codes.capacity() < needed => {
                labels.codes.reserve_exact(more);
            }
            _ => {}
        }
    }

    /// Adds the rows of `other`, which keep their order.
    pub fn append(&mut self, mut other: Column) {
        self.missing.append(&other.missing);
        self.types.append(other.types);
        let any_numbers =
            matches!(self.values, Values::Numbers(_)) || matches!(other.values, Values::Numbers(_));
        if any_numbers {
            self.become_numbers();
            other.become_numbers();
        }
        match (&mut self.values, other.values) {
            (Values::Numbers(mine), Values::Numbers(theirs)) => {
                let offset = mine.values.len() as u32;
                mine.values.extend_from_slice(&theirs.values);
                for (row, code) in theirs.texts {
                    let code = mine.dictionary.code(theirs.dictionary.label(code));
                    mine.texts.push((row + offset, code));
                }
                if mine.texts.len() > NUMBERS_FROM && mine.texts.len() * 2 > mine.values.len() {
                    self.become_labels();
                }
            }
            (Values::Labels(mine), Values::Labels(theirs)) => {
                let map: Vec<u32> = theirs
                    .dictionary
                    .labels()
                    .map(|label| mine.dictionary.code(label))
                    .collect();
                mine.codes.extend(
                    theirs
                        .codes
                        .iter()
                        .map(|&code| map.get(code as usize).copied().unwrap_or(Labels::MISSING)),
                );
                mine.parse_new_labels();
                if mine.numbers > NUMBERS_FROM && mine.numbers == mine.dictionary.len() {
                    self.become_numbers();
                }
            }
            _ => {}
        }
    }

    /// Bytes held, for the memory figure.
    pub fn bytes(&self) -> usize {
        match &self.values {
            Values::Numbers(numbers) => {
                numbers.values.capacity() * 8
                    + numbers.texts.capacity() * 8
                    + numbers.dictionary.bytes()
            }
            Values::Labels(labels) => labels.codes.capacity() * 4 + labels.dictionary.bytes(),
        }
    }
}

impl Numbers {
    pub(super) fn push_text(&mut self, text: &str) {
        self.texts
            .push((self.values.len() as u32, self.dictionary.code(text)));
        self.values.push(f64::NAN);
    }
}
