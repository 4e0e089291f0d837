//! Fetches what writes the report to send, when it is asked for.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::export::{Export, Writers, set_writers};
use crate::protocol::Request;

/// Whether the writers are on their way.
#[derive(Default)]
pub struct Writing {
    state: Rc<Cell<State>>,
    on_fetched: Option<Function>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Fetching,
    /// They did not come; the request is told so, and the next one tries again.
    Failed,
}

impl Writing {
    /// What is called when the writers have come, or will not.
    ///
    /// Takes no argument; called from the event loop, once for each fetch.
    pub fn set_on_fetched(&mut self, on_fetched: Function) {
        self.on_fetched = Some(on_fetched);
    }

    /// Whether a request must wait for the writers, whose fetch begins with the first that must.
    ///
    /// False for what needs none and when they are there; false too after a fetch that failed, so that the export itself says why it cannot be made.
    pub fn must_wait(&self, request: &Request) -> bool {
        let Request::Export { name } = request else {
            return false;
        };
        if !Export::must_wait(name) || self.state.get() == State::Failed {
            self.state.set(State::Idle);
            return false;
        }
        if self.state.replace(State::Fetching) == State::Idle {
            let (state, on_fetched) = (self.state.clone(), self.on_fetched.clone());
            wasm_bindgen_futures::spawn_local(async move {
                state.set(match writers().await {
                    Ok(writers) => {
                        set_writers(writers);
                        State::Idle
                    }
                    Err(_) => State::Failed,
                });
                if let Some(on_fetched) = on_fetched {
                    let _ = on_fetched.call0(&JsValue::NULL);
                }
            });
        }
        true
    }
}

#[wasm_split(writers, fallible)]
fn writers() -> Result<Writers, SplitLoaderError> {
    Ok(Writers::all())
}
