//! How far predicted numbers are from true ones.

use super::Reason;
use super::quantile::quantile;
use super::sort::sorted;

/// The error of predicted numbers. A residual is the true number less the predicted one, in their unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Residuals {
    /// Rows.
    pub rows: u64,
    /// Mean absolute residual.
    pub mae: f64,
    /// Mean squared residual.
    pub mse: f64,
    /// Its square root.
    pub rmse: f64,
    /// Share of the truth's variance that is explained: 1 is all, 0 is no more than the mean does, negative is worse. It does not exist where the truth is constant.
    pub r2: Result<f64, Reason>,
    /// Mean residual: above 0 where predictions are too low.
    pub mean: f64,
}

/// Measures (true, predicted) numbers.
///
/// Errors: [`Reason::NoValues`]; [`Reason::TooLarge`] where a square overflows.
/// Source: scikit-learn `mean_absolute_error`, `mean_squared_error`, `r2_score`.
///
/// ```
/// use leeway_stats::residuals::residuals;
/// let error = residuals([(3.0, 2.5), (-0.5, 0.0), (2.0, 2.0), (7.0, 8.0)]).unwrap();
/// assert_eq!((error.mae, error.mse), (0.5, 0.375));
/// ```
pub fn residuals(rows: impl IntoIterator<Item = (f64, f64)> + Clone) -> Result<Residuals, Reason> {
    let (mut count, mut absolute, mut squared, mut sum, mut truth) = (0u64, 0.0, 0.0, 0.0, 0.0);
    for (actual, predicted) in rows.clone() {
        let residual: f64 = actual - predicted;
        count += 1;
        absolute += residual.abs();
        squared += residual * residual;
        sum += residual;
        truth += actual;
    }
    if count == 0 {
        return Err(Reason::NoValues);
    }
    let n = count as f64;
    let mean_truth = truth / n;
    let spread: f64 = rows
        .into_iter()
        .map(|(actual, _)| (actual - mean_truth) * (actual - mean_truth))
        .sum();
    let mse = squared / n;
    if !mse.is_finite() || !spread.is_finite() {
        return Err(Reason::TooLarge);
    }
    Ok(Residuals {
        rows: count,
        mae: absolute / n,
        mse,
        rmse: mse.sqrt(),
        r2: if spread > 0.0 {
            Ok(1.0 - squared / spread)
        } else {
            Err(Reason::ConstantTruth)
        },
        mean: sum / n,
    })
}

/// Residuals at these shares of their order, each 0 to 1.
pub fn residual_quantiles(
    rows: impl IntoIterator<Item = (f64, f64)>,
    shares: &[f64],
) -> Result<Vec<f64>, Reason> {
    let residuals = sorted(
        rows.into_iter()
            .map(|(actual, predicted)| actual - predicted)
            .collect(),
    );
    shares
        .iter()
        .map(|&share| quantile(&residuals, share))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_the_documented_example() {
        // The example in the documentation of scikit-learn's r2_score: 0.948…
        let error = residuals([(3.0, 2.5), (-0.5, 0.0), (2.0, 2.0), (7.0, 8.0)]).unwrap();
        assert!((error.r2.unwrap() - 0.948_608_137_044_967_9).abs() < 1e-15);
        assert_eq!(error.mean, -0.25);
    }

    #[test]
    fn a_constant_truth_has_no_variance_to_explain() {
        let error = residuals([(1.0, 1.0), (1.0, 2.0)]).unwrap();
        assert_eq!(error.r2, Err(Reason::ConstantTruth));
        assert_eq!(residuals([]), Err(Reason::NoValues));
        assert_eq!(residuals([(1e300, -1e300)]), Err(Reason::TooLarge));
    }
}
