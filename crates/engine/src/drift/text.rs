//! A feature's texts in the report.

use leeway_monitors::drift::{Comparison, TextCounts};
use leeway_report::{
    Ks, LabelCount, ScriptShare, TextMeasures, TextSummary, UnseenWords, WordShare,
};

/// What was measured of texts; `None` for a feature of anything else.
pub(super) fn text(comparison: &Comparison) -> Option<TextMeasures> {
    let text = comparison.text.as_deref()?;
    let [before, now] = comparison.empty_rows();
    let rows = (comparison.baseline_rows, comparison.current_rows);
    let ks = text.word_count.as_ref().ok();
    Some(TextMeasures {
        baseline: summary(&text.baseline, before, rows.0),
        current: summary(&text.current, now, rows.1),
        word_count: ks.map(|ks| Ks {
            statistic: ks.statistic,
            location: ks.location,
            sign: ks.sign,
            p_value: Some(ks.p_value),
            log10_p: Some(ks.log10_p),
            method: ks.method,
            bound: None,
        }),
        unseen_words: text.unseen.map(|unseen| UnseenWords {
            share: unseen.share,
            expected: unseen.expected,
            p_value: unseen.p_value,
            log10_p: unseen.log10_p,
            words: text
                .unseen_words
                .iter()
                .map(|(word, count)| LabelCount {
                    label: word.clone(),
                    count: *count,
                })
                .collect(),
        }),
        scripts: text
            .scripts
            .iter()
            .map(|moved| ScriptShare {
                script: moved.what,
                baseline: moved.baseline,
                current: moved.current,
                p_value: moved.p_value,
                log10_p: moved.log10_p,
            })
            .collect(),
        words: text
            .words
            .iter()
            .map(|moved| WordShare {
                word: moved.what.clone(),
                baseline: moved.baseline,
                current: moved.current,
                p_value: moved.p_value,
                log10_p: moved.log10_p,
            })
            .collect(),
        words_tried: text.words_tried,
    })
}

fn summary(counts: &TextCounts, empty: u64, rows: u64) -> TextSummary {
    TextSummary {
        texts: counts.present,
        counted: counts.texts,
        empty,
        empty_share: (rows > 0).then(|| empty as f64 / rows as f64),
        median_words: counts.median_words,
    }
}
