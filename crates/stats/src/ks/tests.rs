use super::*;
use crate::sort::sorted;
use proptest::prelude::*;

/// Rounding of a walk over a few hundred steps.
const RELATIVE: f64 = 1e-12;

#[test]
fn exact_p_values_are_fractions() {
    // Of the C(4, 2) = 6 ways to mix two and two values, 2 have a gap of 1; of C(9, 4) = 126, 2.
    assert_close(ks_exact_p(1.0, 2, 2).unwrap(), 2.0 / 6.0);
    assert_close(ks_exact_p(1.0, 4, 5).unwrap(), 2.0 / 126.0);
    assert_close(ks_exact_p(0.5, 2, 2).unwrap(), 1.0);
    assert_eq!(ks_exact_p(0.0, 3, 7), Ok(1.0));
}

#[test]
fn disjoint_samples_keep_a_tiny_p_value() {
    // 2 / C(200, 100)
    let test = ks_two_sample(&[1.0; 100], &[2.0; 100]).unwrap();
    assert_eq!(
        (test.statistic, test.location, test.sign, test.method),
        (1.0, 1.0, 1, KsMethod::Exact)
    );
    assert_close(test.p_value, 2.0 / 9.054_851_465_610_328e58);
}

#[test]
fn exact_p_values_of_large_samples_are_scipys() {
    for (n, m, d, expected) in SCIPY_EXACT {
        let actual = ks_exact_p(d, n, m).unwrap();
        assert!(
            (actual / expected - 1.0).abs() < 1e-9,
            "{n} and {m}: {actual} for {expected}"
        );
        assert_eq!(significance(d, n, m), Ok((actual, KsMethod::Exact)));
    }
}

/// scipy 1.17.1: `scipy.stats._stats_py._attempt_exact_2kssamp`, which its default uses up to 10 000 values a side.
const SCIPY_EXACT: [(u64, u64, f64, f64); 8] = [
    (200, 200, 27.0 / 200.0, 0.052139087188847716),
    (200, 199, 5373.0 / 39_800.0, 0.04510054687803272),
    (1000, 1000, 62.0 / 1000.0, 0.042792013924212634),
    (1000, 999, 61_000.0 / 999_000.0, 0.045445029420317064),
    (10_000, 500, 540.0 / 10_000.0, 0.12036895341180048),
    (
        9999,
        10_000,
        2_000_000.0 / 99_990_000.0,
        0.03589605170521495,
    ),
    (60, 9000, 1500.0 / 9000.0, 0.06479398490659045),
    (10_000, 10_000, 190.0 / 10_000.0, 0.0541006396905892),
];

#[test]
fn what_takes_too_long_or_is_tiny_is_asymptotic() {
    for (d, n, m) in [(0.03, 10_001, 9000), (0.1, 10_000, 9999), (0.2, 5000, 5000)] {
        assert_eq!(significance(d, n, m).unwrap().1, KsMethod::Asymptotic);
    }
    // Three values beyond all of 20 000: 2 / C(20003, 3).
    let (p, method) = significance(1.0, 20_000, 3).unwrap();
    assert_eq!(method, KsMethod::Exact);
    assert_close(p, 12.0 / (20_003.0 * 20_002.0 * 20_001.0));
}

#[test]
fn what_cannot_be_tested_has_a_reason() {
    assert_eq!(ks_two_sample(&[], &[1.0]), Err(Reason::NoBaselineValues));
    assert_eq!(ks_statistic_only(&[1.0], &[]), Err(Reason::NoCurrentValues));
    assert_eq!(ks_asymptotic_p(1.0, 1, 1), Err(Reason::TooFewValues));
    assert_eq!(ks_asymptotic_p(1.5, 9, 9), Err(Reason::NotAFraction(1.5)));
    assert_eq!(ks_exact_p(0.5, 0, 9), Err(Reason::TooFewValues));
}

#[test]
fn a_large_gap_leaves_a_logarithm_when_the_p_value_is_gone() {
    let (baseline, current) = ([0.0; 5000], [1.0; 5000]);
    let test = ks_two_sample(&baseline, &current).unwrap();
    assert_eq!((test.p_value, test.method), (0.0, KsMethod::Asymptotic));
    assert!((test.log10_p - (2.0_f64.log10() - 5000.0 / std::f64::consts::LN_10)).abs() < 1e-9);
}

#[test]
fn both_zeros_are_one_value() {
    assert_eq!(ks_statistic_only(&[-0.0], &[0.0]), Ok(0.0));
}

fn sample() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((-8_i32..8).prop_map(f64::from), 1..30).prop_map(sorted)
}

proptest! {
    #[test]
    fn the_gap_is_the_largest_over_all_values(b in sample(), c in sample()) {
        let share = |values: &[f64], at: f64| values.iter().filter(|&&v| v <= at).count() as f64 / values.len() as f64;
        let slow = b.iter().chain(&c).map(|&at| (share(&b, at) - share(&c, at)).abs()).fold(0.0, f64::max);
        let test = ks_two_sample(&b, &c).unwrap();
        prop_assert_eq!(test.statistic, slow);
        let at = share(&b, test.location) - share(&c, test.location);
        prop_assert_eq!(at * f64::from(test.sign), test.statistic);
        prop_assert_eq!(ks_statistic_only(&b, &c).unwrap(), slow);
    }

    #[test]
    fn sides_can_be_swapped_and_a_sample_equals_itself(b in sample(), c in sample()) {
        let (there, back) = (ks_two_sample(&b, &c).unwrap(), ks_two_sample(&c, &b).unwrap());
        prop_assert_eq!(there.statistic, back.statistic);
        prop_assert!((there.p_value - back.p_value).abs() <= RELATIVE * there.p_value);
        let itself = ks_two_sample(&b, &b).unwrap();
        prop_assert_eq!((itself.statistic, itself.p_value, itself.log10_p, itself.sign), (0.0, 1.0, 0.0, 1));
    }

    #[test]
    fn p_values_fall_with_the_gap(n in 1_u64..60, m in 1_u64..60, a in 0.0..=1.0_f64, b in 0.0..=1.0_f64) {
        let (small, large) = (a.min(b), a.max(b));
        prop_assert!(ks_exact_p(large, n, m).unwrap() <= ks_exact_p(small, n, m).unwrap() * (1.0 + RELATIVE));
        prop_assert!(ks_log10_p(large, n, m) <= ks_log10_p(small, n, m));
    }
}

#[track_caller]
fn assert_close(actual: f64, expected: f64) {
    assert!(
        (actual / expected - 1.0).abs() < RELATIVE,
        "{actual} for {expected}"
    );
}
