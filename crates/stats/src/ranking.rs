//! How well a score ranks the positive rows before the others: the curves, and the areas below them.
//!
//! Rows come in descending order of their scores ([`Ranking::of`] takes them so); rows of one score are one step, so ties have no order. Curves begin where nothing is
//! called positive and end where everything is. The area below the ROC curve is summed by trapezoids in that order, as Spark's `BinaryClassificationMetrics` does.

use super::Reason;

/// Steps of a descending threshold.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ranking {
    /// One per distinct score.
    steps: Vec<Cut>,
    positives: u64,
    negatives: u64,
}

/// What is called positive when the threshold is `score`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// The threshold; rows with this score or a higher one are called positive.
    pub score: f64,
    /// Of these positive.
    pub true_positives: u64,
    /// Of these not.
    pub false_positives: u64,
}

/// A curve as two lists of one length.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curve {
    /// Across: false positive rate, or recall.
    pub x: Vec<f64>,
    /// Up: true positive rate, or precision.
    pub y: Vec<f64>,
}

impl Ranking {
    /// Counts rows of (score, is positive) that come in descending order of score.
    ///
    /// ```
    /// use leeway_stats::ranking::Ranking;
    /// let ranking = Ranking::of([(0.9, true), (0.8, false), (0.7, true), (0.1, false)]);
    /// assert_eq!(ranking.auc(), Ok(0.75)); // 3 of the 4 pairs are in order
    /// ```
    pub fn of(rows: impl IntoIterator<Item = (f64, bool)>) -> Self {
        let mut ranking = Ranking::default();
        for (score, is_positive) in rows {
            if is_positive {
                ranking.positives += 1;
            } else {
                ranking.negatives += 1;
            }
            let step = Cut {
                score,
                true_positives: ranking.positives,
                false_positives: ranking.negatives,
            };
            match ranking.steps.last_mut() {
                Some(last) if last.score == score => *last = step,
                _ => ranking.steps.push(step),
            }
        }
        ranking
    }

    /// The steps, by descending threshold.
    pub fn steps(&self) -> &[Cut] {
        &self.steps
    }

    /// Positive and other rows.
    pub fn classes(&self) -> (u64, u64) {
        (self.positives, self.negatives)
    }

    /// What is called positive at `threshold`.
    pub fn at(&self, threshold: f64) -> Cut {
        let place = self.steps.partition_point(|step| step.score >= threshold);
        let none = Cut {
            score: threshold,
            true_positives: 0,
            false_positives: 0,
        };
        place.checked_sub(1).map_or(none, |last| Cut {
            score: threshold,
            ..self.steps[last]
        })
    }

    fn both(&self) -> Result<(f64, f64), Reason> {
        match (self.positives, self.negatives) {
            (0, 0) => Err(Reason::NoValues),
            (0, _) | (_, 0) => Err(Reason::OneClass),
            (positives, negatives) => Ok((positives as f64, negatives as f64)),
        }
    }

    /// Area below the ROC curve, 0 to 1: the share of (positive, other) pairs whose scores are in order, ties counting half.
    ///
    /// Errors: [`Reason::OneClass`] when all rows are positive or none is.
    pub fn auc(&self) -> Result<f64, Reason> {
        Ok(area(&self.roc()?))
    }

    /// True against false positive rate, from (0, 0) to (1, 1).
    pub fn roc(&self) -> Result<Curve, Reason> {
        let (positives, negatives) = self.both()?;
        let mut curve = Curve {
            x: vec![0.0],
            y: vec![0.0],
        };
        for step in &self.steps {
            curve.x.push(step.false_positives as f64 / negatives);
            curve.y.push(step.true_positives as f64 / positives);
        }
        Ok(curve)
    }

    /// Precision against recall, from recall 0 (with the first step's precision, as Spark begins it) to recall 1.
    ///
    /// Errors: [`Reason::OneClass`] without positive rows.
    pub fn precision_recall(&self) -> Result<Curve, Reason> {
        let (positives, _) = self.both()?;
        let precision = |step: &Cut| {
            step.true_positives as f64 / (step.true_positives + step.false_positives) as f64
        };
        let mut curve = Curve {
            x: vec![0.0],
            y: self.steps.first().map(precision).into_iter().collect(),
        };
        for step in &self.steps {
            curve.x.push(step.true_positives as f64 / positives);
            curve.y.push(precision(step));
        }
        Ok(curve)
    }

    /// Area below the precision–recall curve by trapezoids, as Spark has it (`au_prc`). It is a little above [`Ranking::average_precision`].
    pub fn area_under_precision_recall(&self) -> Result<f64, Reason> {
        Ok(area(&self.precision_recall()?))
    }

    /// Precision averaged over the positive rows, without interpolation (scikit-learn's `average_precision_score`).
    pub fn average_precision(&self) -> Result<f64, Reason> {
        let curve = self.precision_recall()?;
        let steps = curve.x.windows(2).zip(&curve.y[1..]);
        Ok(steps.map(|(x, y)| (x[1] - x[0]) * y).sum())
    }
}

impl Curve {
    /// The curve in at most `most` points: ends are kept, and of the others those that differ most in position along the curve.
    pub fn thinned(&self, most: usize) -> Curve {
        let count = self.x.len();
        if count <= most || most < 2 {
            return self.clone();
        }
        let picked = (0..most).map(|i| i * (count - 1) / (most - 1));
        let (x, y) = picked.map(|at| (self.x[at], self.y[at])).unzip();
        Curve { x, y }
    }
}

/// Area below a curve by trapezoids.
fn area(curve: &Curve) -> f64 {
    let pairs = curve.x.windows(2).zip(curve.y.windows(2));
    pairs
        .map(|(x, y)| (x[1] - x[0]) * (y[1] + y[0]) / 2.0)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documented example of scikit-learn's `roc_curve` and `precision_recall_curve`: labels 0, 0, 1, 1 with scores 0.1, 0.4, 0.35, 0.8.
    fn documented() -> Ranking {
        Ranking::of([(0.8, true), (0.4, false), (0.35, true), (0.1, false)])
    }

    #[test]
    fn areas_are_those_of_the_documented_example() {
        assert_eq!(documented().auc(), Ok(0.75));
        // 0.5 · 1 + 0.5 · 2/3
        let expected = 0.5 + 0.5 * (2.0 / 3.0);
        assert!((documented().average_precision().unwrap() - expected).abs() < 1e-15);
        let roc = documented().roc().unwrap();
        assert_eq!(roc.x, [0.0, 0.0, 0.5, 0.5, 1.0]);
        assert_eq!(roc.y, [0.0, 0.5, 0.5, 1.0, 1.0]);
    }

    #[test]
    fn ties_have_no_order() {
        let rows = [(0.5, true), (0.5, false), (0.5, true), (0.2, false)];
        let other = [(0.5, false), (0.5, true), (0.5, true), (0.2, false)];
        assert_eq!(Ranking::of(rows), Ranking::of(other));
        // Two positives tie with one negative and beat the other: (1 + 2 · 0.5 + 1) / 4.
        assert_eq!(Ranking::of(rows).auc(), Ok(0.75));
    }

    #[test]
    fn one_class_has_no_curve() {
        assert_eq!(Ranking::of([(0.5, true)]).auc(), Err(Reason::OneClass));
        assert_eq!(
            Ranking::of([(0.5, false)]).precision_recall(),
            Err(Reason::OneClass)
        );
        assert_eq!(Ranking::default().auc(), Err(Reason::NoValues));
    }

    #[test]
    fn a_threshold_calls_its_own_score_positive() {
        let at = |threshold| {
            let step = documented().at(threshold);
            (step.true_positives, step.false_positives)
        };
        assert_eq!(at(0.9), (0, 0));
        assert_eq!(at(0.4), (1, 1));
        assert_eq!(at(0.0), (2, 2));
    }

    #[test]
    fn a_thinned_curve_keeps_its_ends() {
        let long = Curve {
            x: (0..=1000).map(f64::from).collect(),
            y: (0..=1000).map(f64::from).collect(),
        };
        let thin = long.thinned(100);
        assert_eq!((thin.x.len(), thin.x[0], thin.x[99]), (100, 0.0, 1000.0));
    }
}
