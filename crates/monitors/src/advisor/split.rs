//! Windows drawn at random from a baseline's rows. The same seed and number draw the same rows.

use leeway_stats::draw::Draw;
use leeway_stats::subsample::subsample;

/// A window and what stands for the baseline, as positions of the baseline's rows, ascending.
///
/// A window of up to half of the rows is drawn without replacement and the rest is the baseline, so that the two are as independent as data of two days. Of a larger
/// window too little would be left: then both are drawn from all rows with replacement, at their own sizes, which is less exact about rare labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The baseline's rows.
    pub baseline: Vec<u32>,
    /// The window's rows.
    pub window: Vec<u32>,
    /// Of the baseline's rows those at the same time of day or week; none where windows are drawn at random.
    pub same_time: Vec<u32>,
}

impl Split {
    /// True for a window that is drawn with replacement, because it has more than half of the rows.
    ///
    /// Both are counts of rows. Up to a half, window and the rows that stand for the baseline share none; beyond that too few would be left for the baseline.
    pub fn is_large(rows: usize, window: usize) -> bool {
        window * 2 > rows
    }

    /// Draws window number `number` of `window` among `rows` rows; `seed` and number decide it wholly.
    ///
    /// All in rows; the two parts share no row unless the window is large. Source: the bootstrap of a prediction, where it is.
    pub fn draw(rows: usize, window: usize, seed: u64, number: u64) -> Split {
        let seed = mixed(seed, number);
        if Split::is_large(rows, window) {
            let mut draw = Draw::new(seed);
            let mut some = |count: usize| {
                let pick = |_| (draw.uniform() * rows as f64) as u32;
                let mut picked: Vec<u32> = (0..count).map(pick).collect();
                picked.sort_unstable();
                picked
            };
            return Split {
                baseline: some(rows),
                window: some(window),
                same_time: Vec::new(),
            };
        }
        let window = subsample(rows, window, seed);
        let mut picked = window.iter().peekable();
        let baseline = (0..rows as u32)
            .filter(|row| picked.next_if_eq(&row).is_none())
            .collect();
        Split {
            baseline,
            window,
            same_time: Vec::new(),
        }
    }
}

/// A window of `window` rows, ascending, from a population that is as far from the baseline as the baseline may be from the population it came from: the baseline's rows are
/// drawn with replacement, as many as there are, and the window's from them in the same way (a bootstrap of a prediction).
///
/// Result: `window` positions below `rows`, a position more than once. Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993).
pub fn resample(rows: usize, window: usize, seed: u64, number: u64) -> Vec<u32> {
    let mut draw = Draw::new(mixed(!seed, number));
    let mut below = |count: usize| (draw.uniform() * count as f64) as usize;
    let population: Vec<u32> = (0..rows).map(|_| below(rows) as u32).collect();
    let mut picked: Vec<u32> = (0..window).map(|_| population[below(rows)]).collect();
    picked.sort_unstable();
    picked
}

/// A seed for each number, far from those of its neighbours: generators that were seeded in steps of their own increment would draw one stream, shifted.
pub(super) fn mixed(seed: u64, number: u64) -> u64 {
    let mut z = seed ^ number.wrapping_mul(0xd6e8_feb8_6659_fd93);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_and_its_rest_are_all_rows() {
        for (rows, window) in [(10, 3), (10, 5), (1, 0), (200, 1)] {
            let split = Split::draw(rows, window, 7, 0);
            assert_eq!(split.window.len(), window);
            let mut all: Vec<u32> = split
                .baseline
                .iter()
                .chain(&split.window)
                .copied()
                .collect();
            all.sort_unstable();
            assert_eq!(all, (0..rows as u32).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_large_window_is_drawn_with_replacement_at_its_size() {
        let split = Split::draw(10, 40, 1, 0);
        assert_eq!((split.baseline.len(), split.window.len()), (10, 40));
        assert!(split.window.is_sorted() && split.window.iter().all(|row| *row < 10));
        assert_eq!(Split::draw(10, 40, 1, 0), split);
        assert_ne!(Split::draw(10, 40, 2, 0), split);
    }

    #[test]
    fn windows_are_independent() {
        // Every row, and every pair of neighbours, is in a tenth and a hundredth of the windows.
        let (rows, window, draws) = (200, 20, 4000);
        let (mut alone, mut pairs) = (vec![0u32; rows], 0u32);
        let mut last = vec![false; rows];
        let mut shifted = 0u32;
        for number in 0..draws {
            let mut is_in = vec![false; rows];
            for row in Split::draw(rows, window, 0, number).window {
                alone[row as usize] += 1;
                is_in[row as usize] = true;
            }
            pairs += (1..rows)
                .filter(|row| is_in[*row] && is_in[row - 1])
                .count() as u32;
            shifted += (1..rows).filter(|row| is_in[row - 1] && last[*row]).count() as u32;
            last = is_in;
        }
        let spread = (draws as f64 * 0.09).sqrt();
        let is_near = |count: &u32| (f64::from(*count) - draws as f64 * 0.1).abs() < 5.0 * spread;
        assert!(alone.iter().all(is_near), "{alone:?}");
        // Both are near rows · draws / 100; neighbours within a window a little less.
        let expected = (rows - 1) as f64 * draws as f64 * 0.01;
        for count in [pairs, shifted] {
            assert!(
                (f64::from(count) / expected - 1.0).abs() < 0.1,
                "{count} of {expected}"
            );
        }
    }

    #[test]
    fn a_resampled_share_varies_by_the_chance_of_both_sides() {
        let (rows, window, draws) = (100, 25, 20_000);
        // Half of the rows count: the variance of their share is that of the window and that of the baseline, 1/4 (1/25 + 1/100) and a little less.
        let share = |number| {
            let picked = resample(rows, window, 3, number);
            picked.iter().filter(|row| **row < 50).count() as f64 / window as f64 - 0.5
        };
        let squares: f64 = (0..draws).map(|number| share(number).powi(2)).sum();
        let expected = 0.25 * (1.0 / 25.0 + 1.0 / 100.0 - 1.0 / 2500.0);
        assert!((squares / draws as f64 / expected - 1.0).abs() < 0.05);
    }
}
