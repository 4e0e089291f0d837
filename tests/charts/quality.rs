//! Pictures of model quality.

use leeway::charts::{ConfusionMatrix, QualityPoint, QualityTimeline, Rates, RatesKind};

use super::{NARROW, WIDE, golden};

/// Half a day in which a metric falls at 14:00 while features drift, with a window without labels.
fn fall() -> QualityTimeline {
    let point = |hour: u64| QualityPoint {
        label: format!("{hour:02}:00"),
        value: (hour != 11)
            .then(|| if hour < 14 { 0.82 } else { 0.66 } + ((hour * 7) % 5) as f64 * 0.006),
        spread: Some(0.012),
        rows: if hour == 11 { 0 } else { 285 },
        drifted: if hour < 14 { hour % 3 } else { 5 },
        is_violated: hour >= 14,
    };
    QualityTimeline {
        metric: "F1".to_owned(),
        points: (8..20).map(point).collect(),
        across: "hour (UTC)".to_owned(),
        threshold: Some(0.796),
        baseline: Some(0.796),
        features: 13,
    }
}

#[test]
fn quality_timeline() {
    golden("quality-timeline", &fall(), WIDE);
    golden("quality-timeline", &fall(), NARROW);
    golden(
        "quality-timeline-empty",
        &QualityTimeline {
            metric: "F1".to_owned(),
            ..QualityTimeline::default()
        },
        NARROW,
    );
}

#[test]
fn confusion_matrix() {
    let two = ConfusionMatrix {
        labels: vec!["0".to_owned(), "1".to_owned()],
        current: vec![vec![927, 702], vec![350, 1621]],
        baseline: vec![vec![355, 380], vec![177, 1088]],
    };
    golden("confusion", &two, WIDE / 2);
    let many: Vec<String> = (0..14).map(|label| format!("label {label}")).collect();
    let counts = |actual: u64| {
        (0..14)
            .map(|predicted| {
                if predicted == actual {
                    90
                } else {
                    (actual * predicted) % 5
                }
            })
            .collect()
    };
    let many = ConfusionMatrix {
        labels: many,
        current: (0..14).map(counts).collect(),
        baseline: Vec::new(),
    };
    golden("confusion-many", &many, NARROW);
}

#[test]
fn rates() {
    let bow = |power: f64| {
        (0..=50)
            .map(|i| f64::from(i) / 50.0)
            .map(|x| (x, x.powf(power)))
            .collect()
    };
    for (name, kind) in [
        ("roc", RatesKind::Roc),
        ("precision-recall", RatesKind::PrecisionRecall),
    ] {
        let chart = Rates {
            kind,
            baseline: bow(0.3),
            current: bow(0.5),
            rows: Vec::new(),
        };
        golden(name, &chart, WIDE / 2);
    }
    let points = |bend: f64| {
        (0..10)
            .map(|i| 0.05 + f64::from(i) / 10.0)
            .map(|x| (x, x.powf(bend)))
            .collect()
    };
    let chart = Rates {
        kind: RatesKind::Calibration,
        baseline: points(1.05),
        current: points(1.4),
        rows: (0..10).map(|i| 20 + i * 7).collect(),
    };
    golden("calibration", &chart, WIDE / 2);
    golden("roc-empty", &Rates::default(), NARROW);
}
