//! Workers beside the engine's that read parts of files.
//!
//! A message to one is `[number, file, plan as JSON, from, to, whether a record starts at from]`, or `[number, file]` to ask for an outline; its answer `[number, bytes]`, or `[number]` where the
//! part could not be read. One that fails is done without: what it was asked for counts as not readable, so the engine reads it itself.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DedicatedWorkerGlobalScope, Event, Worker, WorkerOptions, WorkerType};

use super::blob::Fetched;
use leeway_documents::{PartPlan, PartRange, PartReader, outline_file, read_part};

/// The name of a worker that reads parts.
pub(super) const NAME: &str = "parts";
/// More than these only wait for the one who joins the parts.
const MOST_READERS: usize = 6;
/// Parts that a reader is given at a time: one to read, one whose bytes are there when it is done, and one whose bytes are on their way.
const AT_A_TIME: usize = 3;
/// Bytes fetched beyond a part, for the line that it cuts.
const LINE_BYTES: u64 = 64 << 10;

/// The workers, started with the first files that are large enough.
pub(super) struct Pool {
    scope: DedicatedWorkerGlobalScope,
    readers: Option<Vec<Reader>>,
    next: u32,
    /// What was asked for and not yet taken; `None` as long as there is no answer.
    asked: HashMap<u32, Option<Option<Vec<u8>>>>,
    on_answer: Option<Function>,
}

struct Reader {
    worker: Worker,
    /// What it was asked for and has not answered.
    at: Vec<u32>,
    state: State,
    _on_event: Closure<dyn Fn(Event)>,
}

enum State {
    /// It cannot hear yet; what it will be told.
    Starting(Vec<Array>),
    Ready,
    Lost,
}

/// The parts of one file.
pub(super) struct BlobParts {
    pub(super) blob: Blob,
    pub(super) pool: Rc<RefCell<Pool>>,
    asked: Vec<u32>,
}

impl Pool {
    pub(super) fn new(scope: DedicatedWorkerGlobalScope) -> Rc<RefCell<Self>> {
        Rc::new(RefCell::new(Pool {
            scope,
            readers: None,
            next: 0,
            asked: HashMap::new(),
            on_answer: None,
        }))
    }

    /// What is called with every answer.
    pub(super) fn set_on_answer(&mut self, on_answer: Function) {
        self.on_answer = Some(on_answer);
    }

    /// Ends the workers, and gives their memory back.
    pub(super) fn close(&mut self) {
        for reader in self.readers.take().unwrap_or_default() {
            reader.worker.terminate();
            reader.at.into_iter().for_each(|id| self.answer(id, None));
        }
    }

    fn answer(&mut self, id: u32, bytes: Option<Vec<u8>>) {
        if let Some(answer) = self.asked.get_mut(&id) {
            *answer = Some(bytes);
        }
    }

    /// What the worker at this place says: `["ready"]`, an answer, a panic, or that it could not be started.
    fn receive(&mut self, place: usize, event: &Event) {
        let readers = self.readers.as_mut();
        let Some(reader) = readers.and_then(|readers| readers.get_mut(place)) else {
            return;
        };
        let data = Reflect::get(event, &"data".into()).unwrap_or_default();
        let message = data.dyn_into::<Array>().unwrap_or_default();
        if let Some(id) = message.get(0).as_f64() {
            let id = id as u32;
            reader.at.retain(|asked| *asked != id);
            let bytes = message.get(1).dyn_into::<Uint8Array>().ok();
            self.answer(id, bytes.map(|bytes| bytes.to_vec()));
        } else if message.length() == 1 {
            let state = std::mem::replace(&mut reader.state, State::Ready);
            if let State::Starting(unsent) = state {
                let posted = unsent
                    .iter()
                    .map(|message| reader.worker.post_message(message));
                posted.for_each(drop);
            }
        } else {
            reader.worker.terminate();
            reader.state = State::Lost;
            let lost = std::mem::take(&mut reader.at);
            lost.into_iter().for_each(|id| self.answer(id, None));
        }
    }
}

/// Starts the workers, unless they are there. They take a while, so this is done before the first of them is needed.
pub(super) fn start(pool: &Rc<RefCell<Pool>>) {
    if pool.borrow().readers.is_some() {
        return;
    }
    let cores = pool.borrow().scope.navigator().hardware_concurrency() as usize;
    let count = if cores > 1 {
        cores.min(MOST_READERS)
    } else {
        0
    };
    let readers = (0..count).filter_map(|place| reader(pool, place).ok());
    let readers = readers.collect();
    pool.borrow_mut().readers = Some(readers);
}

fn reader(pool: &Rc<RefCell<Pool>>, place: usize) -> Result<Reader, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name(NAME);
    let script = pool.borrow().scope.location().href();
    let worker = Worker::new_with_options(&script, &options)?;
    let answered = pool.clone();
    let on_event = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        answered.borrow_mut().receive(place, &event);
        let on_answer = answered.borrow().on_answer.clone();
        if let Some(on_answer) = on_answer {
            let _ = on_answer.call0(&JsValue::NULL);
        }
    });
    worker.set_onmessage(Some(on_event.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_event.as_ref().unchecked_ref()));
    Ok(Reader {
        worker,
        at: Vec::new(),
        state: State::Starting(Vec::new()),
        _on_event: on_event,
    })
}

impl BlobParts {
    pub(super) fn new(blob: Blob, pool: Rc<RefCell<Pool>>) -> Self {
        BlobParts {
            blob,
            pool,
            asked: Vec::new(),
        }
    }

    /// Tells the reader that has the least to do.
    fn send(&mut self, message: Array) -> u32 {
        let pool = &mut *self.pool.borrow_mut();
        let id = pool.next;
        pool.next += 1;
        self.asked.push(id);
        pool.asked.insert(id, None);
        let readers = pool.readers.iter_mut().flatten();
        let there = readers.filter(|reader| !matches!(reader.state, State::Lost));
        let Some(reader) = there.min_by_key(|reader| reader.at.len()) else {
            pool.answer(id, None);
            return id;
        };
        message.unshift(&self.blob);
        message.unshift(&id.into());
        let posted = match &mut reader.state {
            State::Starting(unsent) => {
                unsent.push(message);
                Ok(())
            }
            State::Ready | State::Lost => reader.worker.post_message(&message),
        };
        match posted {
            Ok(()) => reader.at.push(id),
            Err(_) => pool.answer(id, None),
        }
        id
    }
}

impl PartReader for BlobParts {
    fn ahead(&self) -> usize {
        let pool = self.pool.borrow();
        pool.readers
            .as_ref()
            .map_or(0, |readers| readers.len() * AT_A_TIME)
    }

    fn ask(&mut self, plan: &PartPlan, range: PartRange) -> u32 {
        let plan = serde_json::to_string(plan).unwrap_or_default();
        let message = Array::of4(
            &plan.into(),
            &(range.from as f64).into(),
            &(range.to as f64).into(),
            &range.is_exact.into(),
        );
        self.send(message)
    }

    fn ask_outline(&mut self) -> u32 {
        self.send(Array::new())
    }

    fn has_answered(&self, asked: u32) -> bool {
        !matches!(self.pool.borrow().asked.get(&asked), Some(None))
    }

    fn take(&mut self, asked: u32) -> Option<Vec<u8>> {
        self.asked.retain(|id| *id != asked);
        self.pool
            .borrow_mut()
            .asked
            .remove(&asked)
            .flatten()
            .flatten()
    }
}

impl Drop for BlobParts {
    fn drop(&mut self) {
        if let Ok(mut pool) = self.pool.try_borrow_mut() {
            self.asked.iter().for_each(|id| {
                pool.asked.remove(id);
            });
        }
    }
}

/// What a worker that reads parts does with its messages. The bytes of all are fetched while one is read.
pub(super) fn serve(scope: DedicatedWorkerGlobalScope) -> Function {
    let on_message = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        let data = Reflect::get(&event, &"data".into()).unwrap_or_default();
        let message: Array = data.unchecked_into();
        let scope = scope.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let answer = Array::of1(&message.get(0));
            let transfer = Array::new();
            if let Some(part) = read(&message).await {
                let bytes = Uint8Array::from(part.as_slice());
                transfer.push(&bytes.buffer());
                answer.push(&bytes);
            }
            let _ = scope.post_message_with_transfer(&answer, &transfer);
        });
    });
    on_message.into_js_value().unchecked_into()
}

async fn read(message: &Array) -> Option<Vec<u8>> {
    let blob: Blob = message.get(1).dyn_into().ok()?;
    let size = blob.size() as u64;
    let Some(plan) = message.get(2).as_string() else {
        let mut file = Fetched::fetch(&blob, 0, size).await.ok()?;
        return outline_file(&mut file, size);
    };
    let range = PartRange {
        from: message.get(3).as_f64()? as u64,
        to: message.get(4).as_f64()? as u64,
        is_exact: message.get(5).is_truthy(),
    };
    let (from, to) = (range.from.saturating_sub(1), range.to + LINE_BYTES);
    let mut file = Fetched::fetch(&blob, from, to.min(size)).await.ok()?;
    read_part(&serde_json::from_str(&plan).ok()?, &mut file, size, range)
}
