//! The page's end of the conversation with the engine.
//!
//! [`Session::ask`] gives a request an id and calls back once: with the outcome, or with why there is none. An answer that nobody waits for any more is
//! dropped. The newest report and the progress of the long request at work are signals. The page keeps the handles of all files that were read, so that an
//! engine that stopped (a panic, or no answer to Cancel) can be replaced by a new one that reads them again; meanwhile the page shows what it had.

mod answered;
mod busy;
mod history;
mod recovery;
mod signals;

pub use answered::{Answered, Failure};
use history::Opened;
pub use signals::{Busy, Signals};

use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    future::Future,
    pin::Pin,
    rc::Rc,
    sync::Arc,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::{
    browser::{EngineWorker, Heard, Picked, sleep},
    engine::protocol::{Answer, Envelope, FileName, Outcome, Reply, Request},
    report::settings::Settings,
    report::{Check, Feature, Report},
};
use history::History;

/// An engine that has not stopped by then after Cancel is replaced, in milliseconds.
const CANCEL_PATIENCE_MS: u32 = 4_000;

/// Reads what the engine answers.
type Read = fn(&str) -> Option<Answer>;

/// What reads the engine's answers, on its way; `None` where it does not come.
pub type Reading = Pin<Box<dyn Future<Output = Option<Read>>>>;

type Then = Box<dyn FnOnce(Result<Answered, Failure>)>;

struct Waiting {
    request: Request,
    files: Vec<JsValue>,
    publishes: bool,
    then: Then,
}

struct Inner {
    signals: Signals,
    worker: RefCell<Option<EngineWorker>>,
    is_ready: Cell<bool>,
    is_recovering: Cell<bool>,
    /// What was asked before the worker listened.
    unsent: RefCell<Vec<(String, Option<Vec<JsValue>>)>>,
    /// What the engine said before there was what reads it.
    unread: RefCell<Vec<(String, Option<JsValue>)>>,
    waiting: RefCell<BTreeMap<u32, Waiting>>,
    /// What came of a report that is not yet whole.
    parts: RefCell<(Vec<Feature>, Vec<Check>)>,
    last_id: Cell<u32>,
    history: History,
    fetch_read: Rc<dyn Fn() -> Reading>,
    read: Cell<Option<Read>>,
}

/// The conversation; clones are the same one.
#[derive(Clone)]
pub struct Session(Rc<Inner>);

impl Session {
    /// Starts the engine; `fetch_read` fetches what reads its answers.
    pub fn start(signals: Signals, fetch_read: Rc<dyn Fn() -> Reading>) -> Self {
        let session = Session(Rc::new(Inner {
            signals,
            worker: RefCell::default(),
            is_ready: Cell::new(false),
            is_recovering: Cell::new(false),
            unsent: RefCell::default(),
            unread: RefCell::default(),
            waiting: RefCell::default(),
            parts: RefCell::default(),
            last_id: Cell::new(0),
            history: History::default(),
            fetch_read,
            read: Cell::new(None),
        }));
        session.start_worker();
        session
    }

    /// What the session reports to the page.
    pub fn signals(&self) -> Signals {
        self.0.signals
    }

    /// Reads files in addition to what is loaded.
    pub fn open(
        &self,
        picked: Vec<Picked>,
        role: Option<String>,
        then: impl FnOnce(Result<Answered, Failure>) + 'static,
    ) {
        let named = picked.into_iter().map(|file| {
            let name = FileName {
                path: file.path,
                role: role.clone(),
                run: None,
                size: file.size,
                replaces: false,
            };
            (name, file.data)
        });
        self.open_named(named.collect(), true, then);
    }

    /// Has the engine fetch its program before the first request needs it.
    pub fn wake(&self) {
        if !self.0.is_ready.get() {
            let wake = ("wake".to_owned(), None);
            return self.0.unsent.borrow_mut().push(wake);
        }
        if let Some(worker) = &*self.0.worker.borrow() {
            // A worker that takes no message says why at the first request.
            worker.post("wake", None).ok();
        }
    }

    /// Asks, and calls back once.
    pub fn ask(
        &self,
        request: Request,
        then: impl FnOnce(Result<Answered, Failure>) + 'static,
    ) -> u32 {
        self.send(request, Vec::new(), true, Box::new(then))
    }

    /// Stops what a request started. An engine that does not listen is replaced.
    pub fn cancel(&self, id: u32) {
        self.0.signals.busy.update(|busy| {
            if let Some(busy) = busy.as_mut().filter(|busy| busy.id == id) {
                busy.is_stopping = true;
            }
        });
        self.post(&Request::Cancel { id }, self.next_id(), None);
        let session = self.clone();
        spawn_local(async move {
            sleep(CANCEL_PATIENCE_MS).await;
            if session.0.waiting.borrow().contains_key(&id) {
                session.recover("it did not listen to Cancel");
            }
        });
    }

    pub(super) fn open_named(
        &self,
        files: Vec<(FileName, JsValue)>,
        publishes: bool,
        then: impl FnOnce(Result<Answered, Failure>) + 'static,
    ) {
        let (names, data) = files.into_iter().unzip();
        let request = Request::Open { files: names };
        self.send(request, data, publishes, Box::new(then));
    }

    fn ask_quietly(
        &self,
        request: Request,
        then: impl FnOnce(Result<Answered, Failure>) + 'static,
    ) {
        self.send(request, Vec::new(), false, Box::new(then));
    }

    fn start_worker(&self) {
        let weak = Rc::downgrade(&self.0);
        self.0.is_ready.set(false);
        let started = EngineWorker::start(move |heard| {
            if let Some(inner) = weak.upgrade() {
                Session(inner).hear(heard);
            }
        });
        match started {
            Ok(worker) => {
                self.0.worker.replace(Some(worker));
            }
            Err(error) => {
                self.0.signals.banner.set(Some(error.to_string()));
                self.0.signals.is_up.set(Some(false));
            }
        }
    }

    /// Ends the worker; whoever waits hears why. Answers whether it had been up.
    fn end_worker(&self, reason: &str) -> bool {
        self.0.worker.take();
        self.0.unsent.take();
        self.0.unread.take();
        self.0.parts.take();
        self.0.signals.busy.set(None);
        for (_, waiting) in self.0.waiting.take() {
            (waiting.then)(Err(Failure::Stopped(reason.to_owned())));
        }
        self.0.is_ready.replace(false)
    }

    fn opened(&self) -> Vec<Opened> {
        self.0.history.all()
    }

    fn forget_opened(&self) {
        self.0.history.forget();
    }

    /// Sets whether files are being read again, and answers whether they were.
    fn set_recovering(&self, is_recovering: bool) -> bool {
        self.0.is_recovering.replace(is_recovering)
    }

    /// The user's settings, as a request for an engine that has the defaults.
    pub(super) fn settings_request(&self) -> Option<Request> {
        let settings = self.0.signals.settings;
        let changes =
            settings.with_untracked(|settings| settings.changes_since(&Settings::default()));
        (!changes.is_empty()).then(|| Request::Set {
            settings: serde_json::Value::Object(changes).to_string(),
        })
    }

    fn next_id(&self) -> u32 {
        self.0.last_id.set(self.0.last_id.get() + 1);
        self.0.last_id.get()
    }

    fn send(&self, request: Request, files: Vec<JsValue>, publishes: bool, then: Then) -> u32 {
        let id = self.next_id();
        let payload = matches!(request, Request::Open { .. }).then(|| files.clone());
        let waiting = Waiting {
            request: request.clone(),
            files,
            publishes,
            then,
        };
        self.0.waiting.borrow_mut().insert(id, waiting);
        self.show_oldest();
        self.post(&request, id, payload);
        id
    }

    fn post(&self, request: &Request, id: u32, payload: Option<Vec<JsValue>>) {
        let envelope = Envelope {
            id,
            request: request.clone(),
        };
        let Ok(text) = serde_json::to_string(&envelope) else {
            return self.settle(id, Err(Failure::unreadable("The request")));
        };
        if !self.0.is_ready.get() {
            self.0.unsent.borrow_mut().push((text, payload));
            return;
        }
        let posted = match &*self.0.worker.borrow() {
            Some(worker) => worker.post(&text, payload.as_deref()),
            None => Ok(()),
        };
        if let Err(error) = posted {
            self.settle(id, Err(Failure::Failed(error.to_string())));
        }
    }

    fn hear(&self, heard: Heard) {
        match heard {
            Heard::Ready => {
                self.0.is_ready.set(true);
                self.0.signals.is_up.set(Some(true));
                let unsent = self.0.unsent.take();
                if let Some(worker) = &*self.0.worker.borrow() {
                    for (text, payload) in unsent {
                        // Only files that the browser cannot hand over fail here, and those do not come before the engine is up.
                        worker.post(&text, payload.as_deref()).ok();
                    }
                }
            }
            Heard::Message { text, bytes } => {
                self.0.unread.borrow_mut().push((text, bytes));
                if let Some(read) = self.0.read.get() {
                    return self.read_all(read);
                }
                let session = self.clone();
                spawn_local(async move {
                    if let Some(read) = (session.0.fetch_read)().await {
                        session.0.read.set(Some(read));
                        session.read_all(read);
                    }
                });
            }
            Heard::Stopped(reason) => {
                // Not at once: the worker's listeners, one of which is running, are dropped with it.
                let session = self.clone();
                spawn_local(async move { session.recover(&reason) });
            }
        }
    }

    fn read_all(&self, read: Read) {
        for (text, bytes) in self.0.unread.take() {
            if let Some(answer) = read(&text) {
                self.take_answer(answer, bytes);
            }
        }
    }

    fn take_answer(&self, answer: Answer, bytes: Option<JsValue>) {
        match answer.reply {
            Reply::Progress(progress) => self.0.signals.busy.update(|busy| {
                if let Some(busy) = busy.as_mut().filter(|busy| busy.id == answer.id) {
                    busy.progress = Some(progress);
                }
            }),
            Reply::ReportPart { features, checks } => {
                let mut parts = self.0.parts.borrow_mut();
                parts.0.extend(features);
                parts.1.extend(checks);
            }
            Reply::Done(outcome) => match *outcome {
                Outcome::Report(report) => self.take_report(answer.id, report, bytes),
                Outcome::Configured { settings, report } => {
                    self.take_settings(*settings);
                    self.take_report(answer.id, report, bytes);
                }
                outcome => self.settle(answer.id, Ok(Answered { outcome, bytes })),
            },
            Reply::Failed { message } => self.settle(answer.id, Err(Failure::Failed(message))),
            Reply::Cancelled => self.settle(answer.id, Err(Failure::Cancelled)),
        }
    }

    /// Takes over what a configuration among the files chose; one that is only read again does not undo what was chosen since.
    fn take_settings(&self, settings: Settings) {
        let chosen = self.0.signals.settings;
        if !self.0.is_recovering.get() {
            return chosen.set(settings);
        }
        let changed = chosen.with_untracked(|chosen| chosen.changes_since(&settings));
        if !changed.is_empty() {
            let settings = serde_json::Value::Object(changed).to_string();
            self.ask(Request::Set { settings }, |_| {});
        }
    }

    /// A report is read in one task and shown in the next: each takes its time.
    fn take_report(&self, id: u32, mut report: Box<Report>, bytes: Option<JsValue>) {
        let (mut features, mut checks) = self.0.parts.take();
        features.append(&mut report.features);
        checks.append(&mut report.checks);
        (report.features, report.checks) = (features, checks);
        let session = self.clone();
        spawn_local(async move {
            sleep(0).await;
            let outcome = Outcome::Report(report);
            session.settle(id, Ok(Answered { outcome, bytes }));
        });
    }

    fn settle(&self, id: u32, result: Result<Answered, Failure>) {
        let Some(waiting) = self.0.waiting.borrow_mut().remove(&id) else {
            return;
        };
        let signals = self.0.signals;
        if signals
            .busy
            .with_untracked(|busy| busy.as_ref().is_some_and(|busy| busy.id == id))
        {
            signals.busy.set(None);
            self.show_oldest();
        }
        if let Ok(answered) = &result {
            if !self.0.is_recovering.get() {
                self.0.history.remember(waiting.request, waiting.files);
            }
            if let Outcome::Report(report) = &answered.outcome
                && waiting.publishes
            {
                let is_empty = report.sources.is_empty();
                let report = (!is_empty).then(|| Arc::new((**report).clone()));
                signals.report.set(report);
            }
        }
        (waiting.then)(result);
    }
}
