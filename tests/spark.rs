//! `spark/statistics.py` in local mode beside what Leeway computes from the raw rows.
//!
//! Needs Java 17, and Python with `pyspark` and `datasketches` (in `.venv`, or as `python3`); says what to install where they are absent.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "documents_support/mod.rs"]
mod documents_support;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use documents_support::read_one;
use leeway::documents::Notes;
use leeway::documents::model_monitor::{
    Constraints, FeatureStatistics, NumericalStatistics, Statistics, Summary,
};
use leeway::monitors::data_quality::{BaselineOptions, Merger, baseline};
use leeway::scenarios::{census, loans};
use leeway::stats::ks::ks_statistic_only;
use leeway::stats::ranked::{Ranked, ks_with_sketch};
use leeway::stats::sort::sorted;
use leeway::table::{Series, Table};

/// Spark adds floats one by one and by partition: 5 million terms lose a few digits.
const MOMENTS: f64 = 1e-10;

/// Spark's estimate of distinct values has a standard error of 5 %; this is four of them, and one value for tiny counts.
const DISTINCT: f64 = 0.2;

/// Rows of the large test, and its hours; each hour drifts more than the one before.
const LARGE_ROWS: u32 = 5_000_000;
const LARGE_HOURS: u32 = 5;

/// Columns of the census that the large test keeps: four of numbers, two of labels, one of which has missing values.
const LARGE_COLUMNS: [usize; 6] = [0, 1, 2, 6, 10, 12];

#[test]
#[ignore = "needs Java 17 and Python with spark/requirements.txt: make python-tests"]
fn statistics_made_by_spark_are_those_of_the_raw_rows() {
    let python = python();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("spark");
    let _ = fs::remove_dir_all(&folder);
    loans_by_the_hour(&python, &folder.join("loans"));
    five_million_rows(&python, &folder.join("census"));
    fs::remove_dir_all(&folder).unwrap();
}

fn loans_by_the_hour(python: &Path, folder: &Path) {
    let data = loans_data(folder);
    let train = data.join("baseline.csv");
    let base = folder.join("out-baseline");
    run(python, &[&train], &base, &["--format", "csv", "--baseline"]);
    let table = read_table(&train);
    let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
    let (statistics, constraints) = of_rows(&table, &names);
    let made = statistics_in(&base);
    assert_statistics(&made, &statistics);
    let text = fs::read_to_string(base.join("constraints.json")).unwrap();
    let read = Constraints::read(serde_json::from_str(&text).unwrap(), &mut Notes::default());
    assert_eq!(read.unwrap(), constraints);

    let hours = folder.join("out-hours");
    let constraints = base.join("constraints.json");
    let names_from = constraints.to_str().unwrap();
    let outputs = "prediction,probability";
    let options = [
        "--format",
        "capture",
        "--columns-from",
        names_from,
        "--output-columns",
        outputs,
    ];
    run(python, &[&data.join("capture")], &hours, &options);
    let names: Vec<&str> = loans::FEATURES
        .into_iter()
        .chain(outputs.split(','))
        .collect();
    let mut merger = Merger::new(0);
    let mut tables = Vec::new();
    for hour in 8..8 + loans::HOURS {
        let hour = format!("2024/06/03/{hour:02}");
        let capture = files_in(&data.join("capture/AllTraffic").join(&hour));
        let table = read_table(&capture[0]);
        let made = statistics_in(&hours.join(&hour));
        assert_statistics(&made, &of_rows(&table, &names).0);
        merger.add(&made);
        tables.push(table);
    }
    let merged = merger.finish();
    assert_eq!(merged.notes, [""; 0]);
    for (i, name) in names.iter().enumerate() {
        let before = Series::new(table.column(name));
        let now = Series::new(tables.iter().map(|table| &table.columns[i]));
        if before.inferred_type().is_number() {
            let (before, now) = (
                sorted(before.finite_numbers()),
                sorted(now.finite_numbers()),
            );
            let files = [ranked(&made, name), ranked(&merged.statistics, name)];
            assert_distance(name, [&before, &now], files);
        }
    }
}

fn five_million_rows(python: &Path, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let files: Vec<PathBuf> = (0..LARGE_HOURS)
        .map(|hour| write_hour(folder, hour))
        .collect();
    let out = folder.join("out");
    let started = Instant::now();
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    run(
        python,
        &paths,
        &out,
        &["--format", "csv", "--time-column", "time"],
    );
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{LARGE_ROWS} rows of {} features: {seconds:.0} s in Spark",
        LARGE_COLUMNS.len()
    );

    let names = LARGE_COLUMNS.map(|column| census::COLUMNS[column]);
    let mut merger = Merger::new(0);
    let mut all: Vec<Vec<f64>> = vec![Vec::new(); names.len()];
    let mut first: Vec<Option<(Vec<f64>, Ranked)>> = vec![None; names.len()];
    for (hour, file) in files.iter().enumerate() {
        let table = read_table(file);
        let made = statistics_in(&out.join(format!("2024/06/03/{hour:02}")));
        assert_statistics(&made, &of_rows(&table, &names).0);
        merger.add(&made);
        for (i, name) in names.iter().enumerate() {
            let series = Series::new([&table.columns[i]]);
            if !series.inferred_type().is_number() {
                continue;
            }
            let values = sorted(series.finite_numbers());
            all[i].extend(&values);
            let found = ranked(&made, name);
            assert_ranks(name, &found, &values);
            match &first[i] {
                Some((before, sketch)) => {
                    assert_distance(name, [before, &values], [sketch.clone(), found])
                }
                None => first[i] = Some((values, found)),
            }
        }
    }
    let merged = merger.finish();
    for (name, values) in names
        .iter()
        .zip(all)
        .filter(|(_, values)| !values.is_empty())
    {
        assert_ranks(name, &ranked(&merged.statistics, name), &sorted(values));
    }
}

/// The folder with `baseline.csv` and `capture/AllTraffic/yyyy/mm/dd/hh/`: the reference where it is there, else made anew.
fn loans_data(folder: &Path) -> PathBuf {
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/loans");
    if reference.is_dir() {
        return reference;
    }
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("baseline.csv"), loans::baseline_csv(2000, 1)).unwrap();
    for hour in 0..loans::HOURS {
        let hours = folder.join(format!("capture/AllTraffic/2024/06/03/{:02}", hour + 8));
        fs::create_dir_all(&hours).unwrap();
        fs::write(
            hours.join("capture.jsonl"),
            loans::capture_jsonl(hour, 300, 1),
        )
        .unwrap();
    }
    folder.to_owned()
}

/// Writes an hour of the large test as CSV: the kept columns, then the time.
fn write_hour(folder: &Path, hour: u32) -> PathBuf {
    let path = folder.join(format!("rows-{hour}.csv"));
    let mut file = BufWriter::new(File::create(&path).unwrap());
    let names = LARGE_COLUMNS.map(|column| census::COLUMNS[column]);
    writeln!(file, "{},time", names.join(",")).unwrap();
    let drift = f64::from(hour) / f64::from(LARGE_HOURS);
    let rows = LARGE_ROWS / LARGE_HOURS;
    census::write_rows(&mut file, rows, hour.into(), drift, |to, row| {
        let fields: Vec<&str> = row.split(',').collect();
        for column in LARGE_COLUMNS {
            write!(to, "{},", fields[column])?;
        }
        writeln!(to, "2024-06-03T{hour:02}:30:00Z")
    })
    .unwrap();
    file.flush().unwrap();
    path
}

/// Runs the job on two cores and waits for it.
fn run(python: &Path, paths: &[&Path], out: &Path, options: &[&str]) {
    let job = Path::new(env!("CARGO_MANIFEST_DIR")).join("spark/statistics.py");
    let mut command = Command::new(python);
    command
        .arg(job)
        .args(paths)
        .arg("--out")
        .arg(out)
        .args(options);
    command.env("PYSPARK_PYTHON", python).env(
        "PYSPARK_SUBMIT_ARGS",
        "--master local[2] --driver-memory 2g --conf spark.ui.enabled=false pyspark-shell",
    );
    let started = Instant::now();
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    println!("{:?}: {:.0} s", options, started.elapsed().as_secs_f64());
}

/// A Python that can run the job.
fn python() -> PathBuf {
    let runs = |program: &Path, arguments: &[&str]| {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(".venv/bin/python");
    let found = [own, PathBuf::from("python3")]
        .into_iter()
        .find(|python| runs(python, &["-c", "import pyspark, datasketches"]));
    assert!(
        runs(Path::new("java"), &["-version"]),
        "install Java 17 (openjdk-17-jre-headless)"
    );
    found.expect("neither .venv nor python3 has what spark/requirements.txt lists")
}

fn read_table(path: &Path) -> Table {
    let document = read_one(path.to_str().unwrap(), fs::read(path).unwrap());
    assert_eq!(document.problem, None);
    documents_support::table(&document).clone()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// The statistics of a folder, read without a note: weights of sketches are those of their counts.
fn statistics_in(folder: &Path) -> Statistics {
    let path = folder.join("statistics.json");
    let document = read_one(path.to_str().unwrap(), fs::read(&path).unwrap());
    assert_eq!(
        documents_support::told(&document),
        [""; 0],
        "{}",
        path.display()
    );
    let text = fs::read_to_string(path).unwrap();
    Statistics::read(serde_json::from_str(&text).unwrap(), &mut Notes::default()).unwrap()
}

/// What Leeway makes of the first columns of a table under these names.
fn of_rows(table: &Table, names: &[&str]) -> (Statistics, Constraints) {
    let series = table.columns.iter().map(|column| Series::new([column]));
    let features = names.iter().copied().zip(series);
    baseline(features, table.rows, BaselineOptions::default())
}

fn numbers(feature: &FeatureStatistics) -> &NumericalStatistics {
    match &feature.summary {
        Summary::Numbers(numbers) => numbers,
        other => panic!("{} has {other:?}", feature.name),
    }
}

fn ranked(statistics: &Statistics, name: &str) -> Ranked {
    let feature = statistics.feature(name).unwrap();
    numbers(feature).sketch.as_ref().unwrap().ranked()
}

/// Counts, labels, extremes and bounds of buckets are equal; moments nearly.
fn assert_statistics(made: &Statistics, expected: &Statistics) {
    assert_eq!(
        (&made.version, made.item_count),
        (&expected.version, expected.item_count)
    );
    let names = |statistics: &Statistics| -> Vec<String> {
        statistics
            .features
            .iter()
            .map(|feature| feature.name.clone())
            .collect()
    };
    assert_eq!(names(made), names(expected));
    for (made, expected) in made.features.iter().zip(&expected.features) {
        let name = &made.name;
        assert_eq!(made.inferred_type, expected.inferred_type, "{name}");
        assert_eq!(made.presence(), expected.presence(), "{name}");
        let Summary::Numbers(expected) = &expected.summary else {
            assert_eq!(made.summary, expected.summary, "{name}");
            continue;
        };
        let made = numbers(made);
        assert_eq!((made.min, made.max), (expected.min, expected.max), "{name}");
        assert_eq!(made.completeness, expected.completeness, "{name}");
        let close = |made: f64, expected: f64, tolerance: f64| {
            assert!(
                (made - expected).abs() <= tolerance * expected.abs(),
                "{name}: {made}, not {expected}"
            );
        };
        for (made, expected) in [
            (made.mean, expected.mean),
            (made.sum, expected.sum),
            (made.std_dev, expected.std_dev),
        ] {
            close(made.finite().unwrap(), expected.finite().unwrap(), MOMENTS);
        }
        let distinct =
            [made, expected].map(|numbers| numbers.approximate_distinct.finite().unwrap());
        close(distinct[0], distinct[1], DISTINCT);
        let sketch = made.sketch.as_ref().unwrap();
        assert_eq!(
            (sketch.k, sketch.c, sketch.count()),
            (2048, 0.64, made.present),
            "{name}"
        );
        let error = sketch.rank_error() * made.present as f64;
        for (made, expected) in made.buckets.iter().zip(&expected.buckets) {
            assert_eq!(
                (made.lower, made.upper),
                (expected.lower, expected.upper),
                "{name}"
            );
            assert!(
                (made.count - expected.count).abs() <= 2.0 * error,
                "{name}: {made:?} {expected:?}"
            );
        }
    }
}

/// Every rank is within the sketch's own bound.
fn assert_ranks(name: &str, found: &Ranked, values: &[f64]) {
    let exact = Ranked::from_sorted(values);
    assert_eq!(found.count(), exact.count(), "{name}");
    let count = exact.count() as f64;
    let off = exact
        .values()
        .iter()
        .map(|&value| found.rank(value).abs_diff(exact.rank(value)));
    let worst = off.max().unwrap() as f64 / count;
    println!(
        "{name}: ranks off by at most {:.3} %, bound {:.3} %",
        worst * 100.0,
        found.rank_error() * 100.0
    );
    assert!(worst <= found.rank_error(), "{name}: {worst}");
}

/// The distance of two sketches is that of the samples within its bound.
fn assert_distance(name: &str, samples: [&[f64]; 2], sketches: [Ranked; 2]) {
    let exact = ks_statistic_only(samples[0], samples[1]).unwrap();
    let found = ks_with_sketch(&sketches[0], &sketches[1]).unwrap();
    let off = (found.statistic - exact).abs();
    println!(
        "{name}: D {:.5} for {exact:.5}, off by {off:.5}, bound {:.5}",
        found.statistic, found.bound
    );
    assert!(off <= found.bound + 1e-12, "{name}: {off}");
}
