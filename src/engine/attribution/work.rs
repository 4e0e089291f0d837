//! Mean absolute SHAP values of both sides and of every window, in steps of one tree over some thousand rows.

use super::super::later::Loads;
use super::super::settings::Settings;
use super::model::{columns, features, model};
use crate::documents::Role;
use crate::monitors::attribution::{Attributor, Contributions};

/// Rows that a tree is worked out for in one step.
const BLOCK_ROWS: usize = 16_384;
/// Rows of a side that are explained; of more, every so many.
const MOST_ROWS: usize = 200_000;

/// Attributions of a side.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SideShap {
    /// Sum of absolute SHAP values by class and feature.
    sums: Vec<f64>,
    /// Rows that were explained.
    pub rows: u64,
    /// Rows of the side.
    pub of: u64,
    /// The same by window: sums and rows.
    windows: Vec<(Vec<f64>, u64)>,
}

/// What is worked out, and what is left to do.
#[derive(Debug, Clone, Default)]
pub struct AttributionWork {
    /// The model's path.
    path: String,
    /// The features in the model's order.
    pub names: Vec<String>,
    /// Both sides: baseline, current.
    pub sides: [Option<SideShap>; 2],
    /// Why the model could not be used.
    pub problem: Option<String>,
    waiting: Vec<Role>,
    at_hand: Option<Box<AtHand>>,
    done: u64,
    total: u64,
}

/// The side at hand.
#[derive(Debug, Clone)]
struct AtHand {
    role: Role,
    columns: Vec<Vec<f32>>,
    windows: Option<(Vec<u32>, usize)>,
    next_row: usize,
    next_tree: usize,
    block: Contributions,
    shap: SideShap,
}

impl SideShap {
    /// Mean absolute SHAP value of every feature, for one class.
    pub fn means(&self, class: usize, names: &[String]) -> Vec<(String, f64)> {
        means(&self.sums, self.rows, class, names)
    }

    /// The same for every window; `None` for a gap.
    pub fn window_means(&self, class: usize, names: &[String]) -> Vec<Option<Vec<(String, f64)>>> {
        let windows = self.windows.iter();
        windows
            .map(|(sums, rows)| (*rows > 0).then(|| means(sums, *rows, class, names)))
            .collect()
    }
}

fn means(sums: &[f64], rows: u64, class: usize, names: &[String]) -> Vec<(String, f64)> {
    let of_class = sums.get(class * names.len()..).unwrap_or(&[]);
    let mean = |(name, sum): (&String, &f64)| (name.clone(), sum / rows.max(1) as f64);
    names.iter().zip(of_class).map(mean).collect()
}

impl AttributionWork {
    /// Everything that is to be done; nothing without a model and rows.
    pub fn start(loads: Loads, settings: &Settings) -> AttributionWork {
        let mut work = AttributionWork::default();
        let Some((path, model)) = model(loads) else {
            return work;
        };
        work.path = path.to_owned();
        let sides = [Role::Current, Role::Baseline];
        let has = |role: &Role| !loads.layout.tables(loads.sources, *role).is_empty();
        work.waiting = sides.into_iter().filter(has).collect();
        if work.waiting.is_empty() {
            return work;
        }
        match features(loads, settings, model) {
            Ok(names) => work.names = names,
            Err(problem) => {
                work.problem = Some(problem);
                work.waiting.clear();
            }
        }
        work
    }

    /// True when `settings` would give the same.
    pub fn fits(&self, loads: Loads, settings: &Settings) -> bool {
        let names = model(loads).map(|(_, model)| features(loads, settings, model));
        let is_same = match names {
            None => self.path.is_empty(),
            Some(Ok(names)) => names == self.names,
            Some(Err(problem)) => self.problem.as_ref() == Some(&problem),
        };
        is_same && self.waiting.is_empty() && self.at_hand.is_none()
    }

    /// Adds a tree for a block of rows; answers what is at hand, steps done and steps in all, or `None` when all is done.
    pub fn step(&mut self, loads: Loads) -> Option<(String, u64, u64)> {
        let (_, model) = model(loads)?;
        let Some(mut at_hand) = self.at_hand.take() else {
            let role = self.waiting.pop()?;
            self.begin(loads, role);
            return Some(("model".to_owned(), self.done, self.total.max(1)));
        };
        let rows = at_hand.columns.first().map_or(0, Vec::len);
        let block = at_hand.next_row..rows.min(at_hand.next_row + BLOCK_ROWS);
        let columns: Vec<&[f32]> = at_hand
            .columns
            .iter()
            .map(|column| &column[block.clone()])
            .collect();
        let mut attributor = match at_hand.next_tree {
            0 => Attributor::new(model, block.len()),
            next => Attributor::resume(model, next, std::mem::take(&mut at_hand.block)),
        };
        let is_complete = attributor.advance(&columns);
        at_hand.next_tree += 1;
        at_hand.block = attributor.finish();
        self.done += 1;
        if is_complete {
            at_hand.fold(block.clone());
            at_hand.next_row = block.end;
            at_hand.next_tree = 0;
        }
        if at_hand.next_row < rows {
            self.at_hand = Some(at_hand);
        } else {
            self.sides[usize::from(at_hand.role != Role::Baseline)] = Some(at_hand.shap);
        }
        Some(("SHAP values".to_owned(), self.done, self.total))
    }

    fn begin(&mut self, loads: Loads, role: Role) {
        let Some((_, model)) = model(loads) else {
            return;
        };
        let values = match columns(loads, role, &self.names) {
            Ok(values) => values,
            Err(problem) => {
                self.problem = Some(problem);
                return;
            }
        };
        let all = values.first().map_or(0, |values| values.len());
        let stride = all.div_ceil(MOST_ROWS).max(1);
        let columns: Vec<Vec<f32>> = values
            .iter()
            .map(|values| {
                let numbers = values.numbers();
                numbers
                    .iter()
                    .step_by(stride)
                    .map(|value| *value as f32)
                    .collect()
            })
            .collect();
        let windows = (role == Role::Current)
            .then(|| {
                loads
                    .timeline
                    .segments(&loads.layout.tables(loads.sources, role))
            })
            .flatten()
            .map(|(indices, count)| {
                let kept = indices.into_iter().step_by(stride).collect();
                (kept, count)
            });
        let rows = columns.first().map_or(0, Vec::len);
        let width = model.classes * model.features;
        self.total += (rows.div_ceil(BLOCK_ROWS) * Attributor::steps(model).max(1)) as u64;
        if rows == 0 {
            return;
        }
        let count = windows.as_ref().map_or(0, |(_, count)| *count);
        self.at_hand = Some(Box::new(AtHand {
            role,
            columns,
            windows,
            next_row: 0,
            next_tree: 0,
            block: Contributions::default(),
            shap: SideShap {
                sums: vec![0.0; width],
                rows: 0,
                of: all as u64,
                windows: vec![(vec![0.0; width], 0); count],
            },
        }));
    }
}

impl AtHand {
    /// Adds a block's values up.
    fn fold(&mut self, rows: std::ops::Range<usize>) {
        let block = std::mem::take(&mut self.block);
        self.shap.rows += rows.len() as u64;
        for (sum, values) in self.shap.sums.iter_mut().zip(&block.values) {
            *sum += values.iter().map(|value| value.abs()).sum::<f64>();
        }
        let Some((indices, _)) = &self.windows else {
            return;
        };
        let indices = &indices[rows];
        for index in indices {
            if let Some((_, rows)) = self.shap.windows.get_mut(*index as usize) {
                *rows += 1;
            }
        }
        for (place, values) in block.values.iter().enumerate() {
            for (index, value) in indices.iter().zip(values) {
                if let Some((sums, _)) = self.shap.windows.get_mut(*index as usize) {
                    sums[place] += value.abs();
                }
            }
        }
    }
}
