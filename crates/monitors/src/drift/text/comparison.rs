//! The words and scripts of both sides, compared.
//!
//! In: both sides' counts. Out: how far words per text, unseen words, scripts and single words moved, with the tests. Words and scripts are tested by Fisher's exact test of the texts that hold them. Each p-value is
//! multiplied by the number of those that could have moved by enough and by more than chance ([`LEAST_CHANCE`]) if all texts that hold them were on one side: how many texts hold them on both sides together says nothing
//! of where these are (Bonferroni, among what Tarone 1990 leaves).

use super::side::TextSide;
use leeway_stats::Reason;
use leeway_stats::fisher::fisher_exact;
use leeway_stats::ks::{KolmogorovSmirnov, ks_two_sample};
use leeway_stats::quantile::quantile;
use leeway_stats::text::{Script, UnseenWordsTest};

/// Change of the share of texts that hold a word or a script that is drift.
pub const SHARE_CHANGE: f64 = 0.05;
/// Share of texts that hold a word or a script that no text of the baseline has that is drift.
pub const NEW_SHARE: f64 = 0.01;
/// p-value of a word with all its texts on one side, over which it is not tried: it could not be sure among many.
const LEAST_CHANCE: f64 = 1e-3;
/// Words that are kept, of those that moved and of those that are unseen.
const KEPT: usize = 20;
/// Words that are tested exactly: those that are furthest beyond chance by the z-test of two proportions.
const TESTED: usize = 200;

/// Texts of both sides, compared.
#[derive(Debug, Clone, PartialEq)]
pub struct TextComparison {
    /// The baseline's.
    pub baseline: TextCounts,
    /// The current side's.
    pub current: TextCounts,
    /// Words per text.
    pub word_count: Result<KolmogorovSmirnov, Reason>,
    /// The share of words that the baseline has nowhere; `None` where a side has no word.
    pub unseen: Option<UnseenWordsTest>,
    /// Such words, with the current texts that hold them, the most frequent first.
    pub unseen_words: Vec<(String, u64)>,
    /// Scripts of either side: those that moved by enough before the others, then the surest first.
    pub scripts: Vec<Moved<Script>>,
    /// The words that moved most, in the same order.
    pub words: Vec<Moved<String>>,
    /// How many words could have moved enough.
    pub words_tried: u64,
}

/// What is counted of a side's texts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TextCounts {
    /// Rows with a text that is not empty.
    pub present: u64,
    /// Of them, those whose words were looked at.
    pub texts: u64,
    /// Rows whose text has no visible character, missing ones left out.
    pub blank: u64,
    /// Median of the words per text; `None` without a text.
    pub median_words: Option<f64>,
}

/// A word or a script, with the share of texts that hold it.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved<T> {
    /// What.
    pub what: T,
    /// Share of the baseline's texts, 0 to 1.
    pub baseline: f64,
    /// Share of the current ones.
    pub current: f64,
    /// Probability of such a difference, or one that is rarer, in any of those that were tried; 0 to 1.
    pub p_value: f64,
    /// log10 of `p_value`.
    pub log10_p: f64,
}

impl<T> Moved<T> {
    /// Current less baseline, −1 to 1.
    pub fn change(&self) -> f64 {
        self.current - self.baseline
    }

    /// True where it moved by enough to matter: by [`SHARE_CHANGE`], or from nothing to [`NEW_SHARE`].
    pub fn is_large(&self) -> bool {
        let is_new = self.baseline == 0.0 && self.current >= NEW_SHARE;
        is_new || self.change().abs() >= SHARE_CHANGE
    }
}

impl TextComparison {
    /// Compares both sides.
    ///
    /// Shares are of the texts that were looked at, 0 to 1.
    pub fn of(baseline: &TextSide, current: &TextSide) -> TextComparison {
        let known: Vec<Option<u32>> = current
            .dictionary
            .labels()
            .map(|word| baseline.dictionary.find(word))
            .collect();
        let is_unseen = |code: u32| known[code as usize].is_none();
        let expected = baseline.expected();
        let (words, words_tried) = moved_words(baseline, current, &known);
        TextComparison {
            baseline: TextCounts::of(baseline),
            current: TextCounts::of(current),
            word_count: ks_two_sample(&baseline.word_counts, &current.word_counts),
            unseen: expected.and_then(|expected| expected.test(&current.text_words(is_unseen))),
            unseen_words: unseen_words(current, is_unseen),
            scripts: moved_scripts(baseline, current),
            words,
            words_tried,
        }
    }
}

impl TextCounts {
    fn of(side: &TextSide) -> TextCounts {
        TextCounts {
            present: side.present,
            texts: side.texts(),
            blank: side.blank,
            median_words: quantile(&side.word_counts, 0.5).ok(),
        }
    }
}

/// A word or script and the texts that hold it on both sides.
struct Held<T> {
    what: T,
    counts: [u64; 2],
}

/// Which words are tried: by the texts that hold them on both sides together.
struct Tried {
    texts: [u64; 2],
    /// The least such texts.
    fewest: u64,
}

impl Tried {
    /// With so many texts on both sides, both above 0.
    fn of(texts: [u64; 2]) -> Tried {
        let [n, m] = texts.map(|texts| texts as f64);
        let large = (SHARE_CHANGE * n.min(m)).min(NEW_SHARE * m).ceil().max(1.0) as u64;
        // All texts on the smaller side are the rarest split.
        let smaller = texts[0].min(texts[1]);
        let is_sure = |held: u64| {
            let one_sided = fisher_exact(0, texts[0].max(texts[1]), held, smaller);
            one_sided.is_ok_and(|test| test.p_value <= LEAST_CHANCE)
        };
        let sure = (1..=smaller)
            .find(|&held| is_sure(held))
            .unwrap_or(u64::MAX);
        Tried {
            texts,
            fewest: large.max(sure),
        }
    }

    fn share(&self, counts: [u64; 2], side: usize) -> f64 {
        counts[side] as f64 / self.texts[side] as f64
    }

    /// The square of z of two proportions.
    fn evidence(&self, counts: [u64; 2]) -> f64 {
        let all = (counts[0] + counts[1]) as f64 / (self.texts[0] + self.texts[1]) as f64;
        let change = self.share(counts, 1) - self.share(counts, 0);
        match all * (1.0 - all) {
            0.0 => 0.0,
            spread => change * change / spread,
        }
    }

    /// Of those that are held, the ones that moved most, and how many were tried.
    fn moved<T: Ord>(&self, mut held: Vec<Held<T>>, kept: usize) -> (Vec<Moved<T>>, u64) {
        held.retain(|held| held.counts[0] + held.counts[1] >= self.fewest);
        let tried = held.len() as u64;
        held.sort_by(|one, other| {
            let by_evidence = self
                .evidence(other.counts)
                .total_cmp(&self.evidence(one.counts));
            by_evidence.then_with(|| one.what.cmp(&other.what))
        });
        held.truncate(TESTED);
        let tested = held.into_iter().filter_map(|Held { what, counts }| {
            let test = fisher_exact(counts[0], self.texts[0], counts[1], self.texts[1]).ok()?;
            Some(Moved {
                what,
                baseline: self.share(counts, 0),
                current: self.share(counts, 1),
                p_value: (test.p_value * tried as f64).min(1.0),
                log10_p: (test.log10_p + (tried as f64).log10()).min(0.0),
            })
        });
        let mut moved: Vec<Moved<T>> = tested.collect();
        moved.sort_by(|one, other| {
            let by_size = other.is_large().cmp(&one.is_large());
            let by_chance = one.log10_p.total_cmp(&other.log10_p);
            let by_change = other.change().abs().total_cmp(&one.change().abs());
            by_size
                .then(by_chance)
                .then(by_change)
                .then_with(|| one.what.cmp(&other.what))
        });
        moved.truncate(kept);
        (moved, tried)
    }
}

fn moved_scripts(baseline: &TextSide, current: &TextSide) -> Vec<Moved<Script>> {
    let texts = [baseline.texts(), current.texts()];
    if texts.contains(&0) {
        return Vec::new();
    }
    let held = Script::ALL.into_iter().map(|script| Held {
        what: script,
        counts: [baseline, current].map(|side| side.scripts[script as usize]),
    });
    let held = held.filter(|held| held.counts != [0, 0]).collect();
    // They are few: all are tried.
    Tried { texts, fewest: 1 }.moved(held, Script::ALL.len()).0
}

/// The words that moved most, and how many were tried; `known` has the baseline's code of each current word.
fn moved_words(
    baseline: &TextSide,
    current: &TextSide,
    known: &[Option<u32>],
) -> (Vec<Moved<String>>, u64) {
    let texts = [baseline.texts(), current.texts()];
    if texts.contains(&0) {
        return (Vec::new(), 0);
    }
    let tried = Tried::of(texts);
    let before = |code: Option<u32>| code.map_or(0, |code| u64::from(baseline.held[code as usize]));
    let now = current.dictionary.labels().zip(&current.held).zip(known);
    let now = now.map(|((what, &count), &known)| Held {
        what,
        counts: [before(known), u64::from(count)],
    });
    // Of words that went, few are in enough texts to be looked up.
    let is_enough = |&(_, &count): &(u32, &u32)| u64::from(count) >= tried.fewest;
    let gone = (0..).zip(&baseline.held).filter(is_enough);
    let gone = gone.map(|(code, &count)| Held {
        what: baseline.dictionary.label(code),
        counts: [u64::from(count), 0],
    });
    let gone = gone.filter(|held| current.dictionary.find(held.what).is_none());
    let (moved, count) = tried.moved(now.chain(gone).collect(), KEPT);
    let owned = moved.into_iter().map(|moved| Moved {
        what: moved.what.to_owned(),
        baseline: moved.baseline,
        current: moved.current,
        p_value: moved.p_value,
        log10_p: moved.log10_p,
    });
    (owned.collect(), count)
}

fn unseen_words(current: &TextSide, is_unseen: impl Fn(u32) -> bool) -> Vec<(String, u64)> {
    let all = (0..).zip(&current.held);
    let unseen = all.filter(|(code, _)| is_unseen(*code));
    let mut unseen: Vec<(u64, &str)> = unseen
        .map(|(code, &held)| (u64::from(held), current.dictionary.label(code)))
        .collect();
    unseen.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    unseen.truncate(KEPT);
    let owned = unseen
        .into_iter()
        .map(|(held, word)| (word.to_owned(), held));
    owned.collect()
}
