//! Brushing: the engine counts what the brushes leave while the hand moves, the newest question first, and measures all of it when the hand rests.

use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

use super::Touched;
use crate::{
    browser,
    charts::Item,
    engine::protocol::{Outcome, Request},
    interaction::{
        brushes::{on_windows, replaced, windows_of},
        screen::Screen,
    },
    report::Basis,
    report::settings::Brush,
    ui::page::Page,
};

/// A hand that has not moved for that long rests, in milliseconds.
const REST_MS: u32 = 300;

impl Page {
    /// The windows of the current side that the brush on time holds, first and last.
    pub fn brushed_windows(&self) -> Option<(usize, usize)> {
        let brushes = self.brushes();
        let report = self.signals.report;
        report.with(|report| windows_of(&brushes, report.as_ref()?.windows()))
    }

    /// The brushes as they are shown.
    pub fn brushes(&self) -> Vec<Brush> {
        let draft = self.hand.draft.get();
        draft.unwrap_or_else(|| self.setting(|settings| settings.look.selection.clone()))
    }

    /// Sets the brush on `feature` (`None`: time). All is measured when the hand `rests`, or has not moved for a while.
    pub fn brush(&self, feature: Option<&str>, brush: Option<Brush>, rests: bool) {
        let before = untrack(|| self.brushes());
        let (brushes, moved) = replaced(&before, feature, brush);
        if brushes == before && !rests {
            return;
        }
        self.set_brushes(brushes, moved, rests);
    }

    /// Sets the brush on time to the windows from `first` to `last`.
    pub fn brush_windows(&self, first: usize, last: usize, rests: bool) {
        let brush = self.signals.report.with_untracked(|report| {
            let current = report.as_ref()?.current.as_ref()?;
            // Statistics have no rows to select.
            (current.from == Basis::Samples).then_some(())?;
            on_windows(&current.windows, first, last)
        });
        self.brush(None, brush, rests);
    }

    /// Brushes the windows that a stroke touches, in steps and cells of time alike; `None` where the current side has no rows to select.
    pub fn on_windows(&self) -> Option<Callback<Touched>> {
        let page = *self;
        let brush = move |touched: Touched| {
            let window = |item: Item| match item {
                Item::Window(window) | Item::Cell { window, .. } => Some(window),
                _ => None,
            };
            if let (Some(first), Some(last)) = (window(touched.first), window(touched.last)) {
                page.brush_windows(first, last, touched.rests);
            }
        };
        (untrack(|| page.has_rows()) == Some(true)).then(|| Callback::new(brush))
    }

    /// Takes away all brushes; answers whether there were some.
    pub fn clear_brushes(&self) -> bool {
        let has_some = !untrack(|| self.brushes()).is_empty();
        if has_some {
            self.set_brushes(Vec::new(), None, true);
        }
        has_some
    }

    fn set_brushes(&self, brushes: Vec<Brush>, moved: Option<usize>, rests: bool) {
        let page = *self;
        let hand = self.hand;
        hand.draft.set(Some(brushes));
        let mine = hand.next_move();
        if let Some(id) = hand.state.with_value(|state| state.measuring.take()) {
            self.session().cancel(id);
        }
        match moved {
            Some(moved) => self.ask_what_is_left(moved),
            None => hand.brushed.set(None),
        }
        if rests {
            return self.measure_brushed();
        }
        spawn_local(async move {
            browser::sleep(REST_MS).await;
            if hand.state.with_value(|state| state.moves.get()) == mine {
                page.measure_brushed();
            }
        });
    }

    /// Asks what is left; while the engine is at it, the newest question waits and older ones are forgotten.
    fn ask_what_is_left(&self, active: usize) {
        let page = *self;
        let hand = self.hand;
        let is_asked = hand.state.with_value(|state| state.is_asked.replace(true));
        if is_asked {
            return hand.state.with_value(|state| state.next.set(Some(active)));
        }
        let feature = match self.screen.get_untracked() {
            Screen::Feature(name) => Some(name),
            _ => None,
        };
        let request = Request::Brush {
            brushes: untrack(|| self.brushes()),
            active: active as u32,
            feature,
        };
        self.session().ask(request, move |answered| {
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
                page.ask_what_is_left(next);
            }
        });
    }

    /// Has everything measured for the rows that are selected now.
    fn measure_brushed(&self) {
        let page = *self;
        let hand = self.hand;
        let Some(brushes) = hand.draft.get_untracked() else {
            return;
        };
        let Ok(selection) = serde_json::to_value(&brushes) else {
            return;
        };
        let mine = hand.next_move();
        self.signals
            .settings
            .update(|settings| settings.look.selection = brushes);
        let request = Request::Set {
            settings: serde_json::json!({ "selection": selection }).to_string(),
        };
        let id = self.session().ask(request, move |answered| {
            if hand.state.with_value(|state| state.moves.get()) != mine {
                return;
            }
            hand.state.with_value(|state| state.measuring.set(None));
            hand.draft.set(None);
            hand.brushed.set(None);
            page.show(answered);
        });
        hand.state.with_value(|state| state.measuring.set(Some(id)));
    }
}
