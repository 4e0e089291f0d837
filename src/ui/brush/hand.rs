//! The hand that brushes: what is brushed while it moves, and until all is measured. Empty while it rests.

use leptos::prelude::*;
use std::{cell::Cell, sync::Arc};

use crate::{
    report::brushed::{Brushed, BrushedFeature},
    report::settings::Brush,
};

/// The hand that brushes; a copy is the same one.
#[derive(Clone, Copy)]
pub struct Hand {
    /// The brushes while the hand moves, and until all is measured; `None`: those of the settings.
    pub draft: RwSignal<Option<Vec<Brush>>>,
    /// What is left while the hand moves.
    pub brushed: RwSignal<Option<Arc<Brushed>>>,
    /// How far it is with the engine.
    pub state: StoredValue<HandState, LocalStorage>,
}

/// How far the hand and the engine are.
#[derive(Default)]
pub struct HandState {
    /// Counts moves, so that a rest that was overtaken is none.
    pub moves: Cell<u32>,
    /// True while the engine is at a move; the newest move after it waits as `next`.
    pub is_asked: Cell<bool>,
    /// The newest move after it.
    pub next: Cell<Option<usize>>,
    /// The request that measures what is selected.
    pub measuring: Cell<Option<u32>>,
}

impl Default for Hand {
    fn default() -> Self {
        Hand {
            draft: RwSignal::new(None),
            brushed: RwSignal::new(None),
            state: StoredValue::new_local(HandState::default()),
        }
    }
}

impl Hand {
    /// True while what is shown beside the counts is not measured yet.
    pub fn is_moving(&self) -> bool {
        self.brushed.with(Option::is_some)
    }

    /// What is left of a feature while the hand moves.
    pub fn of_feature(&self, name: &str) -> Option<BrushedFeature> {
        self.brushed.with(|brushed| {
            let features = &brushed.as_ref()?.features;
            features.iter().find(|one| one.name == name).cloned()
        })
    }

    /// Counts a move, and answers which it is.
    pub fn next_move(&self) -> u32 {
        self.state.with_value(|state| {
            state.moves.set(state.moves.get() + 1);
            state.moves.get()
        })
    }
}
