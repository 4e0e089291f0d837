//! Which baseline column is which column of a side without names.
//!
//! A capture has no header, and the baseline often has columns that a capture lacks (a label, an id). Columns keep their order, so the question is which
//! baseline columns were skipped: the alignment that makes matched columns most alike in type and distribution. Drift lowers likeness, but order leaves so few ways
//! that the right one still wins; where it does not, the user gives the names.

use std::collections::{BTreeMap, BTreeSet};

use leeway_stats::ks::ks_statistic_only;
use leeway_stats::ranked::Ranked;
use leeway_stats::sort::sorted;
use leeway_table::forms::BooleanWords;
use leeway_table::{
    Column, Kind, Labels, MIN_DISTINCT_NUMERICAL, Parsed, Values, format_number_label, parse_number,
};

/// Values of a column that are looked at, evenly spread over its rows.
const SAMPLE: usize = 2000;
/// Likeness of a number column and a text column.
const MISMATCH: f64 = -0.5;
/// Likeness where nothing can be compared: a column without values, or texts that are all distinct.
const NEUTRAL: f64 = 0.2;
/// What leaving out a current column costs.
const LEFT_OUT: f64 = -0.3;
/// What matching two neighbours with two neighbours adds: among columns that look all alike, runs are likelier than leaps.
const RUN_BONUS: f64 = 0.05;
/// What a baseline column costs that stands after all matched ones or between them and is left out, per standard deviation of what likeness owes to chance: built-in
/// algorithms take the label first, others last, and a column inside is left out on strong evidence only.
const SKIPPED_LAST: f64 = 0.5;
const SKIPPED_INSIDE: f64 = 1.5;
/// Alignments that are nearer than this to the best, in the same unit, could be right too.
const UNSURE: f64 = 0.75;
/// What a baseline column's name adds for an output: models' answers go by these words.
const NAME_BONUS: f64 = 0.6;
const OUTPUT_WORDS: [&str; 6] = ["pred", "prob", "score", "output", "_hat", "inference"];

/// What a column looks like.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    numbers: Vec<f64>,
    labels: BTreeMap<String, f64>,
    kind: Option<Kind>,
    /// Values that were looked at.
    seen: usize,
}

/// How truth values are written in these columns, where they hold nothing else: `True` and `1` are alike.
fn truth_words<'a>(mut columns: impl Iterator<Item = &'a Column> + Clone) -> Option<BooleanWords> {
    let are_written = |words: BooleanWords| {
        columns.clone().all(|column| match &column.values {
            Values::Labels(labels) => {
                let mut known = labels.dictionary.labels();
                labels.dictionary.len() <= 4 && known.all(|label| words.read(label).is_some())
            }
            Values::Numbers(_) => false,
        })
    };
    BooleanWords::ALL
        .into_iter()
        .find(|&words| are_written(words))
        .filter(|_| columns.any(|column| column.present() > 0))
}

impl Profile {
    /// Looks at up to [`SAMPLE`] values of a column that may stand in several slices.
    ///
    /// Values are taken evenly spread over all slices; missing ones are passed over.
    pub fn of<'a>(columns: impl Iterator<Item = &'a Column> + Clone) -> Profile {
        let step = columns
            .clone()
            .map(Column::len)
            .sum::<usize>()
            .div_ceil(SAMPLE)
            .max(1);
        let words = truth_words(columns.clone());
        let mut labels: BTreeMap<String, f64> = BTreeMap::new();
        let mut numbers = Vec::new();
        let mut texts = 0usize;
        let mut next = 0;
        for (column, row) in columns.flat_map(|column| {
            let (first, rows) = (next, column.len());
            let steps = rows.saturating_sub(first).div_ceil(step);
            next = first + steps * step - rows;
            (0..steps).map(move |at| (column, first + at * step))
        }) {
            let label = match &column.values {
                Values::Numbers(values) if values.values[row].is_nan() => continue,
                Values::Numbers(values) => format_number_label(values.values[row]),
                Values::Labels(values) if values.codes[row] == Labels::MISSING => continue,
                Values::Labels(values) => values.dictionary.label(values.codes[row]).to_owned(),
            };
            let truth = words.and_then(|words| words.read(&label));
            let label = truth.map_or(label, |is_true| u8::from(is_true).to_string());
            let label = match parse_number(&label) {
                Parsed::Integral(value) | Parsed::Fractional(value) | Parsed::Long(value) => {
                    if value.is_finite() {
                        numbers.push(value);
                    }
                    format_number_label(value)
                }
                Parsed::Text => {
                    texts += 1;
                    label
                }
            };
            *labels.entry(label).or_default() += 1.0;
        }
        let seen: f64 = labels.values().sum();
        labels.values_mut().for_each(|count| *count /= seen);
        let kind = match (texts * 20 > numbers.len(), labels.is_empty()) {
            (_, true) => None,
            (true, _) => Some(Kind::Categorical),
            (false, _) => Some(Kind::Numerical),
        };
        Profile {
            numbers: sorted(numbers),
            labels,
            kind,
            seen: seen as usize,
        }
    }

    /// Looks at the quantiles of a sketch.
    ///
    /// Values are in the feature's unit, exact or within the sketch's bound; without values the profile is empty.
    pub fn of_ranked(ranked: &Ranked) -> Profile {
        let quantile = |i: usize| ranked.quantile((i as f64 + 0.5) / SAMPLE as f64).ok();
        let numbers: Vec<f64> = (0..SAMPLE).filter_map(quantile).collect();
        let mut labels: BTreeMap<String, f64> = BTreeMap::new();
        for &number in &numbers {
            *labels.entry(format_number_label(number)).or_default() += 1.0 / numbers.len() as f64;
        }
        Profile {
            kind: (!numbers.is_empty()).then_some(Kind::Numerical),
            numbers,
            labels,
            seen: SAMPLE,
        }
    }

    /// Looks at counts of labels.
    ///
    /// Counts of rows; the profile keeps shares from 0 to 1.
    pub fn of_labels(counts: &BTreeMap<String, u64>) -> Profile {
        let total = counts.values().sum::<u64>() as f64;
        let labels = counts
            .iter()
            .map(|(label, &count)| (label.clone(), count as f64 / total))
            .collect();
        Profile {
            kind: (!counts.is_empty()).then_some(Kind::Categorical),
            numbers: Vec::new(),
            labels,
            seen: total as usize,
        }
    }

    /// How alike two columns are, from −0.5 (number against text) to 1 (same distribution).
    fn likeness(&self, other: &Profile) -> f64 {
        let (Some(mine), Some(theirs)) = (self.kind, other.kind) else {
            return NEUTRAL;
        };
        if mine != theirs {
            return MISMATCH;
        }
        let many = |profile: &Profile| profile.labels.len() >= MIN_DISTINCT_NUMERICAL;
        if mine == Kind::Numerical && (many(self) || many(other)) {
            return ks_statistic_only(&self.numbers, &other.numbers).map_or(NEUTRAL, |d| 1.0 - d);
        }
        let common: f64 = self
            .labels
            .iter()
            .filter_map(|(label, share)| other.labels.get(label).map(|other| share.min(*other)))
            .sum();
        let are_distinct = |profile: &Profile| profile.labels.values().all(|share| *share < 0.01);
        if common == 0.0 && are_distinct(self) && are_distinct(other) {
            NEUTRAL
        } else {
            common
        }
    }
}

/// For every current column the baseline column that it is, in the same order; `None` for a column that fits nowhere. Equal numbers of columns match by position.
///
/// Each baseline column is given once. Nothing fails.
pub fn align(baseline: &[Profile], current: &[Profile]) -> Vec<Option<usize>> {
    let (n, m) = (baseline.len(), current.len());
    if n == m {
        return (0..m).map(Some).collect();
    }
    let noise = noise(current);
    // What leaving out the baseline column before `i`, with `j` current ones matched or left out, costs: the label comes first, or else last.
    let skip = |j: usize| match j {
        0 => 0.0,
        _ if j == m => -SKIPPED_LAST * noise,
        _ => -SKIPPED_INSIDE * noise,
    };
    // best[i][j]: best sum over the first i baseline and j current columns; matched[i][j]: the best that ends with a match of these two.
    let mut best = vec![vec![0.0; m + 1]; n + 1];
    let mut matched = vec![vec![f64::NEG_INFINITY; m + 1]; n + 1];
    for j in 1..=m {
        best[0][j] = best[0][j - 1] + LEFT_OUT;
    }
    for i in 1..=n {
        best[i][0] = best[i - 1][0] + skip(0);
        for j in 1..=m {
            let before = best[i - 1][j - 1].max(matched[i - 1][j - 1] + RUN_BONUS);
            matched[i][j] = baseline[i - 1].likeness(&current[j - 1]) + before;
            best[i][j] = matched[i][j]
                .max(best[i - 1][j] + skip(j))
                .max(best[i][j - 1] + LEFT_OUT);
        }
    }
    let mut matches = vec![None; m];
    let (mut i, mut j) = (n, m);
    let mut is_in_run = false;
    while i > 0 && j > 0 {
        if is_in_run || best[i][j] == matched[i][j] {
            matches[j - 1] = Some(i - 1);
            is_in_run = matched[i - 1][j - 1] + RUN_BONUS >= best[i - 1][j - 1];
            i -= 1;
            j -= 1;
        } else if best[i][j] == best[i - 1][j] + skip(j) {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    matches
}

/// Where the baseline has one column more than the current side: which others could be the one that is left out, so that the choice of `align` is a supposition.
///
/// `left_out` is the position that `align` left out. Empty where likeness settles it.
pub fn rivals(baseline: &[Profile], current: &[Profile], left_out: usize) -> Vec<usize> {
    let n = baseline.len();
    if n != current.len() + 1 {
        return Vec::new();
    }
    let noise = noise(current);
    // Without position k, what comes before it keeps its place and what comes after moves up by one.
    let ahead = (0..n - 1).map(|at| baseline[at].likeness(&current[at]));
    let behind = (1..n).map(|at| baseline[at].likeness(&current[at - 1]));
    let mut sum: f64 = behind.clone().sum();
    let mut sums = vec![sum];
    for (ahead, behind) in ahead.zip(behind) {
        sum += ahead - behind;
        sums.push(sum - SKIPPED_INSIDE * noise);
    }
    sums[n - 1] += (SKIPPED_INSIDE - SKIPPED_LAST) * noise;
    let is_near = |at: &usize| *at != left_out && sums[*at] >= sums[left_out] - UNSURE * noise;
    (0..n).filter(is_near).collect()
}

/// What the likeness of all columns together owes to chance.
fn noise(current: &[Profile]) -> f64 {
    let rows = current.iter().map(|profile| profile.seen).max();
    (current.len() as f64 / rows.unwrap_or(0).max(1) as f64).sqrt()
}

/// For every output the baseline column (of `free` ones, by name and profile) that holds the model's answers, judged by name first, then by likeness.
///
/// One entry for each output, a position in `free`; `None` where none fits. Each is given once.
pub fn match_outputs(free: &[(&str, Profile)], outputs: &[Profile]) -> Vec<Option<usize>> {
    let mut scores = Vec::new();
    for (o, output) in outputs.iter().enumerate() {
        for (b, (name, profile)) in free.iter().enumerate() {
            let name = name.to_lowercase();
            let score = profile.likeness(output);
            if score > 0.0 && OUTPUT_WORDS.iter().any(|word| name.contains(word)) {
                scores.push((score + NAME_BONUS, o, b));
            }
        }
    }
    scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut matches = vec![None; outputs.len()];
    let mut taken = BTreeSet::new();
    for (_, o, b) in scores {
        if matches[o].is_none() && taken.insert(b) {
            matches[o] = Some(b);
        }
    }
    matches
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_table::{MissingPolicy, Origin};

    fn profile(values: impl IntoIterator<Item = String>) -> Profile {
        let mut column = Column::new("x", Origin::Field, true);
        let policy = MissingPolicy::default();
        values.into_iter().for_each(|value| {
            column.push_field(&value, false, &policy);
        });
        Profile::of(std::iter::once(&column))
    }

    fn ramp(from: i32, to: i32) -> Profile {
        profile((0..500).map(|i| {
            format!(
                "{}",
                f64::from(from) + f64::from(to - from) * f64::from(i) / 500.0
            )
        }))
    }

    fn labels(labels: &[&str]) -> Profile {
        profile((0..300).map(|i| labels[i % labels.len()].to_owned()))
    }

    #[test]
    fn a_label_that_the_capture_lacks_is_skipped_wherever_it_stands() {
        let age = ramp(18, 90);
        let sex = labels(&["F", "M"]);
        let label = labels(&["0", "1"]);
        let income = ramp(10_000, 90_000);
        let shifted_income = ramp(20_000, 120_000);
        for (position, expected) in [(0, [1, 2, 3]), (1, [0, 2, 3]), (3, [0, 1, 2])] {
            let mut baseline = vec![age.clone(), sex.clone(), income.clone()];
            baseline.insert(position, label.clone());
            let current = [
                ramp(20, 85),
                labels(&["M", "F", "X"]),
                shifted_income.clone(),
            ];
            assert_eq!(
                align(&baseline, &current),
                expected.map(Some),
                "label at {position}"
            );
        }
    }

    #[test]
    fn outputs_go_to_columns_named_like_a_models_answer() {
        let free = [
            ("repaid", labels(&["0", "1"])),
            ("prediction", labels(&["0", "1", "1"])),
            ("probability", ramp(0, 1)),
        ];
        assert_eq!(
            match_outputs(&free, &[labels(&["0", "1"]), ramp(0, 1)]),
            [Some(1), Some(2)]
        );
        assert_eq!(match_outputs(&free, &[labels(&["good", "bad"])]), [None]);
    }
}
