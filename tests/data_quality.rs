//! The data-quality monitor beside Model Monitor's own files and independent computations.
//!
//! Tests on collected files say that they were left out where the files are absent.

use leeway::documents::Notes;
use leeway::documents::model_monitor::{
    CheckType, Constraints, FeatureStatistics, NumericalStatistics, Statistics, Summary, Violations,
};
use leeway::monitors::data_quality::{
    BaselineOptions, Check, CheckKind, Merger, Opinion, Side, Status, baseline, check,
    second_opinion, violations,
};
use leeway::stats::kll::Sketch;
use leeway::table::{Column, MissingPolicy, Origin, Table};
use serde_json::Value;
use std::path::{Path, PathBuf};

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference");

/// Sums in another order: the container adds partitions.
const MOMENTS: f64 = 1e-12;

/// A path below the reference, or `None`, said aloud, where it is absent.
fn reference(path: &str) -> Option<PathBuf> {
    let path = Path::new(REFERENCE).join(path);
    if path.exists() {
        return Some(path);
    }
    println!("left out: {} is not there", path.display());
    None
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

fn columns(table: &Table) -> impl Iterator<Item = (&str, &Column)> {
    table
        .columns
        .iter()
        .map(|column| (column.name.as_str(), column))
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
fn churn_gives_the_baseline_of_the_container() {
    let (Some(data), Some(folder)) = (
        reference("datasets/churn/training-dataset-with-header.csv"),
        reference("data-quality/churn-2020-11/baseline"),
    ) else {
        return;
    };
    let table = table_of(&data);
    let options = BaselineOptions {
        seed: 1,
        has_keys_of_2024: false,
    };
    let (statistics, constraints) = baseline(columns(&table), table.rows, options);
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
        let column = table.column(name).unwrap().finite_numbers();
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
fn buckets_end_where_the_container_ends_them() {
    for case in [
        "boston-tf2-2021-03a",
        "boston-2021-07",
        "cookbook-numeric-2021-05",
        "sdk-quality-check",
    ] {
        let Some(path) = reference(&format!("data-quality/{case}/baseline/statistics.json")) else {
            return;
        };
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
fn execution_checks(case: &str, constraints: &str) -> Option<(Vec<Check>, Violations)> {
    let folder = reference(&format!("data-quality/{case}"))?;
    let constraints = read!(Constraints, &folder.join(constraints));
    let baseline = read!(Statistics, &folder.join("baseline/statistics.json"));
    let current = read!(Statistics, &folder.join("execution/statistics.json"));
    let checks = check(
        &constraints,
        &Side::of_statistics(&baseline),
        &Side::of_statistics(&current),
    );
    let reported = read!(
        Violations,
        &folder.join("execution/constraint_violations.json")
    );
    Some((checks, reported))
}

#[test]
fn genuine_violations_with_statistics_agree_to_the_last_digit() {
    for case in ["cookbook-numeric-2021-05", "cookbook-approval-2021-06"] {
        let Some((checks, reported)) = execution_checks(case, "edited/constraints.json") else {
            return;
        };
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
            .filter(|opinion| opinion.opinion != Opinion::Agrees)
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
fn a_capture_without_header_puts_the_output_first() {
    // One row whose output stands before the inputs: every later column is one place off, which the four violations show. An integer in a
    // Fractional column is 0.0 % Fractional.
    let Some(folder) = reference("data-quality/boston-2021-07") else {
        return;
    };
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
        &Side::of_statistics(&statistics),
        &Side::of_table(&current),
    );
    let reported = read!(
        Violations,
        &folder.join("execution/constraint_violations.json")
    );
    let opinions = second_opinion(&checks, &reported);
    assert_eq!(opinions.len(), 4, "{opinions:?}");
    for opinion in &opinions {
        assert_eq!(opinion.opinion, Opinion::Agrees);
        let ours = &checks[opinion.check.unwrap()];
        assert_eq!(ours.description, opinion.description);
    }
}

#[test]
fn churn_violations_come_from_one_bad_row_sent_again_and_again() {
    let (Some(data), Some(folder)) = (
        reference("datasets/churn/test-dataset-input-cols.csv"),
        reference("data-quality/churn-2020-11"),
    ) else {
        return;
    };
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
        &Side::of_statistics(&statistics),
        &Side::of_table(&current),
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
        &Side::of_statistics(&statistics),
        &Side::of_table(&current),
    );
    let opinion = &second_opinion(&checks, &reported)[0];
    assert_eq!(opinion.opinion, Opinion::Differs);
    assert_eq!(
        opinion.explanation,
        "Reported 0.9965, recomputed 0.997: other data. 99.6458923512748 % is 1 407 of 1 412 rows or a multiple of it; here are 334."
    );
}
