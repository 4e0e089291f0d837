//! Counts and scores while a brush moves, from bin codes.

use crate::problem::Problem;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::coder::Coder;
use super::rows::{Passes, RowOrder};
use crate::layout::Layout;
use crate::source::Loaded;
use crate::windows::Windows;
use leeway_monitors::drift::{Bins, Comparison, coarser};
use leeway_report::brushed::{Brushed, BrushedFeature};
use leeway_report::settings::Brush;
use leeway_stats::bins::Bins as NumberBins;
use leeway_stats::crossfilter::{Cube, Dimension, cells};

/// Features with more labels follow only when the hand rests.
const MOST_LABELS: usize = 1000;
/// Cubes with more cells are not made: 64 MB.
const MOST_CELLS: usize = 1 << 24;

/// The current side's rows in bins.
#[derive(Debug, Clone, Default)]
pub struct Coded {
    features: Vec<CodedFeature>,
    /// One per feature, and time.
    dimensions: Vec<Dimension>,
    windows: Vec<(i64, i64)>,
    rows_per_window: Option<u64>,
    rows: usize,
    held: Option<Held>,
}

#[derive(Debug, Clone)]
struct CodedFeature {
    name: String,
    coder: Coder,
    /// The bin of the report that holds each bin.
    reported: Vec<usize>,
    /// The bin of the histogram that holds each bin.
    drawn: Vec<usize>,
    /// The baseline on the report's bins.
    baseline: Vec<f64>,
    /// The baseline on all bins; empty where it is not known that finely.
    baseline_fine: Vec<u64>,
}

/// The cube of the brush that the hand holds.
#[derive(Debug, Clone)]
struct Held {
    dimension: usize,
    others: Vec<Brush>,
    cube: Cube,
}

impl Coded {
    /// Nothing is coded yet but the time of every row; [`Coded::step`] adds feature after feature.
    ///
    /// One code per row of the current side, in the order of its tables' paths: the position of its window, and the number of windows for a row in none.
    pub fn new(sources: &[Loaded], layout: &Layout, windows: &Windows) -> Coded {
        let order = RowOrder::of(sources, layout);
        let none = windows.windows.len();
        let mut codes = Vec::with_capacity(order.rows);
        for (_, indices) in windows.by_source(sources, layout) {
            codes.extend(
                indices
                    .iter()
                    .map(|&index| (index as usize).min(none) as u16),
            );
        }
        codes.resize(order.rows, none as u16);
        let ends = windows
            .windows
            .iter()
            .map(|window| match (window.start_ms, window.end_ms) {
                (Some(start), Some(end)) => (start, end),
                _ => (
                    window.first_row as i64,
                    (window.first_row + window.rows) as i64 - 1,
                ),
            });
        Coded {
            features: Vec::new(),
            dimensions: vec![Dimension { bins: none, codes }],
            windows: ends.collect(),
            rows_per_window: windows.rows_each(),
            rows: order.rows,
            held: None,
        }
    }

    /// Codes the next feature of `layout`, which `next` counts; answers its name, or `None` after the last.
    ///
    /// `comparisons` give the bins; a feature without one, or with too many labels, is not coded. Codes are positions of bins, one per row.
    pub fn step(
        &mut self,
        sources: &[Loaded],
        layout: &Layout,
        comparisons: &BTreeMap<String, Rc<Comparison>>,
        next: usize,
    ) -> Option<String> {
        let places = layout.measured().nth(next)?;
        if let Some(feature) = comparisons
            .get(&places.name)
            .and_then(|known| feature(&places.name, known))
            && !places.current.columns().is_empty()
        {
            let codes = RowOrder::of(sources, layout).codes(sources, places, &feature.coder);
            let bins = feature.coder.bins();
            // Time stays last.
            let place = self.features.len();
            self.dimensions.insert(place, Dimension { bins, codes });
            self.features.push(feature);
        }
        Some(places.name.clone())
    }

    /// What is left when all `brushes` are applied and the one at `active` is the one that moves. `asked` names the feature whose histogram is drawn.
    ///
    /// Counts of rows per bin and window; drift scores from 0 to 200, Kolmogorov–Smirnov gaps from 0 to 1 and at most the exact ones, because they are looked
    /// for at bins' edges.
    ///
    /// # Errors
    /// When the moving brush is on something that has no bins.
    pub fn brush(
        &mut self,
        sources: &[Loaded],
        layout: &Layout,
        brushes: &[Brush],
        active: usize,
        asked: Option<&str>,
    ) -> Result<Brushed, Problem> {
        let without_bins =
            || Problem::unfit("The brush follows when the hand rests: there are no bins for it.");
        let moving = brushes.get(active).ok_or_else(without_bins)?;
        let (dimension, chosen) = self.chosen(moving).ok_or_else(without_bins)?;
        let mut others = brushes.to_vec();
        others.remove(active);
        let is_held = |held: &Held| held.dimension == dimension && held.others == others;
        if !self.held.as_ref().is_some_and(is_held) {
            if cells(&self.dimensions, dimension) > MOST_CELLS {
                return Err(without_bins());
            }
            self.held = None;
            let cube = self.cube(sources, layout, dimension, &others);
            self.held = Some(Held {
                dimension,
                others,
                cube,
            });
        }
        let cube = self.held.as_ref().map(|held| &held.cube);
        let counts = cube.ok_or_else(without_bins)?.counts(Some(&chosen));
        let mut by_dimension = counts.by_dimension;
        let windows = by_dimension.pop().unwrap_or_default();
        let measured = self.features.iter().zip(&by_dimension);
        Ok(Brushed {
            rows: counts.rows,
            of: self.rows as u64,
            windows,
            features: measured
                .map(|(feature, counts)| feature.measured(counts, asked))
                .collect(),
        })
    }

    fn cube(
        &self,
        sources: &[Loaded],
        layout: &Layout,
        dimension: usize,
        others: &[Brush],
    ) -> Cube {
        if others.is_empty() {
            return Cube::new(&self.dimensions, dimension, |_| None);
        }
        let passes = Passes::of(sources, layout, others);
        let all = passes.all_but(&[]);
        let own: BTreeMap<usize, Vec<bool>> = others
            .iter()
            .filter_map(|brush| {
                let place = self.place(brush)?;
                Some((place, passes.all_but(&[brush.feature.as_deref()])))
            })
            .collect();
        Cube::new(&self.dimensions, dimension, |place| {
            Some(own.get(&place).unwrap_or(&all).as_slice())
        })
    }

    /// The dimension that a brush is on.
    fn place(&self, brush: &Brush) -> Option<usize> {
        match &brush.feature {
            None => Some(self.features.len()),
            Some(name) => self
                .features
                .iter()
                .position(|feature| feature.name == *name),
        }
    }

    /// The dimension and the bins that a brush holds whole.
    fn chosen(&self, brush: &Brush) -> Option<(usize, Vec<bool>)> {
        let place = self.place(brush)?;
        let Some(feature) = self.features.get(place) else {
            let (start, end) = match (brush.times(), self.rows_per_window) {
                (Some(times), None) => times,
                (None, Some(_)) => (brush.first_row? as i64, brush.last_row? as i64),
                _ => return None,
            };
            let is_inside = |window: &(i64, i64)| window.0 >= start && window.1 <= end;
            return Some((place, self.windows.iter().map(is_inside).collect()));
        };
        let chosen = match (&feature.coder, &brush.labels) {
            (Coder::Labels(known), Some(labels)) => {
                known.iter().map(|label| labels.contains(label)).collect()
            }
            (Coder::Numbers(bins), None) => {
                let is_inside = |bin| brush.holds_bin(&bins.cuts, bin);
                (0..bins.len()).map(is_inside).collect()
            }
            _ => return None,
        };
        Some((place, chosen))
    }
}

/// A feature's bins; `None` where it has too many labels.
fn feature(name: &str, comparison: &Comparison) -> Option<CodedFeature> {
    let baseline = comparison.counts.baseline.clone();
    let coder = match &comparison.counts.bins {
        Bins::Labels(labels) if labels.len() > MOST_LABELS => return None,
        Bins::Labels(labels) => Coder::Labels(labels.clone()),
        Bins::Cuts(cuts) => {
            let deciles = NumberBins { cuts: cuts.clone() };
            return Some(match &comparison.fine {
                Some(fine) => CodedFeature {
                    name: name.to_owned(),
                    reported: coarser(&fine.bins, &deciles),
                    drawn: coarser(&fine.bins, &fine.histogram),
                    coder: Coder::Numbers(fine.bins.clone()),
                    baseline_fine: fine.baseline.clone(),
                    baseline,
                },
                None => CodedFeature {
                    name: name.to_owned(),
                    reported: (0..deciles.len()).collect(),
                    drawn: Vec::new(),
                    coder: Coder::Numbers(deciles),
                    baseline_fine: Vec::new(),
                    baseline,
                },
            });
        }
    };
    Some(CodedFeature {
        name: name.to_owned(),
        reported: (0..coder.bins()).collect(),
        drawn: Vec::new(),
        coder,
        baseline,
        baseline_fine: Vec::new(),
    })
}

impl CodedFeature {
    fn measured(&self, counts: &[u32], asked: Option<&str>) -> BrushedFeature {
        let current = summed(counts, &self.reported);
        let is_asked = asked == Some(self.name.as_str());
        BrushedFeature {
            name: self.name.clone(),
            histogram: if is_asked {
                summed(counts, &self.drawn)
            } else {
                Vec::new()
            },
            drift_score: drift_score(&self.baseline, &current),
            ks: largest_gap(&self.baseline_fine, counts),
            current,
        }
    }
}

/// Counts on coarser bins; none where there are none.
fn summed(counts: &[u32], held_by: &[usize]) -> Vec<u32> {
    let bins = held_by
        .last()
        .map_or(0, |_| held_by.iter().max().map_or(0, |most| most + 1));
    let mut sums = vec![0; bins];
    for (count, &bin) in counts.iter().zip(held_by) {
        sums[bin] += count;
    }
    sums
}

fn drift_score(baseline: &[f64], current: &[u32]) -> Option<f64> {
    let before: f64 = baseline.iter().sum();
    let now: f64 = current.iter().map(|&count| f64::from(count)).sum();
    let gaps = baseline.iter().zip(current);
    let score = gaps
        .map(|(&p, &q)| (p / before - f64::from(q) / now).abs())
        .sum::<f64>();
    (before > 0.0 && now > 0.0).then_some(100.0 * score)
}

fn largest_gap(baseline: &[u64], current: &[u32]) -> Option<f64> {
    let before: u64 = baseline.iter().sum();
    let now: u64 = current.iter().map(|&count| u64::from(count)).sum();
    if before == 0 || now == 0 {
        return None;
    }
    let (mut p, mut q, mut largest) = (0, 0, 0.0_f64);
    for (&baseline, &current) in baseline.iter().zip(current) {
        (p, q) = (p + baseline, q + u64::from(current));
        largest = largest.max((p as f64 / before as f64 - q as f64 / now as f64).abs());
    }
    Some(largest)
}
