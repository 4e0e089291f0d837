use std::cell::RefCell;

use wasm_bindgen::JsValue;

use crate::engine::protocol::{FileName, Request};

/// Something that was loaded and can be loaded again.
#[derive(Debug, Clone)]
pub(in crate::ui) enum Load {
    /// Files.
    Files(Vec<(FileName, JsValue)>),
    /// The example, with its baseline's rows.
    Demo(u32),
}

/// All that was loaded, in order.
#[derive(Default)]
pub(super) struct Loads(RefCell<Vec<Load>>);

impl Loads {
    pub(super) fn all(&self) -> Vec<Load> {
        self.0.borrow().clone()
    }

    pub(super) fn forget(&self) {
        self.0.take();
    }

    /// Takes note of what a request loaded, and of what it replaced.
    pub(super) fn remember(&self, request: Request, data: Vec<JsValue>) {
        let mut loads = self.0.borrow_mut();
        match request {
            Request::Open { files } => {
                let is_replaced = |known: &FileName| {
                    files
                        .iter()
                        .any(|file| file.replaces && file.path == known.path)
                };
                for load in loads.iter_mut() {
                    if let Load::Files(known) = load {
                        known.retain(|(name, _)| !is_replaced(name));
                    }
                }
                loads.push(Load::Files(files.into_iter().zip(data).collect()))
            }
            Request::Demo { rows } => loads.push(Load::Demo(rows)),
            Request::Clear => loads.clear(),
            _ => {}
        }
    }
}
