//! The data-quality monitor beside Model Monitor's own files and independent computations.
//!
//! Tests on collected files are ignored where the files are absent.
#![allow(clippy::unwrap_used)]

#[path = "support/schema.rs"]
mod schema;

use leeway::documents::Notes;
use leeway::documents::model_monitor::{
    CheckType, Constraints, Dimension, FeatureStatistics, NumericalStatistics, ParsedDescription,
    Statistics, Summary, Violations, write_metrics,
};
use leeway::monitors::data_quality::{
    BaselineOptions, Check, CheckKind, Evidence, Facts, Features, Merger, MetricContext, baseline,
    check, measure, metrics, second_opinion, suggested_constraints, violations,
};
use leeway::monitors::{Agreement, Status};
use leeway::table::{Column, MissingPolicy, Origin, Series, Table};
use schema::schema_faults;
use serde_json::Value;
use std::path::{Path, PathBuf};

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference");

/// Sums in another order: the container adds partitions.
const MOMENTS: f64 = 1e-12;

/// A path below the reference.
fn reference(path: &str) -> PathBuf {
    Path::new(REFERENCE).join(path)
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

macro_rules! read {
    ($type:ident, $path:expr) => {
        $type::read(json($path), &mut Notes::default()).unwrap()
    };
}

/// A table from the lines of a CSV text, with names from the first line or given.
fn table(text: &str, names: Option<&[&str]>) -> Table {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = reader.records().map(Result::unwrap);
    let names: Vec<String> = match names {
        Some(names) => names.iter().map(|name| (*name).to_owned()).collect(),
        None => rows.next().unwrap().iter().map(str::to_owned).collect(),
    };
    let mut table = Table {
        columns: names
            .iter()
            .map(|name| Column::new(name, Origin::Field, true))
            .collect(),
        ..Table::default()
    };
    for row in rows {
        for (column, field) in table.columns.iter_mut().zip(row.iter()) {
            column.push_field(field, false, &MissingPolicy::default());
        }
        table.end_row();
    }
    table
}

fn table_of(path: &Path) -> Table {
    table(&std::fs::read_to_string(path).unwrap(), None)
}

fn series(table: &Table) -> impl Iterator<Item = (&str, Series<'_>)> {
    let series = |column| Series::new([column]);
    let columns = table.columns.iter();
    columns.map(move |column| (column.name.as_str(), series(column)))
}

fn numbers(feature: &FeatureStatistics) -> &NumericalStatistics {
    match &feature.summary {
        Summary::Numbers(numbers) => numbers,
        other => panic!("{} has {other:?}", feature.name),
    }
}

fn find<'a>(checks: &'a [Check], feature: &str, check: CheckType) -> &'a Check {
    checks
        .iter()
        .find(|known| known.feature == feature && known.check == CheckKind::ModelMonitor(check))
        .unwrap()
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn churn_gives_the_baseline_of_the_container() {
    let data = reference("datasets/churn/training-dataset-with-header.csv");
    let folder = reference("data-quality/churn-2020-11/baseline");
    let table = table_of(&data);
    let options = BaselineOptions {
        seed: 1,
        has_keys_of_2024: false,
    };
    let (statistics, constraints) = baseline(series(&table), table.rows, options);
    let theirs = read!(Statistics, &folder.join("statistics.json"));
    assert_eq!(
        constraints,
        read!(Constraints, &folder.join("constraints.json"))
    );
    assert_eq!(
        constraints.write(),
        std::fs::read_to_string(folder.join("constraints.json")).unwrap()
    );
    assert_eq!(statistics.item_count, theirs.item_count);
    assert_eq!((statistics.features.len(), theirs.features.len()), (70, 29));
    for (ours, theirs) in statistics.features.iter().zip(&theirs.features) {
        assert_eq!(
            (&ours.name, ours.inferred_type),
            (&theirs.name, theirs.inferred_type)
        );
        let (name, ours, theirs) = (&ours.name, numbers(ours), numbers(theirs));
        assert_eq!(
            (ours.present, ours.missing),
            (theirs.present, theirs.missing)
        );
        assert_eq!(
            (ours.min, ours.max, ours.sum.is_there()),
            (theirs.min, theirs.max, true)
        );
        for (ours, theirs) in [
            (ours.mean, theirs.mean),
            (ours.sum, theirs.sum),
            (ours.std_dev, theirs.std_dev),
        ] {
            let (ours, theirs) = (ours.finite().unwrap(), theirs.finite().unwrap());
            assert!(
                (ours - theirs).abs() <= MOMENTS * theirs.abs(),
                "{name}: {ours} {theirs}"
            );
        }
        // The container counts its buckets from its sketch, where an item of the second level is two values.
        let container = theirs.sketch.as_ref().unwrap();
        for (i, (ours, theirs)) in ours.buckets.iter().zip(&theirs.buckets).enumerate() {
            assert_eq!(
                (ours.lower, ours.upper),
                (theirs.lower, theirs.upper),
                "{name}"
            );
            assert!((ours.count - theirs.count).abs() <= 1.0, "{name}");
            let ranked = container.ranked();
            let end = if i == 9 {
                theirs.upper
            } else {
                theirs.upper.next_down()
            };
            let recounted = ranked.rank(end) - ranked.rank(theirs.lower.next_down());
            assert_eq!(recounted as f64, theirs.count, "{name}");
        }
        let sketch = ours.sketch.as_ref().unwrap();
        assert_eq!(sketch.count(), container.count());
        assert_eq!((sketch.k, sketch.c), (container.k, container.c));
        let column = Series::new([table.column(name).unwrap()]).finite_numbers();
        for item in container.levels.iter().flatten() {
            let exact = column.iter().filter(|value| *value <= item).count() as f64 / 2333.0;
            for sketch in [sketch, container] {
                assert!(
                    (sketch.cdf(*item) - exact).abs() <= sketch.rank_error(),
                    "{name}"
                );
            }
        }
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn buckets_end_where_the_container_ends_them() {
    for case in [
        "boston-tf2-2021-03a",
        "boston-2021-07",
        "cookbook-numeric-2021-05",
        "sdk-quality-check",
    ] {
        let path = reference(&format!("data-quality/{case}/baseline/statistics.json"));
        for feature in &read!(Statistics, &path).features {
            let theirs = numbers(feature);
            let sketch = theirs.sketch.as_ref().unwrap();
            let mut merger = Merger::new(0);
            merger.add(&Statistics::of(theirs.present, vec![feature.clone()]));
            let merged = merger.finish().statistics;
            // One part joined is that part: the buckets are counted anew from the sketch, as the container counts them.
            assert_eq!(
                numbers(&merged.features[0]).buckets,
                theirs.buckets,
                "{case} {}",
                feature.name
            );
            assert_eq!(numbers(&merged.features[0]).sketch.as_ref(), Some(sketch));
        }
    }
}

/// Checks of a genuine execution, by the constraints and statistics that are there.
fn execution_checks(case: &str, constraints: &str) -> (Vec<Check>, Violations) {
    let folder = reference(&format!("data-quality/{case}"));
    let constraints = read!(Constraints, &folder.join(constraints));
    let baseline = read!(Statistics, &folder.join("baseline/statistics.json"));
    let current = read!(Statistics, &folder.join("execution/statistics.json"));
    let checks = check(
        &constraints,
        &Features::of_statistics(&baseline),
        &Features::of_statistics(&current),
    );
    let reported = read!(
        Violations,
        &folder.join("execution/constraint_violations.json")
    );
    (checks, reported)
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn genuine_violations_with_statistics_agree_to_the_last_digit() {
    for case in ["cookbook-numeric-2021-05", "cookbook-approval-2021-06"] {
        let (checks, reported) = execution_checks(case, "edited/constraints.json");
        for violation in &reported.violations {
            let feature = violation.feature.as_deref().unwrap();
            let ours = find(&checks, feature, violation.check_type);
            assert_eq!(
                ours.description.as_ref(),
                Some(&violation.description),
                "{case}"
            );
        }
        let opinions = second_opinion(&checks, &reported);
        let silent: Vec<&str> = opinions
            .iter()
            .filter(|opinion| opinion.agreement != Agreement::Agrees)
            .map(|opinion| opinion.feature.as_str())
            .collect();
        // 18 rows: by Deequ's formula four features drifted; the report has none of them.
        let expected: &[&str] = if case.contains("numeric") {
            &["a", "b", "c", "d"]
        } else {
            &[]
        };
        assert_eq!(silent, expected, "{case}");
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn a_capture_without_header_puts_the_output_first() {
    // One row whose output stands before the inputs: every later column is one place off, which the four violations show. An integer in a
    // Fractional column is 0.0 % Fractional.
    let folder = reference("data-quality/boston-2021-07");
    let constraints = read!(Constraints, &folder.join("baseline/constraints.json"));
    let statistics = read!(Statistics, &folder.join("baseline/statistics.json"));
    let names: Vec<&str> = constraints
        .features
        .iter()
        .map(|feature| feature.name.as_str())
        .collect();
    let row =
        "30.413358688354492,0.00632,18.00,2.310,0,0.5380,6.5750,65.20,4.0900,1,296.0,15.30,4.98";
    let current = table(row, Some(&names));
    let checks = check(
        &constraints,
        &Features::of_statistics(&statistics),
        &Features::of_table(&current),
    );
    let reported = read!(
        Violations,
        &folder.join("execution/constraint_violations.json")
    );
    let opinions = second_opinion(&checks, &reported);
    assert_eq!(opinions.len(), 4, "{opinions:?}");
    for opinion in &opinions {
        assert_eq!(opinion.agreement, Agreement::Agrees);
        let ours = &checks[opinion.check.unwrap()];
        assert_eq!(ours.description, opinion.description);
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn churn_violations_come_from_one_bad_row_sent_again_and_again() {
    let data = reference("datasets/churn/test-dataset-input-cols.csv");
    let folder = reference("data-quality/churn-2020-11");
    let constraints = read!(Constraints, &folder.join("baseline/constraints.json"));
    let statistics = read!(Statistics, &folder.join("baseline/statistics.json"));
    let names: Vec<&str> = constraints
        .features
        .iter()
        .map(|feature| feature.name.as_str())
        .collect();
    let text = std::fs::read_to_string(data).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let with_output = |rows: usize| -> String {
        lines
            .iter()
            .cycle()
            .take(rows)
            .map(|line| format!("0.015,{line}\n"))
            .collect()
    };
    let reported = read!(
        Violations,
        &folder.join("execution/constraint_violations.json")
    );
    // The endpoint was sent the file over and over; 1 412 rows hold its first row, the bad one, five times.
    let current = table(&with_output(1412), Some(&names));
    let checks = check(
        &constraints,
        &Features::of_statistics(&statistics),
        &Features::of_table(&current),
    );
    for violation in &reported.violations {
        let ours = find(
            &checks,
            violation.feature.as_deref().unwrap(),
            violation.check_type,
        );
        assert_eq!(ours.description.as_ref(), Some(&violation.description));
    }
    assert_eq!(reported.violations.len(), 10);
    // One pass alone has the same bad row: another share, and the reason is found.
    let current = table(&with_output(334), Some(&names));
    let checks = check(
        &constraints,
        &Features::of_statistics(&statistics),
        &Features::of_table(&current),
    );
    let opinion = &second_opinion(&checks, &reported)[0];
    assert_eq!(opinion.agreement, Agreement::Differs);
    assert_eq!(
        opinion.explanation,
        "Reported 0.9965, recomputed 0.997: other data. 99.6458923512748 % is 1407 of 1412 rows or a multiple of it; here are 334."
    );
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn other_genuine_violations_are_what_the_rules_give() {
    let folder = reference("data-quality");
    let report = |case: &str| {
        read!(
            Violations,
            &folder
                .join(case)
                .join("execution/constraint_violations.json")
        )
    };
    let constraints = read!(
        Constraints,
        &folder.join("churn-2020-11/baseline/constraints.json")
    );
    let names: Vec<&str> = constraints
        .features
        .iter()
        .map(|feature| feature.name.as_str())
        .collect();
    let nothing = Features::default();

    // 69 of 70 columns: the prediction was not captured.
    let row = vec!["1"; 69].join(",");
    let current = table(&row, Some(&names[1..]));
    let checks = check(&constraints, &nothing, &Features::of_table(&current));
    let opinions = second_opinion(&checks, &report("churn-missing-column-2023"));
    assert_eq!(opinions[0].agreement, Agreement::Agrees);
    assert_eq!(checks[0].description, opinions[0].description);
    // This made row violates more; the container says nothing of it, because it stops at the column.
    assert!(opinions[1..].iter().all(|opinion| {
        opinion
            .explanation
            .starts_with("The container stops at a missing or extra column")
    }));

    // 7 bad rows of 1 915, and a prediction where the baseline has the label.
    let bad = format!("0.5,{}", vec!["0.1"; 69].join(","));
    let good = format!("0.5,{}", vec!["1"; 69].join(","));
    let rows: Vec<&str> = (0..1915)
        .map(|row| if row < 7 { &bad } else { &good })
        .map(String::as_str)
        .collect();
    let current = table(&rows.join("\n"), Some(&names));
    let checks = check(&constraints, &nothing, &Features::of_table(&current));
    for violation in report("churn-2021-05").violations {
        let ours = find(
            &checks,
            violation.feature.as_deref().unwrap(),
            violation.check_type,
        );
        assert_eq!(ours.description.as_ref(), Some(&violation.description));
    }

    // A number where the baseline has words is 0.0 % String.
    let constraints = read!(
        Constraints,
        &folder.join("weather-2021-08/baseline/constraints.json")
    );
    let names: Vec<&str> = constraints
        .features
        .iter()
        .map(|feature| feature.name.as_str())
        .collect();
    let current = table(
        "-4.902510643005371,0,2020,12,4,31,0,19.0,0.0,6.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0",
        Some(&names),
    );
    let checks = check(&constraints, &nothing, &Features::of_table(&current));
    let opinions = second_opinion(&checks, &report("weather-2021-08"));
    assert_eq!(
        (opinions[0].feature.as_str(), opinions[0].agreement),
        ("value", Agreement::Agrees)
    );
}

const LOANS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/loans");

/// The samples of `loans`, with the columns that both sides have.
fn loans() -> (Table, Table) {
    let baseline = table_of(&Path::new(LOANS).join("baseline.csv"));
    let mut current = table_of(&Path::new(LOANS).join("current.csv"));
    current
        .columns
        .retain(|column| baseline.column(&column.name).is_some());
    (baseline, current)
}

/// Checks of samples against the constraints and statistics that the baseline's samples give.
fn checks_of(before: &Table, now: &Table, change: impl FnOnce(&mut Constraints)) -> Vec<Check> {
    let (statistics, mut constraints) =
        baseline(series(before), before.rows, BaselineOptions::default());
    change(&mut constraints);
    check(
        &constraints,
        &Features::of_statistics(&statistics),
        &Features::of_table(now),
    )
}

/// The drift checks beside the distances of an independent computation, in which a feature that is categorical there but a number here is left out.
fn distances_equal(before: &Table, now: &Table, expected: &Value) -> usize {
    let (_, constraints) = baseline(series(before), before.rows, BaselineOptions::default());
    let checks = check(
        &constraints,
        &Features::of_table(before),
        &Features::of_table(now),
    );
    let mut compared = 0;
    for (name, expected) in expected.as_object().unwrap() {
        let is_text = before.column(name).unwrap().inferred_type().name() == "String";
        let has_missing = expected["labels"]
            .as_array()
            .is_some_and(|labels| labels.contains(&"(missing)".into()));
        if (expected["kind"] == "categorical") != is_text || has_missing {
            continue;
        }
        let drift = find(&checks, name, CheckType::BaselineDrift)
            .drift
            .as_ref()
            .unwrap();
        for (ours, theirs) in [
            (drift.simple, &expected["linf_simple"]),
            (drift.robust, &expected["linf_robust"]),
        ] {
            let theirs = theirs.as_f64().unwrap();
            assert!((ours - theirs).abs() <= 1e-12, "{name}: {ours} {theirs}");
        }
        compared += 1;
    }
    compared
}

#[test]
fn distances_are_those_of_an_independent_computation() {
    let (before, now) = loans();
    let expected = json(&Path::new(LOANS).join("expected-drift.json"));
    assert_eq!(distances_equal(&before, &now, &expected["all_rows"]), 12);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn so_are_those_of_the_census() {
    let [before, now] =
        ["test.csv", "infer.csv"].map(|name| reference("datasets/census").join(name));
    let (mut before, now) = (table_of(&before), table_of(&now));
    before.columns.retain(|column| column.name != "income");
    let expected = json(&reference("oracle/drift-census.json"));
    assert!(distances_equal(&before, &now, &expected["all_rows"]) >= 10);
}

#[test]
fn merged_hours_are_the_day_within_the_bound() {
    let (before, now) = loans();
    let text = std::fs::read_to_string(Path::new(LOANS).join("current.csv")).unwrap();
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let lines: Vec<&str> = lines.collect();
    let mut merger = Merger::new(7);
    for hour in lines.chunks(300) {
        let mut hour = table(&hour.join("\n"), Some(&names));
        hour.columns
            .retain(|column| before.column(&column.name).is_some());
        merger.add(&baseline(series(&hour), hour.rows, BaselineOptions::default()).0);
    }
    let merged = merger.finish();
    assert_eq!(merged.notes, [""; 0]);
    let (whole, constraints) = baseline(series(&now), now.rows, BaselineOptions::default());
    assert_eq!(merged.statistics.item_count, whole.item_count);
    let exact = check(
        &constraints,
        &Features::of_table(&before),
        &Features::of_table(&now),
    );
    let joined = check(
        &constraints,
        &Features::of_table(&before),
        &Features::of_statistics(&merged.statistics),
    );
    let mut bounded = 0;
    for (whole, merged) in whole.features.iter().zip(&merged.statistics.features) {
        assert_eq!(
            (&whole.name, whole.inferred_type, whole.presence()),
            (&merged.name, merged.inferred_type, merged.presence())
        );
        let exact = find(&exact, &whole.name, CheckType::BaselineDrift)
            .drift
            .as_ref();
        let joined = find(&joined, &whole.name, CheckType::BaselineDrift)
            .drift
            .as_ref();
        if let (Some(exact), Some(joined)) = (exact, joined) {
            assert!(
                (exact.simple - joined.simple).abs() <= joined.bound + 1e-15,
                "{}",
                whole.name
            );
            bounded += usize::from(joined.bound > 0.0);
        }
        match (&whole.summary, &merged.summary) {
            (Summary::Numbers(whole), Summary::Numbers(merged)) => {
                assert_eq!((whole.min, whole.max), (merged.min, merged.max));
                assert_eq!(
                    whole.sketch.as_ref().unwrap().count(),
                    merged.sketch.as_ref().unwrap().count()
                );
                for (whole, merged) in [
                    (whole.mean, merged.mean),
                    (whole.sum, merged.sum),
                    (whole.std_dev, merged.std_dev),
                ] {
                    let (whole, merged) = (whole.finite().unwrap(), merged.finite().unwrap());
                    assert!(
                        (whole - merged).abs() <= MOMENTS * whole.abs(),
                        "{whole} {merged}"
                    );
                }
            }
            (whole, merged) => assert_eq!(whole, merged),
        }
    }
    assert!(bounded > 5, "{bounded}");
}

#[test]
fn a_baseline_meets_its_own_constraints() {
    let (before, _) = loans();
    for check in checks_of(&before, &before, |_| ()) {
        // Missing rows count against the type, and a number written without a point is not Fractional: the container's own rules.
        let may_fail = check.check == CheckKind::ModelMonitor(CheckType::DataType);
        assert!(may_fail || check.status != Status::Violated, "{check:?}");
    }
}

/// `now` with one column's text changed row by row.
fn changed(now: &Table, name: &str, change: impl Fn(usize, &str) -> Option<String>) -> Table {
    let mut now = now.clone();
    let column = now
        .columns
        .iter_mut()
        .find(|column| column.name == name)
        .unwrap();
    let mut labels = column.clone();
    labels.become_labels();
    let leeway::table::Values::Labels(values) = &labels.values else {
        panic!("labels were asked for");
    };
    let mut fresh = Column::new(name, Origin::Field, true);
    for (row, code) in values.codes.iter().enumerate() {
        let text = values.dictionary.label(*code);
        fresh.push_field(
            &change(row, text).unwrap_or_default(),
            false,
            &MissingPolicy::default(),
        );
    }
    *column = fresh;
    now
}

#[test]
fn every_check_fires_with_the_containers_words() {
    let (before, now) = loans();
    let keep = |text: &str| Some(text.to_owned());

    let halves = changed(&now, "term_months", |row, text| {
        if row < 7 {
            Some("24.5".to_owned())
        } else {
            keep(text)
        }
    });
    let checks = checks_of(&before, &halves, |_| ());
    let types = find(&checks, "term_months", CheckType::DataType);
    assert_eq!(
        types.description.as_deref(),
        Some(
            "Data type match requirement is not met. Expected data type: Integral, Expected match: 100.0%. Observed: Only 99.80555555555556% of data is Integral."
        )
    );
    assert_eq!(
        types.explanation,
        "7 of 3600 values are not Integral (7 Fractional); `datatype_check_threshold` 1.0 allows none."
    );

    let gaps = changed(
        &now,
        "age",
        |row, text| if row % 4 == 0 { None } else { keep(text) },
    );
    let checks = checks_of(&before, &gaps, |_| ());
    let complete = find(&checks, "age", CheckType::Completeness);
    assert_eq!(
        complete.description.as_deref(),
        Some("Data completeness requirement is not met. Expected: 100.0%. Observed: Only 75.0%.")
    );
    assert_eq!(
        complete.explanation,
        "2700 of 3600 rows have a value, 75 %; `completeness` asks for 100 %."
    );
    let share = checks
        .iter()
        .find(|check| check.feature == "age" && check.check == CheckKind::MissingShare)
        .unwrap();
    assert_eq!(share.status, Status::Violated);

    let older = changed(&now, "age", |_, text| {
        Some((text.parse::<i64>().unwrap() + 30).to_string())
    });
    let checks = checks_of(&before, &older, |_| ());
    let drift = find(&checks, "age", CheckType::BaselineDrift);
    let parsed = ParsedDescription::of(drift.description.as_deref().unwrap()).unwrap();
    assert_eq!(
        (parsed.observed, parsed.expected),
        (drift.observed.unwrap(), Some(0.1))
    );
    assert!(
        drift.explanation.starts_with("D 0.")
            && drift
                .explanation
                .ends_with("over 0.1 (`comparison_threshold`)."),
        "{}",
        drift.explanation
    );

    let elsewhere = changed(&now, "region", |row, text| {
        if row < 36 {
            Some("overseas".to_owned())
        } else {
            keep(text)
        }
    });
    let checks = checks_of(&before, &elsewhere, |constraints| {
        let domains = constraints
            .features
            .iter_mut()
            .find(|feature| feature.name == "region")
            .unwrap();
        domains
            .domains
            .as_mut()
            .unwrap()
            .extend(["south west", "north west", "capital"].map(str::to_owned));
    });
    let labels = find(&checks, "region", CheckType::CategoricalValues);
    assert_eq!(
        labels.description.as_deref(),
        Some("Value: 0.99 does not meet the constraint requirement! ")
    );
    assert!(
        labels.explanation.contains("\"overseas\""),
        "{}",
        labels.explanation
    );
    let unseen = checks
        .iter()
        .find(|check| check.feature == "region" && check.check == CheckKind::UnseenLabels)
        .unwrap();
    assert_eq!(
        (unseen.status, unseen.observed),
        (Status::Violated, Some(0.01))
    );

    let debts = changed(&now, "savings", |row, text| {
        if row == 5 {
            Some("-3.5".to_owned())
        } else {
            keep(text)
        }
    });
    let checks = checks_of(&before, &debts, |_| ());
    let negative = checks
        .iter()
        .find(|check| check.feature == "savings" && check.check == CheckKind::NonNegative)
        .unwrap();
    assert_eq!(
        (negative.status, &negative.description),
        (Status::Violated, &None)
    );

    let mut fewer = now.clone();
    fewer.columns.retain(|column| column.name != "age");
    let columns = now.columns.len();
    let checks = checks_of(&before, &fewer, |_| ());
    assert_eq!(
        find(&checks, "Missing columns", CheckType::MissingColumn)
            .description
            .clone()
            .unwrap(),
        format!(
            "There are missing columns in current dataset. Number of columns in current dataset: {}, Number of columns in baseline constraints: {columns}",
            columns - 1
        )
    );
    let absent = find(&checks, "age", CheckType::DataType);
    assert_eq!(
        (absent.status, absent.reason.as_deref()),
        (
            Status::NotChecked,
            Some("The current side has no such column.")
        )
    );

    let more = table_of(&Path::new(LOANS).join("current.csv"));
    let checks = checks_of(&before, &more, |_| ());
    assert_eq!(
        find(&checks, "Extra columns", CheckType::ExtraColumn)
            .description
            .clone()
            .unwrap(),
        format!(
            "There are extra columns in current dataset. Number of columns in current dataset: {}, Number of columns in baseline constraints: {columns}",
            columns + 1
        )
    );

    // What is written is read back as the same violations, and a report of its own agrees with every check.
    let written = violations(&checks);
    let again = Violations::read(
        serde_json::from_str(&written.write()).unwrap(),
        &mut Notes::default(),
    )
    .unwrap();
    assert_eq!(again, written);
    let opinions = second_opinion(&checks, &again);
    assert!(
        !opinions.is_empty()
            && opinions
                .iter()
                .all(|opinion| opinion.agreement == Agreement::Agrees)
    );
}

#[test]
fn facts_are_checked_like_what_they_were_counted_from() {
    let (before, now) = loans();
    let options = BaselineOptions::default();
    let (statistics, constraints) = baseline(series(&before), before.rows, options);
    let sides = [
        Features::of_table(&before),
        Features::of_statistics(&statistics),
    ];
    for baseline in sides {
        let current = Features::of_table(&now);
        let counted: Vec<(&str, Option<Facts>, Option<Facts>)> = baseline
            .features()
            .iter()
            .map(|(name, evidence)| {
                let now: Option<&Evidence> = current.feature(name);
                let (before, now) = measure(Some(evidence), now, false, None);
                (*name, before, now)
            })
            .collect();
        let before = || {
            let all = counted.iter();
            all.filter_map(|(name, before, _)| Some((*name, before.as_ref()?)))
        };
        let now = counted
            .iter()
            .filter_map(|(name, _, now)| Some((*name, now.as_ref()?)));
        assert_eq!(
            check(
                &constraints,
                &Features::of_facts(before()),
                &Features::of_facts(now)
            ),
            check(&constraints, &baseline, &current)
        );
        assert_eq!(suggested_constraints(before(), options), constraints);
    }
}

#[test]
fn options_decide_and_a_feature_may_override_them() {
    let (before, now) = loans();
    let statuses = |options: &str, overrides: &str| -> (Status, Status, Option<f64>) {
        let (statistics, constraints) =
            baseline(series(&before), before.rows, BaselineOptions::default());
        let mut value: Value = serde_json::from_str(&constraints.write()).unwrap();
        let config = serde_json::from_str::<Value>(options).unwrap();
        if let Some(config) = config.as_object() {
            value["monitoring_config"] = Value::Object(config.clone());
        }
        let feature = value["features"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .find(|f| f["name"] == "income")
            .unwrap();
        for (place, config) in serde_json::from_str::<Value>(overrides)
            .unwrap()
            .as_object()
            .unwrap()
        {
            match place.split_once('/') {
                Some((object, name)) => feature[object][name] = config.clone(),
                None => feature[place] = config.clone(),
            }
        }
        let constraints = Constraints::read(value, &mut Notes::default()).unwrap();
        let checks = check(
            &constraints,
            &Features::of_statistics(&statistics),
            &Features::of_table(&now),
        );
        let drift = find(&checks, "income", CheckType::BaselineDrift);
        (
            drift.status,
            find(&checks, "age", CheckType::BaselineDrift).status,
            drift.threshold,
        )
    };
    let far = r#"{"distribution_constraints": {"perform_comparison": "Enabled", "comparison_threshold": 0.0, "comparison_method": "Simple"}}"#;
    assert_eq!(
        statuses(far, "{}"),
        (Status::Violated, Status::Violated, Some(0.0))
    );
    let off = r#"{"evaluate_constraints": "Disabled"}"#;
    assert_eq!(
        statuses(off, "{}"),
        (Status::NotChecked, Status::NotChecked, None)
    );
    let old = r#"{"distribution_constraints": {"enable_comparisons": false, "min_domain_mass": 1.0, "comparison_threshold": 1.0}}"#;
    assert_eq!(statuses(old, "{}").0, Status::NotChecked);
    for place in [
        "monitoringConfigOverrides",
        "monitoring_config_overrides",
        "num_constraints/monitoring_config_overrides",
        "string_constraints/monitoringConfigOverrides",
    ] {
        let overrides = format!(r#"{{"{place}": {{"evaluate_constraints": "Disabled"}}}}"#);
        assert_eq!(
            statuses(far, &overrides),
            (Status::NotChecked, Status::Violated, None),
            "{place}"
        );
    }
}

#[test]
fn second_opinions_name_the_reason() {
    let (before, now) = loans();
    let checks = checks_of(&before, &now, |constraints| {
        let comparison = constraints.monitoring.comparison.as_mut().unwrap();
        comparison.threshold = leeway::documents::model_monitor::Figure::Number(0.01);
    });
    let violated = checks
        .iter()
        .find(|check| {
            check.check == CheckKind::ModelMonitor(CheckType::BaselineDrift)
                && check.status == Status::Violated
        })
        .unwrap();
    let opinion = |description: &str| {
        let report = serde_json::json!({"violations": [{
            "feature_name": violated.feature, "constraint_check_type": "baseline_drift_check", "description": description}]});
        let report = Violations::read(report, &mut Notes::default()).unwrap();
        second_opinion(&checks, &report).remove(0)
    };
    let drift = violated.drift.as_ref().unwrap();
    let simple = opinion(&format!(
        "Baseline drift distance: {} exceeds threshold: 0.01",
        drift.simple
    ));
    assert_eq!(simple.agreement, Agreement::Differs);
    assert!(
        simple
            .explanation
            .ends_with("the report used the distance \"Simple\"."),
        "{}",
        simple.explanation
    );
    let threshold = opinion(&format!(
        "Baseline drift distance: {} exceeds threshold: 0.2",
        drift.robust
    ));
    assert_eq!(
        threshold.explanation,
        "The report allows 0.2, the loaded constraints 0.01."
    );
    let other = opinion("Baseline drift distance: 0.987 exceeds threshold: 0.01");
    assert!(
        other
            .explanation
            .ends_with("other data, or another baseline."),
        "{}",
        other.explanation
    );
    let unknown = opinion("Something else is wrong.");
    assert_eq!(
        unknown.explanation,
        "The wording is not known, so its number cannot be compared."
    );
    assert_eq!(
        unknown.description.as_deref(),
        Some("Something else is wrong.")
    );
}

fn schema(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/schemas");
    json(&folder.join(name))
}

#[test]
fn files_of_our_own_are_as_their_schemas_say() {
    let (before, now) = loans();
    let (statistics, constraints) =
        baseline(series(&before), before.rows, BaselineOptions::default());
    let checks = check(
        &constraints,
        &Features::of_statistics(&statistics),
        &Features::of_table(&now),
    );
    let files = [
        (
            serde_json::from_str(&statistics.write()).unwrap(),
            "statistics.json",
        ),
        (
            serde_json::from_str(&constraints.write()).unwrap(),
            "constraints.json",
        ),
        (
            serde_json::from_str(&violations(&checks).write()).unwrap(),
            "constraint_violations.json",
        ),
    ];
    for (file, name) in files {
        assert_eq!(schema_faults(&file, &schema(name), name), [""; 0]);
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn so_are_those_of_the_container() {
    let [baseline, execution] =
        ["constraints.json", "constraint_violations.json"].map(|other| ["statistics.json", other]);
    for (case, names) in [
        ("churn-2020-11/baseline", baseline),
        ("weather-2021-08/baseline", baseline),
        ("cookbook-numeric-2021-05/execution", execution),
    ] {
        for name in names {
            let file = json(&reference("data-quality").join(case).join(name));
            assert_eq!(schema_faults(&file, &schema(name), name), [""; 0]);
        }
    }
}

#[test]
fn metrics_are_one_object_a_line() {
    let (before, now) = loans();
    let (statistics, constraints) =
        baseline(series(&before), before.rows, BaselineOptions::default());
    let current = Features::of_table(&now);
    let checks = check(
        &constraints,
        &Features::of_statistics(&statistics),
        &current,
    );
    let context = MetricContext {
        timestamp: "2024-06-03T20:00:00Z".to_owned(),
        dimensions: vec![
            Dimension::Endpoint("loans".to_owned()),
            Dimension::MonitoringSchedule("hourly".to_owned()),
        ],
    };
    let text = write_metrics(&metrics(&constraints, &current, &checks, &context));
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let age: Vec<&Value> = lines
        .iter()
        .filter(|line| line["MetricName"].as_str().unwrap().ends_with("_age"))
        .collect();
    assert_eq!(age[0]["MetricName"], "feature_data_age");
    assert_eq!(age[0]["StatisticValues"]["SampleCount"], 3600.0);
    assert_eq!(
        age[0]["Dimensions"][0],
        serde_json::json!({"Name": "Endpoint", "Value": "loans"})
    );
    assert_eq!(
        (&age[1]["MetricName"], &age[1]["Value"]),
        (&"feature_non_null_age".into(), &1.0.into())
    );
    assert_eq!(age[2]["MetricName"], "feature_baseline_drift_age");
}
