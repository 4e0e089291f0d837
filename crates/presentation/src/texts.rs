//! A feature's texts as rows of tables: words that moved, scripts, and what else is counted of both sides.

use super::format::{count, exact, exact_count, number, percent};
use super::statistics::{Row, Shown};
use leeway_report::{Feature, TextSummary};

/// Words or scripts that are listed.
pub const LISTED: usize = 12;

/// A word or a script with the shares of texts that hold it.
#[derive(Debug, Clone, PartialEq)]
pub struct TextShare {
    /// The word as it stands, or the script.
    pub name: String,
    /// Share of the baseline's texts, 0 to 1.
    pub baseline: f64,
    /// Share of the current ones.
    pub current: f64,
    /// p-value, corrected for all that were tried.
    pub p_value: f64,
    /// Its decimal logarithm.
    pub log10_p: f64,
}

/// The words that moved most; empty for a feature that is no text.
pub fn moved_words(feature: &Feature) -> Vec<TextShare> {
    let words = feature.text.iter().flat_map(|text| &text.words);
    let share = words.map(|word| TextShare {
        name: word.word.clone(),
        baseline: word.baseline,
        current: word.current,
        p_value: word.p_value,
        log10_p: word.log10_p,
    });
    share.collect()
}

/// The scripts of both sides; empty for a feature that is no text.
pub fn scripts(feature: &Feature) -> Vec<TextShare> {
    let scripts = feature.text.iter().flat_map(|text| &text.scripts);
    let share = scripts.map(|script| TextShare {
        name: script.script.name().to_owned(),
        baseline: script.baseline,
        current: script.current,
        p_value: script.p_value,
        log10_p: script.log10_p,
    });
    share.collect()
}

/// Words of drifted texts that no text of the baseline has and that are more than chance at `alpha`, the surest first.
pub fn new_words(feature: &Feature, alpha: f64) -> Vec<String> {
    let words = moved_words(feature).into_iter();
    let new = words.filter(|word| word.baseline == 0.0 && word.p_value < alpha);
    new.map(|word| word.name).collect()
}

/// What the tables are about, and how the p-values are corrected.
pub fn words_caption(feature: &Feature) -> String {
    let Some(text) = &feature.text else {
        return String::new();
    };
    let looked_at = |side: &TextSummary| match side.counted < side.texts {
        true => format!("{} of {}", count(side.counted), count(side.texts)),
        false => count(side.texts),
    };
    format!(
        "Share of texts that hold the word: {} of the baseline, {} now. p is corrected for the {} words tried.",
        looked_at(&text.baseline),
        looked_at(&text.current),
        count(text.words_tried)
    )
}

/// Words per text, unseen words and empty texts of both sides.
pub fn text_statistics(feature: &Feature) -> Vec<Row> {
    let Some(text) = &feature.text else {
        return Vec::new();
    };
    let real = |value: f64| Shown {
        text: number(value),
        exact: exact(value),
    };
    let share = |value: f64| Shown {
        text: percent(value),
        exact: exact(value),
    };
    let empty = |side: &TextSummary| {
        side.empty_share.map(|share| Shown {
            text: percent(share),
            exact: exact_count(side.empty),
        })
    };
    let unseen = text.unseen_words.as_ref();
    vec![
        (
            "Words per text (median)",
            text.baseline.median_words.map(real),
            text.current.median_words.map(real),
        ),
        (
            "Unseen words (expected, found)",
            unseen.map(|unseen| share(unseen.expected)),
            unseen.map(|unseen| share(unseen.share)),
        ),
        ("Empty texts", empty(&text.baseline), empty(&text.current)),
    ]
}
