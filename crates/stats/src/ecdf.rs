//! Points for drawing distribution functions.
//!
//! In: ascending samples. Out: few enough points to draw, all of them on the true curve; what is thinned out moves
//! the drawn curve by at most one step of `1 / max_points`.

/// Points `(value, share of values at or below it)` of an ascending sample, values strictly rising, the last share 1.
///
/// All distinct values if there are at most `max_points` of them, else the smallest value and those at evenly spread ranks. Empty
/// for an empty sample or `max_points` of 0.
pub fn ecdf_points(sorted: &[f64], max_points: usize) -> Vec<(f64, f64)> {
    debug_assert!(sorted.is_sorted());
    let (Some(&last), true) = (sorted.last(), max_points > 0) else {
        return Vec::new();
    };
    let count = sorted.len() as f64;
    let steps = all_steps(sorted, max_points).unwrap_or_else(|| thinned_steps(sorted, max_points));
    let mut points: Vec<(f64, f64)> = steps
        .into_iter()
        .map(|end| (sorted[end - 1], end as f64 / count))
        .collect();
    if points.is_empty() {
        points.push((last, 1.0));
    }
    points
}

/// The number of values at or below each distinct value, unless there are more of them than `max_points`.
fn all_steps(sorted: &[f64], max_points: usize) -> Option<Vec<usize>> {
    let mut ends = Vec::new();
    let mut end = 0;
    while end < sorted.len() {
        if ends.len() == max_points {
            return None;
        }
        end = end_of_run(sorted, end);
        ends.push(end);
    }
    Some(ends)
}

fn thinned_steps(sorted: &[f64], max_points: usize) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::with_capacity(max_points);
    for index in 0..max_points {
        let rank = if max_points == 1 {
            sorted.len() - 1
        } else {
            index * (sorted.len() - 1) / (max_points - 1)
        };
        if ends.last().is_none_or(|&end| end <= rank) {
            ends.push(end_of_run(sorted, rank));
        }
    }
    ends
}

/// One past the last value equal to the one at `start`.
fn end_of_run(sorted: &[f64], start: usize) -> usize {
    start + sorted[start..].partition_point(|&value| value <= sorted[start])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sort::sorted;
    use proptest::prelude::*;

    #[test]
    fn few_values_are_all_drawn() {
        assert_eq!(
            ecdf_points(&[1.0, 1.0, 2.0, 5.0], 3),
            [(1.0, 0.5), (2.0, 0.75), (5.0, 1.0)]
        );
        assert_eq!(ecdf_points(&[3.0; 5], 1), [(3.0, 1.0)]);
        assert_eq!(ecdf_points(&[1.0, 2.0], 1), [(2.0, 1.0)]);
        assert!(ecdf_points(&[], 10).is_empty() && ecdf_points(&[1.0], 0).is_empty());
    }

    proptest! {
        #[test]
        fn points_are_on_the_curve_and_miss_little(values in prop::collection::vec(-40_i32..40, 1..300), max_points in 2_usize..60) {
            let sample = sorted(values.into_iter().map(f64::from).collect());
            let points = ecdf_points(&sample, max_points);
            prop_assert!(points.len() <= max_points);
            prop_assert!(points.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1));
            prop_assert_eq!(points.last().unwrap().1, 1.0);
            prop_assert_eq!(points[0].0, sample[0]);
            let share = |at: f64| sample.iter().filter(|&&v| v <= at).count() as f64 / sample.len() as f64;
            for &(value, expected) in &points {
                prop_assert_eq!(share(value), expected);
            }
            let step = 1.0 / (max_points - 1) as f64 + 1.0 / sample.len() as f64 + 1e-12;
            for &value in &sample {
                let drawn = points.iter().take_while(|point| point.0 <= value).last().unwrap().1;
                prop_assert!(share(value) - drawn <= step);
            }
        }
    }
}
