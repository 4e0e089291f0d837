//! Pictures of the lab.

use leeway::charts::{AnyChart, Chart, Firing, FiringRow, Item};

use super::{NARROW, WIDE, golden};

/// Checks that fire from different strengths on, one with a gap, one not at full strength.
fn checks() -> Firing {
    let strengths: Vec<f64> = (0..=10).map(|tenth| f64::from(tenth) / 10.0).collect();
    let row = |label: &str, monitor: &str, fires: fn(f64) -> bool| {
        let fires: Vec<bool> = strengths.iter().map(|strength| fires(*strength)).collect();
        let first = fires
            .iter()
            .rposition(|fires| !fires)
            .map_or(0, |quiet| quiet + 1);
        FiringRow {
            label: label.to_owned(),
            monitor: monitor.to_owned(),
            observed: strengths
                .iter()
                .map(|strength| Some(strength * 0.4))
                .collect(),
            smallest: strengths.get(first).copied(),
            fires,
        }
    };
    Firing {
        rows: vec![
            row("duration: verdict", "Drift", |strength| strength > 0.0),
            row(
                "duration: baseline_drift_check",
                "Data quality",
                |strength| strength > 0.25,
            ),
            row(
                "a feature with a rather long name: completeness_check",
                "Data quality",
                |strength| strength > 0.65 || (0.35..0.45).contains(&strength),
            ),
            row("accuracy: LessThanThreshold", "Model quality", |strength| {
                (0.15..0.55).contains(&strength)
            }),
            row("label0: ndcg", "Attribution", |strength| strength > 0.95),
        ],
        strengths,
        top: 40,
        at: Some(0.35),
    }
}

#[test]
fn firing() {
    golden("firing", &checks(), WIDE);
    golden("firing", &AnyChart::Firing(checks()), NARROW);
    golden("firing-cut", &Firing { top: 2, ..checks() }, NARROW);
    golden("firing-none", &Firing::default(), NARROW);
}

#[test]
fn firing_in_words() {
    let chart = checks();
    assert_eq!(
        chart.summary(),
        "5 checks fire at some strength; duration: verdict fires first, from 10\u{2009}% on."
    );
    assert_eq!(
        chart.lines(Item::Point(3)),
        [
            "accuracy: LessThanThreshold",
            "Model quality",
            "fires at some strengths, and not at the strongest"
        ]
    );
    assert_eq!(chart.table().rows[3][2], "");
    assert_eq!(
        chart.table().rows[0][3..5],
        ["0", "0.04000000000000001 (fires)"]
    );
}
