//! Quantiles of a sorted sample, linear interpolation.
//!
//! In: an ascending sample and a fraction. Out: the value that numpy's `percentile` gives, bit for bit, because bin
//! edges come from it and an edge that differs in its last bit moves every tied value into another bin.

use super::Reason;

/// The value below which the fraction `fraction` (0 to 1) of an ascending sample lies.
///
/// Between two neighbours the result is interpolated linearly, from the nearer one, so that it never passes the
/// neighbour (Hyndman and Fan's type 7; numpy's default method and its rounding).
///
/// # Errors
/// [`Reason::NoValues`] for an empty sample, [`Reason::NotAFraction`] outside 0 to 1.
///
/// ```
/// use leeway_stats::quantile::quantile;
/// assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.75), Ok(3.0));
/// ```
pub fn quantile(sorted: &[f64], fraction: f64) -> Result<f64, Reason> {
    debug_assert!(sorted.is_sorted());
    if !(0.0..=1.0).contains(&fraction) {
        return Err(Reason::NotAFraction(fraction));
    }
    let (Some(&first), Some(&last)) = (sorted.first(), sorted.last()) else {
        return Err(Reason::NoValues);
    };
    let position = (sorted.len() - 1) as f64 * fraction;
    let below = position.floor();
    let low = sorted.get(below as usize).copied().unwrap_or(first);
    let high = sorted.get(below as usize + 1).copied().unwrap_or(last);
    Ok(interpolate(low, high, position - below))
}

/// Between two neighbours, from the nearer one.
pub(super) fn interpolate(low: f64, high: f64, weight: f64) -> f64 {
    let gap = high - low;
    if gap.is_infinite() {
        low * (1.0 - weight) + high * weight
    } else if weight >= 0.5 {
        high - gap * (1.0 - weight)
    } else {
        low + gap * weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_numpys() {
        // numpy 2.4.6: np.percentile([0.1, 0.7, 0.9, 1.3, 2.9, 3.1, 1e3], [10, 30, 35, 50, 65, 99]).tolist()
        let sample = [0.1, 0.7, 0.9, 1.3, 2.9, 3.1, 1e3];
        let expected = [
            0.46,
            0.86,
            0.9399999999999998,
            1.3,
            2.7400000000000007,
            940.1859999999995,
        ];
        for (percent, expected) in [10.0, 30.0, 35.0, 50.0, 65.0, 99.0]
            .into_iter()
            .zip(expected)
        {
            assert_eq!(
                quantile(&sample, percent / 100.0),
                Ok(expected),
                "{percent}"
            );
        }
    }

    #[test]
    fn one_value_is_every_quantile_and_none_is_a_reason() {
        assert_eq!(quantile(&[3.5], 0.3), Ok(3.5));
        assert_eq!(quantile(&[], 0.3), Err(Reason::NoValues));
        assert_eq!(quantile(&[1.0], -0.1), Err(Reason::NotAFraction(-0.1)));
        assert_eq!(
            quantile(&[1.0], f64::INFINITY),
            Err(Reason::NotAFraction(f64::INFINITY))
        );
    }

    #[test]
    fn the_widest_gap_does_not_overflow() {
        assert_eq!(quantile(&[-f64::MAX, f64::MAX], 0.5), Ok(0.0));
    }

    proptest! {
        #[test]
        fn quantiles_rise_and_stay_inside(mut sample in prop::collection::vec(-1e6_f64..1e6, 1..50), a in 0.0..=1.0_f64, b in 0.0..=1.0_f64) {
            crate::sort::sort(&mut sample);
            let low = quantile(&sample, a.min(b)).unwrap();
            let high = quantile(&sample, a.max(b)).unwrap();
            prop_assert!(sample[0] <= low && low <= high && high <= sample[sample.len() - 1]);
        }
    }
}
