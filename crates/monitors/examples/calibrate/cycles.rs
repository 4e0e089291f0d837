//! How often windows alarm whose features rise and fall with the time of day, in a baseline of days with times.

use super::made::{Drawn, Population};
use super::measured::{Found, RULE, candidates};
use leeway_monitors::drift::{
    Comparison, FeatureSide, Gathered, Taken, Verdict, WindowBaseline, WindowValues, compare,
    verdicts_in_cycle,
};
use leeway_stats::draw::Draw;
use leeway_stats::sort::sorted;
use leeway_table::{Column, Kind, Origin, Series};

/// Hours of a day.
const HOURS: usize = 24;

/// Days of features of numbers in a cycle.
pub struct Cycle {
    /// How many features.
    pub features: usize,
    /// How far the mean goes up and down in a day, in standard deviations of one hour.
    pub height: f64,
    /// Days of the baseline.
    pub days: usize,
    /// Rows of an hour, on both sides.
    pub rows: usize,
    /// The hour from which on the first feature is shifted, from 0, and by how much.
    pub shift: (usize, f64),
    /// Whether the baseline's rows have times; without them the whole baseline alone decides.
    pub has_times: bool,
}

impl Cycle {
    /// What hours are drawn from.
    fn hours(&self, shift: f64) -> Vec<Drawn> {
        let mean = |hour| self.height * (std::f64::consts::TAU * hour as f64 / HOURS as f64).sin();
        (0..HOURS)
            .map(|hour| Drawn::of(Population::Normal(mean(hour) + shift)))
            .collect()
    }

    /// So many days, each against a baseline of its own; the seed decides all draws.
    pub fn measure(&self, repetitions: u32, seed: u64) -> Found {
        let mut draw = Draw::new(seed);
        let (before, shifted) = (self.hours(0.0), self.hours(self.shift.1));
        let mut found = Found::default();
        for _ in 0..repetitions {
            let mut windows: Vec<Vec<Comparison>> = vec![Vec::new(); HOURS];
            let mut same_time = windows.clone();
            for feature in 0..self.features {
                let hours: Vec<WindowValues> = before
                    .iter()
                    .map(|hour| hour.window(self.rows * self.days, Kind::Numerical, &mut draw))
                    .map(|values| WindowValues {
                        numbers: sorted(values.numbers),
                        ..values
                    })
                    .collect();
                let mut column = Column::new("x", Origin::Field, true);
                for hour in &hours {
                    for &value in &hour.numbers {
                        column.push_number(value, false);
                    }
                }
                let series = || Series::new([&column]);
                let whole = compare(&FeatureSide::Samples(series()), None, &Taken::default());
                let gathered = Gathered::default();
                let baseline = WindowBaseline::new(&series(), &gathered, &whole);
                for (hour, alike) in hours.iter().enumerate() {
                    let is_shifted = feature == 0 && hour >= self.shift.0;
                    let from = if is_shifted { &shifted } else { &before };
                    let values = from[hour].window(self.rows, Kind::Numerical, &mut draw);
                    windows[hour].push(baseline.compare(values.clone()));
                    same_time[hour].push(WindowBaseline::of_values(alike, &whole).compare(values));
                }
            }
            let verdicts: Vec<Vec<Verdict>> = windows
                .iter()
                .zip(&same_time)
                .map(|(window, then)| {
                    let then: Vec<Option<&Comparison>> = then
                        .iter()
                        .map(|then| self.has_times.then_some(then))
                        .collect();
                    let judged = verdicts_in_cycle(&candidates(window), &then, &RULE);
                    judged.into_iter().map(|judged| judged.verdict).collect()
                })
                .collect();
            found.add(&windows, &verdicts, self.shift.0);
        }
        found
    }
}
