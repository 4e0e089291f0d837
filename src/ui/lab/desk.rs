//! What is asked in the lab and what came of it. While the engine is at a question the newest one waits for its turn, and what was in between is never asked. The
//! desk is kept while another screen is shown.

use leptos::prelude::*;
use std::cell::RefCell;

use crate::{
    engine::protocol::{Outcome, Request},
    report::lab::answer::Lab,
    report::lab::ask::{ChangedFile, LabAsk},
    scenarios::changes::Change,
    ui::{
        page::Page,
        session::{Answered, Failure},
    },
};

thread_local! {
    /// What lay on the desk when the screen was left.
    static LEFT: RefCell<LabAsk> = RefCell::new(LabAsk { strength: 1.0, ..LabAsk::default() });
}

/// What is asked and what came of it; a copy is the same one.
#[derive(Clone, Copy)]
pub struct Desk {
    page: Page,
    /// The changes.
    pub changes: RwSignal<Vec<Change>>,
    /// How much of them, 0 to 1.
    pub strength: RwSignal<f64>,
    /// Rows of the changed side, where they are not the baseline's own.
    pub rows: RwSignal<Option<u64>>,
    /// The newest answer.
    pub lab: RwSignal<Option<Lab>>,
    /// Why there is none.
    pub problem: RwSignal<Option<String>>,
    /// True where the curve was asked for and nothing has changed since.
    pub has_curve: RwSignal<bool>,
    /// The request that is at work.
    at_work: StoredValue<Option<u32>>,
    /// True when something changed since it was sent.
    is_stale: StoredValue<bool>,
}

impl Desk {
    /// As it was left.
    pub fn open(page: Page) -> Desk {
        let left = LEFT.with_borrow(Clone::clone);
        Desk {
            page,
            changes: RwSignal::new(left.changes),
            strength: RwSignal::new(left.strength),
            rows: RwSignal::new(left.rows),
            lab: RwSignal::new(None),
            problem: RwSignal::new(None),
            has_curve: RwSignal::new(false),
            at_work: StoredValue::new(None),
            is_stale: StoredValue::new(false),
        }
    }

    /// Tries what lies on the desk. While a request is at work the newest state waits for its turn, and what was in between is never asked.
    pub fn ask(self) {
        self.has_curve.set(false);
        self.send(false);
    }

    /// Tries all strengths.
    pub fn ask_curve(self) {
        self.has_curve.set(true);
        self.send(true);
    }

    /// Puts changes on the desk and tries them.
    pub fn put(self, changes: Vec<Change>) {
        self.changes.set(changes);
        self.ask();
    }

    /// Saves the changed rows.
    pub fn save(self, file: ChangedFile) {
        let ask = LabAsk {
            save: Some(file),
            ..self.asked()
        };
        let request = Request::Lab { ask: ask.json() };
        let page = self.page;
        page.session()
            .ask(request, move |answered| page.save_answer(answered));
    }

    fn asked(self) -> LabAsk {
        LabAsk {
            changes: self.changes.get_untracked(),
            strength: self.strength.get_untracked(),
            rows: self.rows.get_untracked(),
            ..LabAsk::default()
        }
    }

    fn send(self, curve: bool) {
        let ask = self.asked();
        LEFT.set(ask.clone());
        if let Some(id) = self.at_work.get_value() {
            self.is_stale.set_value(true);
            // A curve takes long and is of no use once something has changed.
            if self.lab.with_untracked(Option::is_some) && self.is_long() {
                self.page.session().cancel(id);
            }
            return;
        }
        let ask = LabAsk { curve, ..ask };
        let request = Request::Lab { ask: ask.json() };
        let desk = self;
        let id = self
            .page
            .session()
            .ask(request, move |answered| desk.take(answered));
        self.at_work.set_value(Some(id));
    }

    fn is_long(self) -> bool {
        let busy = self.page.signals.busy;
        busy.with_untracked(|busy| {
            busy.as_ref()
                .is_some_and(|busy| busy.is_shown && !busy.is_stopping)
        })
    }

    fn take(self, answered: Result<Answered, Failure>) {
        // The screen may have been left meanwhile.
        let Some(is_stale) = self.is_stale.try_get_value() else {
            return;
        };
        self.at_work.set_value(None);
        self.is_stale.set_value(false);
        if is_stale {
            let curve = self.has_curve.get_untracked();
            return self.send(curve);
        }
        match answered {
            Ok(Answered {
                outcome: Outcome::Lab(lab),
                ..
            }) => {
                self.problem.set(None);
                self.lab.set(Some(*lab));
            }
            Ok(_) => {}
            Err(Failure::Cancelled) => self.has_curve.set(false),
            Err(Failure::Stopped(_)) => {}
            Err(Failure::Failed(sentence)) => {
                self.has_curve.set(false);
                self.problem.set(Some(sentence));
            }
        }
    }
}
