//! The engine in its worker: takes messages, drives the session, answers.
//!
//! With the folder of its name the only part of the engine that knows the browser. A message is `[JSON text, payload]`: for [`Request::Open`] the payload is one `File`, `Blob` or
//! `Uint8Array` per file. An answer is `[JSON text, bytes]`. The first message out is `["ready"]`; a panic sends `["panic", message]`, after which the page starts
//! another worker. Between steps the worker returns to its event loop, so that a cancel is heard within a step. Requests are worked off in the order in which they
//! came, because each may build on the one before: files add up, and settings stay changed. [`Request::Clear`] alone does not wait; it stops all that does.

mod blob;
mod files;
mod pool;
mod writing;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::protocol::{Answer, Envelope, Reply, Request};
use super::session::{Session, Stepped};
use files::{are_large, dropped};
use pool::Pool;
use writing::Writing;

/// Progress is sent at most this often.
const PROGRESS_EVERY_MS: f64 = 50.0;

/// The worker's state.
struct Engine {
    scope: DedicatedWorkerGlobalScope,
    session: Session,
    at_work: Option<u32>,
    waiting: VecDeque<Waiting>,
    is_stepping: bool,
    progress_at_ms: f64,
    pool: Rc<RefCell<Pool>>,
    writing: Writing,
}

/// A request that waits for its turn, with what stands beside it.
struct Waiting {
    id: u32,
    request: Request,
    payload: JsValue,
}

/// Starts the worker: call once from its entry.
///
/// What arrives is kept until the engine itself is there. It is a part of the wasm of its own and is fetched with the first message, so that a visit that opens
/// nothing does not wait for it; `["wake"]` fetches it ahead. What reads parts of files is fetched at once: such a worker is started when it is needed.
pub fn start() -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let to_page = scope.clone();
    std::panic::set_hook(Box::new(move |info| {
        let message = Array::of2(&"panic".into(), &info.to_string().into());
        let _ = to_page.post_message(&message);
    }));
    let reads_parts = scope.name() == pool::NAME;
    let pool = Pool::new(scope.clone());
    let early: Rc<RefCell<Vec<JsValue>>> = Rc::default();
    if reads_parts {
        load(scope.clone(), pool.clone(), early.clone());
    }
    let to_engine = scope.clone();
    let on_early = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        if !reads_parts {
            // Those who read parts start while the engine's program is fetched.
            let message: Array = data.clone().unchecked_into();
            if message.get(1).dyn_ref().is_some_and(are_large) {
                pool::start(&pool);
            }
            if early.borrow().is_empty() {
                load(to_engine.clone(), pool.clone(), early.clone());
            }
        }
        early.borrow_mut().push(data);
    });
    scope.set_onmessage(Some(on_early.as_ref().unchecked_ref()));
    on_early.forget();
    scope.post_message(&Array::of1(&"ready".into()))
}

/// Fetches what listens, and gives it what came early.
fn load(
    scope: DedicatedWorkerGlobalScope,
    pool: Rc<RefCell<Pool>>,
    early: Rc<RefCell<Vec<JsValue>>>,
) {
    wasm_bindgen_futures::spawn_local(async move {
        let receives = if scope.name() == pool::NAME {
            serve_parts(scope.clone()).await
        } else {
            listen(scope.clone(), pool).await
        };
        match receives {
            Ok(receive) => {
                scope.set_onmessage(Some(&receive));
                for data in early.take() {
                    let event = Object::new();
                    let _ = Reflect::set(&event, &"data".into(), &data);
                    let _ = receive.call1(&JsValue::NULL, &event);
                }
            }
            Err(error) => {
                let message = Array::of2(&"panic".into(), &error.0);
                let _ = scope.post_message(&message);
            }
        }
    });
}

/// The engine's own listener for messages.
#[wasm_split(session, fallible)]
fn listen(
    scope: DedicatedWorkerGlobalScope,
    pool: Rc<RefCell<Pool>>,
) -> Result<Function, Unloaded> {
    let engine = Engine {
        scope,
        pool: pool.clone(),
        session: Session::new(now_ms),
        at_work: None,
        waiting: VecDeque::new(),
        is_stepping: false,
        progress_at_ms: 0.0,
        writing: Writing::default(),
    };
    let engine = Rc::new(RefCell::new(engine));
    let steps = step_loop(engine.clone())?;
    let (woken, schedule) = (engine.clone(), steps.clone());
    let wake = Closure::<dyn Fn()>::new(move || {
        if !std::mem::replace(&mut woken.borrow_mut().is_stepping, true) {
            let _ = schedule.call0(&JsValue::NULL);
        }
    });
    let wake: Function = wake.into_js_value().unchecked_into();
    engine.borrow_mut().writing.set_on_fetched(wake.clone());
    pool.borrow_mut().set_on_answer(wake);
    let on_message = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        let data = Reflect::get(&event, &"data".into()).unwrap_or_default();
        if receive(&mut engine.borrow_mut(), &data) {
            let _ = steps.call0(&JsValue::NULL);
        }
    });
    Ok(on_message.into_js_value().unchecked_into())
}

/// The listener of a worker that only reads parts of files.
#[wasm_split(parts, fallible)]
fn serve_parts(scope: DedicatedWorkerGlobalScope) -> Result<Function, Unloaded> {
    Ok(pool::serve(scope))
}

/// Why the engine is not there.
struct Unloaded(JsValue);

impl From<SplitLoaderError> for Unloaded {
    fn from(_: SplitLoaderError) -> Self {
        Unloaded("its program could not be fetched".into())
    }
}

impl From<JsValue> for Unloaded {
    fn from(thrown: JsValue) -> Self {
        Unloaded(thrown)
    }
}

/// A function that schedules one step after what waits in the event loop; each step schedules the next while there is work.
///
/// A message to oneself goes behind the page's messages at once, where a timer would wait four milliseconds.
fn step_loop(engine: Rc<RefCell<Engine>>) -> Result<Function, JsValue> {
    let channel = web_sys::MessageChannel::new()?;
    let (here, there) = (channel.port1(), channel.port2());
    let post = Closure::<dyn Fn()>::new(move || {
        let _ = here.post_message(&JsValue::NULL);
    });
    let schedule: Function = post.into_js_value().unchecked_into();
    let again = schedule.clone();
    let on_step = Closure::<dyn Fn()>::new(move || {
        if step(&mut engine.borrow_mut()) {
            let _ = again.call0(&JsValue::NULL);
        }
    });
    there.set_onmessage(Some(on_step.as_ref().unchecked_ref()));
    on_step.forget();
    Ok(schedule)
}

/// Takes a message; answers whether somebody must start to step.
fn receive(engine: &mut Engine, data: &JsValue) -> bool {
    let message: Array = data.clone().unchecked_into();
    let Some(json) = message.get(0).as_string() else {
        return false;
    };
    let Ok(Envelope { id, request }) = serde_json::from_str(&json) else {
        return false;
    };
    match request {
        Request::Cancel { id: cancelled } => cancel(engine, cancelled),
        Request::Clear => {
            let waiting = engine.waiting.iter().map(|waiting| waiting.id);
            let all: Vec<u32> = waiting.chain(engine.at_work).collect();
            all.into_iter().for_each(|older| cancel(engine, older));
            engine.pool.borrow_mut().close();
        }
        // Within a frame: a brush does not wait for what is at work.
        Request::Brush {
            ref brushes,
            active,
            ref feature,
        } => {
            let reply = engine
                .session
                .brush(brushes, active as usize, feature.as_deref());
            if let Some(reply) = reply {
                send(engine, id, reply, None);
                return false;
            }
        }
        _ => {}
    }
    if !matches!(request, Request::Cancel { .. }) {
        engine.waiting.push_back(Waiting {
            id,
            request,
            payload: message.get(1),
        });
    }
    !std::mem::replace(&mut engine.is_stepping, true)
}

/// Stops a request, or keeps it from being taken up.
fn cancel(engine: &mut Engine, id: u32) {
    let waiting = engine.waiting.len();
    engine.waiting.retain(|waiting| waiting.id != id);
    let is_stopped = engine.at_work == Some(id) && engine.session.cancel();
    if is_stopped {
        engine.at_work = None;
    }
    if is_stopped || engine.waiting.len() < waiting {
        send(engine, id, Reply::Cancelled, None);
    }
}

/// Takes up the request that has waited longest; answers whether there is one.
fn begin_next(engine: &mut Engine) -> bool {
    if let Some(first) = engine.waiting.front()
        && engine.writing.must_wait(&first.request)
    {
        return false;
    }
    while let Some(Waiting {
        id,
        request,
        payload,
    }) = engine.waiting.pop_front()
    {
        let files = match &request {
            Request::Open { files } => dropped(files, payload, &engine.pool),
            _ => Ok(Vec::new()),
        };
        match files.and_then(|files| engine.session.begin(request, files)) {
            Ok(()) => {
                engine.at_work = Some(id);
                return true;
            }
            Err(problem) => send(engine, id, Reply::failed(&problem), None),
        }
    }
    false
}

/// One step; answers whether there is more to do.
fn step(engine: &mut Engine) -> bool {
    engine.is_stepping = work_on(engine);
    engine.is_stepping
}

fn work_on(engine: &mut Engine) -> bool {
    let Some(id) = engine.at_work else {
        return begin_next(engine);
    };
    match engine.session.step() {
        None => {
            engine.at_work = None;
            begin_next(engine)
        }
        Some(Stepped::Working(progress)) => {
            let now = now_ms();
            if now - engine.progress_at_ms >= PROGRESS_EVERY_MS {
                engine.progress_at_ms = now;
                send(engine, id, Reply::Progress(progress), None);
            }
            !engine.session.is_waiting()
        }
        Some(Stepped::Finished(reply, bytes)) => {
            engine.at_work = None;
            send(engine, id, reply, bytes);
            begin_next(engine)
        }
    }
}

/// Features of a report that are told at once.
const FEATURES_AT_ONCE: usize = 40;
/// Checks of a report that are told at once.
const CHECKS_AT_ONCE: usize = 400;

fn send(engine: &Engine, id: u32, mut reply: Reply, bytes: Option<Vec<u8>>) {
    if let Reply::Done(outcome) = &mut reply
        && let Some(report) = outcome.report_mut()
    {
        while let Some(features) = begin_of(&mut report.features, FEATURES_AT_ONCE) {
            let checks = Vec::new();
            send(engine, id, Reply::ReportPart { features, checks }, None);
        }
        while let Some(checks) = begin_of(&mut report.checks, CHECKS_AT_ONCE) {
            let features = Vec::new();
            send(engine, id, Reply::ReportPart { features, checks }, None);
        }
    }
    let json = serde_json::to_string(&Answer { id, reply }).unwrap_or_default();
    let message = Array::of1(&json.into());
    if let Some(bytes) = bytes {
        message.push(&Uint8Array::from(bytes.as_slice()));
    }
    let _ = engine.scope.post_message(&message);
}

/// Takes the first ones, where there are more than that.
fn begin_of<T>(all: &mut Vec<T>, most: usize) -> Option<Vec<T>> {
    (all.len() > most).then(|| all.drain(..most).collect())
}

fn now_ms() -> f64 {
    let scope: Option<DedicatedWorkerGlobalScope> = js_sys::global().dyn_into().ok();
    scope
        .and_then(|scope| scope.performance())
        .map_or(0.0, |performance| {
            performance.time_origin() + performance.now()
        })
}
