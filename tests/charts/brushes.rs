//! What brushes leave: the selected rows, with all of them behind. And lines and ridges over windows.

use leeway::charts::{
    CategoryBars, Chart, Histogram, Item, Line, Lines, Ridge, Ridges, Spark, SparkShape,
};

use super::{NARROW, WIDE, bell, golden, hours, occupations, sized};

#[test]
fn selected_rows_stand_before_all() {
    let histogram = Histogram {
        current: bell(24, 15.0, 2.0, 2_000.0),
        all: hours().current,
        brush: Some((12, 17)),
        ..hours()
    };
    golden("histogram-brushed", &histogram, WIDE);
    let whole = occupations();
    let labels = CategoryBars {
        current: whole
            .current
            .iter()
            .enumerate()
            .map(|(i, count)| count * [0.1, 0.4][i % 2])
            .collect(),
        all: whole.current.clone(),
        chosen: vec![1, 3],
        ..whole
    };
    golden("categories-brushed", &labels, NARROW);
    let spark = Spark {
        baseline: hours().baseline,
        current: histogram.current.clone(),
        all: histogram.all.clone(),
        chosen: vec![4, 5, 6],
        ..Spark::default()
    };
    sized("spark-brushed", &spark, 120, 28);
    let bars = Spark {
        shape: SparkShape::Bars,
        baseline: labels.baseline.clone(),
        current: labels.current.clone(),
        all: labels.all.clone(),
        chosen: vec![0],
    };
    sized("spark-bars-brushed", &bars, 120, 28);
}

/// Six features over twelve hours, one with a gap, one without any value.
fn lines() -> Lines {
    let line = |feature: usize| Line {
        name: format!("feature_{feature}"),
        values: (0..12)
            .map(|hour| {
                let value = 4.0 * feature as f64
                    + if hour > 6 {
                        3.0 * (feature * hour) as f64
                    } else {
                        0.0
                    };
                (feature < 6 && (feature != 4 || hour != 8)).then_some(value)
            })
            .collect(),
        again: Vec::new(),
    };
    Lines {
        measure: "Drift score (%)".to_owned(),
        labels: (8..20).map(|hour| format!("{hour:02}:00")).collect(),
        across: "hour of 2024-06-03, UTC".to_owned(),
        lines: (0..7).map(line).collect(),
        ways: None,
        top: 4,
        brush: Some((6, 8)),
    }
}

#[test]
fn the_highest_lines_are_named_at_their_ends() {
    golden("lines", &lines(), WIDE);
    golden("lines", &lines(), NARROW);
    assert_eq!(
        lines().lines(Item::Window(8))[1..3],
        ["feature_5: 140", "feature_4: not computed"]
    );
    assert!(
        lines()
            .summary()
            .ends_with("4 lines; feature_5 reaches highest, 185. 3 more are in the table."),
        "{}",
        lines().summary()
    );
    assert_eq!(Chart::table(&lines()).rows.len(), 7);
    golden(
        "lines-none",
        &Lines {
            lines: Vec::new(),
            ..lines()
        },
        NARROW,
    );
}

#[test]
fn what_was_reported_and_what_is_recomputed_look_different() {
    let mut both = lines();
    both.ways = Some(["reported", "recomputed"]);
    both.top = 2;
    both.brush = None;
    for line in &mut both.lines {
        let less = |value: &Option<f64>| value.map(|value| 0.8 * value);
        line.again = line.values.iter().map(less).collect();
    }
    golden("lines-again", &both, WIDE);
    assert_eq!(
        both.lines(Item::Window(8))[1],
        "feature_5: 140 reported, 112 recomputed"
    );
    let table = Chart::table(&both);
    assert_eq!(
        (table.rows[0][0].as_str(), table.rows[1][0].as_str()),
        ("feature_0, reported", "feature_0, recomputed")
    );
}

#[test]
fn ridges_stand_over_the_baseline() {
    let ridges = Ridges {
        feature: "hours-per-week".to_owned(),
        bins: (0..10).map(|bin| format!("≤ {}", 10 * (bin + 1))).collect(),
        baseline: bell(10, 4.0, 2.0, 5_000.0),
        windows: (0..6)
            .map(|hour| Ridge {
                label: format!("{:02}:00", 8 + hour),
                counts: if hour == 3 {
                    Vec::new()
                } else {
                    bell(10, 3.0 + hour as f64, 1.6, 300.0)
                },
            })
            .collect(),
        brush: Some((4, 5)),
    };
    golden("ridges", &ridges, WIDE);
    golden("ridges", &ridges, NARROW);
    assert_eq!(ridges.lines(Item::Window(5))[0], "13:00");
    golden("ridges-none", &Ridges::default(), NARROW);
}
