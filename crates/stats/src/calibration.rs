//! How true a probability is as a probability.
//!
//! A probability outside 0 to 1 is a score and none of these measures applies to it.

use super::Reason;

/// Rows whose probability lies in one bin.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CalibrationBin {
    /// Rows.
    pub rows: u64,
    /// Mean probability, 0 to 1.
    pub mean_probability: f64,
    /// Share of positive rows, 0 to 1; the same as the mean probability where the probability is true.
    pub positive_share: f64,
}

/// The error of probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Mean of −ln of the probability given to what was true; 0 is certain and right, larger is worse. Probabilities are kept 2⁻⁵² away from 0 and 1.
    pub log_loss: f64,
    /// Mean squared difference of probability and truth, 0 to 1; smaller is better.
    pub brier: f64,
    /// Mean gap between probability and share, over ten bins of equal width, weighted by rows (expected calibration error), 0 to 1.
    pub gap: f64,
    /// The bins that hold rows, by ascending probability.
    pub bins: Vec<CalibrationBin>,
}

/// Bins of the calibration curve.
const BINS: usize = 10;

/// The bin of a probability: those of scikit-learn are open on the left and closed on the right, and the first holds 0.
fn bin_of(probability: f64) -> usize {
    (1..BINS)
        .take_while(|&bin| probability > bin as f64 * (1.0 / BINS as f64))
        .count()
}

/// Measures (probability of the positive label, is positive).
///
/// Errors: [`Reason::NoValues`]; [`Reason::NotAFraction`] with the first probability outside 0 to 1.
/// Source: scikit-learn `log_loss`, `brier_score_loss`, `calibration_curve(strategy="uniform")`.
///
/// ```
/// use leeway_stats::calibration::calibration;
/// let calibration = calibration([(0.8, true), (0.4, false)]).unwrap();
/// assert!((calibration.brier - (0.04 + 0.16) / 2.0).abs() < 1e-15);
/// ```
pub fn calibration(rows: impl IntoIterator<Item = (f64, bool)>) -> Result<Calibration, Reason> {
    let (mut log_loss, mut brier, mut count) = (0.0, 0.0, 0u64);
    let mut bins = [CalibrationBin::default(); BINS];
    for (probability, is_positive) in rows {
        if !(0.0..=1.0).contains(&probability) {
            return Err(Reason::NotAFraction(probability));
        }
        let truth = f64::from(u8::from(is_positive));
        let left = probability.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
        log_loss -= if is_positive { left } else { 1.0 - left }.ln();
        brier += (probability - truth) * (probability - truth);
        count += 1;
        let bin = &mut bins[bin_of(probability)];
        bin.rows += 1;
        bin.mean_probability += probability;
        bin.positive_share += truth;
    }
    if count == 0 {
        return Err(Reason::NoValues);
    }
    let bins: Vec<CalibrationBin> = bins
        .into_iter()
        .filter(|bin| bin.rows > 0)
        .map(|bin| CalibrationBin {
            mean_probability: bin.mean_probability / bin.rows as f64,
            positive_share: bin.positive_share / bin.rows as f64,
            ..bin
        })
        .collect();
    let gap =
        |bin: &CalibrationBin| (bin.mean_probability - bin.positive_share).abs() * bin.rows as f64;
    Ok(Calibration {
        log_loss: log_loss / count as f64,
        brier: brier / count as f64,
        gap: bins.iter().map(gap).sum::<f64>() / count as f64,
        bins,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sure_mistake_costs_much_and_not_everything() {
        let wrong = calibration([(0.0, true)]).unwrap();
        // −ln 2⁻⁵²
        assert!((wrong.log_loss - 52.0 * std::f64::consts::LN_2).abs() < 1e-12);
        assert_eq!(wrong.brier, 1.0);
    }

    #[test]
    fn bins_hold_mean_and_share() {
        let found = calibration([(0.12, false), (0.15, true), (1.0, true)]).unwrap();
        assert_eq!(found.bins.len(), 2);
        assert_eq!((found.bins[0].rows, found.bins[0].positive_share), (2, 0.5));
        assert!((found.gap - 0.365 * 2.0 / 3.0).abs() < 1e-15);
    }

    /// scikit-learn: `calibration_curve(y, p, n_bins=10, strategy="uniform")`; 0.7 belongs to the bin that ends there.
    #[test]
    fn bins_are_those_of_scikit_learn() {
        let y = [0, 1, 0, 0, 1, 1, 0, 1, 1, 1];
        let p = [0.98, 0.31, 0.12, 0.64, 0.24, 0.7, 0.07, 0.34, 0.66, 0.94];
        let found = calibration(p.into_iter().zip(y.map(|y| y == 1))).unwrap();
        let (mut shares, mut means) = (Vec::new(), Vec::new());
        for bin in &found.bins {
            shares.push(bin.positive_share);
            means.push(bin.mean_probability);
        }
        assert_eq!(shares, [0.0, 0.0, 1.0, 1.0, 2.0 / 3.0, 0.5]);
        for (mean, expected) in means
            .into_iter()
            .zip([0.07, 0.12, 0.24, 0.325, 2.0 / 3.0, 0.96])
        {
            assert!((mean - expected).abs() < 1e-12, "{mean} for {expected}");
        }
    }

    #[test]
    fn a_score_is_no_probability() {
        assert_eq!(calibration([(1.5, true)]), Err(Reason::NotAFraction(1.5)));
        assert_eq!(calibration([]), Err(Reason::NoValues));
    }
}
