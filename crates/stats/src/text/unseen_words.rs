//! How large a share of the words of new texts is to be expected that no text of the baseline has.
//!
//! In: of each text its distinct words, and how many of them no other text of the baseline has; out: that share of both sides, and how likely so much more is without drift. A baseline text's own words are
//! what it would add to the others, so that the baseline expects of a new text what its texts have (Good 1953, with Turing, taken over texts). Words come in texts, and a
//! text about a rare thing has ten new words at once, so that the unit is the text: the variance of the current share is that between texts. That of the expectation is
//! Σ u² + 2 Σ d² over texts and pairs of texts, with u the words that a text alone has and d those that two texts alone share: for texts of one word this is s + 2 d, as Esty (1983) has it.
//! One word seen once is added, so that a baseline without any does not promise that there are none.
//!
//! Rejected: Good–Turing over words as if they came one by one, which takes the ten new words of one text for ten pieces of evidence.

use crate::chi_square::chi_square_tail;

/// The distinct words of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextWords {
    /// How many.
    pub words: u64,
    /// Of them, those that no other text of the baseline has.
    pub unseen: u64,
}

/// What a baseline lets expect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnseenWords {
    /// Share of a new text's distinct words that the baseline has nowhere, 0 to 1.
    pub share: f64,
    /// Its variance.
    variance: f64,
}

/// How likely a share of unseen words is by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnseenWordsTest {
    /// The current side's share, 0 to 1.
    pub share: f64,
    /// The share that is to be expected.
    pub expected: f64,
    /// Probability of at least such a share without drift; 0 to 1, one-sided.
    pub p_value: f64,
    /// log10 of `p_value`, finite where `p_value` is too small for a double.
    pub log10_p: f64,
}

impl UnseenWords {
    /// What the texts of a baseline let expect; `pairs` has for each two texts the number of words that they alone share.
    ///
    /// `None` without a word.
    pub fn of(texts: &[TextWords], pairs: impl IntoIterator<Item = u64>) -> Option<UnseenWords> {
        let words: u64 = texts.iter().map(|text| text.words).sum();
        if words == 0 {
            return None;
        }
        let words = words as f64;
        let unseen = 1.0 + texts.iter().map(|text| text.unseen).sum::<u64>() as f64;
        let share = (unseen / (words + 1.0)).min(1.0);
        let pairs: f64 = pairs.into_iter().map(|words| (words * words) as f64).sum();
        Some(UnseenWords {
            share,
            variance: (1.0 + spread(texts, share) + 2.0 * pairs) / (words * words),
        })
    }

    /// Tests the words of current texts.
    ///
    /// `None` where they have none.
    ///
    /// ```
    /// use leeway_stats::text::{TextWords, UnseenWords};
    /// let texts = |unseen| vec![TextWords { words: 20, unseen }; 100];
    /// let expected = UnseenWords::of(&texts(1), []).unwrap();
    /// assert!(expected.test(&texts(1)).unwrap().p_value > 0.4);
    /// assert!(expected.test(&texts(3)).unwrap().p_value < 1e-10);
    /// ```
    pub fn test(&self, texts: &[TextWords]) -> Option<UnseenWordsTest> {
        let words: u64 = texts.iter().map(|text| text.words).sum();
        if words == 0 {
            return None;
        }
        let words = words as f64;
        let share = texts.iter().map(|text| text.unseen).sum::<u64>() as f64 / words;
        let few = texts.len() as f64 / (texts.len() as f64 - 1.0).max(1.0);
        let variance = self.variance + few * spread(texts, share) / (words * words);
        let z = (share - self.share) / variance.sqrt();
        let two_sided = chi_square_tail(z * z, 1);
        let (p_value, log10_p) = match z > 0.0 {
            true => (two_sided.p_value / 2.0, two_sided.log10_p - 2f64.log10()),
            false => {
                let p = 1.0 - two_sided.p_value / 2.0;
                (p, p.log10())
            }
        };
        Some(UnseenWordsTest {
            share,
            expected: self.share,
            p_value,
            log10_p,
        })
    }
}

/// Sum of the squared distances of the texts' unseen words from what `share` gives them.
fn spread(texts: &[TextWords], share: f64) -> f64 {
    let square = |text: &TextWords| (text.unseen as f64 - share * text.words as f64).powi(2);
    texts.iter().map(square).sum()
}
