//! Between which values a metric lies with 95 % confidence.
//!
//! A metric is put together from shares of independent rows, and its interval from their limits ([`share_limits`], Clopper and Pearson, which cover however few the
//! rows are), by the method of variance estimates recovery (MOVER): the distance from the metric's value to each of its ends is the root of the sum of the squared distances that
//! each share alone would move it. Newcombe's hybrid interval is this with Wilson's limits. In detail:
//!
//! | metrics | interval |
//! |---|---|
//! | DPL, DPPL, AD, RD, SD, DAR, DRR | difference of two shares |
//! | CI | the limits of the group's share |
//! | TVD, KS, LP | what the interval of the difference of shares becomes when its sign is lost |
//! | KL, JS | the same of the divergence with the sign of the difference, which grows with one share and falls with the other |
//! | DI | ratio of two shares, with Fieller's formula of MOVER (Donner and Zou 2012) |
//! | CDDL, CDDPL | sum over the strata of the differences of shares; where a stratum lacks an outcome, nothing is known of its share |
//! | DCA, DCR | difference of two ratios of shares of the same rows, each with Bonett and Price's interval (2006) |
//! | TE | difference of two odds, each with the limits of its share |
//! | GE | all that the limits of the errors' share, and of the false rejections' among them, allow |
//! | FT | difference of two shares of the same rows, which exclude each other (Zou 2008) |
//!
//! A share of no rows is between 0 and 1. An infinite end is a ratio over what may be nothing. The interval holds the value: where Clarify leaves a label out because one side lacks it,
//! the value is that of a population that lacks it too, and lies within what the counts allow.
//!
//! Rejected: the bootstrap, whose rows of a small group are too much alike (of five rows its interval covers 42 to 75 % of the time).
//!
//! Sources: Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17 (1998); Zou and Donner, "Construction of
//! confidence limits about effect measures", Statistics in Medicine 27 (2008); Donner and Zou, "Closed-form confidence intervals for functions of the normal mean and
//! standard deviation", Statistical Methods in Medical Research 21 (2012); Bonett and Price, "Confidence intervals for a ratio of binomial proportions based on paired
//! data", Statistics in Medicine 25 (2006).

use super::estimate::{Estimate, mover};
use super::{Flips, Metric, Outcomes, measure};

/// A group, or a rest, of at least so many rows is never too small to say anything.
pub const FEW_ROWS: u64 = 20;

/// Where a value lies with 95 % confidence; ends may be infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// The interval of a metric of the rows counted in `outcomes`; `None` where the metric has no value, and for the flip test, which counts cannot tell.
    pub fn of(metric: Metric, outcomes: &Outcomes) -> Option<Interval> {
        let value = measure(metric, outcomes).ok()?;
        let total = outcomes.total();
        let (rest, group) = (Side::of(&total[..4]), Side::of(&total[4..]));
        let share = |of: fn(&Side) -> (u64, u64)| {
            [&rest, &group].map(|side| {
                let (part, all) = of(side);
                Estimate::share(part, all)
            })
        };
        let labels = || share(|side| (side.positive(), side.rows()));
        let estimate = match metric {
            Metric::Ci => Estimate::share(group.rows(), group.rows() + rest.rows())
                .times(-2.0)
                .plus(1.0),
            Metric::Dpl => less(labels()),
            Metric::Dppl => less(share(|side| (side.accepted(), side.rows()))),
            Metric::Ad => less(share(|side| (side.tp + side.tn, side.rows()))),
            Metric::Rd => less(share(|side| (side.tp, side.positive()))),
            Metric::Sd => less(share(|side| (side.tn, side.negative()))).times(-1.0),
            Metric::Dar => less(share(|side| (side.tp, side.accepted()))),
            Metric::Drr => less(share(|side| (side.tn, side.rejected()))).times(-1.0),
            Metric::Di => {
                let [rest, group] = share(|side| (side.accepted(), side.rows()));
                group.over(rest)
            }
            Metric::Tvd | Metric::Ks => less(labels()).without_sign(|gap| gap),
            Metric::Lp => less(labels()).without_sign(|gap| gap * 2f64.sqrt()),
            Metric::Kl => signed(labels(), kullback_leibler).without_sign(|gap| gap),
            Metric::Js => signed(labels(), jensen_shannon).without_sign(|gap| gap),
            Metric::Cddl => conditional(outcomes, 2),
            Metric::Cddpl => conditional(outcomes, 1),
            Metric::Dca => less(
                [&rest, &group]
                    .map(|side| Estimate::ratio_of_same_rows(side.tp, side.fne, side.fp)),
            ),
            Metric::Dcr => less(
                [&rest, &group]
                    .map(|side| Estimate::ratio_of_same_rows(side.tn, side.fp, side.fne)),
            )
            .times(-1.0),
            Metric::Te => less(
                [&rest, &group].map(|side| Estimate::share(side.fne, side.fne + side.fp).odds()),
            )
            .times(-1.0),
            Metric::Ge => entropy(&rest, &group),
            Metric::Ft => return None,
        };
        Some(Interval::of_estimate(estimate, value))
    }

    /// The interval of the flip test, its rows drawn again with the neighbours they have; `None` without rows.
    pub fn of_flips(flips: &Flips) -> Option<Interval> {
        let value = flips.value()?;
        let favoured = Estimate::share(flips.favoured, flips.rows);
        let slighted = Estimate::share(flips.slighted, flips.rows);
        let difference = favoured.less_of_same_rows(slighted);
        Some(Interval::of_estimate(difference, value))
    }

    /// The limits of `estimate`; they hold the metric's `value` whatever it is taken for where a label is left out.
    fn of_estimate(estimate: Estimate, value: f64) -> Interval {
        Interval {
            low: estimate.low.min(value),
            high: estimate.high.max(value),
        }
    }

    /// True where there are too few rows to say anything: the smaller side has fewer than [`FEW_ROWS`], and the interval is wider than half of what the metric can be.
    ///
    /// Never of a metric without bounds.
    pub fn is_of_too_few_rows(&self, metric: Metric, smaller_side: u64) -> bool {
        let (low, high) = metric.range();
        smaller_side < FEW_ROWS && self.high - self.low > 0.5 * (high - low)
    }
}

/// The counts of one side.
struct Side {
    tp: u64,
    fp: u64,
    fne: u64,
    tn: u64,
}

impl Side {
    fn of(cells: &[u64]) -> Side {
        let count = |label, prediction| cells[Outcomes::place(false, label, prediction)];
        Side {
            tp: count(true, true),
            fp: count(false, true),
            fne: count(true, false),
            tn: count(false, false),
        }
    }

    fn rows(&self) -> u64 {
        self.positive() + self.negative()
    }

    fn positive(&self) -> u64 {
        self.tp + self.fne
    }

    fn negative(&self) -> u64 {
        self.tn + self.fp
    }

    fn accepted(&self) -> u64 {
        self.tp + self.fp
    }

    fn rejected(&self) -> u64 {
        self.tn + self.fne
    }
}

/// The rest's less the group's.
fn less([rest, group]: [Estimate; 2]) -> Estimate {
    rest.less(group)
}

/// A divergence with the sign of the difference of both shares.
fn signed([rest, group]: [Estimate; 2], divergence: fn(f64, f64) -> f64) -> Estimate {
    let signed = |a: f64, d: f64| match a == d {
        true => 0.0,
        false => divergence(a, d).max(0.0).copysign(a - d),
    };
    mover([rest, group.falling()], |[a, d]| signed(a, d))
}

/// x ln(x / y), 0 where x is.
fn part(x: f64, y: f64) -> f64 {
    if x == 0.0 { 0.0 } else { x * (x / y).ln() }
}

fn kullback_leibler(a: f64, d: f64) -> f64 {
    part(a, d) + part(1.0 - a, 1.0 - d)
}

fn jensen_shannon(a: f64, d: f64) -> f64 {
    let middle = 0.5 * (a + d);
    0.5 * (kullback_leibler(a, middle) + kullback_leibler(d, middle))
}

/// The sum over the strata; `bit` is the place of the outcome in a cell's number.
fn conditional(outcomes: &Outcomes, bit: usize) -> Estimate {
    let rows = outcomes.rows() as f64;
    let strata = outcomes.strata.iter().map(|table| {
        let count = |is_in: &dyn Fn(usize) -> bool| -> u64 {
            let cells = table.iter().enumerate().filter(|(place, _)| is_in(*place));
            cells.map(|(_, count)| count).sum()
        };
        let all: u64 = table.iter().sum();
        let in_group = count(&|place| place & 4 != 0);
        let share = |outcome: bool| {
            let having = count(&|place| (place & bit != 0) == outcome);
            match having {
                // Nothing is known of it: as near as not to the stratum's.
                0 => Estimate {
                    value: in_group as f64 / all.max(1) as f64,
                    ..Estimate::share(0, 0)
                },
                _ => Estimate::share(
                    count(&|place| place & 4 != 0 && (place & bit != 0) == outcome),
                    having,
                ),
            }
        };
        share(false).less(share(true)).times(all as f64 / rows)
    });
    Estimate::sum(strata)
}

/// Of the errors' share and of the false rejections' among them. Where the errors are few, their kinds hardly matter at the value and do at its ends, so the ends are those of all
/// that both limits allow.
fn entropy(rest: &Side, group: &Side) -> Estimate {
    let (low, high) = (rest.fne + group.fne, rest.fp + group.fp);
    let errors = Estimate::share(low + high, rest.rows() + group.rows());
    let low = Estimate::share(low, low + high);
    let entropy = |errors: f64, low: f64| {
        let mean = 1.0 + errors * (1.0 - 2.0 * low);
        let squares = 1.0 + errors * (3.0 - 4.0 * low);
        if mean <= 0.0 {
            f64::INFINITY
        } else {
            0.5 * (squares / (mean * mean) - 1.0)
        }
    };
    // Of false acceptances alone it is largest where they are a third.
    let largest = (1.0_f64 / 3.0).clamp(errors.low, errors.high);
    let errors_shares = [errors.low, largest, errors.high];
    let corners = errors_shares
        .iter()
        .flat_map(|&errors| [low.low, low.high].map(|low| entropy(errors, low)));
    Estimate {
        value: entropy(errors.value, low.value),
        low: corners.clone().fold(f64::INFINITY, f64::min),
        high: corners.fold(0.0, f64::max),
    }
}

#[cfg(test)]
mod tests;
