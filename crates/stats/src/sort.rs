//! Ascending order for samples.
//!
//! In: values without NaN, in any order. Out: the same values ascending, `-0.0` before `0.0`, so that the result is
//! the same bit for bit whatever order they came in; comparisons elsewhere treat the two zeros as equal. Large
//! samples are radix sorted by the 33 highest of the bits in which they differ, and what is then still equal is left
//! to the standard library's sort. Rejected: the standard sort alone, which is as good for whole numbers but takes twice
//! as long in wasm for measured values.

/// Below this many values comparison sorting wins over filling the radix sort's tables.
const RADIX_MINIMUM: usize = 4096;
/// New values are merged while they are less than one in so many; more are sorted with the old ones.
const MERGED_SHARE: usize = 8;
/// A pass's 2048 counters stay in the first-level cache.
const DIGIT_BITS: u32 = 11;
const DIGIT_VALUES: usize = 1 << DIGIT_BITS;
const DIGIT_MASK: u64 = DIGIT_VALUES as u64 - 1;
/// Three passes tell most values of a sample of millions apart.
const MAX_DIGITS: u32 = 3;

/// Sorts in place, ascending; `-0.0` comes before `0.0`. No value may be NaN.
///
/// Takes scratch memory for one copy of `values` when there are 4096 of them or more.
///
/// ```
/// let mut values = [2.0, -1.0, 0.5];
/// leeway_stats::sort::sort(&mut values);
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

/// Adds values in any order to ascending ones; the result is that of [`sort`] on all of them. No value may be NaN.
///
/// A few values among many cost the moves of the many, not a sort of them.
///
/// ```
/// let mut values = vec![1.0, 2.0, 4.0];
/// leeway_stats::sort::merge(&mut values, vec![3.0, 0.5]);
/// assert_eq!(values, [0.5, 1.0, 2.0, 3.0, 4.0]);
/// ```
pub fn merge(values: &mut Vec<f64>, mut new: Vec<f64>) {
    let old = values.len();
    values.reserve_exact(new.len());
    if new.len() > old / MERGED_SHARE {
        values.append(&mut new);
        return sort(values);
    }
    sort(&mut new);
    values.resize(old + new.len(), 0.0);
    // From the end: what is behind each new value moves by the number of new values before it, itself included.
    let mut end = old;
    for (before, &value) in new.iter().enumerate().rev() {
        let start = values[..end].partition_point(|old| old.total_cmp(&value).is_le());
        values.copy_within(start..end, start + before + 1);
        values[start + before] = value;
        end = start;
    }
}

/// Least significant digit first, moving values to and fro between the slice and one scratch copy.
fn radix_sort(values: &mut [f64]) {
    let differing = differing_bits(values);
    let width = u64::BITS - differing.leading_zeros();
    let digits = width.div_ceil(DIGIT_BITS).min(MAX_DIGITS);
    let lowest_bit = width.saturating_sub(digits * DIGIT_BITS);
    let mut scratch = vec![0.0; values.len()];
    let mut in_scratch = false;
    for shift in (0..digits).map(|digit| lowest_bit + digit * DIGIT_BITS) {
        if (differing >> shift) & DIGIT_MASK == 0 {
            continue;
        }
        if in_scratch {
            distribute(&scratch, values, shift);
        } else {
            distribute(values, &mut scratch, shift);
        }
        in_scratch = !in_scratch;
    }
    if in_scratch {
        values.copy_from_slice(&scratch);
    }
    if differing & ((1 << lowest_bit) - 1) != 0 {
        sort_runs(values, lowest_bit);
    }
}

/// The bits in which not all values agree.
fn differing_bits(values: &[f64]) -> u64 {
    let first = values.first().map_or(0, |&value| ordered_key(value));
    values
        .iter()
        .fold(0, |bits, &value| bits | (ordered_key(value) ^ first))
}

/// A stable counting sort by the digit that starts at bit `shift`.
fn distribute(from: &[f64], to: &mut [f64], shift: u32) {
    let digit_of = |value: f64| ((ordered_key(value) >> shift) & DIGIT_MASK) as usize;
    let mut places = [0_u32; DIGIT_VALUES];
    for &value in from {
        places[digit_of(value)] += 1;
    }
    let mut next = 0;
    for place in &mut places {
        next += std::mem::replace(place, next);
    }
    for &value in from {
        let place = &mut places[digit_of(value)];
        to[*place as usize] = value;
        *place += 1;
    }
}

/// Sorts each run of values that agree from bit `lowest_bit` up; runs are already in order among themselves.
fn sort_runs(values: &mut [f64], lowest_bit: u32) {
    let prefix = |value: f64| ordered_key(value) >> lowest_bit;
    for run in values.chunk_by_mut(|&a, &b| prefix(a) == prefix(b)) {
        if run.len() > 1 {
            run.sort_unstable_by(f64::total_cmp);
        }
    }
}

/// Bits whose unsigned order is the order of the values: negative numbers inverted, positive ones above them.
fn ordered_key(value: f64) -> u64 {
    let bits = value.to_bits();
    let inverted_if_negative = ((bits as i64) >> 63) as u64;
    bits ^ (inverted_if_negative | (1 << 63))
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

    proptest! {
        #[test]
        fn merged_values_are_those_sorted_together(
            old in prop::collection::vec(prop::num::f64::ANY, 0..200),
            new in prop::collection::vec(prop::num::f64::ANY, 0..40),
        ) {
            let numbers = |values: Vec<f64>| -> Vec<f64> { values.into_iter().filter(|v| !v.is_nan()).collect() };
            let (mut merged, new) = (sorted(numbers(old)), numbers(new));
            let together = sorted([merged.as_slice(), &new].concat());
            merge(&mut merged, new);
            prop_assert_eq!(bits_of(&merged), bits_of(&together));
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

    #[test]
    fn values_that_share_their_high_bits_are_ordered() {
        let near: Vec<f64> = (0..9000_u64)
            .map(|i| 1e9 + ((i * 7919) % 9001) as f64 * 1e-6)
            .collect();
        let far = near.iter().map(|value| -value * 1e-290);
        let mut values: Vec<f64> = near.iter().copied().chain(far).collect();
        let mut expected = values.clone();
        expected.sort_by(f64::total_cmp);
        sort(&mut values);
        assert_eq!(bits_of(&values), bits_of(&expected));
    }

    fn bits_of(values: &[f64]) -> Vec<u64> {
        values.iter().map(|value| value.to_bits()).collect()
    }
}
