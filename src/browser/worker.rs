//! The engine's worker: started, spoken to, ended. What messages mean is the engine's protocol.

use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::BrowserError;

/// Relative to the page, so that it works from any sub-path.
const LOADER: &str = "./engine/loader.js";

/// What the engine's worker posted.
#[derive(Debug, Clone)]
pub enum Heard {
    /// It has loaded and listens.
    Ready,
    /// A message, with the bytes that stood beside it.
    Message {
        /// The text.
        text: String,
        /// The bytes (a `Uint8Array`), if there were any.
        bytes: Option<JsValue>,
    },
    /// It stopped for good: a panic, or it could not be loaded. The text says why.
    Stopped(String),
}

/// The engine's worker; terminated when dropped.
///
/// A message is an array of a text and a payload. The texts `ready`, `panic` and `wake` belong to the worker itself; every other text belongs to the protocol.
/// A panic also reaches the page as the worker's `error` event, so [`Heard::Stopped`] may come twice: whoever hears the first drops the worker.
#[derive(Debug)]
pub struct EngineWorker {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl EngineWorker {
    /// Starts the worker; `on_heard` is called for everything it posts.
    ///
    /// # Errors
    /// When the browser refuses to start a worker.
    pub fn start(on_heard: impl Fn(Heard) + Clone + 'static) -> Result<Self, BrowserError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(LOADER, &options)
            .map_err(|thrown| BrowserError::new("start the engine's worker", &thrown))?;
        let on_error = on_heard.clone();
        let message = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>()
                && let Some(heard) = read(&event.data())
            {
                on_heard(heard);
            }
        });
        let error = EventListener::new(&worker, "error", move |event| {
            let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            let found = message
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| "its program could not be loaded".to_owned());
            on_error(Heard::Stopped(found));
        });
        Ok(EngineWorker {
            worker,
            _listeners: [message, error],
        })
    }

    /// Posts a text and what stands beside it.
    ///
    /// # Errors
    /// When the browser cannot hand the payload over.
    pub fn post(&self, text: &str, payload: Option<&[JsValue]>) -> Result<(), BrowserError> {
        let beside = payload.map_or(JsValue::UNDEFINED, |items| {
            items.iter().collect::<Array>().into()
        });
        self.worker
            .post_message(&Array::of2(&JsValue::from_str(text), &beside))
            .map_err(|thrown| BrowserError::new("hand files to the engine", &thrown))
    }
}

impl Drop for EngineWorker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn read(data: &JsValue) -> Option<Heard> {
    let parts = data.dyn_ref::<Array>()?;
    let text = parts.get(0).as_string()?;
    let beside = parts.get(1);
    Some(match text.as_str() {
        "ready" => Heard::Ready,
        "panic" => Heard::Stopped(beside.as_string().unwrap_or_default()),
        _ => Heard::Message {
            text,
            bytes: (!beside.is_undefined()).then_some(beside),
        },
    })
}
