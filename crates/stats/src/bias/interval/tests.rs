use super::*;

/// Rows of a file of numbers beside `make.py`, after the versions and the names.
fn rows(text: &str) -> impl Iterator<Item = Vec<f64>> {
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| {
        line.split(',')
            .map(|field| field.parse().unwrap())
            .collect()
    })
}

/// Both sides with so many positive labels and accepted rows.
fn sides(rest: [u64; 4], group: [u64; 4]) -> Outcomes {
    let mut outcomes = Outcomes::new(0);
    outcomes.strata[0][..4].copy_from_slice(&rest);
    outcomes.strata[0][4..].copy_from_slice(&group);
    outcomes
}

#[test]
fn differences_are_near_newcombes_and_the_score_interval() {
    let table = include_str!("../../../../../tests/data/intervals/differences.csv");
    let mut compared = 0;
    for row in rows(table) {
        let [rest_part, rest, group_part, group] = [0, 1, 2, 3].map(|place| row[place] as u64);
        let outcomes = sides(
            [rest - rest_part, 0, rest_part, 0],
            [group - group_part, 0, group_part, 0],
        );
        let found = Interval::of(Metric::Dpl, &outcomes).unwrap();
        // statsmodels finds no score interval where a share is 0 or 1.
        let theirs = [(row[4], row[5]), (row[6], row[7])];
        for (low, high) in theirs.into_iter().filter(|(low, _)| !low.is_nan()) {
            let width = found.high - found.low;
            let ratio = width / (high - low);
            // Exact limits are wider: at most by what is promised, and by little where each label has many rows on both sides.
            let counts = [rest_part, rest - rest_part, group_part, group - group_part];
            let most = if counts.into_iter().min() < Some(30) {
                1.3
            } else {
                1.05
            };
            assert!((0.9..most).contains(&ratio), "{row:?}: {found:?}");
            let middle = 0.5 * (found.low + found.high - low - high);
            assert!(middle.abs() < 0.1 * width, "{row:?}: {found:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, 80 - 12);
}

#[test]
fn the_ratio_of_many_rows_is_the_textbooks() {
    // The delta method: log(0.25 / 0.4) ± 1.96 sqrt(0.75 / 0.25 / 20 000 + 0.6 / 0.4 / 50 000).
    let outcomes = sides([30_000, 20_000, 0, 0], [15_000, 5000, 0, 0]);
    let found = Interval::of(Metric::Di, &outcomes).unwrap();
    let half = 1.96 * (3.0_f64 / 20_000.0 + 1.5 / 50_000.0).sqrt();
    for (end, sign) in [(found.low, -1.0), (found.high, 1.0)] {
        let expected = 0.625 * f64::exp(sign * half);
        assert!((end / expected - 1.0).abs() < 1e-3, "{end} {expected}");
    }
}

#[test]
fn ratios_of_the_same_rows_are_bonett_and_prices() {
    // 68 of both, 5 and 16 of one alone. statsmodels has none; the same formula in numpy, by hand: of 89 rows
    // p1 = 74/91, p2 = 85/91, z' = 1.96 · sqrt(23/(74·85)) / (sqrt((1−p1)/74) + sqrt((1−p2)/85)).
    let (p, q) = (74.0 / 91.0, 85.0 / 91.0);
    let spread = f64::sqrt(23.0 / (74.0 * 85.0));
    let z = 1.959_963_984_540_054 * spread
        / (f64::sqrt((1.0 - p) / 74.0) + f64::sqrt((1.0 - q) / 85.0));
    let score = |part: f64, sign: f64| {
        let n = 89.0;
        (2.0 * part + z * z + sign * z * f64::sqrt(z * z + 4.0 * part * (1.0 - part / n)))
            / (2.0 * (n + z * z))
    };
    let found = Estimate::ratio_of_same_rows(68, 5, 16);
    assert!((found.value - 73.0 / 84.0).abs() < 1e-15);
    assert!((found.low - score(73.0, -1.0) / score(84.0, 1.0)).abs() < 1e-12);
    assert!((found.high - score(73.0, 1.0) / score(84.0, -1.0)).abs() < 1e-12);
}

#[test]
fn an_interval_holds_the_value_and_stays_in_the_range() {
    let cells = [0, 1, 3, 40];
    for index in 0..4_u32.pow(8) {
        // One in a hundred tables, whichever they are.
        if index % 101 != 0 {
            continue;
        }
        let mut outcomes = Outcomes::new(1);
        for place in 0..8 {
            outcomes.strata[0][place] = cells[(index / 4_u32.pow(place as u32) % 4) as usize];
        }
        for metric in [
            super::super::Stage::PreTraining,
            super::super::Stage::PostTraining,
        ]
        .into_iter()
        .flat_map(Metric::of_stage)
        {
            let value = measure(metric, &outcomes);
            let interval = Interval::of(metric, &outcomes);
            assert_eq!(value.is_ok(), interval.is_some(), "{metric:?} {outcomes:?}");
            if let (Ok(value), Some(interval)) = (value, interval) {
                let holds = interval.low <= value && value <= interval.high;
                assert!(holds, "{metric:?} {outcomes:?}: {value} {interval:?}");
                let (least, most) = metric.range();
                // KL of a label that one side lacks may be under 0, as Clarify writes it.
                let is_within = interval.low >= least - 1e-12 && interval.high <= most + 1e-12;
                let is_partial = matches!(metric, Metric::Kl | Metric::Js);
                assert!(
                    is_within || is_partial,
                    "{metric:?} {outcomes:?}: {interval:?}"
                );
            }
        }
    }
}

#[test]
fn a_value_over_nothing_has_an_infinite_end() {
    let outcomes = sides([50, 10, 10, 30], [10, 0, 2, 8]);
    assert_eq!(measure(Metric::Te, &outcomes), Ok(f64::INFINITY));
    let found = Interval::of(Metric::Te, &outcomes).unwrap();
    assert!(found.low.is_finite() && found.high == f64::INFINITY);
    assert_eq!(Interval::of(Metric::Ci, &Outcomes::new(0)), None);
}

#[test]
fn only_few_rows_are_too_few() {
    let wide = Interval {
        low: -0.6,
        high: 0.5,
    };
    assert!(wide.is_of_too_few_rows(Metric::Rd, 19));
    assert!(!wide.is_of_too_few_rows(Metric::Rd, 20));
    assert!(!wide.is_of_too_few_rows(Metric::Di, 5));
    let narrow = Interval {
        low: -0.4,
        high: 0.5,
    };
    assert!(!narrow.is_of_too_few_rows(Metric::Dpl, 5));
}
