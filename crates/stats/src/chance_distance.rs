//! How far a sample lies from a baseline by chance alone, as total variation.
//!
//! Both are draws from the same shares; bins are taken as normal, each with variance p (1 − p) (1/n + 1/m) and their multinomial correlation. Held against
//! resampling in the tests.

use crate::Reason;

/// Total variation that chance gives, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChanceDistance {
    /// What it is on average.
    pub mean: f64,
    /// What 94 to 97 of 100 samples stay under.
    pub upper: f64,
}

/// So many standard deviations over the mean lies the 95th percentile of a folded normal, as which two bins differ; of more bins it is less.
const DEVIATIONS: f64 = 1.96;

/// A baseline, ready to be asked about samples of any size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChanceDistances {
    rows: f64,
    /// Sum of the bins' standard deviations for one row.
    deviations: f64,
    /// Variance of the sum of what they differ by, for one row.
    variance: f64,
}

impl ChanceDistances {
    /// A baseline with these counts, which are not negative.
    ///
    /// # Errors
    /// [`Reason::NoValues`] without rows.
    pub fn new(baseline: &[f64]) -> Result<Self, Reason> {
        let rows: f64 = baseline.iter().sum();
        if rows <= 0.0 {
            return Err(Reason::NoValues);
        }
        let (mut deviations, mut variances) = (0.0, 0.0);
        let (mut sum, mut squares) = (0.0, 0.0);
        for share in baseline.iter().map(|count| count / rows) {
            let variance = share * (1.0 - share);
            deviations += variance.sqrt();
            variances += variance;
            if share < 1.0 {
                let part = share * (share / (1.0 - share)).sqrt();
                sum += part;
                squares += part * part;
            }
        }
        // A folded normal has variance (1 − 2/π) σ², and two of them with a small correlation ρ have covariance ρ² σ σ′ / π.
        let covariances = (sum * sum - squares) / std::f64::consts::PI;
        let variance = (1.0 - std::f64::consts::FRAC_2_PI) * variances + covariances;
        Ok(Self {
            rows,
            deviations,
            variance,
        })
    }

    /// Total variation of a sample of `rows` from the baseline, when nothing changed; both values are at most 1.
    ///
    /// # Errors
    /// [`Reason::NoValues`] without rows.
    ///
    /// ```
    /// # use leeway_stats::chance_distance::ChanceDistances;
    /// let chance = ChanceDistances::new(&[1000.0; 10])?.of(100)?;
    /// assert!((chance.mean - 0.1203).abs() < 1e-4 && chance.upper > chance.mean);
    /// # Ok::<(), leeway_stats::Reason>(())
    /// ```
    pub fn of(self, rows: u64) -> Result<ChanceDistance, Reason> {
        if rows == 0 {
            return Err(Reason::NoValues);
        }
        let scale = 1.0 / rows as f64 + 1.0 / self.rows;
        // Total variation is half the sum; the mean of a folded normal is √(2/π) σ.
        let mean = 0.5 * (std::f64::consts::FRAC_2_PI * scale).sqrt() * self.deviations;
        let spread = 0.5 * (scale * self.variance).sqrt();
        Ok(ChanceDistance {
            mean: mean.min(1.0),
            upper: (mean + DEVIATIONS * spread).min(1.0),
        })
    }
}
