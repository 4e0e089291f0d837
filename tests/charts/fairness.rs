//! Pictures of bias and attributions.

use leeway::charts::{
    AnyChart, Chart, Contribution, Deviation, Deviations, Item, Slope, Slopes, Waterfall,
};

use super::{NARROW, WIDE, golden};

fn metrics() -> Deviations {
    let row = |label: &str, baseline: f64, current: f64, half: f64| Deviation {
        label: label.to_owned(),
        baseline: Some(baseline),
        current: Some(current),
        interval: Some((current - half, current + half)),
        is_violated: current.abs() > baseline.abs(),
        ..Deviation::default()
    };
    Deviations {
        title: "gender F, distance from the ideal".to_owned(),
        across: "value less the ideal".to_owned(),
        limit: Some(1.2),
        rows: vec![
            row(
                "Difference in Positive Proportions (DPPL)",
                0.086,
                0.123,
                0.03,
            ),
            row("Disparate Impact (DI)", -0.11, -0.17, 0.05),
            row("Accuracy Difference (AD)", -0.04, -0.006, 0.04),
            row("Treatment Equality (TE)", 0.4, 26.25, 9.0),
            Deviation {
                label: "Conditional Acceptance (DCA)".to_owned(),
                current: Some(f64::NEG_INFINITY),
                ..Deviation::default()
            },
            Deviation {
                label: "Flip Test (FT)".to_owned(),
                notes: vec!["FlipTest does not support non-numeric columns".to_owned()],
                ..Deviation::default()
            },
        ],
    }
}

fn orders() -> Slopes {
    let names = [
        "status",
        "amount",
        "duration",
        "credit_history",
        "a feature with a rather long name",
        "age",
    ];
    let now = [2u32, 1, 6, 4, 3, 5];
    let slope = |(index, name): (usize, &&str)| Slope {
        label: (*name).to_owned(),
        baseline: Some(index as u32 + 1),
        current: Some(now[index]),
        baseline_value: Some(0.9 / (index as f64 + 1.0)),
        current_value: Some(0.9 / f64::from(now[index])),
    };
    let mut rows: Vec<Slope> = names.iter().enumerate().map(slope).collect();
    rows.push(Slope {
        label: "new feature".to_owned(),
        current: Some(7),
        current_value: Some(0.01),
        ..Slope::default()
    });
    Slopes {
        title: "Mean absolute SHAP value".to_owned(),
        rows,
        top: 20,
    }
}

fn steps() -> Waterfall {
    let step = |(label, value): (&str, f64)| Contribution {
        label: label.to_owned(),
        value,
    };
    let steps = [
        ("status = 1", -0.82),
        ("duration = 42", -0.61),
        ("amount = 1049", 0.44),
        ("savings = 1", -0.2),
        ("age = 21", -0.11),
        ("housing = 1", 0.05),
    ];
    Waterfall {
        title: "Record 1".to_owned(),
        across: "log-odds".to_owned(),
        start: 0.91,
        steps: steps.map(step).to_vec(),
        top: 4,
    }
}

#[test]
fn distances_from_the_ideal() {
    golden("deviations", &metrics(), WIDE);
    golden("deviations", &AnyChart::Deviations(metrics()), NARROW);
    golden(
        "deviations-empty",
        &Deviations {
            title: "gender".to_owned(),
            ..Deviations::default()
        },
        NARROW,
    );
}

#[test]
fn places_in_two_orders() {
    golden("slopes", &orders(), WIDE);
    golden("slopes", &orders(), NARROW);
    golden("slopes-cut", &Slopes { top: 3, ..orders() }, WIDE);
}

#[test]
fn a_score_step_by_step() {
    golden("waterfall", &steps(), WIDE);
    golden("waterfall", &steps(), NARROW);
}

#[test]
fn they_say_what_they_show() {
    assert!(metrics().summary().contains("3 of 6 rows are farther"));
    assert_eq!(metrics().lines(Item::Point(5)).len(), 2);
    assert!(orders().summary().contains("duration from place 3 to 6"));
    assert_eq!(orders().lines(Item::Point(6))[1], "baseline: absent");
    assert!(
        steps()
            .summary()
            .starts_with("Record 1: from 0.91 to −0.34.")
    );
    assert_eq!(steps().lines(Item::Point(4))[0], "2 others");
    assert_eq!(steps().table().rows.len(), 8);
}
