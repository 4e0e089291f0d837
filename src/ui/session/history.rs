//! What was opened, in order, so that an engine that stopped can be replaced by one that reads it again.

use std::cell::RefCell;

use wasm_bindgen::JsValue;

use crate::engine::protocol::{FileName, Request};

/// Something that was opened and can be opened again.
#[derive(Debug, Clone)]
pub(super) enum Opened {
    /// Files.
    Files(Vec<(FileName, JsValue)>),
    /// The example, with its baseline's rows.
    Demo(u32),
}

/// All that was opened, in order.
#[derive(Default)]
pub(super) struct History(RefCell<Vec<Opened>>);

impl History {
    pub(super) fn all(&self) -> Vec<Opened> {
        self.0.borrow().clone()
    }

    pub(super) fn forget(&self) {
        self.0.take();
    }

    /// Takes note of what a request opened, and of what it replaced.
    pub(super) fn remember(&self, request: Request, data: Vec<JsValue>) {
        let mut opened = self.0.borrow_mut();
        match request {
            Request::Open { files } => {
                let is_replaced = |known: &FileName| {
                    files
                        .iter()
                        .any(|file| file.replaces && file.path == known.path)
                };
                for one in opened.iter_mut() {
                    if let Opened::Files(known) = one {
                        known.retain(|(name, _)| !is_replaced(name));
                    }
                }
                opened.push(Opened::Files(files.into_iter().zip(data).collect()))
            }
            Request::Demo { rows } => opened.push(Opened::Demo(rows)),
            Request::Clear => opened.clear(),
            _ => {}
        }
    }
}
