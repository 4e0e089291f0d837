//! Charts as SVG text: each case is a file in `tests/charts`. `make goldens` writes them anew; look at what changed.
//!
//! The data are made by formulas in this file, so that nothing depends on the measures.

#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "charts/brushes.rs"]
mod brushes;
#[path = "charts/fairness.rs"]
mod fairness;
#[path = "support/golden.rs"]
mod golden;
#[path = "charts/interaction.rs"]
mod interaction;
#[path = "charts/lab.rs"]
mod lab;
#[path = "charts/labels.rs"]
mod labels;
#[path = "charts/quality.rs"]
mod quality;
#[path = "charts/runs.rs"]
mod runs;
#[path = "charts/scales.rs"]
mod scales;
#[path = "charts/windows.rs"]
mod windows;

use leeway::charts::{
    AxisKind, Chart, Ecdf, Gap, Histogram, Measure, QuantileQuantile, ScoreBar, Spacing, Spark,
    SparkShape, Theme, to_svg,
};

use golden::assert_golden;
use labels::occupations;

const WIDE: u32 = 720;
const NARROW: u32 = 375;

/// Compares both themes of a chart with their files.
fn golden<C: Chart>(name: &str, chart: &C, width: u32) {
    let height = chart.ideal_height(width);
    sized(name, chart, width, height);
}

fn sized<C: Chart>(name: &str, chart: &C, width: u32, height: u32) {
    for (suffix, theme) in [("light", Theme::LIGHT), ("dark", Theme::DARK)] {
        let drawn = to_svg(chart, width, height, &theme).unwrap();
        assert_golden(&format!("tests/charts/{name}-{width}-{suffix}.svg"), &drawn);
    }
}

/// Counts of a bell curve over equal bins, in whole rows.
fn bell(bins: usize, centre: f64, spread: f64, rows: f64) -> Vec<f64> {
    let height = |i: usize| (-((i as f64 - centre) / spread).powi(2) / 2.0).exp();
    let sum: f64 = (0..bins).map(height).sum();
    (0..bins)
        .map(|i| (height(i) / sum * rows).round())
        .collect()
}

fn hours() -> Histogram {
    Histogram {
        feature: "hours-per-week".to_owned(),
        cuts: (1..24).map(|i| f64::from(i) * 4.0).collect(),
        baseline: bell(24, 9.5, 2.6, 32_561.0),
        current: bell(24, 12.5, 3.4, 8_140.0),
        ..Histogram::default()
    }
}

fn logistic(middle: f64, spread: f64) -> Vec<(f64, f64)> {
    let share = |x: f64| 1.0 / (1.0 + (-(x - middle) / spread).exp());
    (1..=99)
        .map(|x| {
            (
                f64::from(x),
                if x == 99 { 1.0 } else { share(f64::from(x)) },
            )
        })
        .collect()
}

fn hours_ecdf() -> Ecdf {
    Ecdf {
        feature: "hours-per-week".to_owned(),
        baseline: logistic(38.0, 6.0),
        current: logistic(46.0, 9.0),
        gap: Some(Gap {
            size: 0.272,
            location: 40.0,
            bound: None,
        }),
        ..Ecdf::default()
    }
}

#[test]
fn histogram() {
    golden("histogram", &hours(), WIDE);
    golden("histogram", &hours(), NARROW);
}

#[test]
fn histogram_of_counts_on_a_log_axis() {
    let chart = Histogram {
        measure: Measure::Count,
        axis: AxisKind::Log,
        ..hours()
    };
    golden("histogram-log", &chart, WIDE);
}

#[test]
fn histogram_of_deciles() {
    let chart = Histogram {
        feature: "income".to_owned(),
        cuts: vec![
            12_400.0, 18_300.0, 23_900.0, 30_100.0, 37_250.0, 46_000.0, 58_800.0, 79_000.0,
            123_456.0,
        ],
        baseline: vec![3200.0; 10],
        current: bell(10, 6.5, 2.4, 8_000.0),
        spacing: Spacing::Even,
        ..Histogram::default()
    };
    golden("deciles", &chart, WIDE);
    golden("deciles", &chart, NARROW);
    let density = Histogram {
        spacing: Spacing::ToScale,
        ..chart
    };
    golden("density", &density, WIDE);
}

#[test]
fn histogram_of_one_bin_and_of_none() {
    let one = Histogram {
        feature: "constant".to_owned(),
        baseline: vec![500.0],
        current: vec![480.0],
        ..Histogram::default()
    };
    golden("histogram-one-bin", &one, NARROW);
    let empty = Histogram {
        feature: "age".to_owned(),
        ..Histogram::default()
    };
    golden("histogram-empty", &empty, NARROW);
    let one_sided = Histogram {
        current: Vec::new(),
        ..hours()
    };
    golden("histogram-baseline-only", &one_sided, NARROW);
}

#[test]
fn histogram_of_huge_tiny_and_close_values() {
    let of = |name: &str, cuts: Vec<f64>| {
        let bins = cuts.len() + 1;
        let chart = Histogram {
            feature: name.to_owned(),
            cuts,
            baseline: bell(bins, 4.0, 2.0, 1000.0),
            current: bell(bins, 5.0, 2.0, 1000.0),
            ..Histogram::default()
        };
        golden(&format!("histogram-{name}"), &chart, NARROW);
    };
    of("huge", (1..10).map(|i| f64::from(i) * 1e300).collect());
    of(
        "tiny",
        (1..10).map(|i| f64::from(i) * 2e-9 - 1e-8).collect(),
    );
    of(
        "close",
        (1..10).map(|i| 1_600_000_000.0 + f64::from(i)).collect(),
    );
}

#[test]
fn ecdf() {
    golden("ecdf", &hours_ecdf(), WIDE);
    golden("ecdf", &hours_ecdf(), NARROW);
    let edge = Ecdf {
        gap: Some(Gap {
            size: 0.0412,
            location: 96.0,
            bound: Some(0.012),
        }),
        ..hours_ecdf()
    };
    golden("ecdf-sketch", &edge, NARROW);
    golden(
        "ecdf-empty",
        &Ecdf {
            feature: "age".to_owned(),
            ..Ecdf::default()
        },
        NARROW,
    );
}

#[test]
fn ecdf_of_skewed_values_on_a_log_axis() {
    let curve = |scale: f64| -> Vec<(f64, f64)> {
        (0..=100)
            .map(|i| {
                (
                    scale * (f64::from(i) / 12.0).exp() - scale,
                    f64::from(i) / 100.0,
                )
            })
            .collect()
    };
    let chart = Ecdf {
        feature: "capital-gain".to_owned(),
        baseline: curve(10.0),
        current: curve(25.0),
        axis: AxisKind::Log,
        ..Ecdf::default()
    };
    golden("ecdf-log", &chart, NARROW);
}

#[test]
fn quantile_quantile() {
    let chart = QuantileQuantile {
        feature: "hours-per-week".to_owned(),
        quantiles: (0..=50)
            .map(|i| f64::from(i) * 1.8)
            .map(|q| (q, q + q * q / 300.0))
            .collect(),
        ..QuantileQuantile::default()
    };
    golden("quantiles", &chart, WIDE);
    golden("quantiles", &chart, NARROW);
    golden("quantiles-empty", &QuantileQuantile::default(), NARROW);
}

#[test]
fn sparks() {
    let numbers = Spark {
        shape: SparkShape::Steps,
        baseline: bell(24, 9.5, 2.6, 32_561.0),
        current: bell(24, 12.5, 3.4, 8_140.0),
        ..Spark::default()
    };
    sized("spark-steps", &numbers, 120, 28);
    let labels = Spark {
        shape: SparkShape::Bars,
        baseline: occupations().baseline,
        current: occupations().current,
        ..Spark::default()
    };
    sized("spark-bars", &labels, 120, 28);
    sized("spark-empty", &Spark::default(), 120, 28);
}

#[test]
fn score_bars() {
    let bar = |score: Option<f64>, violated: bool| ScoreBar {
        measure: "Rows that differ",
        most: 100.0,
        score,
        threshold: Some(20.0),
        violated,
    };
    sized("score-quiet", &bar(Some(8.4), false), 120, 14);
    sized("score-violated", &bar(Some(87.0), true), 120, 14);
    sized("score-absent", &bar(None, false), 120, 14);
}
