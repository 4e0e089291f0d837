//! What could be chance of a text beside its lengths: how many words it has, how many of them the baseline lacks, its scripts, its single words.

use super::comparison::Comparison;
use super::evidence::{Test, TestMethod, Tested};
use super::text::{Moved, TextComparison};

impl Comparison {
    /// The tests of a text's words and scripts, in the order of [`Tested`]; none of anything else.
    pub(super) fn text_tests(&self) -> Vec<Test> {
        let Some(text) = &self.text else {
            return Vec::new();
        };
        let tests = [
            word_count(text),
            unseen_words(text),
            moved(Tested::Scripts, &text.scripts),
            moved(Tested::Words, &text.words),
        ];
        tests.into_iter().flatten().collect()
    }
}

fn word_count(text: &TextComparison) -> Option<Test> {
    let ks = text.word_count.as_ref().ok()?;
    let method = TestMethod::from(ks.method);
    Some(Test::new(Tested::WordCount, ks.p_value, ks.log10_p, method))
}

fn unseen_words(text: &TextComparison) -> Option<Test> {
    let unseen = text.unseen.as_ref()?;
    let (p, log10_p) = (unseen.p_value, unseen.log10_p);
    let method = TestMethod::GoodTuringTexts;
    Some(Test::new(Tested::UnseenWords, p, log10_p, method))
}

/// The least chance that any of those that moved by enough has; 1 where none did, which is no less true for being sure.
fn moved<T>(of: Tested, moved: &[Moved<T>]) -> Option<Test> {
    let large = moved.iter().filter(|moved| moved.is_large());
    let surest = large.min_by(|one, other| one.log10_p.total_cmp(&other.log10_p));
    let (p, log10_p) = surest.map_or((1.0, 0.0), |surest| (surest.p_value, surest.log10_p));
    (!moved.is_empty()).then(|| Test::new(of, p, log10_p, TestMethod::Fisher))
}
