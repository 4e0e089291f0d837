//! Pictures of runs.

use leeway::charts::{
    AnyChart, Chart, Item, Matrix, MatrixCell, Multiples, Pair, Paired, Panel, SparkShape,
};

use super::{NARROW, WIDE, golden};

fn distances() -> Paired {
    let row = |label: &str, current: f64| Pair {
        label: label.to_owned(),
        current: Some(current),
        threshold: Some(0.1),
        is_violated: current > 0.1,
        ..Pair::default()
    };
    Paired {
        title: "Distances against their thresholds".to_owned(),
        across: "distance".to_owned(),
        rows: vec![
            row("duration", 0.7035),
            row("prediction_probability", 0.1085),
            row("credit_risk", 0.0555),
            row("a feature with a rather long name", 0.0),
            Pair {
                label: "unknown".to_owned(),
                ..Pair::default()
            },
            row("age", 0.01),
        ],
        top: 5,
        reason: String::new(),
    }
}

fn performance() -> Paired {
    let row = |label: &str, baseline: f64, current: f64, is_violated| Pair {
        label: label.to_owned(),
        baseline: Some(baseline),
        current: Some(current),
        is_violated,
        ..Pair::default()
    };
    Paired {
        title: "Performance".to_owned(),
        across: "metric".to_owned(),
        rows: vec![
            row("Accuracy", 0.885, 0.641, true),
            row("R²", 0.2, -0.3, true),
            row("AUC", 0.9369, 0.94, false),
        ],
        top: 20,
        reason: String::new(),
    }
}

fn panels(shape: SparkShape, count: usize) -> Multiples {
    let panel = |run: usize| Panel {
        label: format!("run-{run}"),
        baseline: vec![10.0, 20.0, 40.0, 20.0, 10.0],
        current: (0..5)
            .map(|bin| ((bin * 7 + run * 5) % 11) as f64)
            .collect(),
        note: format!("total variation 0.{run}"),
        has_drifted: Some(run % 3 == 2),
        is_shown: run == 1,
    };
    let mut panels: Vec<Panel> = (1..count).map(panel).collect();
    panels.push(Panel {
        label: "a run with a name that is much too long for its panel".to_owned(),
        note: "This run has no amount.".to_owned(),
        ..Panel::default()
    });
    Multiples {
        title: "amount".to_owned(),
        shape,
        bins: ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec(),
        panels,
    }
}

#[test]
fn distances_are_held_against_thresholds() {
    golden("paired-distances", &distances(), WIDE);
    golden("paired-distances", &distances(), NARROW);
    assert_eq!(
        distances().summary(),
        "Distances against their thresholds: 2 of 6 rows violated: duration, prediction_probability."
    );
    assert_eq!(distances().table().rows.len(), 6);
    assert_eq!(
        distances().lines(Item::Point(0)),
        ["duration", "observed: 0.7035", "threshold: 0.1", "violated"]
    );
}

#[test]
fn every_run_has_its_number() {
    let cell = |value: f64| MatrixCell {
        value: Some(value),
        against: Some(0.1),
        is_violated: value > 0.1,
    };
    let matrix = Matrix {
        title: "Distance of each feature in every run".to_owned(),
        against: "threshold".to_owned(),
        rows: vec!["duration".to_owned(), "amount".to_owned()],
        runs: vec![
            "feature_drift".to_owned(),
            "feature_drift_systematic".to_owned(),
            "label_drift".to_owned(),
        ],
        cells: vec![
            cell(0.7035),
            cell(0.9),
            MatrixCell::default(),
            cell(0.05),
            cell(0.08),
            cell(0.0),
        ],
        top: 12,
        reason: String::new(),
    };
    golden("matrix", &matrix, WIDE);
    golden("matrix", &matrix, NARROW);
    assert_eq!(
        matrix.summary(),
        "Distance of each feature in every run, 2 rows in 3 runs: violated in some run: duration."
    );
    let place = Item::Cell {
        feature: 0,
        window: 1,
    };
    assert_eq!(
        matrix.lines(place),
        [
            "duration in feature_drift_systematic",
            "0.9",
            "threshold: 0.1",
            "violated"
        ]
    );
    assert_eq!(matrix.table().rows.len(), 6);
}

#[test]
fn sides_stand_beneath_each_other_also_below_zero() {
    golden("paired-sides", &performance(), WIDE);
    let mut met = performance();
    met.rows.iter_mut().for_each(|row| row.is_violated = false);
    assert_eq!(
        met.summary(),
        "Performance: 3 rows; the largest change is R², 0.2 to −0.3."
    );
    let lines = performance().lines(Item::Point(1));
    assert_eq!(lines, ["R²", "observed: −0.3", "baseline: 0.2", "violated"]);
}

#[test]
fn without_rows_the_reason_is_told() {
    let chart = Paired {
        title: "Performance".to_owned(),
        reason: "no labels are loaded.".to_owned(),
        ..Paired::default()
    };
    golden("paired-empty", &chart, NARROW);
    assert_eq!(chart.summary(), "Performance: no labels are loaded.");
}

#[test]
fn a_feature_is_drawn_in_every_run_on_one_scale() {
    golden("multiples", &panels(SparkShape::Steps, 7), WIDE);
    golden("multiples-labels", &panels(SparkShape::Bars, 3), NARROW);
    let mut far = panels(SparkShape::Bars, 4);
    for panel in &mut far.panels[..3] {
        panel.baseline = vec![10.0; 5];
        panel.current = vec![11.0, 10.0, 10.0, 9.0, 10.0];
    }
    far.panels[2].current = vec![0.0, 1.0, 0.0, 0.0, 0.0];
    golden("multiples-cut", &far, WIDE);
    assert_eq!(
        far.lines(Item::Point(2)).last().map(String::as_str),
        Some("cut off: the highest share is 100\u{2009}%")
    );
    let chart = AnyChart::Multiples(panels(SparkShape::Steps, 7));
    assert_eq!(
        chart.summary(),
        "amount in 7 runs: drifted in 2: run-2, run-5."
    );
    assert_eq!(chart.table().rows[0][..2], ["run-1", "a"]);
    assert_eq!(
        chart.lines(Item::Point(0)),
        ["run-1", "total variation 0.1"]
    );
    assert!(chart.lines(Item::Point(9)).is_empty());
}
