//! The distances that Model Monitor compares distributions by.
//!
//! In: a plain distance (the largest gap of two distribution functions or of two tables of shares) and the sizes, or two tables of counts. Out: the
//! corrected distance, or a chi-square statistic after Deequ's regrouping. Written after the definitions of
//! `com.amazon.deequ.analyzers.Distance`; where those leave a choice to hash order, the order of the table decides.

use super::{
    Reason,
    chi_square::chi_square_tail,
    reason::{both_sides, both_tables},
};

/// Deequ's correction for sampling noise: c(alpha) at alpha = 0.003.
pub const ROBUST_CORRECTION: f64 = 1.8;
/// Cochran: with two categories left, each expects at least this many.
const SMALLEST_OF_TWO: f64 = 10.0;
/// Yates, Moore and McCabe: with more categories, at most a fifth of them may expect fewer than this.
const SMALLEST_OF_MANY: f64 = 5.0;
const SMALL_SHARE_OF_MANY: f64 = 0.2;

/// Deequ's "Robust" distance: what is left of `simple` after noise of two samples of `n` and `m` values is taken off.
///
/// 0 to 1, never above `simple`; 0 if a side has no values.
///
/// ```
/// use leeway_stats::linf::robust;
/// assert!((robust(0.2, 1800, 1800) - 0.14).abs() < 1e-12);
/// assert_eq!(robust(0.05, 1800, 1800), 0.0);
/// ```
pub fn robust(simple: f64, n: u64, m: u64) -> f64 {
    if n == 0 || m == 0 {
        return 0.0;
    }
    let (n, m) = (n as f64, m as f64);
    (simple - ROBUST_CORRECTION * ((n + m) / (n * m)).sqrt()).max(0.0)
}

/// Deequ's "Simple" distance of two tables of counts over the same labels: the largest gap between shares, 0 to 1.
///
/// # Errors
/// [`Reason::UnequalLengths`] if the tables differ in length; a reason naming the empty side if one counts nothing.
pub fn categorical(baseline: &[u64], current: &[u64]) -> Result<f64, Reason> {
    both_tables(baseline, current)?;
    let baseline_total = baseline.iter().sum::<u64>() as f64;
    let current_total = current.iter().sum::<u64>() as f64;
    let gaps = baseline
        .iter()
        .zip(current)
        .map(|(&baseline_count, &current_count)| {
            (baseline_count as f64 / baseline_total - current_count as f64 / current_total).abs()
        });
    Ok(gaps.fold(0.0, f64::max))
}

/// Result of Model Monitor's chi-square test of the current counts against the baseline's shares.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelMonitorChiSquare {
    /// Pearson's statistic; 0 for equal shares. Deequ's distance with "Simple".
    pub statistic: f64,
    /// Groups of labels that were left, less one.
    pub dof: u64,
    /// Probability of a statistic at least as large under the baseline's shares. Deequ's distance with "Robust".
    pub p_value: f64,
    /// log10 of `p_value`, finite where `p_value` is too small for a double.
    pub log10_p: f64,
    /// Groups of labels that were tested.
    pub groups: u64,
    /// Current rows whose label the baseline does not have; the test ignores them, however many they are.
    pub ignored: u64,
}

/// Tests current counts against the baseline's shares as Deequ's `categoricalDistance` does with `ChisquareMethod`.
///
/// The baseline is taken as exact and scaled to the current side's size; labels that the baseline counts 0 times are
/// ignored; the smallest groups are joined until few enough expect too little (10 each with two groups; under 5 in
/// at most a fifth with more).
///
/// # Errors
/// [`Reason::UnequalLengths`] if the tables differ in length; a reason naming the empty side if one counts nothing,
/// [`Reason::NoCurrentValues`] also if no current row has a known label; [`Reason::OneCategory`] if fewer than two
/// groups are left.
pub fn model_monitor_chi_square(
    baseline: &[u64],
    current: &[u64],
) -> Result<ModelMonitorChiSquare, Reason> {
    both_tables(baseline, current)?;
    let known = || {
        baseline
            .iter()
            .zip(current)
            .filter(|(baseline, _)| **baseline > 0)
    };
    let baseline_total: u64 = baseline.iter().sum();
    let known_total: u64 = known().map(|(_, &current)| current).sum();
    both_sides(false, known_total == 0)?;
    let groups = known()
        .map(|(&baseline, &current)| Group {
            expected: baseline as f64 / baseline_total as f64 * known_total as f64,
            observed: current as f64,
        })
        .collect();
    let groups = regrouped(groups);
    if groups.len() < 2 {
        return Err(Reason::OneCategory);
    }
    let statistic: f64 = groups
        .iter()
        .map(|group| (group.observed - group.expected).powi(2) / group.expected)
        .sum();
    let dof = groups.len() as u64 - 1;
    let tail = chi_square_tail(statistic, dof);
    Ok(ModelMonitorChiSquare {
        statistic,
        dof,
        p_value: tail.p_value,
        log10_p: tail.log10_p,
        groups: groups.len() as u64,
        ignored: current.iter().sum::<u64>() - known_total,
    })
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Group {
    expected: f64,
    observed: f64,
}

/// Joins the smallest group with the next smallest until the rules are kept or one group is left.
fn regrouped(mut groups: Vec<Group>) -> Vec<Group> {
    // A stable sort keeps equally large groups in the table's order.
    groups.sort_by(|a, b| a.expected.total_cmp(&b.expected));
    let mut start = 0;
    while start + 1 < groups.len() && too_many_small(&groups[start..]) {
        let smallest = groups[start];
        start += 1;
        let joined = Group {
            expected: groups[start].expected + smallest.expected,
            observed: groups[start].observed + smallest.observed,
        };
        // Back into order: everything that expects less moves one place down.
        let place =
            start + groups[start + 1..].partition_point(|group| group.expected < joined.expected);
        groups.copy_within(start + 1..=place, start);
        groups[place] = joined;
    }
    groups.split_off(start)
}

/// Whether groups in ascending order of their expectation break the rule for their number.
fn too_many_small(ascending: &[Group]) -> bool {
    let (threshold, allowed) = if ascending.len() > 2 {
        (
            SMALLEST_OF_MANY,
            (SMALL_SHARE_OF_MANY * ascending.len() as f64) as usize,
        )
    } else {
        (SMALLEST_OF_TWO, 0)
    };
    ascending.partition_point(|group| group.expected < threshold) > allowed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rounding of sums in another order.
    const RELATIVE: f64 = 1e-12;

    #[test]
    fn large_groups_are_tested_as_they_are() {
        // Expected 50, 30, 20 of 100; observed 40, 40, 20: 100/50 + 100/30.
        let test = model_monitor_chi_square(&[500, 300, 200], &[40, 40, 20]).unwrap();
        assert!((test.statistic / (2.0 + 10.0 / 3.0) - 1.0).abs() < RELATIVE);
        assert_eq!((test.dof, test.groups, test.ignored), (2, 3, 0));
    }

    #[test]
    fn small_groups_are_joined_until_the_rules_hold() {
        // Expected 1, 3, 46, 50: two of four under 5, none allowed; 1 + 3 = 4 of three, none allowed; 50 and 50.
        let test = model_monitor_chi_square(&[1, 3, 46, 50], &[0, 10, 40, 50]).unwrap();
        assert_eq!((test.groups, test.statistic), (2, 0.0));
        // Five groups may have one under 5.
        let test = model_monitor_chi_square(&[3, 20, 20, 20, 37], &[3, 20, 20, 20, 37]).unwrap();
        assert_eq!(test.groups, 5);
    }

    #[test]
    fn labels_the_baseline_never_had_are_ignored_and_counted() {
        let test = model_monitor_chi_square(&[50, 50, 0], &[50, 50, 900]).unwrap();
        assert_eq!(
            (test.statistic, test.p_value, test.ignored),
            (0.0, 1.0, 900)
        );
    }

    #[test]
    fn what_cannot_be_tested_has_a_reason() {
        assert_eq!(
            model_monitor_chi_square(&[9, 9], &[9, 9]),
            Err(Reason::OneCategory)
        );
        assert_eq!(
            model_monitor_chi_square(&[9, 0], &[0, 9]),
            Err(Reason::NoCurrentValues)
        );
        assert_eq!(categorical(&[0], &[3]), Err(Reason::NoBaselineValues));
    }

    proptest! {
        #[test]
        fn joining_is_what_repeated_search_for_the_smallest_gives(expected in prop::collection::vec(1_u32..40, 1..30)) {
            let groups: Vec<Group> = expected.iter().map(|&e| Group { expected: f64::from(e), observed: f64::from(e % 7) }).collect();
            let totals = |groups: &[Group]| groups.iter().fold((0.0, 0.0), |sum, g| (sum.0 + g.expected, sum.1 + g.observed));
            let mut slow: Vec<f64> = groups.iter().map(|g| g.expected).collect();
            slow.sort_by(f64::total_cmp);
            while slow.len() > 1 && too_many_small(&slow.iter().map(|&expected| Group { expected, observed: 0.0 }).collect::<Vec<_>>()) {
                let smallest = slow.remove(0);
                slow[0] += smallest;
                slow.sort_by(f64::total_cmp);
            }
            let fast = regrouped(groups.clone());
            prop_assert_eq!(fast.iter().map(|g| g.expected).collect::<Vec<_>>(), slow);
            prop_assert_eq!(totals(&fast), totals(&groups));
        }

        #[test]
        fn robust_is_between_zero_and_simple(simple in 0.0..=1.0_f64, n in 0_u64..10_000, m in 0_u64..10_000) {
            let value = robust(simple, n, m);
            prop_assert!((0.0..=simple).contains(&value));
            prop_assert_eq!(value, robust(simple, m, n));
        }

        #[test]
        fn simple_is_symmetric_and_zero_on_itself(pairs in prop::collection::vec((1_u64..99, 1_u64..99), 1..9)) {
            let (b, c): (Vec<u64>, Vec<u64>) = pairs.into_iter().unzip();
            prop_assert_eq!(categorical(&b, &c), categorical(&c, &b));
            prop_assert_eq!(categorical(&b, &b), Ok(0.0));
        }
    }
}
