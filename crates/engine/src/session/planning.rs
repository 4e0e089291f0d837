//! What a request asks of each run: a study to measure, one run after the other, the one to show last.
//!
//! Without runs there is one, of everything. What was measured before stays as it is until the last turn is over.

use std::collections::VecDeque;
use std::rc::Rc;

use super::run::Runs;
use super::state::Session;
use super::turns::{Round, Turn};
use crate::runs::{Group, Groups, cast};
use crate::source::Loaded;
use crate::study::{Study, key};

impl Session {
    /// Which runs take a turn: those that are not measured under the settings in force.
    pub(super) fn round(&mut self, groups: Groups, asks_projection: bool) -> Round {
        let joins = self.settings.rules.joins.clone();
        let mut kinship = std::mem::take(&mut self.kinship);
        kinship.begin_uniting();
        let mut filtered = std::mem::take(&mut self.filtered);
        filtered.retain(&self.loaded);
        let all = [Group::default()];
        let (runs, has_runs) = match groups.groups.as_slice() {
            [] => (all.as_slice(), false),
            runs => (runs, true),
        };
        let wanted = self.settings.look.run.as_ref();
        let is_wanted = |run: &&Group| Some(&run.name) == wanted;
        let shown = runs.iter().find(is_wanted).or(runs.first());
        let shown = shown.map_or(String::new(), |run| run.name.clone());
        let mut turns = VecDeque::new();
        let mut last = None;
        for run in runs {
            let is_shown = run.name == shown;
            let (mut sources, notes) = match has_runs {
                true => {
                    let reference = self.settings.look.reference_run.as_deref();
                    let cast = cast(&self.loaded, &groups, run, reference);
                    (cast.sources, cast.notes)
                }
                false => (self.loaded.clone(), Vec::new()),
            };
            filtered.filter(&mut sources, &self.settings.rules.attributes);
            let sources: Rc<[Loaded]> = kinship.unite(sources, &joins).into();
            let brushes = match is_shown {
                true => self.settings.look.selection.clone(),
                false => Vec::new(),
            };
            let holds = self.runs.get(&run.name).is_some_and(|known| {
                let known = &known.study;
                key(known.sources()) == key(&sources)
                    && *known.rules() == self.settings.rules
                    && (!is_shown || known.brushes() == brushes && !asks_projection)
            });
            let turn = Turn {
                run: run.clone(),
                sources,
                brushes,
                notes,
            };
            match (holds && has_runs, is_shown) {
                (true, _) => {}
                (false, true) => last = Some(turn),
                (false, false) => turns.push_back(turn),
            }
        }
        turns.extend(last);
        kinship.end_uniting();
        (self.kinship, self.filtered) = (kinship, filtered);
        Round {
            groups,
            shown,
            total: turns.len(),
            turns,
            done: Vec::new(),
            at: Turn::default(),
            study: Study::default(),
        }
    }

    /// Begins the next turn; false where there is none.
    pub(super) fn begin_turn(&self, round: &mut Round, asks_projection: bool) -> bool {
        let Some(turn) = round.turns.pop_front() else {
            return false;
        };
        let asks_projection = asks_projection && turn.run.name == round.shown;
        let (sources, rules) = (turn.sources.clone(), self.settings.rules.clone());
        let nothing = Study::default();
        let known = self.runs.get(&turn.run.name);
        let before = known.map_or(&nothing, |known| &known.study);
        round.study = Study::of(sources, rules, &turn.brushes, asks_projection, before, &[]);
        round.at = turn;
        true
    }

    /// Takes over what a round made.
    pub(super) fn commit(&mut self, round: Round) {
        let before = std::mem::take(&mut self.runs.shown);
        let was_shown = before.name.clone();
        let done = round.done.into_iter();
        let mut others = std::mem::take(&mut self.runs.others);
        let mut bins_hold = was_shown == round.shown;
        for run in done {
            bins_hold &= run.name != was_shown || run.study.has_bins_of(&before.study);
            others.insert(run.name.clone(), run);
        }
        others.entry(was_shown).or_insert(before);
        let shown = others.remove(&round.shown).unwrap_or_default();
        let is_there = |name: &String| round.groups.groups.iter().any(|run| run.name == *name);
        others.retain(|name, _| is_there(name));
        self.runs = Runs {
            groups: round.groups,
            shown,
            others,
        };
        if !bins_hold {
            self.coded = None;
        }
    }
}
