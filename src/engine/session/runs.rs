//! Runs: which of what is loaded is measured, one run after the other, and what is kept of each.
//!
//! The session's own fields are those of the run that is shown, so that all else in it knows of one run only. A request that needs more is a [`Round`]: what is
//! shown is put aside, each run takes its turn in the fields, and the last one is the one to show. Without runs there is no round, and nothing is put aside.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::job::{Job, Stage};
use super::kept::{Kept, Runs, State, key};
use super::{Session, Stepped};
use crate::documents::Note;
use crate::engine::runs::{Group, Groups, cast, group, row};
use crate::engine::source::Loaded;
use crate::report::settings::Brush;
use crate::report::settings::{RunsBy, Settings};

/// What must be measured anew.
#[derive(Debug, Clone, Copy)]
pub(super) enum How {
    /// Everything.
    Anew,
    /// Only runs whose sources changed.
    Changed,
    /// Nothing, but all is judged by other settings.
    Judged {
        /// Whether predictions are measured anew.
        asks_quality: bool,
    },
    /// Nothing, but other rows are selected, or another run is shown.
    Shown {
        /// Whether predictions are measured anew.
        asks_quality: bool,
    },
    /// Nothing, but projected accuracy of the run that is shown.
    Projected,
}

/// Runs that take their turns.
pub(super) struct Round {
    groups: Groups,
    shown: String,
    turns: VecDeque<Turn>,
    total: usize,
    done: BTreeMap<String, Kept>,
    /// The brushes, which rows are selected by in the last turn alone.
    brushes: Vec<Brush>,
    at: Turn,
}

/// A run's turn.
#[derive(Default)]
struct Turn {
    run: Group,
    sources: Rc<[Loaded]>,
    notes: Vec<Note>,
    task: Task,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Task {
    #[default]
    Measure,
    Judge {
        asks_quality: bool,
    },
    /// Selects rows of what the turn before measured, or of what is kept.
    Select,
}

impl Round {
    /// The run at hand, how many were before it, and how many there are in all.
    pub(super) fn progress(&self) -> (&str, u64, u64) {
        let done = self.total - self.turns.len() - 1;
        (&self.at.run.name, done as u64, self.total as u64)
    }
}

/// True when nothing that a measure or a verdict depends on differs.
pub(super) fn judge_the_same(one: &Settings, other: &Settings) -> bool {
    let without = |settings: &Settings| Settings {
        selection: Vec::new(),
        runs: RunsBy::Auto,
        run: None,
        reference_run: None,
        ..settings.clone()
    };
    without(one) == without(other)
}

impl Session {
    /// Groups what is loaded and begins the first turn; answers at once where nothing is to be measured.
    pub(super) fn step_planning(&mut self, mut job: Job, how: How) -> Stepped {
        if let How::Projected = how {
            job.stage = self.restart_judging(false);
            return self.working(job, "analysing", String::new(), 0, 1);
        }
        let start = (self.clock)();
        let groups = group(&self.loaded, self.settings.runs);
        if groups.groups.is_empty() {
            let is_same = self.runs.shown.is_none() && key(&self.loaded) == key(&self.sources);
            job.stage = match how {
                How::Judged { asks_quality } | How::Shown { asks_quality } if is_same => {
                    self.restart_judging(asks_quality)
                }
                _ => self.start_analysing(self.loaded.iter().cloned().collect()),
            };
            job.whole = Some(groups);
        } else {
            let mut round = self.round(groups, how);
            if round.turns.is_empty() {
                self.commit(round, &mut job);
                return self.told(job);
            }
            job.before.aside = Some(Box::new(self.put_aside()));
            job.stage = self.begin_turn(&mut round, &job.before.aside);
            job.round = Some(round);
        }
        job.timings.analyse_ms += (self.clock)() - start;
        self.working(job, "analysing", String::new(), 0, 1)
    }

    /// Which runs take a turn, and at what.
    fn round(&self, groups: Groups, how: How) -> Round {
        let reference = self.settings.reference_run.as_deref();
        let wanted = self.settings.run.as_ref();
        let is_wanted = |group: &&Group| Some(&group.name) == wanted;
        let shown = groups
            .groups
            .iter()
            .find(is_wanted)
            .or(groups.groups.first());
        let shown = shown.map_or(String::new(), |group| group.name.clone());
        let brushes = self.settings.selection.clone();
        let mut turns = VecDeque::new();
        let mut last = VecDeque::new();
        for run in &groups.groups {
            let cast = cast(&self.loaded, &groups, run, reference);
            let turn = |task| Turn {
                run: run.clone(),
                sources: cast.sources.iter().cloned().collect(),
                notes: cast.notes.clone(),
                task,
            };
            let is_shown = run.name == shown;
            let is_known = self
                .runs
                .kept
                .get(&run.name)
                .is_some_and(|kept| kept.key == key(&cast.sources));
            let task = match how {
                How::Anew => Some(Task::Measure),
                _ if !is_known => Some(Task::Measure),
                How::Judged { asks_quality } => Some(Task::Judge { asks_quality }),
                _ => None,
            };
            let known = self.brushes_of(&run.name);
            let queue = if is_shown { &mut last } else { &mut turns };
            let is_selected_otherwise = task.is_none() && is_shown && *known != brushes;
            match task {
                Some(task) => queue.push_back(turn(task)),
                None if is_selected_otherwise && brushes.is_empty() => {
                    queue.push_back(turn(Task::Judge { asks_quality: true }));
                }
                None => {}
            }
            if is_shown && !brushes.is_empty() && (task.is_some() || is_selected_otherwise) {
                queue.push_back(turn(Task::Select));
            }
        }
        turns.append(&mut last);
        Round {
            groups,
            shown,
            total: turns.len(),
            turns,
            done: BTreeMap::new(),
            brushes,
            at: Turn::default(),
        }
    }

    /// The brushes that a run's report was made under.
    fn brushes_of(&self, run: &str) -> &[Brush] {
        if self.runs.shown.as_deref() == Some(run) {
            return &self.brushes;
        }
        let state = self.runs.kept.get(run).and_then(|kept| kept.state.as_ref());
        state.map_or(&[], |state| &state.brushes)
    }

    /// Begins the next turn; `aside` is what was shown before the round.
    fn begin_turn(&mut self, round: &mut Round, aside: &Option<Box<State>>) -> Stage {
        round.at = round.turns.pop_front().unwrap_or_default();
        let name = &round.at.run.name;
        let is_here = round.done.contains_key(name);
        if !is_here && round.at.task != Task::Measure {
            let was_shown = self.runs.shown.as_ref() == Some(name);
            let kept = self
                .runs
                .kept
                .get(name)
                .and_then(|kept| kept.state.as_ref());
            let state = if was_shown { aside.as_ref() } else { kept };
            self.take_up(state.map_or_else(State::default, |state| state.copy()));
        }
        self.settings.selection = match round.at.task {
            Task::Select => round.brushes.clone(),
            _ => Vec::new(),
        };
        match round.at.task {
            Task::Measure => {
                self.take_up(State::default());
                self.start_analysing(round.at.sources.clone())
            }
            Task::Judge { asks_quality } => self.restart_judging(asks_quality),
            Task::Select => self.restart_judging(true),
        }
    }

    /// Keeps what the turn made, and goes on with the next, or answers.
    pub(super) fn end_turn(&mut self, mut job: Job, mut round: Round) -> Stepped {
        let name = round.at.run.name.clone();
        if round.at.task != Task::Select {
            let of_run = row(
                &round.at.run,
                &self.report,
                &self.sources,
                &self.layout,
                &round.at.notes,
            );
            let kept = Kept {
                key: key(&round.at.sources),
                row: of_run,
                sources: self.report.sources.clone(),
                state: None,
            };
            round.done.insert(name.clone(), kept);
        }
        let Some(next) = round.turns.front() else {
            self.settings.selection.clone_from(&round.brushes);
            self.commit(round, &mut job);
            return self.told(job);
        };
        if next.run.name != name {
            let state = self.put_aside();
            if let Some(kept) = round.done.get_mut(&name) {
                kept.state = Some(Box::new(state));
            }
        }
        job.stage = self.begin_turn(&mut round, &job.before.aside);
        job.round = Some(round);
        self.working(job, "analysing", String::new(), 0, 1)
    }

    /// Takes over what a round made: the fields are those of the run that it shows, or of the one that was shown before.
    fn commit(&mut self, round: Round, job: &mut Job) {
        let has_measured = round.total > 0;
        let was_shown = self.runs.shown.replace(round.shown.clone());
        let is_another = was_shown.as_ref() != Some(&round.shown);
        let before = match has_measured {
            true => job.before.aside.take(),
            false if is_another => Some(Box::new(self.put_aside())),
            false => None,
        };
        // The last turn may have been of another run than the one to show, where that one was kept as it is.
        let is_elsewhere = has_measured && round.at.run.name != round.shown;
        if is_elsewhere {
            let state = self.put_aside();
            self.keep_in(round.at.run.name.as_str(), state, round.done);
        } else {
            self.runs.kept.extend(round.done);
        }
        if let (Some(was_shown), Some(before)) = (&was_shown, before) {
            match self.runs.kept.get_mut(was_shown) {
                Some(kept) if kept.state.is_none() && (is_another || is_elsewhere) => {
                    kept.state = Some(before);
                }
                _ => {}
            }
        }
        if is_elsewhere || !has_measured && is_another {
            let kept = self.runs.kept.get_mut(&round.shown);
            if let Some(state) = kept.and_then(|kept| kept.state.take()) {
                self.take_up(*state);
            }
        }
        if let Some(kept) = self.runs.kept.get_mut(&round.shown) {
            kept.state = None;
        }
        let is_there = |name: &String| round.groups.groups.iter().any(|group| group.name == *name);
        self.runs.kept.retain(|name, _| is_there(name));
        self.runs.groups = round.groups;
    }

    fn keep_in(&mut self, name: &str, state: State, mut done: BTreeMap<String, Kept>) {
        if let Some(kept) = done.get_mut(name) {
            kept.state = Some(Box::new(state));
        }
        self.runs.kept.extend(done);
    }

    /// Without runs: what was kept of some is forgotten.
    pub(super) fn commit_whole(&mut self, groups: Groups) {
        self.runs = Runs {
            groups,
            ..Runs::default()
        };
    }
}
