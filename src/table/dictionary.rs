//! The distinct labels of a column, each stored once.
//!
//! Labels get codes 0, 1, 2 … in the order in which they were first seen; nothing that is shown depends on that order. A code fits `u32`.
//! One arena holds all bytes, so a hundred thousand labels are two allocations, not a hundred thousand.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// Distinct labels with their codes.
#[derive(Clone, Default)]
pub struct Dictionary {
    text: String,
    ends: Vec<usize>,
    codes: HashTable<u32>,
    hasher: FixedState,
    recent: Vec<Recent>,
}

/// A short label seen lately and its code. Columns of categories hold few labels, mostly short ones: they are found here without being hashed.
#[derive(Clone, Copy)]
struct Recent {
    bytes: u64,
    length: u8,
    code: u32,
}

impl Recent {
    /// Places for recent labels, a power of two.
    const PLACES: usize = 64;
    /// A place where no label is.
    const NONE: Recent = Recent {
        bytes: 0,
        length: u8::MAX,
        code: 0,
    };

    /// The bytes of a label of up to eight, in one number that, with the length, is no other label's.
    fn pack(label: &[u8]) -> Option<u64> {
        let four = |at: usize| -> Option<u64> {
            let bytes: [u8; 4] = label.get(at..at + 4)?.try_into().ok()?;
            Some(u64::from(u32::from_le_bytes(bytes)))
        };
        match label.len() {
            0 => Some(0),
            length @ 1..4 => {
                let byte = |at: usize| u64::from(label[at]);
                Some(byte(0) | byte(length / 2) << 8 | byte(length - 1) << 16)
            }
            length @ 4..=8 => Some(four(0)? | four(length - 4)? << 32),
            _ => None,
        }
    }

    fn place(bytes: u64) -> usize {
        (bytes.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58) as usize
    }
}

impl Dictionary {
    /// Number of distinct labels.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when no label has been seen.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The label of `code`. Codes come from this dictionary; another's give another label or an empty one.
    pub fn label(&self, code: u32) -> &str {
        label_at(&self.text, &self.ends, code)
    }

    /// The code of `label`, which is added if it is new.
    pub fn code(&mut self, label: &str) -> u32 {
        let Some(bytes) = Recent::pack(label.as_bytes()) else {
            return self.code_by_hash(label);
        };
        let (place, length) = (Recent::place(bytes), label.len() as u8);
        if let Some(recent) = self.recent.get(place)
            && recent.bytes == bytes
            && recent.length == length
        {
            return recent.code;
        }
        let code = self.code_by_hash(label);
        self.recent.resize(Recent::PLACES, Recent::NONE);
        self.recent[place] = Recent {
            bytes,
            length,
            code,
        };
        code
    }

    fn code_by_hash(&mut self, label: &str) -> u32 {
        let hash = self.hasher.hash_one(label);
        let (text, ends) = (&self.text, &self.ends);
        if let Some(&code) = self
            .codes
            .find(hash, |&code| label_at(text, ends, code) == label)
        {
            return code;
        }
        let code = self.ends.len() as u32;
        self.text.push_str(label);
        self.ends.push(self.text.len());
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        self.codes.insert_unique(hash, code, |&code| {
            hasher.hash_one(label_at(text, ends, code))
        });
        code
    }

    /// The code of `label` if it has been seen.
    pub fn find(&self, label: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(label);
        self.codes
            .find(hash, |&code| self.label(code) == label)
            .copied()
    }

    /// All labels in order of their codes.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|code| self.label(code))
    }

    /// Bytes held, for the memory figure.
    pub fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<usize>() + self.codes.capacity() * 5
    }
}

fn label_at<'a>(text: &'a str, ends: &[usize], code: u32) -> &'a str {
    let code = code as usize;
    let start = if code == 0 {
        0
    } else {
        ends.get(code - 1).copied().unwrap_or(0)
    };
    let end = ends.get(code).copied().unwrap_or(start);
    &text[start..end]
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.labels()).finish()
    }
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.ends == other.ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_the_code_of_their_first_sight() {
        let mut dictionary = Dictionary::default();
        let codes: Vec<u32> = ["b", "a", "", "b", "a", ""]
            .iter()
            .map(|label| dictionary.code(label))
            .collect();
        assert_eq!(codes, [0, 1, 2, 0, 1, 2]);
        assert_eq!(dictionary.labels().collect::<Vec<_>>(), ["b", "a", ""]);
        assert_eq!(dictionary.find("a"), Some(1));
        assert_eq!(dictionary.find("c"), None);
    }

    #[test]
    fn a_hundred_thousand_labels_stay_apart() {
        let mut dictionary = Dictionary::default();
        for i in 0..100_000u32 {
            assert_eq!(dictionary.code(&format!("label {i}")), i);
        }
        assert_eq!(dictionary.find("label 99999"), Some(99_999));
        assert_eq!(dictionary.label(4711), "label 4711");
    }
}
