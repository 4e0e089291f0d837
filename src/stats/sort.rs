//! Ascending order for samples.
//!
//! In: values without NaN, in any order. Out: the same values ascending, `-0.0` before `0.0`, so that the result is
//! the same bit for bit whatever order they came in; comparisons elsewhere treat the two zeros as equal. Large
//! samples are radix sorted: its time does not depend on the data's order, and digits that all values share (the low
//! bits of whole numbers, the exponents of one scale) cost nothing. Rejected for large samples: comparison sorting,
//! which took several times as long.

/// Below this many values comparison sorting wins over filling the radix sort's tables.
const RADIX_MINIMUM: usize = 4096;
/// Eleven bits a digit: six passes over 64 bits, and a pass's 2048 counters stay in the first-level cache.
const DIGIT_BITS: usize = 11;
const DIGITS: usize = 64_usize.div_ceil(DIGIT_BITS);
const DIGIT_VALUES: usize = 1 << DIGIT_BITS;

/// Sorts in place, ascending; `-0.0` comes before `0.0`. No value may be NaN.
///
/// Takes scratch memory for one copy of `values` when there are 4096 of them or more.
///
/// ```
/// let mut values = [2.0, -1.0, 0.5];
/// leeway::stats::sort::sort(&mut values);
/// assert_eq!(values, [-1.0, 0.5, 2.0]);
/// ```
pub fn sort(values: &mut [f64]) {
    debug_assert!(values.iter().all(|value| !value.is_nan()));
    if values.len() < RADIX_MINIMUM {
        values.sort_unstable_by(f64::total_cmp);
    } else {
        radix_sort(values);
    }
}

/// The same values in ascending order, as [`sort`] puts them.
pub fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    sort(&mut values);
    values
}

/// Least significant digit first, moving values to and fro between the slice and one scratch copy.
fn radix_sort(values: &mut [f64]) {
    let counts = digit_counts(values);
    let mut scratch = vec![0.0; values.len()];
    let mut in_scratch = false;
    for (digit, counts) in counts.chunks_exact(DIGIT_VALUES).enumerate() {
        if counts.iter().any(|&count| count as usize == values.len()) {
            continue;
        }
        if in_scratch {
            distribute(&scratch, values, digit, counts);
        } else {
            distribute(values, &mut scratch, digit, counts);
        }
        in_scratch = !in_scratch;
    }
    if in_scratch {
        values.copy_from_slice(&scratch);
    }
}

/// How often each value of each digit occurs, all digits in one pass over the data.
fn digit_counts(values: &[f64]) -> Vec<u32> {
    let mut counts = vec![0_u32; DIGITS * DIGIT_VALUES];
    for &value in values {
        let key = ordered_key(value);
        for digit in 0..DIGITS {
            counts[digit * DIGIT_VALUES + digit_of(key, digit)] += 1;
        }
    }
    counts
}

fn distribute(from: &[f64], to: &mut [f64], digit: usize, counts: &[u32]) {
    let mut places = [0_u32; DIGIT_VALUES];
    let mut next = 0;
    for (place, &count) in places.iter_mut().zip(counts) {
        *place = next;
        next += count;
    }
    for &value in from {
        let place = &mut places[digit_of(ordered_key(value), digit)];
        to[*place as usize] = value;
        *place += 1;
    }
}

/// Bits whose unsigned order is the order of the values: negative numbers inverted, positive ones above them.
fn ordered_key(value: f64) -> u64 {
    let bits = value.to_bits();
    let inverted_if_negative = ((bits as i64) >> 63) as u64;
    bits ^ (inverted_if_negative | (1 << 63))
}

fn digit_of(key: u64, digit: usize) -> usize {
    (key >> (digit * DIGIT_BITS)) as usize & (DIGIT_VALUES - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn radix_sort_is_the_total_order(bits in prop::collection::vec(any::<u64>(), 0..300)) {
            let mut values: Vec<f64> = bits.into_iter().map(f64::from_bits).filter(|v| !v.is_nan()).collect();
            let mut expected = values.clone();
            expected.sort_by(f64::total_cmp);
            radix_sort(&mut values);
            prop_assert_eq!(bits_of(&values), bits_of(&expected));
        }
    }

    #[test]
    fn a_large_sample_with_both_zeros_and_infinities_is_ordered() {
        let mut values: Vec<f64> = (0..50_000_u64)
            .map(|i| ((i * 7919) % 10_007) as f64 - 5000.0)
            .collect();
        values.extend([
            0.0,
            -0.0,
            f64::INFINITY,
            f64::NEG_INFINITY,
            5e-324,
            -5e-324,
            f64::MAX,
            f64::MIN,
        ]);
        let mut expected = values.clone();
        expected.sort_by(f64::total_cmp);
        assert_eq!(bits_of(&sorted(values)), bits_of(&expected));
    }

    fn bits_of(values: &[f64]) -> Vec<u64> {
        values.iter().map(|value| value.to_bits()).collect()
    }
}
