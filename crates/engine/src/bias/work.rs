//! Bias measured in steps: a group at a time, and its flip test some rows at a time.

use leeway_monitors::Unmeasured;
use std::collections::VecDeque;

use super::super::columns::{JoinedSide, Meanings, values, wanted};
use super::super::monitor::Advance;
use super::super::view::View;
use super::measure;
use super::rows::{SideRows, retain};
use crate::scored::Scoring;
use leeway_documents::Role;
use leeway_monitors::bias::{Group, count, groups};
use leeway_report::Basis;
use leeway_report::bias::{BiasFacet, BiasSide, OfferedFacet};
use leeway_stats::bias::FlipTest;

/// Rows that are read in a step.
const STEP_ROWS: usize = 200_000;
/// Squared differences of a flip test per step, some ten milliseconds.
const STEP_DIFFERENCES: usize = 8_000_000;
/// Rows of a side that a flip test looks at; of more, every so many.
const FLIP_ROWS: usize = 20_000;

/// What is measured, and what is left to do.
#[derive(Debug, Clone, Default)]
pub struct BiasWork {
    /// What columns mean.
    pub meanings: Meanings,
    /// Both sides' groups: baseline, current.
    pub sides: [Option<BiasSide>; 2],
    /// What could not be used, as sentences.
    pub problems: Vec<String>,
    /// The positive label, or the interval that is positive.
    pub positive: Option<String>,
    /// Columns that could be facets.
    pub offered: Vec<OfferedFacet>,
    pub(super) tasks: VecDeque<Task>,
    pub(super) total: usize,
    pub(super) at_hand: Option<AtHand>,
}

#[derive(Debug, Clone)]
pub(super) enum Task {
    Side(Role),
    /// Reads the answers of a side, and joins labels to them.
    Read(Role, Box<JoinedSide>),
    /// The loaded model answers for rows that have no answers.
    Score(Role, Box<JoinedSide>, Box<Scoring>),
    /// Takes a feature up for the flip test.
    Feature(usize),
    Facet(usize),
    Group(usize, Group),
    Flip(Box<Flip>),
}

/// The side at hand.
#[derive(Debug, Clone)]
pub(super) struct AtHand {
    role: Role,
    rows: SideRows,
    /// Numerical features without gaps, for the flip test, by name.
    numbers: Vec<(String, Vec<f64>)>,
    /// Features that are none.
    not_numbers: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Flip {
    entry: usize,
    window: Option<usize>,
    test: FlipTest,
    left_out: Vec<String>,
}

impl BiasWork {
    /// Does one task; answers what was at hand, tasks done and tasks in all, or `None` when all is done.
    pub(super) fn work(&mut self, view: View) -> Option<Advance> {
        let Some(task) = self.tasks.pop_front() else {
            self.at_hand = None;
            return None;
        };
        let mut item = "bias".to_owned();
        match task {
            Task::Side(role) => {
                let answers = &self.meanings.answers;
                let side = JoinedSide::start(view.sources, view.layout, role, answers);
                self.tasks.push_front(Task::Read(role, Box::new(side)));
            }
            Task::Read(role, side) => self.read(view, role, side),
            Task::Score(role, mut side, mut scoring) => match scoring.step(view, &mut side) {
                Some(_) => self.tasks.push_front(Task::Score(role, side, scoring)),
                None => self.begin_side(view, role, &side),
            },
            Task::Feature(feature) => self.add_feature(view, feature),
            Task::Facet(facet) => {
                item = format!("bias of {}", self.meanings.facets[facet].name);
                self.begin_facet(view, facet);
            }
            Task::Group(facet, group) => {
                item = format!("bias of {}", self.meanings.facets[facet].name);
                self.measure_group(facet, group);
            }
            Task::Flip(mut flip) => {
                item = "flip test".to_owned();
                if flip.test.advance(STEP_DIFFERENCES) {
                    self.put_flip(*flip);
                } else {
                    self.tasks.push_front(Task::Flip(flip));
                }
            }
        }
        let left = self.tasks.len();
        self.total = self.total.max(left + 1);
        Some(Advance::new(item, self.total - left, self.total))
    }

    fn read(&mut self, view: View, role: Role, mut side: Box<JoinedSide>) {
        let mut rows = 0;
        while rows < STEP_ROWS {
            match side.step(view.sources, &self.meanings.answers) {
                Some(read) => rows += read.max(1),
                None => {
                    return match Scoring::start(view, role, &side) {
                        Some(scoring) => {
                            let task = Task::Score(role, side, Box::new(scoring));
                            self.tasks.push_front(task);
                        }
                        None => self.begin_side(view, role, &side),
                    };
                }
            }
        }
        self.tasks.push_front(Task::Read(role, side));
    }

    fn begin_side(&mut self, view: View, role: Role, side: &JoinedSide) {
        let mut rows = SideRows::of(view, &self.meanings, role, side);
        let keep = view.keep().filter(|_| role == Role::Current);
        if let Some(keep) = keep {
            rows.only(keep);
        }
        if let Some(label) = &rows.label {
            self.positive = Some(label.value.clone());
        }
        for problem in std::mem::take(&mut rows.problems) {
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        let has_rows = rows.label.is_some() || rows.prediction.is_some();
        if !has_rows {
            return;
        }
        let is_tested = rows.prediction.is_some() && !self.meanings.facets.is_empty();
        self.sides[side_index(role)] = Some(BiasSide {
            from: Basis::Samples,
            facets: Vec::new(),
        });
        self.at_hand = Some(AtHand {
            role,
            rows,
            numbers: Vec::new(),
            not_numbers: Vec::new(),
        });
        for facet in (0..self.meanings.facets.len()).rev() {
            self.tasks.push_front(Task::Facet(facet));
        }
        if is_tested {
            for feature in (0..view.layout.features.len()).rev() {
                self.tasks.push_front(Task::Feature(feature));
            }
        }
    }

    fn add_feature(&mut self, view: View, feature: usize) {
        let (Some(at_hand), Some(feature)) =
            (self.at_hand.as_mut(), view.layout.features.get(feature))
        else {
            return;
        };
        if self.meanings.answers.include(&feature.name) {
            return;
        }
        let Some(values) = values(view.sources, view.layout, at_hand.role, &feature.name) else {
            return;
        };
        let mut column = match values.is_numerical() {
            true => values.numbers(),
            false => Vec::new(),
        };
        let keep = view.keep().filter(|_| at_hand.role == Role::Current);
        if let Some(keep) = keep {
            retain(&mut column, keep);
        }
        if values.is_numerical() && column.iter().all(|value| value.is_finite()) {
            at_hand.numbers.push((feature.name.clone(), column));
        } else {
            at_hand.not_numbers.push(feature.name.clone());
        }
    }

    fn begin_facet(&mut self, view: View, facet: usize) {
        let Some(at_hand) = &self.at_hand else {
            return;
        };
        let choice = &self.meanings.facets[facet];
        let role = at_hand.role;
        let found = match values(view.sources, view.layout, role, &choice.name) {
            Some(values) => groups(&values, &wanted(choice)),
            None => Err(Unmeasured::NoColumn),
        };
        match found {
            Ok(groups) => {
                for mut group in groups.into_iter().rev() {
                    if let Some(keep) = view.keep().filter(|_| role == Role::Current) {
                        retain(&mut group.answers, keep);
                    }
                    self.tasks.push_front(Task::Group(facet, group));
                }
            }
            Err(reason) => {
                let refused = BiasFacet {
                    name: choice.name.clone(),
                    reason: Some(reason.to_string()),
                    ..BiasFacet::default()
                };
                if let Some(side) = &mut self.sides[side_index(role)] {
                    side.facets.push(refused);
                }
            }
        }
    }

    fn measure_group(&mut self, facet: usize, group: Group) {
        let Some(at_hand) = &self.at_hand else {
            return;
        };
        let name = &self.meanings.facets[facet].name;
        let counted = count(&at_hand.rows.rows(), &group.answers);
        let measured = measure::facet(name, &group.value, &counted);
        let Some(side) = &mut self.sides[side_index(at_hand.role)] else {
            return;
        };
        let entry = side.facets.len();
        side.facets.push(measured);
        for flip in flips(at_hand, name, entry, &group).into_iter().rev() {
            self.tasks.push_front(Task::Flip(Box::new(flip)));
        }
    }

    fn put_flip(&mut self, flip: Flip) {
        let Some(at_hand) = &self.at_hand else {
            return;
        };
        let side = self.sides[side_index(at_hand.role)].as_mut();
        if let Some(facet) = side.and_then(|side| side.facets.get_mut(flip.entry)) {
            measure::put_flips(facet, flip.window, &flip.test.flips(), &flip.left_out);
        }
    }
}

/// The flip tests of a group: of all rows, and of every window.
fn flips(at_hand: &AtHand, name: &str, entry: usize, group: &Group) -> Vec<Flip> {
    let Some(prediction) = &at_hand.rows.prediction else {
        return Vec::new();
    };
    // The facet itself is no feature of the test.
    let columns: Vec<Vec<f64>> = at_hand
        .numbers
        .iter()
        .filter(|(known, _)| known != name)
        .map(|(_, column)| column.clone())
        .collect();
    if columns.is_empty() {
        return Vec::new();
    }
    let left_out: Vec<String> = at_hand
        .not_numbers
        .iter()
        .filter(|known| *known != name)
        .cloned()
        .collect();
    let blank = |window| Flip {
        entry,
        window,
        test: FlipTest::new(columns.len()),
        left_out: left_out.clone(),
    };
    let mut all = vec![blank(None)];
    let segments = at_hand.rows.segments();
    let count = segments.map_or(0, |(_, count)| count);
    all.extend((0..count).map(|window| blank(Some(window))));
    let stride = at_hand.rows.rows.div_ceil(FLIP_ROWS).max(1);
    let label = at_hand.rows.label.as_ref();
    for row in (0..at_hand.rows.rows).step_by(stride) {
        // The rows of the other metrics.
        if label.is_some_and(|label| label.answers[row] == 2) {
            continue;
        }
        let (in_group, predicted) = (group.answers[row], prediction[row]);
        measure::add_to(&mut all[0].test, &columns, row, in_group, predicted);
        if let Some((indices, _)) = segments
            && let Some(flip) = all.get_mut(1 + indices[row] as usize)
        {
            measure::add_to(&mut flip.test, &columns, row, in_group, predicted);
        }
    }
    all
}

/// The position of a role in a pair of sides.
///
/// 0 for the baseline, 1 for any other, which must be the current side's.
pub fn side_index(role: Role) -> usize {
    usize::from(role != Role::Baseline)
}
