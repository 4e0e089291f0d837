//! The one shape of all monitors: what is asked, measured in steps, written into the report.
//!
//! An answer holds exactly as long as its question stays equal: [`Asked`] pairs the two, so nothing else keeps a list of what must be measured anew after a
//! setting changed. Answers are shared, not copied, between a study and the one that follows it.

use std::rc::Rc;

use super::cache::CachedFeature;
use super::layout::FeaturePlaces;
use super::view::View;
use crate::problem::Problem;
pub use leeway_monitors::MonitorName;
use leeway_monitors::drift::Comparison;
use leeway_report::Report;

/// A monitor's answer on one study, done or in the making.
pub trait Monitor: Clone + Default {
    /// All of the settings that the answer depends on, beside what is loaded.
    type Question: Clone + PartialEq;

    /// What it is called.
    const NAME: MonitorName;
    /// Whether it looks at every feature, in [`Monitor::feature`].
    const IS_BY_FEATURE: bool = false;
    /// The files that can be saved of it, by name; those that are made piece by piece are the export's own.
    const FILES: &'static [&'static str] = &[];

    /// What `view` asks.
    fn question(view: View) -> Self::Question;

    /// Begins. `self` is what was answered before: to another question, or of other data.
    fn begin(&mut self, view: View);

    /// Begins on the selected rows of the current side, where `whole` is the answer on all; `None` where a selection changes nothing.
    fn begin_selected(&self, whole: &Self, view: View) -> Option<Self>;

    /// Whether an answer to the same question is all that is asked for.
    fn serves(&self, _view: View) -> bool {
        true
    }

    /// Measures a feature.
    fn feature(&mut self, _view: View, _places: &FeaturePlaces, _at_hand: &mut FeatureAtHand) {}

    /// Works on for some ten milliseconds; `None` when all is measured.
    fn step(&mut self, _view: View) -> Option<Advance> {
        None
    }

    /// The text of one of [`Monitor::FILES`]; `now` is in milliseconds since 1970.
    ///
    /// # Errors
    /// What is not loaded, and what to open.
    fn file(
        &self,
        name: &str,
        _view: View,
        _report: &Report,
        _now: i64,
    ) -> Result<String, Problem> {
        Err(Problem::asked(format!("{name:?} cannot be saved.")))
    }

    /// Writes what was measured into the report: the rows that are shown (`self`), beside all rows.
    fn report(&self, whole: &Self, writing: &mut Writing);
}

/// What is known of the feature at hand while the monitors look at it one after the other.
pub struct FeatureAtHand<'a> {
    /// Its values on both sides.
    pub values: &'a mut CachedFeature,
    /// Its sides compared, once that is done.
    pub comparison: Option<Rc<Comparison>>,
}

/// How far work has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advance {
    /// What is at hand.
    pub item: String,
    /// Units done.
    pub done: u64,
    /// Units in all.
    pub total: u64,
}

impl Advance {
    /// So many units of all, with the name of what is at hand.
    ///
    /// Units are those of the work (rows, features, trees, files), with done ≤ total; they are for a progress bar, and results do not depend on them.
    pub fn new(item: impl Into<String>, done: usize, total: usize) -> Self {
        Advance {
            item: item.into(),
            done: done as u64,
            total: total as u64,
        }
    }
}

/// The report in the making, with what earlier monitors leave for later ones.
pub struct Writing<'a> {
    /// What the report is about.
    pub view: View<'a>,
    /// Rows that are selected, and of how many.
    pub selected: Option<(u64, u64)>,
    /// What is written.
    pub report: Report,
    /// The thresholds on drift that constraints or the user set.
    pub drift_thresholds: std::collections::BTreeMap<String, f64>,
}

/// A question with its answer.
#[derive(Debug, Clone)]
pub struct Asked<M: Monitor> {
    question: Option<M::Question>,
    answer: Rc<M>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Begun,
    Done,
}

impl<M: Monitor> Default for Asked<M> {
    fn default() -> Self {
        Asked {
            question: None,
            answer: Rc::default(),
            state: State::Done,
        }
    }
}

impl<M: Monitor> Asked<M> {
    /// What `view` asks: answered, where `before` answers it and is of the same data.
    ///
    /// `is_same_data` says that sources, names and missing words are those that `before` was measured of. An answer that does not hold is begun anew from
    /// what it has.
    pub fn of(view: View, before: &Asked<M>, is_same_data: bool) -> Self {
        let question = M::question(view);
        let holds = is_same_data
            && before.state == State::Done
            && before.question.as_ref() == Some(&question)
            && before.answer.serves(view);
        Asked {
            question: Some(question),
            answer: before.answer.clone(),
            state: if holds { State::Done } else { State::Waiting },
        }
    }

    /// What was measured: whole when [`Asked::step`] has answered `None`, until then as far as it has come.
    ///
    /// The monitor's default before anything was asked.
    pub fn answer(&self) -> &M {
        &self.answer
    }

    /// True when it is the very same answer, which was taken over and not measured anew.
    ///
    /// False for an answer that is equal and was measured on its own: comparing values would take as long as the data are large.
    pub fn is_that_of(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.answer, &other.answer)
    }

    /// True while features are to be looked at by [`Asked::feature`].
    ///
    /// False for monitors that do not go by features, and as soon as the answer is done or was taken over.
    pub fn wants_features(&self) -> bool {
        M::IS_BY_FEATURE && self.state != State::Done
    }

    /// Looks at a feature; `whole` is the answer on all rows where only some count.
    ///
    /// Does nothing for monitors that do not look at features, or whose answer holds. `places` says where the feature's values are.
    pub fn feature(
        &mut self,
        view: View,
        whole: Option<&Asked<M>>,
        places: &FeaturePlaces,
        at_hand: &mut FeatureAtHand,
    ) {
        if self.wants_features() {
            self.begin(view, whole);
        }
        if self.wants_features() {
            self.answer_mut().feature(view, places, at_hand);
        }
    }

    /// Works on after the features; `None` when it is done.
    ///
    /// A step is some ten milliseconds. `whole` is the answer on all rows, where `view` has only some. Nothing fails: what cannot be measured is part of the
    /// answer.
    pub fn step(&mut self, view: View, whole: Option<&Asked<M>>) -> Option<Advance> {
        self.begin(view, whole);
        if self.state == State::Done {
            return None;
        }
        let advance = self.answer_mut().step(view);
        if advance.is_none() {
            self.state = State::Done;
        }
        advance
    }

    fn begin(&mut self, view: View, whole: Option<&Asked<M>>) {
        if self.state != State::Waiting {
            return;
        }
        self.state = State::Begun;
        match whole {
            None => self.answer_mut().begin(view),
            Some(whole) => match self.answer.begin_selected(&whole.answer, view) {
                Some(begun) => self.answer = Rc::new(begun),
                None => {
                    self.answer = whole.answer.clone();
                    self.state = State::Done;
                }
            },
        }
    }

    fn answer_mut(&mut self) -> &mut M {
        Rc::make_mut(&mut self.answer)
    }
}
