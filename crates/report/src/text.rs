//! Texts of a feature, compared by their words.

use serde::{Deserialize, Serialize};

use super::measured::{Ks, LabelCount};
use crate::number;
use leeway_stats::text::Script;

/// Texts of both sides beside their lengths, which the feature's other fields are about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TextMeasures {
    /// The baseline's texts.
    pub baseline: TextSummary,
    /// The current side's.
    pub current: TextSummary,
    /// Kolmogorov–Smirnov of the words per text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub word_count: Option<Ks>,
    /// The share of words that no text of the baseline has.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unseen_words: Option<UnseenWords>,
    /// Shares of texts with a letter of a script, those that moved most first.
    pub scripts: Vec<ScriptShare>,
    /// The words that moved most, at most 20.
    pub words: Vec<WordShare>,
    /// How many words could have moved by five points, for which the p-values of `words` are corrected.
    pub words_tried: u64,
}

/// What is counted of a side's texts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TextSummary {
    /// Rows with a text that is not empty.
    pub texts: u64,
    /// Of them, those whose words were counted; fewer than `texts` where there are more words than are held.
    pub counted: u64,
    /// Rows without a text: missing ones, and those without a visible character.
    pub empty: u64,
    /// The same as a share of the rows.
    pub empty_share: Option<f64>,
    /// Median of the words per text.
    pub median_words: Option<f64>,
}

/// Words that no text of the baseline has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct UnseenWords {
    /// Their share of the current texts' words, each word once for each text.
    pub share: f64,
    /// The share that the baseline lets expect: of the words that one of its texts has alone.
    pub expected: f64,
    /// Probability of at least such a share without drift.
    #[serde(with = "number")]
    pub p_value: f64,
    /// Its decimal logarithm.
    #[serde(with = "number")]
    pub log10_p: f64,
    /// The most frequent of them with the texts that hold them, at most 20.
    pub words: Vec<LabelCount>,
}

/// A script and the texts that hold a letter of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ScriptShare {
    /// Its name in Unicode, or `Other`.
    pub script: Script,
    /// Share of the baseline's texts.
    pub baseline: f64,
    /// Share of the current texts.
    pub current: f64,
    /// Fisher's exact p-value, times the scripts tried.
    #[serde(with = "number")]
    pub p_value: f64,
    /// Its decimal logarithm.
    #[serde(with = "number")]
    pub log10_p: f64,
}

/// A word and the texts that hold it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct WordShare {
    /// In lower case; `(number)` stands for digits alone.
    pub word: String,
    /// Share of the baseline's texts.
    pub baseline: f64,
    /// Share of the current texts.
    pub current: f64,
    /// Fisher's exact p-value, times the words tried.
    #[serde(with = "number")]
    pub p_value: f64,
    /// Its decimal logarithm.
    #[serde(with = "number")]
    pub log10_p: f64,
}
