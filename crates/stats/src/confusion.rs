//! Counts of true against predicted labels, and the rates that follow from them.
//!
//! A rate over no rows does not exist and is [`Reason::NoValues`], except that a precision over rows of which none was predicted positive is 0, as Model Monitor's
//! container and scikit-learn (`zero_division=0`) have it: there it is the classifier that never says "positive", not the data that lack it.

use super::Reason;

/// Rows by true and predicted label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    labels: usize,
    counts: Vec<u64>,
}

/// The rates of one label against all others.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelRates {
    /// Share of the rows predicted so that are so, 0 to 1.
    pub precision: Result<f64, Reason>,
    /// Share of the rows that are so that are predicted so, 0 to 1.
    pub recall: Result<f64, Reason>,
    /// F with β = 1.
    pub f1: Result<f64, Reason>,
    /// Rows that are so.
    pub support: u64,
}

impl Confusion {
    /// Counts for `labels` labels, all zero.
    pub fn new(labels: usize) -> Self {
        Confusion {
            labels,
            counts: vec![0; labels * labels],
        }
    }

    /// Counts for pairs of (true, predicted) label; labels are below `labels`, other pairs are left out.
    ///
    /// ```
    /// use leeway_stats::confusion::Confusion;
    /// let confusion = Confusion::of(2, [(0, 0), (1, 0), (1, 1)]);
    /// assert_eq!(confusion.recall(1), Ok(0.5));
    /// assert_eq!(confusion.accuracy(), Ok(2.0 / 3.0));
    /// ```
    pub fn of(labels: usize, pairs: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut confusion = Confusion::new(labels);
        for (actual, predicted) in pairs {
            let (actual, predicted) = (actual as usize, predicted as usize);
            if actual < labels && predicted < labels {
                confusion.counts[actual * labels + predicted] += 1;
            }
        }
        confusion
    }

    /// Number of labels.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Rows of true label `actual` that were predicted as `predicted`.
    pub fn count(&self, actual: usize, predicted: usize) -> u64 {
        self.counts[actual * self.labels + predicted]
    }

    /// All rows.
    pub fn rows(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Rows whose true label is `label`.
    pub fn actual(&self, label: usize) -> u64 {
        (0..self.labels).map(|other| self.count(label, other)).sum()
    }

    /// Rows that were predicted as `label`.
    pub fn predicted(&self, label: usize) -> u64 {
        (0..self.labels).map(|other| self.count(other, label)).sum()
    }

    /// Share of rows predicted right, 0 to 1.
    pub fn accuracy(&self) -> Result<f64, Reason> {
        let right: u64 = (0..self.labels).map(|label| self.count(label, label)).sum();
        share(right, self.rows())
    }

    /// Share of the rows predicted as `label` that are; 0 where none was predicted so.
    pub fn precision(&self, label: usize) -> Result<f64, Reason> {
        share(0, self.rows())?;
        Ok(share(self.count(label, label), self.predicted(label)).unwrap_or(0.0))
    }

    /// Share of the rows that are `label` that were predicted so.
    pub fn recall(&self, label: usize) -> Result<f64, Reason> {
        share(self.count(label, label), self.actual(label))
    }

    /// Share of the rows that are not `label` that were predicted as `label`.
    pub fn false_positive_rate(&self, label: usize) -> Result<f64, Reason> {
        let wrong = self.predicted(label) - self.count(label, label);
        share(wrong, self.rows() - self.actual(label))
    }

    /// F of one label: precision and recall as one number, recall counting `beta` times as much. It exists where the recall does.
    pub fn f_beta(&self, label: usize, beta: f64) -> Result<f64, Reason> {
        self.recall(label)?;
        let right = self.count(label, label) as f64;
        let weight = beta * beta;
        let (actual, predicted) = (self.actual(label) as f64, self.predicted(label) as f64);
        Ok((1.0 + weight) * right / (weight * actual + predicted))
    }

    /// The rates of one label.
    pub fn rates(&self, label: usize) -> LabelRates {
        LabelRates {
            precision: self.precision(label),
            recall: self.recall(label),
            f1: self.f_beta(label, 1.0),
            support: self.actual(label),
        }
    }

    /// The mean of a rate over the labels, each weighing as many rows as are so. Labels without rows weigh nothing.
    pub fn weighted(&self, rate: impl Fn(usize) -> Result<f64, Reason>) -> Result<f64, Reason> {
        let rows = self.rows();
        share(0, rows)?;
        let mut sum = 0.0;
        for label in 0..self.labels {
            let support = self.actual(label);
            if support > 0 {
                sum += rate(label)? * support as f64;
            }
        }
        Ok(sum / rows as f64)
    }

    /// The counts of a classifier that predicts the most frequent true label for every row; of equally frequent ones the first.
    pub fn best_constant(&self) -> Confusion {
        let mut best = Confusion::new(self.labels);
        let majority = (0..self.labels)
            .max_by_key(|&label| (self.actual(label), std::cmp::Reverse(label)))
            .unwrap_or(0);
        for label in 0..self.labels {
            best.counts[label * self.labels + majority] = self.actual(label);
        }
        best
    }
}

fn share(part: u64, whole: u64) -> Result<f64, Reason> {
    match whole {
        0 => Err(Reason::NoValues),
        _ => Ok(part as f64 / whole as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The confusion matrix of Model Monitor's churn baseline: 173, 0, 12, 16.
    fn churn() -> Confusion {
        let pairs = [((0, 0), 173), ((1, 0), 12), ((1, 1), 16)];
        Confusion::of(
            2,
            pairs
                .into_iter()
                .flat_map(|(pair, rows)| std::iter::repeat_n(pair, rows)),
        )
    }

    #[test]
    fn rates_are_exact_fractions() {
        let churn = churn();
        assert_eq!(churn.accuracy(), Ok(189.0 / 201.0));
        assert_eq!(churn.precision(1), Ok(1.0));
        assert_eq!(churn.recall(1), Ok(16.0 / 28.0));
        assert_eq!(churn.false_positive_rate(1), Ok(0.0));
        // 1.25 · 16 / (0.25 · 28 + 16), 2 · 16 / (28 + 16), 5 · 16 / (4 · 28 + 16)
        assert_eq!(churn.f_beta(1, 0.5), Ok(20.0 / 23.0));
        assert_eq!(churn.f_beta(1, 1.0), Ok(32.0 / 44.0));
        assert_eq!(churn.f_beta(1, 2.0), Ok(0.625));
    }

    #[test]
    fn the_best_constant_says_the_majority() {
        let best = churn().best_constant();
        assert_eq!(best.accuracy(), Ok(173.0 / 201.0));
        assert_eq!(best.precision(1), Ok(0.0));
        assert_eq!(best.recall(1), Ok(0.0));
        assert_eq!(best.f_beta(1, 1.0), Ok(0.0));
        // Of two labels with as many rows the first: a tie must not depend on anything else.
        let tie = Confusion::of(2, [(0, 1), (1, 1)]).best_constant();
        assert_eq!((tie.count(0, 0), tie.count(1, 0)), (1, 1));
    }

    #[test]
    fn one_class_has_no_rates_of_the_other() {
        let only_negative = Confusion::of(2, [(0, 0), (0, 1)]);
        assert_eq!(only_negative.recall(1), Err(Reason::NoValues));
        assert_eq!(only_negative.f_beta(1, 1.0), Err(Reason::NoValues));
        assert_eq!(only_negative.precision(1), Ok(0.0));
        assert_eq!(
            only_negative.weighted(|label| only_negative.recall(label)),
            Ok(0.5)
        );
        assert_eq!(Confusion::new(2).accuracy(), Err(Reason::NoValues));
        assert_eq!(Confusion::new(0).best_constant().rows(), 0);
    }
}
