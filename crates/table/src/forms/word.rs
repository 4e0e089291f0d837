//! What a text looks like beside numbers and dates: a truth value, a UUID, digits of base 16, a sentence.

use crate::named;

named! {
    /// How truth values are written, in any case.
    pub enum BooleanWords {
        /// True and False.
        TrueFalse = "true/false",
        /// Yes and No.
        YesNo = "yes/no",
        /// Y and N.
        YN = "y/n",
        /// T and F.
        TF = "t/f",
        /// 1 and 0.
        OneZero = "1/0",
        /// On and Off.
        OnOff = "on/off",
    }
}

impl BooleanWords {
    /// The words for true and for false, in lower case.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            BooleanWords::TrueFalse => ("true", "false"),
            BooleanWords::YesNo => ("yes", "no"),
            BooleanWords::YN => ("y", "n"),
            BooleanWords::TF => ("t", "f"),
            BooleanWords::OneZero => ("1", "0"),
            BooleanWords::OnOff => ("on", "off"),
        }
    }

    /// What a text says in this writing.
    pub fn read(self, text: &str) -> Option<bool> {
        let (yes, no) = self.words();
        let text = text.trim_ascii();
        let text = match self {
            BooleanWords::OneZero => text.strip_suffix(".0").unwrap_or(text),
            _ => text,
        };
        if text.eq_ignore_ascii_case(yes) {
            Some(true)
        } else {
            text.eq_ignore_ascii_case(no).then_some(false)
        }
    }
}

/// True for a UUID, with or without braces.
pub fn is_uuid(text: &str) -> bool {
    let text = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'))
        .unwrap_or(text);
    let is_hyphen = |at: usize| matches!(at, 8 | 13 | 18 | 23);
    text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| match is_hyphen(at) {
                true => byte == b'-',
                false => byte.is_ascii_hexdigit(),
            })
}

/// Shortest text of hexadecimal digits that may tell rows apart.
const SHORTEST_HEX: usize = 6;

/// True for digits of base 16 alone, a letter among them or not, as hashes and hexadecimal numbers are written.
pub fn is_hex(text: &str) -> bool {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let has =
        |range: std::ops::RangeInclusive<u8>| digits.bytes().any(|byte| range.contains(&byte));
    digits.len() >= SHORTEST_HEX
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && !(has(b'a'..=b'f') && has(b'A'..=b'F'))
}

/// Words from which on a text is taken for a sentence.
const SENTENCE_WORDS: usize = 3;
/// Characters without blanks between that are about a word: most words of Chinese have two.
const CHARACTERS_OF_WORD: usize = 2;

/// True for letters of writing systems that leave no blank between words: Thai, Lao, Burmese, Khmer, kana, Han.
pub fn is_without_blanks(c: char) -> bool {
    matches!(u32::from(c),
        0x0E01..=0x0E4E | 0x0E80..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17D3
        | 0x3005..=0x3007 | 0x3041..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9D | 0x20000..=0x3FFFF)
}

/// True for several words, most of them of letters.
pub fn is_sentence(text: &str) -> bool {
    if !text.is_ascii() {
        let characters = text.chars().filter(|&c| is_without_blanks(c)).count();
        if characters >= SENTENCE_WORDS * CHARACTERS_OF_WORD {
            return true;
        }
    }
    let is_word =
        |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() * 2 > word.chars().count();
    let words = text.split_whitespace();
    words.clone().filter(is_word).count() >= SENTENCE_WORDS
        && words.filter(|word| !is_word(word)).count() <= text.split_whitespace().count() / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truth_values_are_read_in_their_writing() {
        assert_eq!(BooleanWords::TrueFalse.read("TRUE"), Some(true));
        assert_eq!(BooleanWords::OneZero.read("0.0"), Some(false));
        assert_eq!(BooleanWords::YN.read("yes"), None);
    }

    #[test]
    fn identifiers_and_sentences_are_told_from_words() {
        assert!(is_uuid("123e4567-e89b-12d3-a456-426614174000"));
        assert!(!is_uuid("123e4567-e89b-12d3-a456-42661417400g"));
        assert!(
            is_hex("03e8e1000")
                && is_hex("784005e176010038")
                && !is_hex("abc")
                && !is_hex("deadbeez")
        );
        assert!(
            is_sentence("The parcel came late.")
                && !is_sentence("New York")
                && !is_sentence("12 34 56 78")
        );
        assert!(is_sentence("Das Paket kam zu spät"));
        assert!(is_sentence("包裹没有送到。") && !is_sentence("北京市"));
        assert!(is_sentence("พัสดุยังไม่มาถึง"));
    }
}
