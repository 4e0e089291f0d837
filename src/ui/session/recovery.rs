//! After the engine has stopped: a new one, and everything read again.
//!
//! What the page shows stays until the new engine has read all that the old one had. Roles that the user chose and sources that the user removed are
//! restored by path. If the new engine stops over the same files, they are given up: a page that restarts forever helps nobody.

use std::collections::BTreeMap;

use super::{Answered, Failure, Opened, Session};
use crate::engine::protocol::{FileName, Outcome, Request, RoleChoice};
use crate::report::{Report, Source};
use crate::ui::format::counted;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

impl Session {
    /// Replaces an engine that stopped, and has it read again what the old one had read.
    pub(super) fn recover(&self, reason: &str) {
        let session = self;
        let signals = session.signals();
        let was_up = session.end_worker(reason);
        let was_recovering = session.set_recovering(false);
        let reason = reason.trim_end_matches('.');
        if !was_up {
            signals.is_up.set(Some(false));
            signals.banner.set(Some(format!(
                "The engine could not be started ({reason}). Reload the page to try again."
            )));
            return;
        }
        if was_recovering {
            session.forget_opened();
        }
        session.start_worker();
        let opened = session.opened();
        let files = opened.iter().map(size).sum::<usize>() as u64;
        signals.banner.set(Some(if was_recovering {
        format!(
            "The engine stopped again ({reason}) while reading your files. What you see is kept, but the engine has forgotten the files: open them again, \
             a few at a time, to find the one at fault."
        )
    } else if files == 0 {
        format!("The engine stopped ({reason}). It was restarted; nothing else was lost.")
    } else {
        let them = counted(files, "file is", "files are");
        format!(
            "The engine stopped ({reason}). What you see is kept; it was restarted and your {them} being read again."
        )
    }));
        if let Some(request) = session.settings_request() {
            session.ask_quietly(request, |_| {});
        }
        if !opened.is_empty() {
            session.set_recovering(true);
            open_again(session.clone(), opened, reason.to_owned());
        }
    }
}

fn size(opened: &Opened) -> usize {
    match opened {
        Opened::Files(files) => files.len(),
        Opened::Demo(_) => 1,
    }
}

fn open_again(session: Session, opened: Vec<Opened>, reason: String) {
    let shown = session.signals().report.get_untracked();
    let mut files: Vec<(FileName, JsValue)> = Vec::new();
    let mut demo = None;
    for one in opened {
        match one {
            Opened::Files(more) => files.extend(more),
            Opened::Demo(rows) => demo = Some(Request::Demo { rows }),
        }
    }
    let count = (files.len() + usize::from(demo.is_some())) as u64;
    let asking = session.clone();
    let finish = move |answered: Result<Answered, Failure>| {
        session.set_recovering(false);
        show_again(&session, shown.as_deref(), answered, count, &reason);
    };
    match demo {
        Some(demo) if files.is_empty() => asking.ask_quietly(demo, finish),
        Some(demo) => {
            asking.ask_quietly(demo, |_| {});
            asking.open_named(files, false, finish);
        }
        None => asking.open_named(files, false, finish),
    }
}

fn show_again(
    session: &Session,
    shown: Option<&Report>,
    answered: Result<Answered, Failure>,
    count: u64,
    reason: &str,
) {
    let signals = session.signals();
    match answered {
        Ok(Answered {
            outcome: Outcome::Report(report),
            ..
        }) => {
            let steps = differences(shown, &report);
            if steps.is_empty() {
                signals.report.set(Some((*report).into()));
            }
            for step in steps {
                session.ask(step, |_| {});
            }
            let them = counted(count, "file has", "files have");
            signals.banner.set(Some(format!(
                "The engine stopped ({reason}). It was restarted, and your {them} been read again."
            )));
        }
        Ok(_) | Err(Failure::Stopped(_)) => {}
        Err(failure) => signals.banner.set(Some(format!(
            "The engine stopped ({reason}) and was restarted, but the files could not be read again: {failure} Open them once more."
        ))),
    }
}

/// The requests that make the sources of `new` what those of `old` were.
fn differences(old: Option<&Report>, new: &Report) -> Vec<Request> {
    let Some(old) = old else {
        return Vec::new();
    };
    let known: BTreeMap<&str, &Source> = old
        .sources
        .iter()
        .map(|source| (source.path.as_str(), source))
        .collect();
    let steps = new
        .sources
        .iter()
        .filter_map(|source| match known.get(source.path.as_str()) {
            None => Some(Request::Remove { source: source.id }),
            Some(before) if before.role_chosen && before.role != source.role => {
                Some(Request::SetRole {
                    source: source.id,
                    role: RoleChoice::Chosen(before.role),
                })
            }
            Some(_) => None,
        });
    steps.collect()
}
