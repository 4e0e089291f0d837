//! How often the interval of a bias metric holds what is true, of rows drawn from groups that are known, how wide it is, and how often a metric is called farther from its ideal.

use leeway_stats::bias::{Flips, Interval, Known, Metric, Outcomes, Stage, is_farther, measure};
use leeway_stats::draw::Draw;

/// A side's rows: the share with the positive label, and the shares of both labels that are accepted.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    /// Share with the positive label.
    pub positive: f64,
    /// Share accepted of those with the positive label.
    pub recall: f64,
    /// Share accepted of those with the negative label.
    pub wrongly_accepted: f64,
}

/// The rest and the group, from common labels to rare ones, with and without a difference.
pub const MODELS: [[Model; 2]; 4] = [
    [model(0.5, 0.8, 0.2), model(0.4, 0.7, 0.25)],
    [model(0.3, 0.7, 0.1), model(0.2, 0.6, 0.1)],
    [model(0.7, 0.9, 0.3), model(0.7, 0.9, 0.3)],
    [model(0.1, 0.6, 0.05), model(0.15, 0.5, 0.1)],
];

/// How far the three strata's shares of positive labels lie from a side's, and the share of rows in each.
const STRATA: [(f64, f64); 3] = [(0.5, 0.3), (1.0, 0.5), (1.5, 0.2)];
/// Rows in all of what stands for a population.
const POPULATION: f64 = 1e15;

/// What rounding may add to a metric.
const ROUNDING: f64 = 1e-12;

const fn model(positive: f64, recall: f64, wrongly_accepted: f64) -> Model {
    Model {
        positive,
        recall,
        wrongly_accepted,
    }
}

/// What came of a metric's intervals.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// Intervals.
    pub intervals: u32,
    /// Of them, those that hold what is true.
    pub holding: u32,
    /// Of them, those of too few rows to say anything.
    pub too_few: u32,
    widths: Vec<f64>,
    /// Newcombe's widths, of a difference of shares.
    newcombe: Vec<f64>,
}

impl Coverage {
    /// The share that holds what is true.
    pub fn share(&self) -> f64 {
        f64::from(self.holding) / f64::from(self.intervals)
    }

    /// The median width.
    pub fn width(&mut self) -> f64 {
        median(&mut self.widths)
    }

    /// The median width over the median of Newcombe's; `None` where the metric is no difference of shares.
    pub fn over_newcombe(&mut self) -> Option<f64> {
        let theirs = (!self.newcombe.is_empty()).then(|| median(&mut self.newcombe))?;
        Some(self.width() / theirs)
    }

    fn add(&mut self, metric: Metric, truth: f64, found: Interval, smaller: u64) {
        self.intervals += 1;
        self.holding += u32::from(found.low <= truth + ROUNDING && truth - ROUNDING <= found.high);
        self.too_few += u32::from(found.is_of_too_few_rows(metric, smaller));
        self.widths.push(found.high - found.low);
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The coverage of each metric's intervals for groups of `group` rows against `rest`, drawn `repetitions` times from `models`.
///
/// The group's size is fixed, but for CI, whose group is a share of all rows. Draws in which a metric has no value do not count.
pub fn coverage(
    models: &[Model; 2],
    rest: u64,
    group: u64,
    repetitions: u32,
    seed: u64,
) -> Vec<(Metric, Coverage)> {
    let mut draw = Draw::new(seed);
    let population = population(models, rest, group);
    let metrics = Metric::of_stage(Stage::PreTraining).chain(Metric::of_stage(Stage::PostTraining));
    let mut found: Vec<(Metric, Coverage)> = metrics
        .map(|metric| (metric, Coverage::default()))
        .collect();
    let [favoured, slighted] = [0.08, 0.15];
    for _ in 0..repetitions {
        let outcomes = drawn(&population, [rest, group], &mut draw);
        let sizes = [
            rest + group,
            draw.binomial(rest + group, group as f64 / (rest + group) as f64),
        ];
        let sized = drawn(&population, [sizes[0] - sizes[1], sizes[1]], &mut draw);
        for (metric, coverage) in &mut found {
            let outcomes = if *metric == Metric::Ci {
                &sized
            } else {
                &outcomes
            };
            if *metric == Metric::Ft {
                let up = draw.binomial(group, favoured);
                let flips = Flips {
                    rows: group,
                    favoured: up,
                    slighted: draw.binomial(group - up, slighted / (1.0 - favoured)),
                    ..Flips::default()
                };
                if let Some(interval) = Interval::of_flips(&flips) {
                    coverage.add(*metric, favoured - slighted, interval, rest.min(group));
                }
                continue;
            }
            let truth = measure(*metric, &population);
            if let (Ok(truth), Some(interval)) = (truth, Interval::of(*metric, outcomes)) {
                coverage.add(*metric, truth, interval, rest.min(group));
                coverage.newcombe.extend(newcombe(*metric, outcomes));
            }
        }
    }
    found
}

/// Of pairs of samples of the same groups, those of which any metric is called farther from its ideal.
#[derive(Debug, Clone, Copy, Default)]
pub struct Farther {
    /// Pairs.
    pub repetitions: u32,
    /// By more than chance, as Leeway says it.
    pub by_more_than_chance: u32,
    /// With an interval that what is allowed does not meet, as Model Monitor asks.
    pub beyond_interval: u32,
}

/// Pairs of samples from `models` or, where there are two, of the first before and of the last now; every metric of every pair is judged but the flip test.
pub fn farther(models: &[[Model; 2]], rows: [u64; 2], repetitions: u32, seed: u64) -> Farther {
    let mut draw = Draw::new(seed);
    let [rest, group] = rows;
    let of = |models: Option<&[Model; 2]>| models.map(|models| population(models, rest, group));
    let mut found = Farther::default();
    let (Some(before), Some(now)) = (of(models.first()), of(models.last())) else {
        return found;
    };
    let metrics =
        || Metric::of_stage(Stage::PreTraining).chain(Metric::of_stage(Stage::PostTraining));
    for _ in 0..repetitions {
        let (before, now) = (
            drawn(&before, rows, &mut draw),
            drawn(&now, rows, &mut draw),
        );
        let known = |metric, outcomes: &Outcomes| {
            let interval = Interval::of(metric, outcomes);
            let value = measure(metric, outcomes).ok()?;
            Some(Known { value, interval })
        };
        let pairs: Vec<(Metric, Known, Known)> = metrics()
            .filter_map(|metric| Some((metric, known(metric, &before)?, known(metric, &now)?)))
            .filter(|(metric, before, now)| {
                metric.distance(now.value) > metric.distance(before.value)
            })
            .collect();
        let asked = metrics()
            .filter(|metric| known(*metric, &now).is_some())
            .count();
        let is_beyond = |(metric, before, now): &(Metric, Known, Known)| {
            let allowed = metric.distance(before.value);
            now.interval.is_some_and(|interval| {
                interval.low > metric.ideal() + allowed || interval.high < metric.ideal() - allowed
            })
        };
        let is_certain = |(metric, before, now): &(Metric, Known, Known)| {
            is_farther(*metric, *before, *now, asked) == Some(true)
        };
        found.repetitions += 1;
        found.by_more_than_chance += u32::from(pairs.iter().any(is_certain));
        found.beyond_interval += u32::from(pairs.iter().any(is_beyond));
    }
    found
}

/// All rows there are, in numbers that make their shares exact.
fn population(models: &[Model; 2], rest: u64, group: u64) -> Outcomes {
    let mut outcomes = Outcomes::new(STRATA.len());
    let all = (rest + group) as f64;
    for (in_group, (model, size)) in models.iter().zip([rest, group]).enumerate() {
        for (table, (factor, share)) in outcomes.strata.iter_mut().zip(STRATA) {
            let rows = POPULATION * size as f64 / all * share;
            let positive = (model.positive * factor).min(0.95);
            let accepted = [model.wrongly_accepted, model.recall];
            for label in [false, true] {
                for prediction in [false, true] {
                    let of_label = if label { positive } else { 1.0 - positive };
                    let yes = accepted[usize::from(label)];
                    let of_prediction = if prediction { yes } else { 1.0 - yes };
                    table[Outcomes::place(in_group == 1, label, prediction)] =
                        (rows * of_label * of_prediction).round() as u64;
                }
            }
        }
    }
    outcomes
}

/// So many rows of the rest and of the group, drawn from `population`.
fn drawn(population: &Outcomes, sizes: [u64; 2], draw: &mut Draw) -> Outcomes {
    let mut outcomes = Outcomes::new(population.strata.len());
    for (in_group, size) in sizes.into_iter().enumerate() {
        let places = 4 * in_group..4 * in_group + 4;
        let mut left: u64 = size;
        let cells = population
            .strata
            .iter()
            .flat_map(|table| &table[places.clone()]);
        let mut rows: u64 = cells.sum();
        for (table, counted) in population.strata.iter().zip(&mut outcomes.strata) {
            for place in places.clone() {
                let count = draw.binomial(left, table[place] as f64 / rows.max(1) as f64);
                counted[place] = count;
                left -= count;
                rows -= table[place];
            }
        }
    }
    outcomes
}

/// The width of Newcombe's hybrid score interval, for comparison; `None` where the metric is no difference of shares of rows that are there.
fn newcombe(metric: Metric, outcomes: &Outcomes) -> Option<f64> {
    let total = outcomes.total();
    let side = |at: usize| {
        let [tn, fp, fne, tp] = [0, 1, 2, 3].map(|place| total[at + place] as f64);
        let (part, all) = match metric {
            Metric::Dpl => (tp + fne, tp + fne + tn + fp),
            Metric::Dppl => (tp + fp, tp + fne + tn + fp),
            Metric::Ad => (tp + tn, tp + fne + tn + fp),
            Metric::Rd => (tp, tp + fne),
            Metric::Sd => (tn, tn + fp),
            Metric::Dar => (tp, tp + fp),
            Metric::Drr => (tn, tn + fne),
            _ => return None,
        };
        (all > 0.0).then(|| wilson(part, all))
    };
    let ([p, low, high], [q, from, to]) = (side(0)?, side(4)?);
    let distance = |a: f64, b: f64| (a * a + b * b).sqrt();
    Some(distance(p - low, to - q) + distance(high - p, q - from))
}

/// A share with Wilson's limits.
fn wilson(part: f64, all: f64) -> [f64; 3] {
    let z = 1.959_963_984_540_054_f64;
    let (share, square) = (part / all, z * z);
    let middle = (share + square / (2.0 * all)) / (1.0 + square / all);
    let half = z / (1.0 + square / all)
        * (share * (1.0 - share) / all + square / (4.0 * all * all)).sqrt();
    [share, middle - half, middle + half]
}
