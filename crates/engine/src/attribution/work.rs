//! Mean absolute SHAP values of both sides and of every window, in steps of one tree over some thousand rows.

use super::super::layout::table;
use super::super::monitor::Advance;
use super::super::view::View;
use super::captured::Captured;
use super::shap::SideShap;
use crate::model::{InUse, model};
use crate::problem::Problem;
use leeway_documents::Role;
use leeway_monitors::attribution::{Attributor, Contributions};

/// Rows that a tree is worked out for in one step.
const BLOCK_ROWS: usize = 16_384;
/// Rows of a side that are explained; of more, every so many.
pub const MOST_ROWS: usize = 200_000;
/// Values of columns that a side's rows are explained by: 128 MB.
const MOST_VALUES: usize = 32 << 20;
/// Selected rows are told from a side's sample where so many of them are in it.
pub(super) const ENOUGH_ROWS: usize = 2000;

/// What is worked out, and what is left to do.
#[derive(Debug, Clone, Default)]
pub struct AttributionWork {
    /// The model's path.
    pub(super) path: String,
    /// The features in the model's order.
    pub names: Vec<String>,
    /// Both sides: baseline, current.
    pub sides: [Option<SideShap>; 2],
    /// The captured answers of the current side, held against the model's.
    pub(super) captured: Option<Captured>,
    /// Explained rows of both sides that hold a value which the encoder does not know, and at which it would stop.
    pub(super) unknown_rows: u64,
    /// Why the model could not be used.
    pub problem: Option<Problem>,
    pub(super) waiting: Vec<Role>,
    pub(super) at_hand: Option<Box<AtHand>>,
    pub(super) done: usize,
    pub(super) total: usize,
}

/// The side at hand.
#[derive(Debug, Clone)]
pub(super) struct AtHand {
    role: Role,
    columns: Vec<Vec<f32>>,
    /// The window of every row; empty without windows.
    windows: Vec<u32>,
    next_row: usize,
    next_tree: usize,
    block: Contributions,
    shap: SideShap,
}

impl AttributionWork {
    /// Adds a tree for a block of rows; answers what is at hand, steps done and steps in all, or `None` when all is done.
    pub(super) fn work(&mut self, view: View) -> Option<Advance> {
        let in_use = model(view.sources)?;
        let model = in_use.predictor;
        let Some(mut at_hand) = self.at_hand.take() else {
            let role = self.waiting.pop()?;
            self.begin(view, role);
            return Some(Advance::new("model", self.done, self.total.max(1)));
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
            if let (Role::Current, Some(captured)) = (at_hand.role, &mut self.captured)
                && let Some(scores) = at_hand.block.scores.first()
            {
                captured.compare(model, scores, block.start);
            }
            at_hand.fold(in_use, block.clone());
            at_hand.next_row = block.end;
            at_hand.next_tree = 0;
        }
        if at_hand.next_row < rows {
            self.at_hand = Some(at_hand);
        } else {
            self.sides[usize::from(at_hand.role != Role::Baseline)] = Some(at_hand.shap);
        }
        Some(Advance::new("SHAP values", self.done, self.total))
    }

    fn begin(&mut self, view: View, role: Role) {
        let Some(in_use) = model(view.sources) else {
            return;
        };
        let model = in_use.predictor;
        let keep = view.keep().filter(|_| role == Role::Current);
        let counts = |row: &usize| keep.is_none_or(|keep| keep.get(*row) == Some(&true));
        let tables = view.layout.tables(view.sources, role);
        if tables.is_empty() {
            return;
        }
        let of_table = |source: &usize| table(&view.sources[*source]).map_or(0, |table| table.rows);
        let all = (0..tables.iter().map(of_table).sum()).filter(counts);
        let of = all.clone().count();
        let most = (MOST_VALUES / model.features.max(1)).clamp(1, MOST_ROWS);
        let stride = of.div_ceil(most).max(1);
        let rows: Vec<usize> = all.step_by(stride).collect();
        let raw = match in_use.raw(view, role, &self.names) {
            Ok(raw) => raw,
            Err(problem) => {
                self.problem = Some(problem);
                return;
            }
        };
        let columns = in_use.compared(&raw, &rows);
        self.unknown_rows += in_use.refused(&raw, &rows);
        if role == Role::Current {
            self.captured = Captured::of(view, model, &rows);
        }
        let segments = (role == Role::Current).then(|| view.timeline.segments(&tables));
        let (windows, count) = segments.flatten().unwrap_or_default();
        let windows = rows.iter().filter_map(|&row| windows.get(row)).copied();
        let windows = windows.collect();
        self.total += rows.len().div_ceil(BLOCK_ROWS) * Attributor::steps(model).max(1);
        if rows.is_empty() {
            return;
        }
        let width = model.classes * in_use.inputs();
        self.at_hand = Some(Box::new(AtHand {
            role,
            columns,
            windows,
            next_row: 0,
            next_tree: 0,
            block: Contributions::default(),
            shap: SideShap::new(width, rows.len(), of, stride, count),
        }));
    }
}

impl AtHand {
    /// Adds a block's values up.
    fn fold(&mut self, model: InUse, rows: std::ops::Range<usize>) {
        let block = std::mem::take(&mut self.block);
        let mut values = model.by_input(block.values);
        for value in values.iter_mut().flatten() {
            *value = value.abs();
        }
        let windows = self.windows.get(rows).unwrap_or(&[]);
        self.shap.add(&values, windows);
    }
}
