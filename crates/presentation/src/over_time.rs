//! Charts over windows, from the report.

use super::windows::Axis;
use leeway_charts::{Cell, HeatMap, HeatWindow, Line, Lines, Timeline, TimelinePoint};
use leeway_monitors::drift::RuleName;
use leeway_report::{ContainerResults, Feature, FeatureWindow, Report, WEAK_ROWS, Window};

/// Colour is deepest at least from this share of what the measure can reach on, so that noise stays pale …
const FULL_LEAST: f64 = 0.15;

/// … and at most from this one on, so that one feature without any overlap does not blanch all others.
const FULL_MOST: f64 = 0.5;

/// What the lines over time show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Over {
    /// The share of rows that differ: total variation.
    #[default]
    Differing,
    /// The AWS sample's drift score, twice as large.
    Score,
    /// How unlikely chance is.
    P,
    /// The share of missing values.
    Missing,
}

impl Over {
    /// All, in the order of the choice.
    pub const ALL: [Over; 4] = [Over::Differing, Over::Score, Over::P, Over::Missing];

    /// The measure of size under a rule: the sample's own under the sample's.
    pub fn size(rule: RuleName) -> Over {
        match rule {
            RuleName::AwsSample => Over::Score,
            _ => Over::Differing,
        }
    }

    /// This measure, or where it is one of size and another one holds under the rule, that.
    pub fn under(self, rule: RuleName) -> Over {
        match self {
            Over::Differing => Over::size(rule),
            over => over,
        }
    }

    /// The measures to choose from under a rule.
    pub fn offered(rule: RuleName) -> Vec<Over> {
        let all = Over::ALL.into_iter();
        all.filter(|over| over.under(rule) == *over).collect()
    }

    /// A drift score, from 0 to 200, in a measure of size.
    pub fn of_score(self, drift_score: f64) -> f64 {
        drift_score / (Over::Score.most() / self.most())
    }

    /// The largest value of a measure of size, in per cent: no value in common.
    pub fn most(self) -> f64 {
        match self {
            Over::Score => 200.0,
            _ => 100.0,
        }
    }

    /// What a measure of size says, for who asks.
    pub fn explained(self) -> &'static str {
        match self {
            Over::Score => {
                "The sum of the differences of all shares, as the AWS sample has it: twice the share of rows that differ, from 0 to 200 %."
            }
            _ => {
                "How many of 100 rows would have to change for both sides to be alike: total variation over the baseline’s deciles or the labels, from 0 to 100 %."
            }
        }
    }

    /// The name in the address, what the page says, and the measure with its unit.
    fn names(self) -> [&'static str; 3] {
        match self {
            Over::Differing => ["differing", "Rows that differ", "Rows that differ (%)"],
            Over::Score => ["score", "Drift score", "Drift score (%)"],
            Over::P => ["p", "−log10 p", "−log10 p (each window alone)"],
            Over::Missing => ["missing", "Missing share", "Missing values (% of rows)"],
        }
    }

    /// The name in the address.
    pub fn name(self) -> &'static str {
        self.names()[0]
    }

    /// As the page says it.
    pub fn words(self) -> &'static str {
        self.names()[1]
    }

    /// The measure with its unit.
    fn measure(self) -> &'static str {
        self.names()[2]
    }

    fn value(self, window: &FeatureWindow) -> Option<f64> {
        let value = match self {
            Over::Differing | Over::Score => window.drift_score.map(|score| self.of_score(score)),
            Over::P => window.log10_p.map(|log10_p| (-log10_p).max(0.0)),
            Over::Missing => window.missing.map(|share| 100.0 * share),
        };
        value.filter(|value| value.is_finite())
    }

    /// What a window over the threshold means under the rule in force.
    pub fn remark(self, rule: RuleName) -> Option<&'static str> {
        match (self, rule) {
            (Over::Differing | Over::Score, RuleName::Leeway) => Some(
                "A size over the threshold alone is not drift: the rule asks for a small adjusted p as well.",
            ),
            (Over::P, RuleName::AwsSample) => None,
            (Over::P, _) => Some(
                "A window over the threshold need not have drifted: p is adjusted over features and windows, or the rule looks elsewhere.",
            ),
            _ => None,
        }
    }

    /// What the rule in force allows, where it looks at this measure.
    fn threshold(self, feature: &Feature, alpha: f64) -> Option<f64> {
        let of = |measure: &str| {
            let why = feature.why.iter().find(|why| why.measure == measure);
            why.and_then(|why| why.threshold)
        };
        match self {
            Over::Differing | Over::Score => {
                of("total variation").map(|threshold| self.most() * threshold)
            }
            Over::P => {
                let level = of("p-value").unwrap_or(alpha);
                feature
                    .windows
                    .iter()
                    .any(|window| window.log10_p.is_some())
                    .then(|| -level.log10())
            }
            Over::Missing => None,
        }
    }
}

/// The heat map of some features, in the order given, in a measure of size.
pub fn heat_map<'a>(
    features: impl Iterator<Item = &'a Feature>,
    windows: &[Window],
    size: Over,
) -> HeatMap {
    let axis = Axis::new(windows);
    let columns = axis.labels.into_iter().zip(windows);
    let mut map = HeatMap {
        measure: size.measure().to_owned(),
        full: FULL_LEAST * size.most(),
        windows: columns
            .map(|(label, window)| HeatWindow {
                label,
                rows: window.rows,
                is_weak: window.weak,
            })
            .collect(),
        across: axis.title,
        ..HeatMap::default()
    };
    for feature in features {
        map.features.push(feature.name.clone());
        for place in 0..windows.len() {
            let cell = feature.windows.get(place).map(|window| cell(window, size));
            map.cells.push(cell.unwrap_or_default());
        }
    }
    map
}

/// Some rows of the map.
pub fn part(map: &HeatMap, first: usize, rows: usize) -> HeatMap {
    let last = (first + rows).min(map.features.len());
    let columns = map.windows.len();
    HeatMap {
        measure: map.measure.clone(),
        full: map.full,
        features: map.features[first..last].to_vec(),
        windows: map.windows.clone(),
        across: map.across.clone(),
        cells: map.cells[first * columns..last * columns].to_vec(),
        brush: None,
    }
}

/// How far beyond chance colour is deepest, the same for every part of the features that is shown.
pub fn full(features: &[Feature], size: Over) -> f64 {
    let values = features.iter().flat_map(|feature| &feature.windows);
    let largest = values
        .filter_map(|window| size.value(window))
        .fold(0.0, f64::max);
    let [least, most] = [FULL_LEAST, FULL_MOST].map(|share| share * size.most());
    (5.0 * (largest / 5.0).ceil()).clamp(least, most)
}

fn cell(window: &FeatureWindow, size: Over) -> Cell {
    Cell {
        value: size.value(window),
        chance: window.chance_score.map(|score| size.of_score(score)),
        adjusted_p: window.adjusted_p,
        verdict: window.verdict,
    }
}

/// Lines that are drawn together.
const TOP_LINES: usize = 6;

/// All features' lines over time.
pub fn lines(features: &[Feature], windows: &[Window], over: Over) -> Lines {
    let axis = Axis::new(windows);
    let line = |feature: &Feature| Line {
        name: feature.name.clone(),
        values: feature
            .windows
            .iter()
            .map(|window| over.value(window))
            .collect(),
        again: Vec::new(),
    };
    Lines {
        measure: over.measure().to_owned(),
        labels: axis.labels,
        across: axis.title,
        lines: features.iter().map(line).collect(),
        ways: None,
        top: TOP_LINES,
        brush: None,
    }
}

/// What executions of the drift container reported; with what is recomputed beside it, where that is known. Of all features, or of the one that is named.
pub fn reported_lines(results: &ContainerResults, over: Over, only: Option<&str>) -> Lines {
    let minus = |values: &[Option<f64>]| -> Vec<Option<f64>> {
        let minus = |log10_p: f64| (-log10_p).max(0.0);
        values.iter().map(|log10_p| log10_p.map(minus)).collect()
    };
    let mut lines = Vec::new();
    let mut add = |name: &str, values: Vec<Option<f64>>, again: Vec<Option<f64>>| {
        let is_known = |values: &[Option<f64>]| values.iter().any(Option::is_some);
        if is_known(&values) || is_known(&again) {
            let again = if is_known(&again) { again } else { Vec::new() };
            lines.push(Line {
                name: name.to_owned(),
                values,
                again,
            });
        }
    };
    if over == Over::Missing {
        let recomputed = results.recomputed_accuracy.clone();
        add("all features", results.accuracy.clone(), recomputed);
    } else {
        let is_asked = |name: &str| only.is_none_or(|only| only == name);
        let features = results.features.iter();
        for feature in features.filter(|feature| is_asked(&feature.name)) {
            let (reported, recomputed) = match over {
                Over::P => (minus(&feature.log10_p), minus(&feature.recomputed_log10_p)),
                _ => (
                    feature.drift_score.clone(),
                    feature.recomputed_score.clone(),
                ),
            };
            add(&feature.name, reported, recomputed);
        }
    }
    Lines {
        measure: match over {
            Over::Missing => "Projected accuracy (%)".to_owned(),
            _ => over.measure().to_owned(),
        },
        labels: results.labels.clone(),
        across: "end of the data, UTC".to_owned(),
        lines,
        ways: Some(["reported", "recomputed"]),
        top: TOP_LINES,
        brush: None,
    }
}

/// A line over windows, without a name; `value` answers that of the window at a place.
pub(super) fn line(windows: &[Window], value: impl Fn(usize) -> Option<f64>) -> Timeline {
    let axis = Axis::new(windows);
    let point = |(place, (window, label)): (usize, (&Window, String))| TimelinePoint {
        label,
        value: value(place),
        usual: None,
        rows: window.rows,
        is_weak: window.weak,
        has_drifted: None,
    };
    let points = windows.iter().zip(axis.labels).enumerate();
    Timeline {
        points: points.map(point).collect(),
        across: axis.title,
        ..Timeline::default()
    }
}

/// A feature's line over time; `chosen` is outlined.
pub fn timeline(
    feature: &Feature,
    windows: &[Window],
    over: Over,
    alpha: f64,
    chosen: Option<usize>,
) -> Timeline {
    let chosen = chosen.filter(|&place| place < windows.len());
    let value = |place| over.value(feature.windows.get(place)?);
    let mut line = Timeline {
        measure: over.measure().to_owned(),
        threshold: over.threshold(feature, alpha),
        brush: chosen.map(|place| (place, place)),
        ..line(windows, value)
    };
    for (point, window) in line.points.iter_mut().zip(&feature.windows) {
        if let Some(rows) = window.rows {
            point.rows = rows;
            point.is_weak = (1..WEAK_ROWS).contains(&rows);
        }
        point.has_drifted = window.verdict.drifted();
        let is_size = matches!(over, Over::Differing | Over::Score);
        let usual = window.same_time.as_ref().filter(|_| is_size);
        let usual = usual.and_then(|usual| usual.lowest.zip(usual.highest));
        point.usual = usual.map(|(low, high)| (over.of_score(low), over.of_score(high)));
    }
    line
}

/// Projected accuracy over time.
pub fn projected_line(report: &Report) -> Option<Timeline> {
    let values = &report.projected_accuracy.as_ref()?.windows;
    let windows = &report.current.as_ref()?.windows;
    let mut line = line(windows, |place| *values.get(place)?);
    line.measure = "Projected accuracy (%)".to_owned();
    line.points.truncate(values.len());
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_monitors::drift::Verdict;
    use leeway_report::Why;

    fn windows() -> Vec<Window> {
        let window = |hour: u64| Window {
            label: format!("2024-06-03 {hour:02}:00"),
            start: Some(format!("2024-06-03T{hour:02}:00:00Z")),
            rows: [300, 0, 20][hour as usize],
            weak: hour == 2,
            ..Window::default()
        };
        (0..3).map(window).collect()
    }

    fn feature() -> Feature {
        let window = |score: Option<f64>, log10_p: Option<f64>, verdict: Verdict| FeatureWindow {
            drift_score: score,
            log10_p,
            missing: score.map(|_| 0.25),
            verdict,
            ..FeatureWindow::default()
        };
        Feature {
            name: "income".to_owned(),
            why: vec![Why {
                measure: "total variation".to_owned(),
                threshold: Some(0.1),
                ..Why::default()
            }],
            windows: vec![
                window(Some(12.0), Some(-0.0), Verdict::None),
                window(None, None, Verdict::Unknown),
                window(Some(140.0), Some(f64::NEG_INFINITY), Verdict::Strong),
            ],
            ..Feature::default()
        }
    }

    #[test]
    fn a_heat_map_marks_gaps_and_weak_windows() {
        let (feature, unmeasured) = (feature(), Feature::default());
        let map = heat_map(
            [&feature, &unmeasured].into_iter(),
            &windows(),
            Over::Differing,
        );
        assert_eq!(map.features.len() * map.windows.len(), map.cells.len());
        assert_eq!(map.cells[0].value, Some(6.0));
        assert_eq!(map.cells[1].verdict, Verdict::Unknown);
        assert_eq!(map.cells[2].verdict, Verdict::Strong);
        assert_eq!(map.cells[5].verdict, Verdict::Unknown);
        assert_eq!((map.windows[1].rows, map.windows[2].is_weak), (0, true));
        assert_eq!(map.windows[2].label, "02:00");
    }

    #[test]
    fn colour_is_deepest_within_bounds() {
        let size = Over::Differing;
        assert_eq!(full(&[], size), 15.0);
        assert_eq!(full(&[feature()], size), 50.0);
        assert_eq!(full(&[feature()], Over::Score), 100.0);
        let mut quiet = feature();
        quiet.windows[2].drift_score = Some(41.0);
        assert_eq!(full(&[quiet], size), 25.0);
    }

    #[test]
    fn lines_keep_gaps_and_leave_out_what_is_infinite() {
        let line = |over| timeline(&feature(), &windows(), over, 0.05, Some(2));
        let values = |line: &Timeline| {
            let points = line.points.iter();
            points.map(|point| point.value).collect::<Vec<_>>()
        };
        let score = line(Over::Score);
        assert_eq!(values(&score), [Some(12.0), None, Some(140.0)]);
        assert_eq!(score.threshold, Some(20.0));
        let differing = line(Over::Differing);
        assert_eq!(values(&differing), [Some(6.0), None, Some(70.0)]);
        assert_eq!(differing.threshold, Some(10.0));
        assert_eq!(score.brush, Some((2, 2)));
        let p = line(Over::P);
        assert_eq!(values(&p), [Some(0.0), None, None]);
        assert!((p.threshold.unwrap() - 1.301).abs() < 1e-3);
        let missing = line(Over::Missing);
        assert_eq!(values(&missing), [Some(25.0), None, Some(25.0)]);
        assert_eq!(missing.threshold, None);
        assert!(missing.points[2].is_weak && missing.points[2].has_drifted == Some(true));
        let outside = timeline(&feature(), &windows(), Over::Score, 0.05, Some(9));
        assert_eq!(outside.brush, None);
    }
}
