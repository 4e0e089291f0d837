//! The words of one side's texts, counted once.
//!
//! In: a text for each row, or none where it is missing. Out: which texts hold which words and scripts, and how many words they have. A text without a visible character is empty, as a missing one is.
//! Time and memory are bounded by words: where a side has more than it may hold, half of its rows are looked at, or a quarter, and so on. Rows are taken by a hash of their place, so that no order of rows
//! makes the half another mixture than the whole; measures of it are exact, and say how many texts they are about.

use std::borrow::Cow;
use std::cell::OnceCell;

use leeway_stats::sort::sorted;
use leeway_stats::text::{Script, TextWords, UnseenWords, each_word, scripts};
use leeway_table::Dictionary;

/// Words of all texts together, each once for each text, that a side holds: some 16 MB, in which 100 000 texts of 40 words fit.
pub const MOST_WORDS: usize = 1 << 22;
/// Distinct words that it holds for each 16 of them.
const DISTINCT_OF: usize = 16;
/// Distinct words that it holds at least.
const FEWEST_DISTINCT: usize = 1 << 14;

/// The words of one side's texts.
#[derive(Debug, Clone, Default)]
pub struct TextSide {
    /// Rows with a text that is not empty.
    pub present: u64,
    /// Rows whose text has no visible character; missing ones are not among them.
    pub blank: u64,
    /// Words of each text that was looked at, ascending.
    pub(super) word_counts: Vec<f64>,
    /// Texts that hold a letter of a script, in the order of [`Script::ALL`].
    pub(super) scripts: [u64; Script::ALL.len()],
    pub(super) dictionary: Dictionary,
    /// Texts that hold a word, by its code.
    pub(super) held: Vec<u32>,
    /// The codes of each text's distinct words, text after text.
    codes: Vec<u32>,
    /// Where each text's codes end.
    ends: Vec<u32>,
    expected: OnceCell<Option<UnseenWords>>,
}

impl TextSide {
    /// Counts the words of these rows, of as many as keep within `most_words` in all.
    ///
    /// One entry per row, `None` where it is missing. `most_words` is [`MOST_WORDS`] for a side, less where many are held at once.
    pub fn of(rows: &[Option<Cow<str>>], most_words: usize) -> TextSide {
        let texts = || rows.iter().flatten();
        let present = texts().filter(|text| !is_blank(text)).count() as u64;
        let blank = texts().count() as u64 - present;
        let mut level = 0;
        let side = loop {
            match TextSide::of_sample(rows, level, most_words) {
                Some(side) => break side,
                None => level += 1,
            }
        };
        TextSide {
            present,
            blank,
            ..side
        }
    }

    /// The same of one row in `2^level`; `None` where they have too many words.
    fn of_sample(rows: &[Option<Cow<str>>], level: u32, most_words: usize) -> Option<TextSide> {
        let mut side = TextSide::default();
        let is_last = rows.len() >> level <= 1;
        let mut words = Vec::new();
        for (row, text) in rows.iter().enumerate() {
            let Some(text) = text.as_ref().filter(|text| !is_blank(text)) else {
                continue;
            };
            if level > 0 && mixed(row as u64) >> (64 - level) != 0 {
                continue;
            }
            words.clear();
            each_word(text, |word| words.push(side.dictionary.code(word)));
            side.word_counts.push(words.len() as f64);
            words.sort_unstable();
            words.dedup();
            side.held.resize(side.dictionary.len(), 0);
            for &code in &words {
                side.held[code as usize] += 1;
            }
            side.codes.extend_from_slice(&words);
            side.ends.push(side.codes.len() as u32);
            for (count, is_there) in side.scripts.iter_mut().zip(scripts(text)) {
                *count += u64::from(is_there);
            }
            let distinct = (most_words / DISTINCT_OF).max(FEWEST_DISTINCT);
            if !is_last && (side.codes.len() > most_words || side.held.len() > distinct) {
                return None;
            }
        }
        side.word_counts = sorted(side.word_counts);
        Some(side)
    }

    /// Texts that were looked at.
    pub fn texts(&self) -> u64 {
        self.ends.len() as u64
    }

    /// Entries that are held, by which a cache decides what to let go of.
    pub fn len(&self) -> usize {
        self.codes.len() / 2 + self.word_counts.len() + self.dictionary.bytes() / 8
    }

    /// True where no text was looked at.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The distinct words of each text, by their codes.
    fn by_text(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let codes = &self.codes[start..end as usize];
            start = end as usize;
            codes
        })
    }

    /// The words of each text, with those flagged unseen that `is_unseen` says.
    pub(super) fn text_words(&self, is_unseen: impl Fn(u32) -> bool) -> Vec<TextWords> {
        let words = |codes: &[u32]| TextWords {
            words: codes.len() as u64,
            unseen: codes.iter().filter(|&&code| is_unseen(code)).count() as u64,
        };
        self.by_text().map(words).collect()
    }

    /// What these texts let expect of others; worked out at the first call.
    pub(super) fn expected(&self) -> Option<UnseenWords> {
        *self.expected.get_or_init(|| {
            let alone = self.text_words(|code| self.held[code as usize] == 1);
            UnseenWords::of(&alone, self.shared_by_two())
        })
    }

    /// For each two texts that share words which no third has: how many.
    fn shared_by_two(&self) -> Vec<u64> {
        const NONE: u32 = u32::MAX;
        let mut first = vec![NONE; self.held.len()];
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (text, codes) in (0..).zip(self.by_text()) {
            for &code in codes {
                if self.held[code as usize] == 2 {
                    match std::mem::replace(&mut first[code as usize], text) {
                        NONE => {}
                        before => pairs.push((before, text)),
                    }
                }
            }
        }
        pairs.sort_unstable();
        let runs = pairs.chunk_by(|one, other| one == other);
        runs.map(|run| run.len() as u64).collect()
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The place of a row, mixed so that its bits say nothing of its neighbours (SplitMix64).
fn mixed(row: u64) -> u64 {
    let mut bits = row.wrapping_add(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(texts: &[String]) -> Vec<Option<Cow<'_, str>>> {
        texts
            .iter()
            .map(|text| Some(Cow::from(text.as_str())))
            .collect()
    }

    #[test]
    fn words_are_counted_once_for_each_text() {
        let texts = ["late late parcel", "parcel lost", "", "  ", "!"].map(str::to_owned);
        let mut rows = rows(&texts);
        rows.push(None);
        let side = TextSide::of(&rows, MOST_WORDS);
        assert_eq!((side.present, side.blank, side.texts()), (3, 2, 3));
        let held = |word: &str| side.held[side.dictionary.find(word).unwrap() as usize];
        assert_eq!((held("late"), held("parcel"), held("lost")), (1, 2, 1));
        assert_eq!(side.word_counts, [0.0, 2.0, 3.0]);
        assert_eq!(side.shared_by_two(), [1]);
    }

    #[test]
    fn a_side_with_too_many_words_is_looked_at_in_part_whatever_the_order() {
        // Every second text is German: a half by every second row would be of one language.
        let texts: Vec<String> = (0..200_000)
            .map(|row| match row % 2 {
                0 => format!("the parcel number{row} came late again today"),
                _ => format!("das paket nummer{row} kam schon wieder spät"),
            })
            .collect();
        let side = TextSide::of(&rows(&texts), 1 << 18);
        assert_eq!(side.present, 200_000);
        let looked_at = side.texts() as f64;
        assert!((10_000.0..20_000.0).contains(&looked_at), "{looked_at}");
        let held = f64::from(side.held[side.dictionary.find("parcel").unwrap() as usize]);
        assert!(
            (held / looked_at - 0.5).abs() < 0.02,
            "{held} of {looked_at}"
        );
        assert!(side.codes.len() <= 1 << 18 && side.held.len() <= 1 << 14);
    }
}
