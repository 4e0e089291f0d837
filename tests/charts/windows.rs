//! Pictures over windows of time.

use leeway::charts::{Cell, HeatMap, HeatWindow, Timeline, TimelinePoint};
use leeway::monitors::drift::Verdict;

use super::{NARROW, WIDE, golden};

/// Hours of a day, with a gap at noon and drift in the evening.
pub fn day() -> Timeline {
    let point = |hour: u64| TimelinePoint {
        label: format!("{hour:02}:00"),
        value: (!(11..13).contains(&hour)).then(|| {
            let noise = ((hour * 7) % 5) as f64;
            noise
                + if hour > 15 {
                    (hour - 15) as f64 * 9.0
                } else {
                    4.0
                }
        }),
        usual: None,
        rows: if (11..13).contains(&hour) {
            12
        } else {
            900 + (hour * 131) % 700
        },
        is_weak: (11..13).contains(&hour) || hour == 20,
        has_drifted: Some(hour > 17),
    };
    Timeline {
        measure: "drift score of income in %".to_owned(),
        points: (0..24).map(point).collect(),
        threshold: Some(20.0),
        across: "window".to_owned(),
        ..Timeline::default()
    }
}

#[test]
fn timeline() {
    golden("timeline", &day(), WIDE);
    golden("timeline", &day(), NARROW);
    let brushed = Timeline {
        brush: Some((15, 19)),
        ..day()
    };
    golden("timeline-brush", &brushed, WIDE);
    let empty = Timeline {
        measure: "drift score".to_owned(),
        ..Timeline::default()
    };
    golden("timeline-empty", &empty, NARROW);
}

/// Features that drift at different hours.
pub fn week() -> HeatMap {
    let features = [
        "age",
        "income",
        "occupation",
        "hours-per-week",
        "debt-to-income-ratio-of-household",
    ];
    let cell = |feature: usize, window: usize| {
        let score = ((window * (feature + 2)) % 9) as f64
            + if window > 10 + feature {
                12.0 * (window - 10 - feature) as f64
            } else {
                0.0
            };
        let verdict = match score {
            _ if window == 6 => Verdict::Unknown,
            s if s > 80.0 => Verdict::Strong,
            s if s > 30.0 => Verdict::Drifted,
            _ => Verdict::None,
        };
        let value = (window != 6).then_some(score);
        Cell {
            value,
            chance: value.map(|_| 8.0),
            verdict,
            adjusted_p: value.map(|_| 0.01),
        }
    };
    let window = |hour: u64| HeatWindow {
        label: format!("{hour:02}:00"),
        rows: if hour == 6 { 0 } else { 40 + hour * 10 },
        is_weak: hour == 3,
    };
    HeatMap {
        measure: "drift score in %".to_owned(),
        full: 150.0,
        features: features.map(str::to_owned).to_vec(),
        windows: (0..24).map(window).collect(),
        across: "window".to_owned(),
        cells: (0..5)
            .flat_map(|f| (0..24).map(move |w| cell(f, w)))
            .collect(),
        brush: None,
    }
}

#[test]
fn heat_map() {
    golden("heat-map", &week(), NARROW);
    let brushed = HeatMap {
        brush: Some((12, 15)),
        ..week()
    };
    golden("heat-map-brush", &brushed, WIDE);
    golden("heat-map-empty", &HeatMap::default(), NARROW);
}
