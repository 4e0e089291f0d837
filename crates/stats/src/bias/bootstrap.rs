//! How far a metric would move if the rows were drawn again.
//!
//! Rows are resampled with replacement, which for counts is a multinomial draw. The interval is the normal bootstrap interval, value ± 1.96 standard deviations of the
//! resampled values, as Model Monitor's bias monitor uses it; the percentile interval was rejected because distances that cannot be negative would then never reach
//! 0. Where more than 1 % of the resampled values are infinite or undefined there is no standard deviation, and the interval is that of the percentiles,
//! which may have an infinite end.

use super::{BiasReason, Flips, Metric, Outcomes, measure};
use crate::draw::Draw;

/// Resampled tables in all. More are not worth their time: the standard deviation is then known to about 4 %.
const MOST_REPLICATES: usize = 400;
/// Draws of cells in all: many strata get fewer replicates, never under [`LEAST_REPLICATES`].
const MOST_DRAWS: usize = 2_000_000;
/// As few as a standard deviation can be told from.
const LEAST_REPLICATES: usize = 50;
/// Two-sided 95 % of a normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Where a value lies with 95 % confidence; ends may be infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Resampled tables of one group's rows.
#[derive(Debug, Clone)]
pub struct Bootstrap {
    replicates: Vec<Outcomes>,
    draw: Draw,
}

impl Bootstrap {
    /// Draws tables of as many rows as `outcomes`; `seed` decides them wholly.
    pub fn new(outcomes: &Outcomes, seed: u64) -> Self {
        let mut draw = Draw::new(seed);
        let cells = outcomes.strata.len() * 8;
        let count = (MOST_DRAWS / cells).clamp(LEAST_REPLICATES, MOST_REPLICATES);
        let replicates = (0..count).map(|_| redraw(outcomes, &mut draw)).collect();
        Bootstrap { replicates, draw }
    }

    /// The interval of a metric whose value is `value`; `None` where it can hardly be computed from rows drawn again.
    pub fn interval(&self, metric: Metric, value: f64) -> Option<Interval> {
        let values = self.replicates.iter().map(|drawn| measure(metric, drawn));
        interval(value, values.collect())
    }

    /// The interval of the flip test: its rows drawn again, with the neighbours they have.
    pub fn of_flips(&mut self, flips: &Flips) -> Option<Interval> {
        let value = flips.value()?;
        let rows = flips.rows;
        let values = (0..MOST_REPLICATES).map(|_| {
            let favoured = self
                .draw
                .binomial(rows, flips.favoured as f64 / rows as f64);
            let left = (rows - flips.favoured).max(1) as f64;
            let slighted = self
                .draw
                .binomial(rows - favoured, flips.slighted as f64 / left);
            Ok((favoured as f64 - slighted as f64) / rows as f64)
        });
        interval(value, values.collect())
    }
}

/// As many rows as `outcomes`, drawn from it with replacement.
fn redraw(outcomes: &Outcomes, draw: &mut Draw) -> Outcomes {
    let mut left = outcomes.rows();
    let mut to_draw = left;
    let mut drawn = outcomes.clone();
    for count in drawn.strata.iter_mut().flatten() {
        let was = *count;
        *count = draw.binomial(to_draw, was as f64 / left.max(1) as f64);
        to_draw -= *count;
        left -= was;
    }
    drawn
}

fn interval(value: f64, values: Vec<Result<f64, BiasReason>>) -> Option<Interval> {
    let all = values.len();
    let mut values: Vec<f64> = values.into_iter().flatten().collect();
    if values.len() * 2 < all {
        return None;
    }
    let finite: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    if value.is_finite() && finite.len() * 100 >= all * 99 {
        let n = finite.len() as f64;
        let mean = finite.iter().sum::<f64>() / n;
        let squares: f64 = finite.iter().map(|v| (v - mean) * (v - mean)).sum();
        let half = Z * (squares / (n - 1.0)).sqrt();
        return Some(Interval {
            low: value - half,
            high: value + half,
        });
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    Some(Interval {
        low: at(0.025),
        high: at(0.975),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_difference_of_proportions_is_the_textbooks() {
        let mut outcomes = Outcomes::new(0);
        outcomes.strata[0] = [400, 0, 600, 0, 150, 0, 150, 0];
        let bootstrap = Bootstrap::new(&outcomes, 3);
        let value = measure(Metric::Dpl, &outcomes).unwrap();
        let interval = bootstrap.interval(Metric::Dpl, value).unwrap();
        // sqrt(0.6 · 0.4 / 1000 + 0.5 · 0.5 / 300) = 0.03276; a standard deviation of 400 draws is known to 3.5 %, so four of these are allowed.
        let expected = 1.96 * (0.24f64 / 1000.0 + 0.25 / 300.0).sqrt();
        let half = (interval.high - interval.low) / 2.0;
        assert!((half / expected - 1.0).abs() < 0.14, "{half} {expected}");
        assert!(((interval.high + interval.low) / 2.0 - value).abs() < 1e-12);
    }

    #[test]
    fn a_seed_decides_everything() {
        let mut outcomes = Outcomes::new(2);
        outcomes.strata = vec![[4, 3, 2, 1, 4, 3, 2, 1], [9, 9, 9, 9, 9, 9, 9, 9]];
        let with = |seed| Bootstrap::new(&outcomes, seed).interval(Metric::Cddl, 0.0);
        assert_eq!(with(7), with(7));
        assert_ne!(with(7), with(8));
    }

    #[test]
    fn an_infinite_value_has_an_interval_that_may_be_infinite() {
        let mut outcomes = Outcomes::new(0);
        outcomes.strata[0] = [50, 10, 10, 30, 10, 0, 2, 8];
        let value = measure(Metric::Te, &outcomes).unwrap();
        assert_eq!(value, f64::INFINITY);
        let interval = Bootstrap::new(&outcomes, 1).interval(Metric::Te, value);
        assert_eq!(interval.map(|interval| interval.high), Some(f64::INFINITY));
    }

    #[test]
    fn an_empty_group_has_no_interval() {
        let outcomes = Outcomes::new(0);
        assert_eq!(Bootstrap::new(&outcomes, 1).interval(Metric::Ci, 0.0), None);
    }
}
