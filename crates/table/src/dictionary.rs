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

/// A label seen lately and its code. Columns of categories hold few labels: they are found here without being hashed.
#[derive(Clone, Copy)]
struct Recent {
    outline: Outline,
    code: u32,
}

/// What tells labels apart at a glance: two labels of up to sixteen bytes with the same outline are the same.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Outline {
    first: u64,
    last: u64,
    length: usize,
}

impl Outline {
    /// The outline of no label.
    const NONE: Outline = Outline {
        first: 0,
        last: 0,
        length: usize::MAX,
    };
    /// Labels up to here are all in their outline.
    const WHOLE: usize = 16;

    #[inline(always)]
    fn of(label: &str) -> Self {
        let bytes = label.as_bytes();
        let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => (short(bytes), 0),
        };
        Outline {
            first,
            last,
            length: bytes.len(),
        }
    }

    /// Where a label of this outline is looked for.
    #[inline]
    fn place(self) -> usize {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let mixed = (self.first ^ self.last.wrapping_mul(ODD)).wrapping_mul(ODD);
        (mixed >> (64 - PLACES.trailing_zeros())) as usize
    }
}

/// Up to seven bytes in one number; with their count it is no other bytes'.
#[inline]
fn short(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        _ if bytes.is_empty() => 0,
        _ => {
            let byte = |at: usize| u64::from(bytes[at]);
            byte(0) | byte(bytes.len() / 2) << 8 | byte(bytes.len() - 1) << 16
        }
    }
}

/// Places for recent labels, a power of two.
const PLACES: usize = 128;

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
    #[inline(always)]
    pub fn code(&mut self, label: &str) -> u32 {
        let outline = Outline::of(label);
        if let Some(recent) = self.recent.get(outline.place())
            && recent.outline == outline
            && (outline.length <= Outline::WHOLE || self.label(recent.code) == label)
        {
            return recent.code;
        }
        self.code_of_another(label, outline)
    }

    fn code_of_another(&mut self, label: &str, outline: Outline) -> u32 {
        let code = self.code_by_hash(label);
        const NONE: Recent = Recent {
            outline: Outline::NONE,
            code: 0,
        };
        self.recent.resize(PLACES, NONE);
        self.recent[outline.place()] = Recent { outline, code };
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
