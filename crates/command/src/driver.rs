//! Drives a session: requests in, answers out, with progress in between and threads that read parts.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::available_parallelism;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::arguments::Work;
use crate::inputs::Inputs;
use crate::pool::Pool;
use crate::problem::Problem;
use crate::progress::Progress;
use leeway_engine::protocol::{Outcome, Reply, Request};
use leeway_engine::{Dropped, Session, Stepped};
use leeway_report::Report;

/// Bytes of all files together from which they are read in parts.
const LARGE_BYTES: u64 = 8 << 20;

/// The time that every clock shows, where one is set; its bits as a number of milliseconds.
static FIXED: AtomicU64 = AtomicU64::new(0);
/// Reproducible builds set it: seconds since 1970.
const FIXED_TIME: &str = "SOURCE_DATE_EPOCH";

/// A session and who drives it.
pub struct Driver {
    session: Session,
    pool: Option<Arc<Pool>>,
    threads: usize,
    progress: Progress,
}

impl Driver {
    /// An empty session.
    pub fn new(work: &Work) -> Driver {
        let fixed = std::env::var(FIXED_TIME).ok();
        if let Some(seconds) = fixed.and_then(|text| text.parse::<u64>().ok()) {
            FIXED.store((seconds as f64 * 1e3).to_bits(), Ordering::Relaxed);
        }
        let threads = work.threads.map_or_else(
            || available_parallelism().map_or(1, usize::from),
            usize::from,
        );
        Driver {
            session: Session::new(now_ms),
            pool: None,
            threads,
            progress: Progress::new(work.quiet),
        }
    }

    /// Opens files, in addition to what is open.
    ///
    /// # Errors
    /// What the session says where none can be used; what was named one by one and cannot be used.
    pub fn open(&mut self, inputs: Inputs) -> Result<(), Problem> {
        let size = inputs.files.iter().map(|file| file.size).sum::<u64>();
        if size >= LARGE_BYTES && self.pool.is_none() {
            self.pool = Pool::start(self.threads);
        }
        let pool = &self.pool;
        let dropped = |file: crate::inputs::Named| {
            let parts = pool.clone().map(|pool| {
                let (held, size) = (file.held.clone(), file.size);
                Box::new(move || pool.parts(&held, size)) as _
            });
            Dropped {
                parts,
                ..file.dropped()
            }
        };
        let files = inputs.files.into_iter().map(dropped).collect();
        let request = Request::Open { files: Vec::new() };
        self.ask(request, files)?;
        let mut failed = self.report().sources.iter().filter(|one| one.failed);
        match failed.find(|source| inputs.named.contains(&source.path)) {
            Some(source) => Err(Problem::unusable(source)),
            None => Ok(()),
        }
    }

    /// The bytes of a file that can be saved.
    ///
    /// # Errors
    /// What the session says: a name that is not known, or what is missing for it.
    pub fn export(&mut self, name: &str) -> Result<Vec<u8>, Problem> {
        let name = name.to_owned();
        let (_, bytes) = self.ask(Request::Export { name }, Vec::new())?;
        Ok(bytes)
    }

    /// Changes the settings that a JSON object names.
    ///
    /// # Errors
    /// What the session says.
    pub fn set(&mut self, settings: String) -> Result<(), Problem> {
        self.ask(Request::Set { settings }, Vec::new()).map(drop)
    }

    /// The report as of the last request.
    pub fn report(&self) -> &Report {
        self.session.report()
    }

    /// Works a request off; what it led to, with the bytes of a file.
    ///
    /// # Errors
    /// What the session says.
    pub fn ask(
        &mut self,
        request: Request,
        files: Vec<Dropped>,
    ) -> Result<(Outcome, Vec<u8>), Problem> {
        let refused = |problem: leeway_engine::Problem| Problem::Refused(problem.to_string());
        self.session.begin(request, files).map_err(refused)?;
        let answer = loop {
            let seen = self.pool.as_ref().map_or(0, |pool| pool.answered());
            match self.session.step() {
                Some(Stepped::Working(progress)) => {
                    self.progress.show(&progress);
                    if let Some(pool) = &self.pool
                        && self.session.is_waiting()
                    {
                        pool.wait(seen);
                    }
                }
                Some(Stepped::Finished(Reply::Done(outcome), bytes)) => {
                    break Ok((*outcome, bytes.unwrap_or_default()));
                }
                Some(Stepped::Finished(Reply::Failed { message }, _)) => {
                    break Err(Problem::Refused(message));
                }
                // Nobody cancels between two steps.
                Some(Stepped::Finished(..)) | None => break Err(Problem::Interrupted),
            }
        };
        self.progress.clear();
        answer
    }
}

fn now_ms() -> f64 {
    match FIXED.load(Ordering::Relaxed) {
        0 => {
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            now.map_or(0.0, |now| now.as_secs_f64() * 1e3)
        }
        bits => f64::from_bits(bits),
    }
}
