//! A text before the rule `leeway`: what of its words and scripts moved by enough and by more than chance, in words.
//!
//! Words per text: a gap of the distribution functions of at least 0.05. Unseen words: a share of at least one point over the one that is to be expected. Scripts and single words: in at
//! least five points more or fewer of the texts, or in at least one of a hundred where no text of the baseline has them. Each with its adjusted p under alpha.

use super::case::Case;
use super::evidence::{Tested, adjusted};
use super::rule::RuleName;
use super::text::{Moved, SHARE_CHANGE, TextComparison};
use super::verdict::{Standing, Why};
use crate::words;
use leeway_stats::text::Script;

/// Gap of the distribution functions of words per text that is drift.
pub const WORD_COUNT_GAP: f64 = 0.05;
/// Share of unseen words over the expected one that is drift.
pub const UNSEEN_WORDS_EXCESS: f64 = 0.01;
/// Words that are named.
const NAMED: usize = 3;

/// Something of a text that drifted.
pub(super) struct TextCause {
    /// The share of texts, or of words, by which it moved.
    pub(super) size: f64,
    /// In words, without an end.
    pub(super) words: String,
}

impl Case<'_> {
    fn text(&self) -> Option<&TextComparison> {
        self.comparison.text.as_deref()
    }

    /// "lengths: " where the distribution is that of lengths.
    pub(super) fn of_lengths(&self) -> &'static str {
        self.text().map_or("", |_| "lengths: ")
    }

    /// What numbers are called: those of texts are lengths.
    pub(super) fn noun(&self) -> &'static str {
        self.text().map_or("values", |_| "lengths")
    }

    /// What a row without a value is.
    pub(super) fn missing_noun(&self) -> &'static str {
        self.text().map_or("missing values", |_| "empty texts")
    }

    /// What is said where nothing drifted; a blank before it.
    pub(super) fn text_without_causes(&self) -> &'static str {
        self.text().map_or("", |_| {
            " Words per text, unseen words, scripts and single words did not change by more than chance and enough to matter."
        })
    }

    /// What drifted beside lengths and empty texts, by this rule.
    pub(super) fn text_causes(&self) -> Vec<TextCause> {
        let Some(text) = self.text().filter(|_| self.rule.name == RuleName::Leeway) else {
            return Vec::new();
        };
        let causes = [
            self.words_cause(text),
            self.unseen_cause(text),
            self.scripts_cause(text),
            self.word_count_cause(text),
        ];
        causes.into_iter().flatten().collect()
    }

    fn word_count_cause(&self, text: &TextComparison) -> Option<TextCause> {
        let ks = text.word_count.as_ref().ok()?;
        let is_large = ks.statistic >= WORD_COUNT_GAP;
        if !is_large || !self.is_under_alpha(Tested::WordCount) {
            return None;
        }
        let median = |value: Option<f64>| words::number(value.unwrap_or(0.0));
        Some(TextCause {
            size: ks.statistic,
            words: format!(
                "the words per text went from {} to {} (median)",
                median(text.baseline.median_words),
                median(text.current.median_words)
            ),
        })
    }

    fn unseen_cause(&self, text: &TextComparison) -> Option<TextCause> {
        let unseen = text.unseen.as_ref()?;
        let excess = unseen.share - unseen.expected;
        if excess < UNSEEN_WORDS_EXCESS || !self.is_under_alpha(Tested::UnseenWords) {
            return None;
        }
        let named = text.unseen_words.iter().map(|(word, _)| word.clone());
        let named: Vec<String> = named.take(NAMED).collect();
        Some(TextCause {
            size: excess,
            words: format!(
                "{} of the words are in no text of the baseline, where {} are to be expected ({}, …)",
                words::percent(unseen.share),
                words::percent(unseen.expected),
                named.join(", ")
            ),
        })
    }

    fn scripts_cause(&self, text: &TextComparison) -> Option<TextCause> {
        let name = |moved: &Moved<Script>| format!("{} letters are", moved.what.name());
        self.moved_cause(Tested::Scripts, &text.scripts, name)
    }

    fn words_cause(&self, text: &TextComparison) -> Option<TextCause> {
        let name = |moved: &Moved<String>| format!("“{}” is", moved.what);
        self.moved_cause(Tested::Words, &text.words, name)
    }

    /// What moved by enough and is more than chance, those that moved most first.
    fn moved_cause<T>(
        &self,
        of: Tested,
        moved: &[Moved<T>],
        name: impl Fn(&Moved<T>) -> String,
    ) -> Option<TextCause> {
        if !self.is_under_alpha(of) {
            return None;
        }
        let is_sure = |moved: &&Moved<T>| moved.is_large() && moved.p_value < self.rule.alpha;
        let mut moved: Vec<&Moved<T>> = moved.iter().filter(is_sure).collect();
        let size = |moved: &Moved<T>| moved.change().abs();
        moved.sort_by(|one, other| size(other).total_cmp(&size(one)));
        let said = moved.iter().take(NAMED).enumerate().map(|(place, moved)| {
            let (now, before) = (
                words::percent(moved.current),
                words::percent(moved.baseline),
            );
            match place {
                0 => format!("{} in {now} of the texts, before in {before}", name(moved)),
                _ => format!("{} in {now}, before in {before}", name(moved)),
            }
        });
        let said: Vec<String> = said.collect();
        Some(TextCause {
            size: size(moved.first()?),
            words: said.join("; "),
        })
    }

    /// What was measured of a text beside what the rule allows.
    pub(super) fn text_why(&self) -> Vec<Why> {
        let Some(text) = self.text() else {
            return Vec::new();
        };
        let is_judged = self.rule.name == RuleName::Leeway;
        let line = |measure, value, threshold, is_over, explanation| Why {
            measure,
            value: Some(value),
            threshold: is_judged.then_some(threshold),
            standing: match (is_judged, is_over) {
                (false, _) => Standing::Informative,
                (true, false) => Standing::Within,
                (true, true) => Standing::Over,
            },
            explanation,
        };
        let mut why = Vec::new();
        if let Ok(ks) = &text.word_count {
            let (before, now) = (text.baseline.texts, text.current.texts);
            why.push(line(
                "words per text, gap",
                ks.statistic,
                WORD_COUNT_GAP,
                self.word_count_cause(text).is_some(),
                format!(
                    "Kolmogorov–Smirnov D of the words per text, {} against {}{}",
                    words::plural(before, "text", "texts"),
                    words::count(now),
                    self.adjusted_words(Tested::WordCount)
                ),
            ));
        }
        if let Some(unseen) = &text.unseen {
            why.push(line(
                "unseen words, over expected",
                unseen.share - unseen.expected,
                UNSEEN_WORDS_EXCESS,
                self.unseen_cause(text).is_some(),
                format!(
                    "{} of the words are in no text of the baseline; by the words that one of its texts has alone, {} are to be expected{}",
                    words::percent(unseen.share),
                    words::percent(unseen.expected),
                    self.adjusted_words(Tested::UnseenWords)
                ),
            ));
        }
        if let Some(script) = text.scripts.first() {
            why.push(line(
                "script that moved most",
                script.change(),
                SHARE_CHANGE,
                self.scripts_cause(text).is_some(),
                format!(
                    "letters of {} are in {} of the texts, before in {}; Fisher's exact test, times {}{}",
                    script.what.name(),
                    words::percent(script.current),
                    words::percent(script.baseline),
                    words::plural(text.scripts.len() as u64, "script", "scripts"),
                    self.adjusted_words(Tested::Scripts)
                ),
            ));
        }
        if let Some(word) = text.words.first() {
            why.push(line(
                "word that moved most",
                word.change(),
                SHARE_CHANGE,
                self.words_cause(text).is_some(),
                format!(
                    "“{}” is in {} of the texts, before in {}; Fisher's exact test, times {} tried{}",
                    word.what,
                    words::percent(word.current),
                    words::percent(word.baseline),
                    words::plural(text.words_tried, "word", "words"),
                    self.adjusted_words(Tested::Words)
                ),
            ));
        }
        why
    }

    /// "; adjusted p …" of a test that was made.
    fn adjusted_words(&self, of: Tested) -> String {
        let adjusted = adjusted(self.tests, of);
        adjusted.map_or(String::new(), |p| {
            format!("; adjusted {}", words::p_value(p))
        })
    }
}
