//! How often the default rule alarms: over whole data sets, and over the windows of a day.

use super::made::{Drawn, Population};
use leeway_monitors::drift::{
    self, Candidate, Comparison, Correction, FeatureSide, Gathered, Rule, RuleName, Taken, Verdict,
    WindowBaseline, compare, verdicts, window_verdicts,
};
use leeway_stats::draw::Draw;
use leeway_table::{Column, Series};

/// The rule that is measured: Leeway's with its defaults.
pub const RULE: Rule = Rule {
    name: RuleName::Leeway,
    alpha: 0.05,
    correction: Correction::BenjaminiHochberg,
    threshold: 0.1,
};

/// What came of data sets or days of one kind.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alarms {
    /// Data sets or days.
    pub repetitions: u32,
    /// Of them, with any alarm.
    pub with_alarm: u32,
    /// Features, or features in windows.
    pub features: u32,
    /// Of them, drifted.
    pub drifted: u32,
    /// Of them, strongly.
    pub strong: u32,
    /// Windows.
    pub windows: u32,
    /// Of them, with any alarm.
    pub windows_with_alarm: u32,
    /// Features over a whole day.
    pub courses: u32,
    /// Of them, said to have drifted since some window.
    pub with_since: u32,
}

impl Alarms {
    /// Adds the verdicts of one data set or window; says whether any is an alarm.
    pub fn add(&mut self, found: &[Verdict]) -> bool {
        self.features += found.len() as u32;
        let drifted = found.iter().filter(|verdict| verdict.has_drifted()).count();
        let strong = found.iter().filter(|&&verdict| verdict == Verdict::Strong);
        self.drifted += drifted as u32;
        self.strong += strong.count() as u32;
        drifted > 0
    }
}

/// The verdicts of a data set's features.
pub fn judged(comparisons: &[Comparison]) -> Vec<Verdict> {
    let candidates = candidates(comparisons);
    let found = verdicts(&candidates, &RULE).into_iter();
    found.map(|(verdict, _)| verdict).collect()
}

/// Features as they come to be judged.
pub fn candidates(comparisons: &[Comparison]) -> Vec<Candidate<'_>> {
    let candidate = |comparison| Candidate {
        name: "x",
        comparison: Some(comparison),
        judge_identifier: false,
        threshold: None,
        unjudged: None,
    };
    comparisons.iter().map(candidate).collect()
}

/// A feature's comparison.
pub fn compared(baseline: &Column, current: &Column) -> Comparison {
    let side = |column| FeatureSide::Samples(Series::new([column]));
    compare(&side(baseline), Some(&side(current)), &Taken::default())
}

/// Data sets whose features are drawn from `before` on the baseline's side and from `now` on the current one.
///
/// Rows are of each side; the seed decides all draws.
pub fn data_sets(
    before: &[Population],
    now: &[Population],
    rows: (usize, usize),
    repetitions: u32,
    seed: u64,
) -> Alarms {
    let mut draw = Draw::new(seed);
    let (before, now): (Vec<Drawn>, Vec<Drawn>) = (
        before.iter().copied().map(Drawn::of).collect(),
        now.iter().copied().map(Drawn::of).collect(),
    );
    let mut alarms = Alarms::default();
    for _ in 0..repetitions {
        let comparisons: Vec<Comparison> = before
            .iter()
            .zip(&now)
            .map(|(before, now)| {
                let baseline = before.column(rows.0, &mut draw);
                compared(&baseline, &now.column(rows.1, &mut draw))
            })
            .collect();
        alarms.repetitions += 1;
        alarms.with_alarm += u32::from(alarms.add(&judged(&comparisons)));
    }
    alarms
}

/// Random halves of a table, held against each other.
pub fn halves(table: &[Column], repetitions: u32, seed: u64) -> Alarms {
    let mut draw = Draw::new(seed);
    let rows = table.first().map_or(0, Column::len);
    let mut order: Vec<u32> = (0..rows as u32).collect();
    let mut alarms = Alarms::default();
    for _ in 0..repetitions {
        for last in (1..rows).rev() {
            order.swap(last, (draw.uniform() * (last + 1) as f64) as usize);
        }
        let (one, other) = order.split_at(rows / 2);
        let comparisons: Vec<Comparison> = table
            .iter()
            .map(|column| compared(&column.taken(one), &column.taken(other)))
            .collect();
        alarms.repetitions += 1;
        alarms.with_alarm += u32::from(alarms.add(&judged(&comparisons)));
    }
    alarms
}

/// A day of windows, and what changes in it.
pub struct Day<'a> {
    /// What the baseline's features are drawn from.
    pub before: &'a [Population],
    /// What those of the windows are drawn from, from window `since` on.
    pub now: &'a [Population],
    /// The window from which on `now` holds, from 0.
    pub since: usize,
    /// Rows of the baseline.
    pub baseline_rows: usize,
    /// Rows of each window.
    pub rows: usize,
    /// Number of windows.
    pub windows: usize,
}

/// What came of days.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Alarms before the change, or of the whole day where nothing changes.
    pub alarms: Alarms,
    /// For each day in which the change was found in the first feature, the windows that it took, from 0.
    pub delays: Vec<usize>,
}

impl Found {
    /// Adds a day of windows with their verdicts by feature, whose first feature changes at window `since`.
    pub fn add(&mut self, windows: &[Vec<Comparison>], verdicts: &[Vec<Verdict>], since: usize) {
        let alarms = &mut self.alarms;
        alarms.repetitions += 1;
        let mut has_alarm = false;
        for window in &verdicts[..since.min(verdicts.len())] {
            let is_alarm = alarms.add(window);
            alarms.windows += 1;
            alarms.windows_with_alarm += u32::from(is_alarm);
            has_alarm |= is_alarm;
        }
        alarms.with_alarm += u32::from(has_alarm);
        for feature in 0..windows.first().map_or(0, Vec::len) {
            let course: Vec<Option<(Verdict, f64)>> = windows
                .iter()
                .zip(verdicts)
                .map(|(comparisons, verdicts)| {
                    let shares = comparisons[feature].shares.as_ref().ok()?;
                    Some((verdicts[feature], shares.drift_score))
                })
                .collect();
            alarms.courses += 1;
            alarms.with_since += u32::from(drift::since(&course).is_some());
        }
        let after = verdicts.iter().skip(since);
        let delay = after.clone().position(|window| window[0].has_drifted());
        self.delays.extend(delay);
    }

    /// The median delay in windows; `None` where nothing was found.
    pub fn median_delay(&self) -> Option<usize> {
        let mut delays = self.delays.clone();
        delays.sort_unstable();
        delays.get(delays.len() / 2).copied()
    }
}

/// Days as `day` describes, each against a baseline of its own.
pub fn days(day: &Day, repetitions: u32, seed: u64) -> Found {
    let mut draw = Draw::new(seed);
    let drawn = |populations: &[Population]| -> Vec<Drawn> {
        populations.iter().copied().map(Drawn::of).collect()
    };
    let (before, now) = (drawn(day.before), drawn(day.now));
    let mut found = Found::default();
    for _ in 0..repetitions {
        let columns: Vec<Column> = before
            .iter()
            .map(|before| before.column(day.baseline_rows, &mut draw))
            .collect();
        let gathered: Vec<Gathered> = columns.iter().map(|_| Gathered::default()).collect();
        let baselines: Vec<WindowBaseline> = columns
            .iter()
            .zip(&gathered)
            .map(|(column, gathered)| {
                let series = || Series::new([column]);
                let whole = compare(&FeatureSide::Samples(series()), None, &Taken::default());
                WindowBaseline::new(&series(), gathered, &whole)
            })
            .collect();
        let windows: Vec<Vec<Comparison>> = (0..day.windows)
            .map(|window| {
                let of = if window < day.since { &before } else { &now };
                baselines
                    .iter()
                    .zip(of)
                    .map(|(baseline, of)| {
                        baseline.compare(of.window(day.rows, baseline.kind(), &mut draw))
                    })
                    .collect()
            })
            .collect();
        found.add(&windows, &judged_windows(&windows), day.since);
    }
    found
}

/// The verdicts of all features in all windows of a day.
fn judged_windows(windows: &[Vec<Comparison>]) -> Vec<Vec<Verdict>> {
    let of = |window: &Vec<Comparison>| {
        let found = window_verdicts(&candidates(window), &RULE).into_iter();
        found.map(|(verdict, _)| verdict).collect()
    };
    windows.iter().map(of).collect()
}
