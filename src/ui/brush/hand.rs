use leptos::prelude::*;
use std::{cell::Cell, sync::Arc};
use wasm_bindgen_futures::spawn_local;

use crate::report::Basis;
use crate::{
    browser,
    engine::protocol::{Outcome, Request},
    interaction::{
        brushes::{on_windows, replaced},
        link::Screen,
    },
    report::brushed::Brushed,
    report::brushed::BrushedFeature,
    report::settings::Brush,
    ui::page::Page,
};

/// A hand that has not moved for that long rests, in milliseconds.
const REST_MS: u32 = 300;

/// The hand that brushes; a copy is the same one.
#[derive(Clone, Copy)]
pub struct Hand {
    /// The brushes while the hand moves, and until all is measured; `None`: those of the settings.
    draft: RwSignal<Option<Vec<Brush>>>,
    /// What is left while the hand moves.
    pub brushed: RwSignal<Option<Arc<Brushed>>>,
    state: StoredValue<State, LocalStorage>,
}

#[derive(Default)]
struct State {
    /// Counts moves, so that a rest that was overtaken is none.
    moves: Cell<u32>,
    /// True while the engine is at a move; the newest move after it waits as `next`.
    is_asked: Cell<bool>,
    next: Cell<Option<usize>>,
    /// The request that measures what is selected.
    measuring: Cell<Option<u32>>,
}

impl Default for Hand {
    fn default() -> Self {
        Hand {
            draft: RwSignal::new(None),
            brushed: RwSignal::new(None),
            state: StoredValue::new_local(State::default()),
        }
    }
}

impl Hand {
    /// The brushes as they are shown.
    pub fn brushes(&self, page: Page) -> Vec<Brush> {
        let draft = self.draft.get();
        draft.unwrap_or_else(|| {
            page.signals
                .settings
                .with(|settings| settings.look.selection.clone())
        })
    }

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

    /// Sets the brush on `feature` (`None`: time). All is measured when the hand `rests`, or has not moved for a while.
    pub fn brush(&self, page: Page, feature: Option<&str>, brush: Option<Brush>, rests: bool) {
        let before = untrack(|| self.brushes(page));
        let (brushes, moved) = replaced(&before, feature, brush);
        if brushes == before && !rests {
            return;
        }
        self.set(page, brushes, moved, rests);
    }

    /// Sets the brush on time to the windows from `first` to `last`.
    pub fn brush_windows(&self, page: Page, first: usize, last: usize, rests: bool) {
        let brush = page.signals.report.with_untracked(|report| {
            let current = report.as_ref()?.current.as_ref()?;
            // Statistics have no rows to select.
            (current.from == Basis::Samples).then_some(())?;
            on_windows(&current.windows, first, last)
        });
        self.brush(page, None, brush, rests);
    }

    /// Takes away all brushes; answers whether there were some.
    pub fn clear(&self, page: Page) -> bool {
        let has_some = !untrack(|| self.brushes(page)).is_empty();
        if has_some {
            self.set(page, Vec::new(), None, true);
        }
        has_some
    }

    fn set(&self, page: Page, brushes: Vec<Brush>, moved: Option<usize>, rests: bool) {
        let hand = *self;
        let state = |with: &dyn Fn(&State)| hand.state.with_value(|state| with(state));
        self.draft.set(Some(brushes));
        state(&|state| state.moves.set(state.moves.get() + 1));
        if let Some(id) = self.state.with_value(|state| state.measuring.take()) {
            page.session().cancel(id);
        }
        match moved {
            Some(moved) => self.ask(page, moved),
            None => self.brushed.set(None),
        }
        if rests {
            return self.rest(page);
        }
        let mine = self.state.with_value(|state| state.moves.get());
        spawn_local(async move {
            browser::sleep(REST_MS).await;
            if hand.state.with_value(|state| state.moves.get()) == mine {
                hand.rest(page);
            }
        });
    }

    /// Asks what is left; while the engine is at it, the newest question waits and older ones are forgotten.
    fn ask(&self, page: Page, active: usize) {
        let is_asked = self.state.with_value(|state| state.is_asked.replace(true));
        if is_asked {
            return self.state.with_value(|state| state.next.set(Some(active)));
        }
        let feature = match page.screen.get_untracked() {
            Screen::Feature(name) => Some(name),
            _ => None,
        };
        let request = Request::Brush {
            brushes: untrack(|| self.brushes(page)),
            active: active as u32,
            feature,
        };
        let hand = *self;
        page.session().ask(request, move |answered| {
            // An answer that comes after all is measured is of no use any more.
            if let Ok(answered) = answered
                && let Outcome::Brushed(brushed) = answered.outcome
                && hand.draft.with_untracked(Option::is_some)
            {
                hand.brushed.set(Some(Arc::new(brushed)));
            }
            let next = hand.state.with_value(|state| {
                state.is_asked.set(false);
                state.next.take()
            });
            if let Some(next) = next {
                hand.ask(page, next);
            }
        });
    }

    /// Has everything measured for the rows that are selected now.
    fn rest(&self, page: Page) {
        let Some(brushes) = self.draft.get_untracked() else {
            return;
        };
        let Ok(selection) = serde_json::to_value(&brushes) else {
            return;
        };
        let hand = *self;
        let mine = self.state.with_value(|state| {
            state.moves.set(state.moves.get() + 1);
            state.moves.get()
        });
        page.signals
            .settings
            .update(|settings| settings.look.selection = brushes);
        let request = Request::Set {
            settings: serde_json::json!({ "selection": selection }).to_string(),
        };
        let id = page.session().ask(request, move |answered| {
            if hand.state.with_value(|state| state.moves.get()) != mine {
                return;
            }
            hand.state.with_value(|state| state.measuring.set(None));
            hand.draft.set(None);
            hand.brushed.set(None);
            page.show(answered);
        });
        self.state.with_value(|state| state.measuring.set(Some(id)));
    }
}
