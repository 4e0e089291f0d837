//! What the page can be asked for: files to read, questions for the engine, other settings, and files to save. What cannot be done is shown as a message.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::Page;
use crate::{
    browser::{self, Picked},
    engine::protocol::{Outcome, Request},
    interaction::screen::Screen,
    report::{FeatureDetail, Refusal, settings::Settings},
    ui::session::{Answered, Failure},
};

/// Rows of the example's baseline: enough for stable shares, and read in a moment.
pub const DEMO_ROWS: u32 = 20_000;

/// Changes of the settings that can be taken back.
const CHANGES_KEPT: usize = 50;

impl Page {
    /// Asks whenever the question changes, and keeps what was found until the next answer; beside it, why the newest question has none. `None` asks nothing.
    ///
    /// An answer to an older question is dropped, and so is one that comes after the screen was left.
    pub fn answer<T: Send + Sync + 'static>(
        self,
        question: impl Fn() -> Option<Request> + 'static,
        read: fn(Outcome) -> Option<T>,
    ) -> (ReadSignal<Option<T>>, ReadSignal<Option<String>>) {
        let (found, set_found) = signal(None);
        let (problem, set_problem) = signal(None);
        let newest = StoredValue::new(0_u32);
        Effect::new(move |_| {
            let Some(request) = question() else {
                return;
            };
            newest.update_value(|newest| *newest += 1);
            let mine = newest.get_value();
            self.session().ask(request, move |answered| {
                if newest.try_get_value() != Some(mine) {
                    return;
                }
                match answered.map(|answered| read(answered.outcome)) {
                    Ok(Some(answer)) => {
                        set_problem.try_set(None);
                        set_found.try_set(Some(answer));
                    }
                    Ok(None) => {}
                    Err(failure) => {
                        set_problem.try_set(Some(failure.to_string()));
                    }
                }
            });
        });
        (found, problem)
    }

    /// What charts of a feature need beyond the report, asked for with every report; the last one is kept until then.
    pub fn detail(self, feature: String) -> ReadSignal<Option<FeatureDetail>> {
        let question = move || {
            self.signals.report.track();
            let feature = feature.clone();
            Some(Request::Detail { feature })
        };
        let (detail, _) = self.answer(question, |outcome| match outcome {
            Outcome::Detail(detail) => Some(detail),
            _ => None,
        });
        detail
    }

    /// Reads files in addition to what is loaded.
    pub fn open(&self, picked: Vec<Picked>) {
        let page = *self;
        if picked.iter().all(|file| file.path.ends_with('/')) {
            return self.notify("There is no file in it. Open files, or a folder that holds some.");
        }
        self.session()
            .open(picked, None, move |answered| page.show(answered));
    }

    /// Opens the example.
    pub fn open_demo(&self) {
        self.ask(Request::Demo { rows: DEMO_ROWS });
    }

    /// Asks for something that changes the report, and shows it.
    pub fn ask(&self, request: Request) {
        let page = *self;
        self.session()
            .ask(request, move |answered| page.show(answered));
    }

    /// Chooses settings that differ in something.
    pub fn change(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.signals.settings.get_untracked();
        change(&mut settings);
        self.choose(settings);
    }

    /// Chooses other settings.
    pub fn choose(&self, settings: Settings) {
        let before = self.signals.settings.get_untracked();
        if settings != before {
            self.earlier.update(|earlier| {
                let too_many = (earlier.len() + 1).saturating_sub(CHANGES_KEPT);
                earlier.drain(..too_many);
                earlier.push(before);
            });
            self.put_in_force(settings);
        }
    }

    /// Chooses what was changed, or says why it cannot be.
    pub fn choose_if_right(&self, settings: Result<Settings, Refusal>) {
        match settings {
            Ok(settings) => self.choose(settings),
            Err(refusal) => self.notify(refusal),
        }
    }

    /// Takes the last change of the settings back; answers whether there was one.
    pub fn undo(&self) -> bool {
        let before = self.earlier.try_update(Vec::pop).flatten();
        let is_there = before.is_some();
        if let Some(before) = before {
            self.put_in_force(before);
        }
        is_there
    }

    fn put_in_force(&self, settings: Settings) {
        let changed = settings.changes_since(&self.signals.settings.get_untracked());
        if changed.is_empty() {
            return;
        }
        self.signals.settings.set(settings);
        self.ask(Request::Set {
            settings: serde_json::Value::Object(changed).to_string(),
        });
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.clear_brushes();
        self.watch.clear();
        self.ask(Request::Clear);
        self.signals.banner.set(None);
    }

    /// Saves a file that the engine writes.
    pub fn save_export(&self, name: &str) {
        let page = *self;
        let request = Request::Export {
            name: name.to_owned(),
        };
        self.session()
            .ask(request, move |answered| page.save_answer(answered));
    }

    /// Saves the file that the engine answered with, or says why there is none.
    pub fn save_answer(&self, answered: Result<Answered, Failure>) {
        let saved = match answered {
            Ok(Answered {
                outcome: Outcome::Exported { name, mime },
                bytes: Some(bytes),
            }) => browser::download(&name, &mime, &bytes).map_err(|error| error.to_string()),
            Ok(_) => return,
            Err(failure) => Err(failure.to_string()),
        };
        if let Err(sentence) = saved {
            self.notify(sentence);
        }
    }

    /// Saves a text as a file.
    pub fn save_text(&self, name: &str, mime: &str, text: &str) {
        if let Err(error) = browser::download(name, mime, &JsValue::from_str(text)) {
            self.notify(error.to_string());
        }
    }

    /// Puts a text on the clipboard.
    pub fn copy(&self, text: String) {
        let page = *self;
        spawn_local(async move {
            if let Err(error) = browser::copy_text(text).await {
                page.notify(error.to_string());
            }
        });
    }

    /// After a request that changes the report: to the overview, or where there are several runs to these, if nothing was shown yet; or why it failed.
    pub fn show(&self, answered: Result<Answered, Failure>) {
        match answered {
            Ok(_) => {
                let first = self.signals.report.with_untracked(|report| {
                    let runs = report.as_ref()?.runs.len();
                    Some(if runs > 1 {
                        Screen::Runs
                    } else {
                        Screen::Overview
                    })
                });
                if let Some(first) = first
                    && self.screen.get_untracked() == Screen::Start
                {
                    self.go(first);
                }
            }
            // The banner says that the engine stopped.
            Err(Failure::Stopped(_)) => {}
            Err(failure) => self.notify(failure.to_string()),
        }
    }
}
