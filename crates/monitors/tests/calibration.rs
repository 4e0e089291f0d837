//! What the default verdict promises, in a smaller run of `make calibrate`: without drift at most 5 % of data sets alarm, drift is found, and intervals of bias metrics
//! hold what is true. Seeded.
#![allow(dead_code)]

#[path = "../examples/calibrate/bias.rs"]
mod bias;
#[path = "../examples/calibrate/checks.rs"]
mod checks;
#[path = "../examples/calibrate/cycles.rs"]
mod cycles;
#[path = "../examples/calibrate/made.rs"]
mod made;
#[path = "../examples/calibrate/measured.rs"]
mod measured;
#[path = "../examples/calibrate/texts.rs"]
mod texts;

use bias::{MODELS, coverage, farther};
use cycles::Cycle;
use made::Population::{self, *};
use measured::{Alarms, Day, data_sets, days};
use texts::Source;

/// Five in a hundred, and what three standard deviations of as many repetitions add.
fn is_kept(alarms: &Alarms) -> bool {
    let repetitions = f64::from(alarms.repetitions);
    let error = (0.05 * 0.95 / repetitions).sqrt();
    f64::from(alarms.with_alarm) / repetitions <= 0.05 + 3.0 * error
}

#[test]
fn data_sets_without_drift_keep_the_level() {
    for (features, rows) in [
        (vec![Normal(0.0); 14], (49, 49)),
        (vec![Ages; 4], (200, 200)),
        (vec![Zipf(2000)], (1000, 1000)),
        (vec![Labels(30); 14], (2000, 20)),
        (vec![WithMissing(0.1); 20], (200, 200)),
    ] {
        let alarms = data_sets(&features, &features, rows, 60, 1);
        assert!(is_kept(&alarms), "{features:?}: {alarms:?}");
    }
}

#[test]
fn texts_keep_the_level_and_what_is_new_in_them_is_found() {
    let topics = Source {
        topics: 50,
        ..Source::default()
    };
    for (source, rows, repetitions) in [
        (Source::default(), 100, 100),
        (topics, 100, 100),
        (topics, 1000, 20),
    ] {
        let alarms = texts::data_sets(source, source, (rows, rows), repetitions, 9);
        assert!(is_kept(&alarms), "{source:?}: {alarms:?}");
    }
    let alarms = texts::days(topics, (2000, 60), 10, 10);
    assert!(is_kept(&alarms), "{alarms:?}");
    for now in [
        Source {
            new_topic: 0.1,
            ..topics
        },
        Source {
            other_language: 0.1,
            ..topics
        },
        Source {
            cyrillic: 0.1,
            ..topics
        },
        Source {
            empty: 0.1,
            ..topics
        },
    ] {
        let found = texts::data_sets(topics, now, (1000, 1000), 5, 9);
        assert_eq!(found.with_alarm, 5, "{now:?}");
    }
}

#[test]
fn windows_without_drift_keep_the_level_of_a_day() {
    let features = [vec![Normal(0.0); 4], vec![Zipf(500); 2]].concat();
    let day = Day {
        before: &features,
        now: &features,
        since: 24,
        baseline_rows: 3000,
        rows: 60,
        windows: 24,
    };
    let alarms = days(&day, 40, 3).alarms;
    assert!(is_kept(&alarms), "{alarms:?}");
}

#[test]
fn windows_in_a_cycle_keep_the_level_and_find_a_shift() {
    let cycle = |shift| Cycle {
        features: 4,
        height: 1.0,
        days: 4,
        rows: 120,
        shift,
        has_times: true,
    };
    let quiet = cycle((24, 0.0)).measure(20, 9).alarms;
    assert!(is_kept(&quiet), "{quiet:?}");
    assert!(quiet.with_since <= 1, "{quiet:?}");
    let found = cycle((12, 0.7)).measure(10, 9);
    assert!(found.delays.len() >= 9, "{:?}", found.delays);
}

#[test]
fn checks_that_are_tested_against_chance_keep_the_level_together() {
    for (features, rows) in [
        (vec![WithMissing(0.1); 20], (200, 200)),
        (vec![Zipf(100); 4], (200, 200)),
    ] {
        let alarms = Alarms {
            repetitions: 60,
            with_alarm: checks::violated(&features, rows, 60, 10),
            ..Alarms::default()
        };
        assert!(is_kept(&alarms), "{features:?}: {alarms:?}");
    }
}

#[test]
fn groups_that_are_treated_as_before_are_hardly_called_farther_from_the_ideal() {
    for models in &MODELS {
        let found = farther(&[*models], [200, 100], 60, 11);
        let alarms = Alarms {
            repetitions: found.repetitions,
            with_alarm: found.by_more_than_chance,
            ..Alarms::default()
        };
        assert!(is_kept(&alarms), "{alarms:?}");
    }
    let [rest, mut group] = MODELS[2];
    group.recall = 0.6;
    let found = farther(&[MODELS[2], [rest, group]], [1000, 500], 20, 12);
    assert!(found.by_more_than_chance >= 18, "{found:?}");
}

#[test]
fn drift_is_found_when_it_begins() {
    for (before, now) in [(Normal(0.0), Normal(0.5)), (Labels(30), NewLabel(30, 0.1))] {
        let with = |first: Population| [vec![first], vec![Normal(0.0); 5]].concat();
        let day = Day {
            before: &with(before),
            now: &with(now),
            since: 12,
            baseline_rows: 4000,
            rows: 250,
            windows: 24,
        };
        let found = days(&day, 20, 5);
        assert!(found.delays.len() >= 18, "{before:?}: {:?}", found.delays);
        assert!(found.median_delay().is_some_and(|windows| windows <= 2));
    }
}

#[test]
fn intervals_of_bias_metrics_cover() {
    for rows in [5, 20] {
        for models in &MODELS {
            for (metric, mut coverage) in coverage(models, 200, rows, 400, 6) {
                // 93 of 100, and what three standard deviations of as many repetitions take off.
                let error = (0.93 * 0.07 / f64::from(coverage.intervals)).sqrt();
                let share = coverage.share();
                assert!(share >= 0.93 - 3.0 * error, "{metric:?}, {rows}: {share}");
                assert!(rows < 20 || coverage.too_few == 0, "{metric:?}, {rows}");
                let wider = coverage.over_newcombe();
                assert!(
                    wider.is_none_or(|times| times <= 1.3),
                    "{metric:?}, {rows}: {wider:?}"
                );
            }
        }
    }
}
