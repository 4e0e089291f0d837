//! The one missing-value policy, applied once, when a value enters a column.
//!
//! An empty field, JSON null, a number that is NaN, a key that a record lacks, and any of the policy's words in an unquoted CSV field are
//! missing. A quoted word is a label: `"NA"` is Namibia. What was taken for missing is counted per word.

/// Which words of an unquoted CSV field mean "missing".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPolicy {
    words: Vec<String>,
    longest: usize,
    /// Whether some word begins with this byte: most fields need no further look.
    begins: [bool; 256],
}

impl MissingPolicy {
    /// The words that are missing unless the user says otherwise.
    pub const DEFAULT_WORDS: [&str; 8] = ["NaN", "nan", "NA", "N/A", "null", "NULL", "None", "?"];

    /// A policy with these words; the empty field is missing in every policy. At most 250 words are kept.
    pub fn new<S: Into<String>>(words: impl IntoIterator<Item = S>) -> Self {
        let mut used: Vec<String> = Vec::new();
        for word in words.into_iter().map(Into::into).take(250) {
            if !word.is_empty() && !used.contains(&word) {
                used.push(word);
            }
        }
        let mut begins = [false; 256];
        for first in used.iter().filter_map(|word| word.bytes().next()) {
            begins[usize::from(first)] = true;
        }
        MissingPolicy {
            longest: used.iter().map(String::len).max().unwrap_or(0),
            begins,
            words: used,
        }
    }

    /// The words, in the order given.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The position of `field` among the words.
    #[inline]
    pub fn word(&self, field: &str) -> Option<usize> {
        let first = *field.as_bytes().first()?;
        if field.len() > self.longest || !self.begins[usize::from(first)] {
            return None;
        }
        self.words.iter().position(|word| word == field)
    }
}

impl Default for MissingPolicy {
    fn default() -> Self {
        MissingPolicy::new(MissingPolicy::DEFAULT_WORDS)
    }
}

/// How many values of a column were missing, and how they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MissingCounts {
    /// Empty CSV fields.
    pub empty: u64,
    /// JSON null, a NaN number, or a key that the record lacks.
    pub absent: u64,
    /// Words of the policy, in its order.
    pub words: Vec<u64>,
    /// Values of which the user said that they stand for missing ones, in the order of the column's answer.
    pub stand_ins: Vec<u64>,
}

impl MissingCounts {
    /// All missing values.
    pub fn total(&self) -> u64 {
        let written = self.words.iter().chain(&self.stand_ins);
        self.empty + self.absent + written.sum::<u64>()
    }

    /// Counts one more of the policy's word `position`.
    pub fn add_word(&mut self, position: usize) {
        if self.words.len() <= position {
            self.words.resize(position + 1, 0);
        }
        self.words[position] += 1;
    }

    /// Adds the counts of rows that follow.
    pub fn append(&mut self, other: &MissingCounts) {
        self.empty += other.empty;
        self.absent += other.absent;
        add(&mut self.words, &other.words);
        add(&mut self.stand_ins, &other.stand_ins);
    }
}

fn add(mine: &mut Vec<u64>, theirs: &[u64]) {
    mine.resize(mine.len().max(theirs.len()), 0);
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}
