//! Model quality measured in steps: sides are read, labels settled, rows put in order, and the metrics of all rows and of every window worked out.

use super::drawn::Drawing;
use super::measured::{MeasuredSide, Quality, Window};
use super::problem::{guess, stated};
use super::reader::Reader;
use super::rows::Reading;
use crate::columns::JoinedSide;
use crate::monitor::Advance;
use crate::scored::Scoring;
use crate::view::View;
use leeway_documents::Role;
use leeway_monitors::model_quality::{Measuring, ScoredRows, Sorting};

/// Rows that a step looks at; those of several short stretches of work count together.
const STEP_ROWS: usize = 200_000;

const SIDES: [Role; 2] = [Role::Baseline, Role::Current];

/// What is measured, and what is left to do.
#[derive(Debug, Clone, Default)]
pub struct QualityWork {
    quality: Quality,
    sides: [JoinedSide; 2],
    reader: Option<Reader>,
    stage: Phase,
}

/// The work at hand, with the side that it is about.
#[derive(Debug, Clone, Default)]
enum Phase {
    Read(usize),
    /// The loaded model answers for rows that have no answers.
    Score(usize, Box<Scoring>),
    Settle,
    /// The labels of one table after the other.
    Labels(usize, usize),
    Rows(usize, Box<Reading>),
    Sort(usize, Sorting),
    Measure(usize, ScoredRows, Measuring),
    Draw(usize, Box<MeasuredSide>, Box<Drawing>),
    /// The windows to come, the last first, with the one at hand.
    Windows(Vec<Vec<u32>>, Option<Measuring>),
    #[default]
    Done,
}

impl QualityWork {
    /// Begins with what `view` holds; nothing is read yet.
    pub(super) fn start(view: View) -> QualityWork {
        let answers = &view.meanings.answers;
        QualityWork {
            sides: SIDES.map(|role| JoinedSide::start(view.sources, view.layout, role, answers)),
            quality: Quality {
                answers: answers.clone(),
                ..Quality::default()
            },
            reader: None,
            stage: Phase::Read(0),
        }
    }

    /// What was measured: whole once the work has answered `None`, until then as far as it has come.
    ///
    /// Values are in the metrics' own units; a side or window without rows has none.
    pub fn quality(&self) -> &Quality {
        &self.quality
    }

    /// Works on; `None` when all is measured.
    pub(super) fn work(&mut self, view: View) -> Option<Advance> {
        let (at, all) = self.stage.place()?;
        let mut rows = 0;
        while rows < STEP_ROWS {
            match self.advance(view) {
                Some(more) => rows += more,
                None => break,
            }
        }
        Some(Advance::new("model quality", at, all))
    }

    /// Does the next bit; answers how many rows it looked at, or `None` when all is done.
    fn advance(&mut self, view: View) -> Option<usize> {
        let stage = std::mem::take(&mut self.stage);
        let (stage, rows) = match stage {
            Phase::Read(side) => self.read(view, side),
            Phase::Score(side, mut scoring) => match scoring.step(view, &mut self.sides[side]) {
                Some(rows) => (Phase::Score(side, scoring), rows),
                None => (Phase::after_reading(side), 0),
            },
            Phase::Settle => self.settle(view),
            Phase::Labels(side, table) => self.take_in(view, side, table),
            Phase::Rows(side, reading) => self.put_together(view, side, reading),
            Phase::Sort(side, mut sorting) => match sorting.step() {
                Some(rows) => (Phase::Sort(side, sorting), rows),
                None => self.measure(view, side, sorting),
            },
            Phase::Measure(side, rows, mut measuring) => match measuring.step(&rows) {
                Some(looked_at) => (Phase::Measure(side, rows, measuring), looked_at),
                None => {
                    let part = MeasuredSide {
                        rows,
                        metrics: measuring.finish(),
                        drawn: Default::default(),
                    };
                    (Phase::Draw(side, Box::new(part), Box::default()), 0)
                }
            },
            Phase::Draw(side, mut part, mut drawing) => {
                let rows = part.rows.len();
                match drawing.step(&part.rows) {
                    None => (Phase::Draw(side, part, drawing), rows),
                    Some(drawn) => {
                        part.drawn = drawn;
                        (self.put_part(view, side, *part), rows)
                    }
                }
            }
            Phase::Windows(left, measuring) => self.windows(view, left, measuring),
            Phase::Done => return None,
        };
        self.stage = stage;
        Some(rows)
    }

    fn read(&mut self, view: View, at: usize) -> (Phase, usize) {
        match self.sides[at].step(view.sources, &view.meanings.answers) {
            Some(rows) => (Phase::Read(at), rows),
            None => match Scoring::start(view, SIDES[at], &self.sides[at]) {
                Some(scoring) => (Phase::Score(at, Box::new(scoring)), 0),
                None => (Phase::after_reading(at), 0),
            },
        }
    }

    /// Says what is odd about the sides, and settles what is predicted.
    fn settle(&mut self, view: View) -> (Phase, usize) {
        let [baseline, current] = &self.sides;
        let tables = self.sides.each_ref().map(|side| side.tables(view.sources));
        let quality = &mut self.quality;
        quality.notes = current.notes.clone();
        for note in &baseline.notes {
            if !quality.notes.contains(note) {
                quality.notes.push(note.clone());
            }
        }
        if view.rows.is_some() {
            quality.notes.push(
                "Of the current side, the rows that the brushes select are measured alone."
                    .to_owned(),
            );
        }
        quality.counts = current.counts;
        let carries_labels = tables[1].iter().any(|table| table.truth.is_some());
        quality.has_labels = current.has_label_files || carries_labels;
        let said = quality.answers.problem.or_else(|| stated(view.sources));
        let problem = said.or_else(|| tables.iter().find_map(|tables| guess(tables)));
        let Some(problem) = problem else {
            return (Phase::Done, 0);
        };
        quality.answers.problem = Some(problem);
        let [baseline, current] = tables;
        let all: Vec<_> = baseline.into_iter().chain(current).collect();
        self.reader = Some(Reader::new(problem, &mut quality.answers, &all));
        (
            Phase::Labels(0, 0),
            all.iter().map(|table| table.rows).sum(),
        )
    }

    fn take_in(&mut self, view: View, side: usize, table: usize) -> (Phase, usize) {
        let (tables, quality) = (self.sides[side].tables(view.sources), &mut self.quality);
        let Some(reader) = &mut self.reader else {
            return (Phase::Done, 0);
        };
        if let Some(known) = tables.get(table) {
            reader.take_in(side, known);
            return (Phase::Labels(side, table + 1), known.rows);
        }
        if side == 0 {
            return (Phase::Labels(1, 0), 0);
        }
        let has_baseline = self.sides[0].tables(view.sources).iter().any(|table| {
            table.truth.is_some() && (table.predicted.is_some() || table.probability.is_some())
        });
        reader.settle(&mut quality.answers, has_baseline, &mut quality.notes);
        (Phase::Rows(0, Box::default()), 0)
    }

    fn put_together(&mut self, view: View, at: usize, mut reading: Box<Reading>) -> (Phase, usize) {
        let Some(reader) = &self.reader else {
            return (Phase::Done, 0);
        };
        let is_current = at == 1;
        let tables = self.sides[at].tables(view.sources);
        let keep = view.keep().filter(|_| is_current);
        let windows = |source| view.timeline.window_of(source).filter(|_| is_current);
        if let Some(rows) = reading.step(reader, &tables, keep, windows) {
            return (Phase::Rows(at, reading), rows);
        }
        if is_current {
            reading.note(&mut self.quality.notes);
        }
        match reading.rows.is_empty() {
            true => (Phase::after(at), 0),
            false => (Phase::Sort(at, Sorting::new(reading.rows)), 0),
        }
    }

    fn measure(&self, view: View, at: usize, sorting: Sorting) -> (Phase, usize) {
        let Some(reader) = &self.reader else {
            return (Phase::Done, 0);
        };
        let rows = sorting.finish(reader.problem, reader.labels.clone());
        let measuring = Measuring::new(rows.all(), view.rules.seed);
        (Phase::Measure(at, rows, measuring), 0)
    }

    fn put_part(&mut self, view: View, at: usize, part: MeasuredSide) -> Phase {
        if at == 0 {
            self.quality.baseline = Some(part);
            return Phase::after(at);
        }
        let mut windows = part.rows.by_window(view.timeline.window_count());
        windows.reverse();
        self.quality.current = Some(part);
        Phase::Windows(windows, None)
    }

    fn windows(
        &mut self,
        view: View,
        mut left: Vec<Vec<u32>>,
        measuring: Option<Measuring>,
    ) -> (Phase, usize) {
        let Quality {
            current, windows, ..
        } = &mut self.quality;
        let Some(part) = current else {
            return (Phase::Done, 0);
        };
        if let Some(mut measuring) = measuring {
            if let Some(rows) = measuring.step(&part.rows) {
                return (Phase::Windows(left, Some(measuring)), rows);
            }
            if let Some(window) = windows.last_mut() {
                window.metrics = measuring.finish();
            }
        }
        let Some(positions) = left.pop() else {
            return (Phase::Done, 0);
        };
        windows.push(Window {
            rows: positions.len() as u64,
            metrics: Vec::new(),
        });
        let has_rows = !positions.is_empty();
        let next = has_rows.then(|| Measuring::new(positions, view.rules.seed));
        (Phase::Windows(left, next), 1)
    }
}

impl Phase {
    /// What follows when a side has its answers.
    fn after_reading(side: usize) -> Phase {
        match side {
            0 => Phase::Read(1),
            _ => Phase::Settle,
        }
    }

    /// What follows on a side.
    fn after(side: usize) -> Phase {
        match side {
            0 => Phase::Rows(1, Box::default()),
            _ => Phase::Done,
        }
    }

    /// How many stretches of work are done, and how many there are; `None` when all are.
    fn place(&self) -> Option<(usize, usize)> {
        let at = match self {
            Phase::Read(side) | Phase::Score(side, _) => *side,
            Phase::Settle => 2,
            Phase::Labels(side, _) => 3 + side,
            Phase::Rows(side, _) => 5 + 4 * side,
            Phase::Sort(side, _) => 6 + 4 * side,
            Phase::Measure(side, ..) => 7 + 4 * side,
            Phase::Draw(side, ..) => 8 + 4 * side,
            Phase::Windows(..) => 13,
            Phase::Done => return None,
        };
        Some((at, 14))
    }
}
