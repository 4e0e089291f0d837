//! The metrics from counts.

use super::{BiasReason, Metric, Outcomes};

/// A metric of the rows counted in `outcomes`.
///
/// The value is positive where the group fares worse for most metrics, and infinite where a ratio is over nothing: Clarify defines 0/0 as 0 and x/0 as infinite. In
/// a table for pre-training metrics the predictions do not matter.
///
/// # Errors
/// An empty group or rest (but for the generalized entropy and the conditional disparities, which need rows alone), and what each metric needs besides; [`BiasReason::NoNumbers`] for the flip test, which counts cannot tell ([`super::FlipTest`] can).
pub fn measure(metric: Metric, outcomes: &Outcomes) -> Result<f64, BiasReason> {
    let total = outcomes.total();
    let (rest, group) = (side(&total[..4]), side(&total[4..]));
    let (a, d) = (&rest, &group);
    // These ask all rows for something, and smclarify answers them with a side empty.
    let needs_both = !matches!(metric, Metric::Ge | Metric::Cddl | Metric::Cddpl);
    if d.rows() == 0.0 && (needs_both || a.rows() == 0.0) {
        return Err(BiasReason::EmptyGroup);
    }
    if a.rows() == 0.0 && needs_both {
        return Err(BiasReason::EmptyRest);
    }
    Ok(match metric {
        Metric::Ci => (a.rows() - d.rows()) / (a.rows() + d.rows()),
        Metric::Dpl => a.positive() / a.rows() - d.positive() / d.rows(),
        Metric::Dppl => a.accepted() / a.rows() - d.accepted() / d.rows(),
        Metric::Di => ratio(d.accepted() / d.rows(), a.accepted() / a.rows()),
        Metric::Kl => {
            let pairs = label_shares(a, d)?;
            pairs.iter().map(|(p, q)| p * (p / q).ln()).sum()
        }
        Metric::Js => {
            let pairs = label_shares(a, d)?;
            let towards_middle = |p: f64, q: f64| p * (p / (0.5 * (p + q))).ln();
            let halves = pairs
                .iter()
                .map(|&(p, q)| towards_middle(p, q) + towards_middle(q, p));
            0.5 * halves.sum::<f64>()
        }
        Metric::Lp => {
            let pairs = label_shares(a, d)?;
            let squares = pairs.iter().map(|(p, q)| (p - q) * (p - q));
            squares.sum::<f64>().sqrt()
        }
        Metric::Tvd => {
            let pairs = label_shares(a, d)?;
            0.5 * pairs.iter().map(|(p, q)| (p - q).abs()).sum::<f64>()
        }
        Metric::Ks => {
            let pairs = label_shares(a, d)?;
            pairs.iter().map(|(p, q)| (p - q).abs()).fold(0.0, f64::max)
        }
        Metric::Cddl => conditional_disparity(outcomes, 2)?,
        Metric::Cddpl => conditional_disparity(outcomes, 1)?,
        Metric::Ad => (a.tp + a.tn) / a.rows() - (d.tp + d.tn) / d.rows(),
        Metric::Dca => difference(
            ratio(a.positive(), a.accepted()),
            ratio(d.positive(), d.accepted()),
        ),
        Metric::Dcr => difference(
            ratio(d.negative(), d.rejected()),
            ratio(a.negative(), a.rejected()),
        ),
        Metric::Dar => ratio(a.tp, a.accepted()) - ratio(d.tp, d.accepted()),
        Metric::Drr => ratio(d.tn, d.rejected()) - ratio(a.tn, a.rejected()),
        Metric::Rd => ratio(a.tp, a.positive()) - ratio(d.tp, d.positive()),
        Metric::Sd => ratio(d.tn, d.negative()) - ratio(a.tn, a.negative()),
        Metric::Te => difference(ratio(d.fne, d.fp), ratio(a.fne, a.fp)),
        Metric::Ge => generalized_entropy(a, d)?,
        Metric::Ft => return Err(BiasReason::NoNumbers),
    })
}

/// The confusion matrix of one side.
struct Confusion {
    tp: f64,
    fp: f64,
    fne: f64,
    tn: f64,
}

fn side(cells: &[u64]) -> Confusion {
    let count = |label, prediction| cells[Outcomes::place(false, label, prediction)] as f64;
    Confusion {
        tp: count(true, true),
        fp: count(false, true),
        fne: count(true, false),
        tn: count(false, false),
    }
}

impl Confusion {
    fn rows(&self) -> f64 {
        self.positive() + self.negative()
    }

    fn positive(&self) -> f64 {
        self.tp + self.fne
    }

    fn negative(&self) -> f64 {
        self.tn + self.fp
    }

    fn accepted(&self) -> f64 {
        self.tp + self.fp
    }

    fn rejected(&self) -> f64 {
        self.tn + self.fne
    }
}

/// Clarify's division: 0/0 is 0, anything else over 0 is infinite.
fn ratio(a: f64, b: f64) -> f64 {
    match (a, b) {
        (0.0, 0.0) => 0.0,
        (_, 0.0) => f64::INFINITY * a.signum(),
        _ => a / b,
    }
}

/// Two infinite ratios are equal.
fn difference(a: f64, b: f64) -> f64 {
    if a == b { 0.0 } else { a - b }
}

/// Shares of the labels that both sides have: (rest, group).
fn label_shares(a: &Confusion, d: &Confusion) -> Result<Vec<(f64, f64)>, BiasReason> {
    let shares = [
        (a.negative() / a.rows(), d.negative() / d.rows()),
        (a.positive() / a.rows(), d.positive() / d.rows()),
    ];
    let common: Vec<(f64, f64)> = shares
        .into_iter()
        .filter(|(p, q)| *p > 0.0 && *q > 0.0)
        .collect();
    if common.is_empty() {
        return Err(BiasReason::NoCommonLabel);
    }
    Ok(common)
}

/// The group's share among the rejected less its share among the accepted, averaged over the strata by their rows. `bit` is the place of the outcome in a cell's number.
fn conditional_disparity(outcomes: &Outcomes, bit: usize) -> Result<f64, BiasReason> {
    if !outcomes.is_stratified {
        return Err(BiasReason::NoGroupVariable);
    }
    let count = |table: &[u64; 8], outcome: bool, in_group_only: bool| -> f64 {
        let cells = table.iter().enumerate().filter(|(place, _)| {
            (place & bit != 0) == outcome && (!in_group_only || place & 4 != 0)
        });
        cells.map(|(_, count)| *count as f64).sum()
    };
    let total = outcomes.total();
    if count(&total, true, false) == 0.0 {
        return Err(BiasReason::NoPositive);
    }
    if count(&total, false, false) == 0.0 {
        return Err(BiasReason::NoNegative);
    }
    let share = |table: &[u64; 8], outcome: bool| match count(table, outcome, false) {
        0.0 => 0.0,
        all => count(table, outcome, true) / all,
    };
    let (mut weighted, mut rows) = (0.0, 0.0);
    for table in &outcomes.strata {
        let weight = table.iter().sum::<u64>() as f64;
        weighted += weight * (share(table, false) - share(table, true));
        rows += weight;
    }
    Ok(ratio(weighted, rows))
}

/// Half the squared coefficient of variation of the benefit `prediction − label + 1`, over all rows.
fn generalized_entropy(a: &Confusion, d: &Confusion) -> Result<f64, BiasReason> {
    let rows = a.rows() + d.rows();
    let (ones, twos) = (a.tp + a.tn + d.tp + d.tn, a.fp + d.fp);
    let mean = (ones + 2.0 * twos) / rows;
    if mean == 0.0 {
        return Err(BiasReason::AllFalseNegatives);
    }
    let squares = (ones + 4.0 * twos) / (mean * mean);
    Ok((squares - rows) / (2.0 * rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rest: 3 true positives, 1 false positive, 1 false negative, 5 true negatives; the group: 1, 0, 2, 1.
    fn small() -> Outcomes {
        let mut outcomes = Outcomes::new(0);
        outcomes.strata[0] = [5, 1, 1, 3, 1, 0, 2, 1];
        outcomes
    }

    #[test]
    fn small_tables_are_exact_fractions() {
        let close = |metric, expected: f64| {
            let found = measure(metric, &small()).unwrap();
            assert!(
                (found - expected).abs() < 1e-15,
                "{metric:?}: {found}, {expected}"
            );
        };
        close(Metric::Ci, 6.0 / 14.0);
        close(Metric::Dpl, 0.4 - 0.75);
        close(Metric::Dppl, 0.4 - 0.25);
        close(Metric::Di, 0.25 / 0.4);
        close(Metric::Ad, 0.8 - 0.5);
        close(Metric::Rd, 0.75 - 1.0 / 3.0);
        close(Metric::Sd, 1.0 - 5.0 / 6.0);
        close(Metric::Dca, 1.0 - 3.0);
        close(Metric::Dcr, 1.0 / 3.0 - 1.0);
        close(Metric::Dar, 0.75 - 1.0);
        close(Metric::Drr, 1.0 / 3.0 - 5.0 / 6.0);
        close(Metric::Tvd, 0.35);
        close(Metric::Ks, 0.35);
        close(Metric::Lp, 0.35 * 2f64.sqrt());
    }

    #[test]
    fn ratios_over_nothing_are_infinite_as_clarify_writes_them() {
        // The group's two false negatives stand against no false positive.
        assert_eq!(measure(Metric::Te, &small()), Ok(f64::INFINITY));
        let mut none_accepted = small();
        none_accepted.strata[0] = [5, 0, 1, 0, 1, 0, 2, 1];
        assert_eq!(measure(Metric::Di, &none_accepted), Ok(f64::INFINITY));
        assert_eq!(measure(Metric::Dca, &none_accepted), Ok(f64::INFINITY));
        let mut neither = small();
        neither.strata[0] = [5, 0, 1, 0, 1, 0, 2, 0];
        assert_eq!(measure(Metric::Dca, &neither), Ok(0.0));
        assert_eq!(measure(Metric::Di, &neither), Ok(0.0));
    }

    #[test]
    fn what_cannot_be_computed_has_a_reason() {
        let mut outcomes = Outcomes::new(0);
        assert_eq!(measure(Metric::Ci, &outcomes), Err(BiasReason::EmptyGroup));
        outcomes.add(0, true, true, true);
        assert_eq!(measure(Metric::Ci, &outcomes), Err(BiasReason::EmptyRest));
        outcomes.add(0, false, false, false);
        assert_eq!(
            measure(Metric::Kl, &outcomes),
            Err(BiasReason::NoCommonLabel)
        );
        assert_eq!(
            measure(Metric::Cddl, &outcomes),
            Err(BiasReason::NoGroupVariable)
        );
        let mut all_positive = Outcomes::new(1);
        all_positive.add(0, true, true, false);
        all_positive.add(0, false, true, false);
        assert_eq!(
            measure(Metric::Cddl, &all_positive),
            Err(BiasReason::NoNegative)
        );
        assert_eq!(
            measure(Metric::Cddpl, &all_positive),
            Err(BiasReason::NoPositive)
        );
        assert_eq!(
            measure(Metric::Ge, &all_positive),
            Err(BiasReason::AllFalseNegatives)
        );
        assert_eq!(
            BiasReason::NoGroupVariable.to_string(),
            "Group variable is empty or not provided"
        );
    }

    #[test]
    fn a_group_without_a_positive_label_is_compared_on_the_label_that_both_have() {
        let mut outcomes = Outcomes::new(0);
        outcomes.strata[0] = [5, 0, 5, 0, 4, 0, 0, 0];
        // Shares of the negative label alone: 0.5 and 1.
        assert_eq!(measure(Metric::Tvd, &outcomes), Ok(0.25));
        assert_eq!(measure(Metric::Kl, &outcomes), Ok(0.5 * 0.5f64.ln()));
        assert_eq!(measure(Metric::Dpl, &outcomes), Ok(0.5));
    }
}
