//! Random parts of a sample, for the spread of a measure that has no formula.

/// Positions of `count` of `rows` rows, ascending, without repetition; the same for the same seed on every platform.
///
/// Every set of `count` rows is equally likely (selection sampling, Knuth, The Art of Computer Programming, 3.4.2, algorithm S). More than there are gives all.
pub fn subsample(rows: usize, count: usize, seed: u64) -> Vec<u32> {
    let mut random = seed;
    let mut picked = Vec::with_capacity(count.min(rows));
    for row in 0..rows {
        let missing = count.saturating_sub(picked.len());
        if uniform(&mut random) * ((rows - row) as f64) < missing as f64 {
            picked.push(row as u32);
        }
    }
    picked
}

/// Uniform in [0, 1), by SplitMix64 (Steele, Lea and Flood, 2014).
fn uniform(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// The standard deviation of a few values around their mean, dividing by one less than there are; `None` for fewer than two.
pub fn spread(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squared: f64 = values
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .sum();
    Some((squared / (n - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subsample_has_its_size_and_no_row_twice() {
        for seed in 0..50 {
            let picked = subsample(100, 80, seed);
            assert_eq!(picked.len(), 80);
            assert!(picked.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert_eq!(subsample(3, 9, 1), [0, 1, 2]);
        assert_eq!(subsample(0, 2, 1), Vec::<u32>::new());
    }

    #[test]
    fn every_row_is_picked_as_often() {
        let mut counts = [0u32; 10];
        for seed in 0..10_000 {
            for row in subsample(10, 8, seed) {
                counts[row as usize] += 1;
            }
        }
        // 8 000 each; five standard deviations of √(10 000 · 0.8 · 0.2) = 40.
        assert!(
            counts.iter().all(|&count| count.abs_diff(8000) < 200),
            "{counts:?}"
        );
    }

    #[test]
    fn a_spread_divides_by_one_less() {
        assert_eq!(spread(&[1.0, 3.0]), Some(2.0_f64.sqrt()));
        assert_eq!(spread(&[1.0]), None);
    }
}
