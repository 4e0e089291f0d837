//! What the detector of the AWS bring-your-own-container sample computes, with the three places where it leaves something out.
//!
//! Numbers: decile bins of the baseline, duplicate edges dropped and closed on the right, so that values at or below the baseline's minimum and above its
//! maximum are in none; shares are of the rows that are in one. Labels: only those that both sides have are summed, missing as one of them; chi-square takes
//! the baseline's shares, times the current rows and cut to whole numbers, for observed and the current counts, cut likewise, for expected. p of numbers is
//! Kolmogorov–Smirnov's, of all values. Every printed digit of the sample's own runs is tested in `tests/container_sample.rs`.

use leeway_stats::chi_square::pearson;
use leeway_stats::ks::KolmogorovSmirnov;

/// The sample's numbers for one feature.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleScore {
    /// Sum of the absolute differences of shares in per cent, 0 to 200; `None` where every row of a side is left out.
    pub drift_score: Option<f64>,
    /// The statistic of labels; `None` for numbers, and where nothing was expected of a label.
    pub chi_square: Option<f64>,
    /// p-value with its decimal logarithm, 0 to 1; `None` where the statistic has none.
    pub p_value: Option<(f64, f64)>,
    /// What it left out.
    pub left_out: LeftOut,
}

/// What the sample does not count.
#[derive(Debug, Clone, PartialEq)]
pub enum LeftOut {
    /// Rows outside (minimum, maximum] of the baseline.
    Outside {
        /// The baseline's minimum and maximum.
        range: (f64, f64),
        /// Rows of the baseline, of the current side.
        rows: [u64; 2],
    },
    /// Labels that one side alone has.
    Labels {
        /// How many labels.
        labels: [u64; 2],
        /// Rows of the baseline, of the current side.
        rows: [u64; 2],
    },
}

impl LeftOut {
    /// Rows of the baseline and of the current side.
    ///
    /// Counts of rows, missing values of numbers aside.
    pub fn rows(&self) -> [u64; 2] {
        match self {
            LeftOut::Outside { rows, .. } | LeftOut::Labels { rows, .. } => *rows,
        }
    }
}

/// The sample's numbers of ascending finite values, counted on the baseline's deciles, whose ends are open in `counts`.
///
/// `None` where a side has no value.
pub(super) fn of_numbers(
    (baseline, current): (&[f64], &[f64]),
    counts: [&[u64]; 2],
    ks: Option<&KolmogorovSmirnov>,
) -> Option<SampleScore> {
    let (&low, &high) = baseline.first().zip(baseline.last())?;
    if current.is_empty() {
        return None;
    }
    let within = |values: &[f64]| {
        let not_above = values.partition_point(|&value| value <= low) as u64;
        let above = (values.len() - values.partition_point(|&value| value <= high)) as u64;
        (not_above, above)
    };
    let ends = [within(baseline), within(current)];
    let inside = [0, 1].map(|side| {
        let mut inside: Vec<f64> = counts[side].iter().map(|&count| count as f64).collect();
        // The values at or below the minimum are all in the first bin, those above the maximum in the last.
        if let Some(first) = inside.first_mut() {
            *first -= ends[side].0 as f64;
        }
        if let Some(last) = inside.last_mut() {
            *last -= ends[side].1 as f64;
        }
        inside
    });
    Some(SampleScore {
        drift_score: distance_of_shares(
            [&inside[0], &inside[1]],
            inside.each_ref().map(|side| side.iter().sum()),
        ),
        chi_square: None,
        p_value: ks.map(|ks| (ks.p_value, ks.log10_p)),
        left_out: LeftOut::Outside {
            range: (low, high),
            rows: ends.map(|(not_above, above)| not_above + above),
        },
    })
}

/// The sample's numbers of labels that were counted on both sides, missing values as one of them.
///
/// `None` where a side has no row.
pub(super) fn of_labels(counts: [&[u64]; 2]) -> Option<SampleScore> {
    let totals = counts.map(|side| side.iter().sum::<u64>() as f64);
    if totals.contains(&0.0) {
        return None;
    }
    let (mut of_both, mut left_out) = ([Vec::new(), Vec::new()], ([0, 0], [0, 0]));
    for (&before, &now) in counts[0].iter().zip(counts[1]) {
        match (before, now) {
            (0, 0) => {}
            (0, rows) => left_out = alone(left_out, 1, rows),
            (rows, 0) => left_out = alone(left_out, 0, rows),
            _ => {
                of_both[0].push(before as f64);
                of_both[1].push(now as f64);
            }
        }
    }
    let whole = |side: usize| {
        let rows = of_both[side]
            .iter()
            .map(|count| count / totals[side] * totals[1]);
        rows.map(f64::trunc).collect::<Vec<f64>>()
    };
    let test = pearson(&whole(0), &whole(1)).ok();
    Some(SampleScore {
        drift_score: distance_of_shares([&of_both[0], &of_both[1]], totals),
        chi_square: test.as_ref().map(|test| test.statistic),
        p_value: test.map(|test| (test.p_value, test.log10_p)),
        left_out: LeftOut::Labels {
            labels: left_out.0,
            rows: left_out.1,
        },
    })
}

/// One label more that `side` alone has, with its rows.
fn alone(
    (mut labels, mut rows): ([u64; 2], [u64; 2]),
    side: usize,
    of_label: u64,
) -> ([u64; 2], [u64; 2]) {
    labels[side] += 1;
    rows[side] += of_label;
    (labels, rows)
}

/// In per cent, 0 to 200, of counts over the totals of their sides.
fn distance_of_shares(counts: [&[f64]; 2], totals: [f64; 2]) -> Option<f64> {
    let pairs = counts[0].iter().zip(counts[1]);
    let sum: f64 = pairs
        .map(|(before, now)| (before / totals[0] - now / totals[1]).abs())
        .sum();
    (!totals.contains(&0.0)).then_some(100.0 * sum)
}
