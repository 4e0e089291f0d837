//! The words of a text, in lower case.
//!
//! In: a text of any language. Out: its words in order, as often as they stand there. A word is a run of letters, marks and digits with apostrophes inside it. Digits alone are one word,
//! [`NUMBER`], whatever they say: order numbers and dates are others in every text. Han, kana and Thai are written without blanks, so each two neighbouring characters are a word; a pictograph is
//! a word by itself. Tags and addresses fall into their words.
//!
//! Rejected: a dictionary of each language to part Chinese or Thai (megabytes, and wrong for names), stems (`parcel` and `parcels` are two words: a rule for each language), stop words (their
//! shares hardly move, and where they do it is another language).

use leeway_table::forms::is_without_blanks;

/// The word that stands for every number; no text has it, because of its brackets.
pub const NUMBER: &str = "(number)";
/// Words of a text that are read; of a longer one the first.
pub const MOST_WORDS_OF_A_TEXT: usize = 1000;
/// Characters of a word that are kept: what is longer is no word that could be in two texts, but for data in base 64, and is told by its beginning.
const LONGEST: usize = 64;

/// Calls `each` with the words of `text`, the first [`MOST_WORDS_OF_A_TEXT`] at most.
///
/// ```
/// let mut words = Vec::new();
/// leeway_stats::text::each_word("Don't ship 12 parcels 😀 到北京", |word| words.push(word.to_owned()));
/// assert_eq!(words, ["don't", "ship", "(number)", "parcels", "😀", "到北", "北京"]);
/// ```
pub fn each_word(text: &str, each: impl FnMut(&str)) {
    let mut reader = Reader {
        each,
        word: String::new(),
        characters: 0,
        is_number: true,
        has_apostrophe: false,
        neighbour: None,
        is_paired: false,
        words: 0,
    };
    for c in text.chars() {
        reader.push(c);
        if reader.words >= MOST_WORDS_OF_A_TEXT {
            return;
        }
    }
    reader.end_word();
    reader.end_run();
}

/// The word that is being read.
struct Reader<F> {
    each: F,
    word: String,
    characters: usize,
    is_number: bool,
    /// True after an apostrophe that belongs to the word if a letter follows.
    has_apostrophe: bool,
    /// The character before, in a run without blanks.
    neighbour: Option<char>,
    /// True when that character is in a word already.
    is_paired: bool,
    words: usize,
}

impl<F: FnMut(&str)> Reader<F> {
    fn push(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.end_run();
            return self.push_letter(c);
        }
        if c.is_ascii() && c != '\'' {
            self.end_run();
            return self.end_word();
        }
        if is_without_blanks(c) {
            self.end_word();
            if let Some(before) = self.neighbour {
                let mut pair = [0; 8];
                let first = before.encode_utf8(&mut pair).len();
                let second = c.encode_utf8(&mut pair[first..]).len();
                self.say(std::str::from_utf8(&pair[..first + second]).unwrap_or_default());
                self.is_paired = true;
            }
            self.neighbour = Some(c);
            return;
        }
        if is_mark(c) {
            if !self.word.is_empty() && self.characters < LONGEST {
                self.word.push(c);
            }
            return;
        }
        self.end_run();
        if is_pictograph(c) {
            self.end_word();
            self.say(c.encode_utf8(&mut [0; 4]));
        } else if c.is_alphanumeric() {
            self.push_letter(c);
        } else if matches!(c, '\'' | '’') && !self.word.is_empty() && !self.has_apostrophe {
            self.has_apostrophe = true;
        } else {
            self.end_word();
        }
    }

    fn push_letter(&mut self, c: char) {
        if std::mem::take(&mut self.has_apostrophe) {
            self.word.push('\'');
            self.is_number = false;
        }
        self.is_number &= c.is_numeric();
        if self.characters < LONGEST {
            self.word.extend(c.to_lowercase());
            self.characters += 1;
        }
    }

    fn end_word(&mut self) {
        self.has_apostrophe = false;
        if self.word.is_empty() {
            return;
        }
        match self.is_number {
            true => self.say(NUMBER),
            false => {
                let word = std::mem::take(&mut self.word);
                self.say(&word);
                self.word = word;
            }
        }
        self.word.clear();
        self.characters = 0;
        self.is_number = true;
    }

    /// Ends a run without blanks; one character alone is a word.
    fn end_run(&mut self) {
        if let Some(c) = self.neighbour.take()
            && !std::mem::take(&mut self.is_paired)
        {
            self.say(c.encode_utf8(&mut [0; 4]));
        }
        self.is_paired = false;
    }

    fn say(&mut self, word: &str) {
        (self.each)(word);
        self.words += 1;
    }
}

/// True for what belongs to the letter before: accents, points, viramas, joiners, variants and skin tones.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x0300..=0x036F | 0x0483..=0x0487 | 0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2 | 0x05C4..=0x05C5
        | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x093C | 0x094D | 0x0951..=0x0954
        | 0x09BC | 0x09CD | 0x0A3C | 0x0A4D | 0x0ABC | 0x0ACD | 0x0B3C | 0x0B4D | 0x0BCD | 0x0C4D
        | 0x0CBC | 0x0CCD | 0x0D4D | 0x0DCA | 0x1DC0..=0x1DFF | 0x200C..=0x200D | 0x20D0..=0x20FF
        | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0x1F3FB..=0x1F3FF)
}

/// True for emoji and symbols like them.
fn is_pictograph(c: char) -> bool {
    matches!(u32::from(c), 0x231A..=0x231B | 0x23E9..=0x23FA | 0x2600..=0x27BF | 0x2B50 | 0x2B55 | 0x1F000..=0x1FAFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_are_letters_marks_digits_and_apostrophes_inside() {
        assert_eq!(
            words("L’homme said: \"don't!\" 'quoted' rock'n'roll"),
            ["l'homme", "said", "don't", "quoted", "rock'n'roll"]
        );
        assert_eq!(
            words("ORDER_42 x86 2026-10-01"),
            ["order", NUMBER, "x86", NUMBER, NUMBER, NUMBER]
        );
        assert_eq!(
            words("ÄRGER cafe\u{301} İ"),
            ["ärger", "cafe\u{301}", "i\u{307}"]
        );
        assert_eq!(words("हिन्दी में"), ["हिन्दी", "में"]);
        assert_eq!(words(""), Vec::<String>::new());
        assert_eq!(words(" \n\t– … "), Vec::<String>::new());
    }

    #[test]
    fn what_has_no_blanks_is_read_in_pairs() {
        assert_eq!(words("荷物。届く"), ["荷物", "届く"]);
        assert_eq!(words("我 iPhone坏"), ["我", "iphone", "坏"]);
        assert_eq!(words("ส่ง").len(), 2);
        assert_eq!(words("소포가 왔다"), ["소포가", "왔다"]);
    }

    #[test]
    fn pictographs_are_words_without_their_skin() {
        assert_eq!(words("great👍🏽👍❤️"), ["great", "👍", "👍", "❤"]);
    }

    #[test]
    fn what_is_long_is_bounded() {
        assert_eq!(words(&"ab".repeat(100_000)), ["ab".repeat(32)]);
        assert_eq!(words(&"word ".repeat(5000)).len(), MOST_WORDS_OF_A_TEXT);
        assert_eq!(
            words("<p class=\"x\">Late&nbsp;again</p>"),
            ["p", "class", "x", "late", "nbsp", "again", "p"]
        );
    }
}
