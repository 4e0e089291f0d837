//! The writing systems whose letters a text holds.
//!
//! In: a text. Out: which of the scripts below have a letter in it. A text may hold several; digits, marks and punctuation belong to none. Ranges are whole blocks of Unicode 16 with letters of the script, so that a table
//! of twelve rows does what a crate would do with one of two thousand.

use leeway_table::named;

named! {
    /// A writing system.
    #[derive(Default)]
    pub enum Script {
        /// Latin.
        #[default]
        Latin = "Latin",
        /// Cyrillic.
        Cyrillic = "Cyrillic",
        /// Greek.
        Greek = "Greek",
        /// Han characters: Chinese, and part of Japanese.
        Han = "Han",
        /// Hiragana and katakana.
        Kana = "Kana",
        /// Hangul.
        Hangul = "Hangul",
        /// Arabic.
        Arabic = "Arabic",
        /// Hebrew.
        Hebrew = "Hebrew",
        /// Devanagari.
        Devanagari = "Devanagari",
        /// Thai.
        Thai = "Thai",
        /// Letters of any other.
        Other = "Other",
    }
}

impl Script {
    /// The script of a letter; `None` for what is no letter.
    fn of(c: char) -> Option<Script> {
        if c.is_ascii() {
            return c.is_ascii_alphabetic().then_some(Script::Latin);
        }
        if !c.is_alphabetic() {
            return None;
        }
        Some(match u32::from(c) {
            0x00AA
            | 0x00BA
            | 0x00C0..=0x02B8
            | 0x02E0..=0x02E4
            | 0x1D00..=0x1D25
            | 0x1D2C..=0x1D5C
            | 0x1D62..=0x1D65
            | 0x1D6B..=0x1D77
            | 0x1D79..=0x1DBE
            | 0x1E00..=0x1EFF
            | 0x2071
            | 0x207F
            | 0x2090..=0x209C
            | 0x212A..=0x212B
            | 0x2132
            | 0x214E
            | 0x2160..=0x2188
            | 0x2C60..=0x2C7F
            | 0xA722..=0xA787
            | 0xA78B..=0xA7FF
            | 0xAB30..=0xAB64
            | 0xFB00..=0xFB06
            | 0xFF21..=0xFF5A => Script::Latin,
            0x0400..=0x052F
            | 0x1C80..=0x1C8F
            | 0x1D2B
            | 0x1D78
            | 0x2DE0..=0x2DFF
            | 0xA640..=0xA69F => Script::Cyrillic,
            0x0370..=0x03FF
            | 0x1D26..=0x1D2A
            | 0x1D5D..=0x1D61
            | 0x1D66..=0x1D6A
            | 0x1DBF
            | 0x1F00..=0x1FFF
            | 0x2126
            | 0xAB65 => Script::Greek,
            0x2E80..=0x2FDF
            | 0x3005..=0x3007
            | 0x3021..=0x3029
            | 0x3038..=0x303B
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0x20000..=0x3FFFF => Script::Han,
            0x3041..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F | 0x1AFF0..=0x1B16F => Script::Kana,
            0x1100..=0x11FF
            | 0x3130..=0x318F
            | 0xA960..=0xA97F
            | 0xAC00..=0xD7FF
            | 0xFFA0..=0xFFDC => Script::Hangul,
            0x0600..=0x06FF
            | 0x0750..=0x077F
            | 0x0870..=0x08FF
            | 0xFB50..=0xFDFF
            | 0xFE70..=0xFEFC => Script::Arabic,
            0x0591..=0x05F4 | 0xFB1D..=0xFB4F => Script::Hebrew,
            0x0900..=0x097F | 0xA8E0..=0xA8FF => Script::Devanagari,
            0x0E01..=0x0E5B => Script::Thai,
            _ => Script::Other,
        })
    }
}

/// Which scripts have a letter in `text`, a flag each in the order of [`Script::ALL`].
///
/// ```
/// use leeway_stats::text::{Script, scripts};
/// let found = scripts("Paket № 7 для Anna");
/// assert!(found[Script::Latin as usize] && found[Script::Cyrillic as usize] && !found[Script::Greek as usize]);
/// ```
pub fn scripts(text: &str) -> [bool; Script::ALL.len()] {
    let mut found = [false; Script::ALL.len()];
    for script in text.chars().filter_map(Script::of) {
        found[script as usize] = true;
    }
    found
}
