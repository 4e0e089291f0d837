//! Pictures of labels: many, odd, new and gone.

use leeway::charts::{AxisKind, CategoryBars, Measure, Theme, to_svg};

use super::{NARROW, WIDE, golden};

/// Labels of census data with one that is new and one that is gone.
pub fn occupations() -> CategoryBars {
    let rows = [
        ("Prof-specialty", 4140.0, 700.0),
        ("Craft-repair", 4099.0, 1520.0),
        ("Exec-managerial", 4066.0, 990.0),
        ("Adm-clerical", 3770.0, 400.0),
        ("Sales", 3650.0, 910.0),
        ("Other-service", 3295.0, 820.0),
        ("Machine-op-inspct", 2002.0, 1330.0),
        ("(missing)", 1843.0, 120.0),
        ("Transport-moving", 1597.0, 400.0),
        ("Priv-house-serv", 149.0, 0.0),
        ("Armed-Forces", 9.0, 2.0),
        ("Gig-platform", 0.0, 610.0),
    ];
    CategoryBars {
        feature: "occupation".to_owned(),
        labels: rows.iter().map(|row| row.0.to_owned()).collect(),
        baseline: rows.iter().map(|row| row.1).collect(),
        current: rows.iter().map(|row| row.2).collect(),
        top: 8,
        ..CategoryBars::default()
    }
}

#[test]
fn category_bars() {
    golden("categories", &occupations(), WIDE);
    golden("categories", &occupations(), NARROW);
    let chart = CategoryBars {
        measure: Measure::Count,
        axis: AxisKind::Log,
        ..occupations()
    };
    golden("categories-log", &chart, WIDE);
    golden(
        "categories-empty",
        &CategoryBars {
            feature: "city".to_owned(),
            ..CategoryBars::default()
        },
        NARROW,
    );
}

#[test]
fn category_bars_of_odd_labels() {
    let labels = [
        "<script>alert('1')</script>",
        "",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch railway station",
        "two\nlines",
        "東京都千代田区丸の内一丁目",
        "🙂",
    ];
    let chart = CategoryBars {
        feature: "a feature whose name goes on & on <b>until</b> it cannot be shown on a telephone"
            .to_owned(),
        labels: labels.map(str::to_owned).to_vec(),
        baseline: vec![10.0, 20.0, 30.0, 0.0, 50.0, 60.0],
        current: vec![60.0, 50.0, 0.0, 30.0, 20.0, 10.0],
        top: 10,
        ..CategoryBars::default()
    };
    golden("categories-odd", &chart, NARROW);
    let drawn = to_svg(&chart, NARROW, 300, &Theme::LIGHT).unwrap();
    assert!(
        !drawn.contains("<script") && drawn.contains("&lt;script"),
        "{drawn}"
    );
}

#[test]
fn category_bars_of_300_labels() {
    let chart = CategoryBars {
        feature: "zip".to_owned(),
        labels: (0..300)
            .map(|i| format!("{:05}", 10_000 + i * 37))
            .collect(),
        baseline: (0..300).map(|i| f64::from(i % 17) * 10.0 + 5.0).collect(),
        current: (0..300).map(|i| f64::from(i % 23) * 9.0 + 3.0).collect(),
        top: 12,
        ..CategoryBars::default()
    };
    golden("categories-300", &chart, WIDE);
}
