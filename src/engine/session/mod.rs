//! The session: a state machine that reads what is dropped, compares it, and answers.
//!
//! One request is worked on at a time, in steps of some ten milliseconds ([`Session::step`]), so that whoever drives it can show progress and take a cancel in
//! between. A request that fails or is cancelled leaves everything as it was before. The same session runs natively in tests and in the page's worker.

mod job;
mod lab;
mod measuring;
mod read_queue;
mod reading;
mod replacing;
mod round;
mod runs;
mod step;

use crate::engine::problem::Problem;
use std::cell::Cell;
use std::rc::Rc;

use self::replacing::Superseded;
use crate::documents::Role;
use crate::engine::cache::ValueCache;
use crate::engine::condense::Condensing;
use crate::engine::export::{Export, Saved};
use crate::engine::layout::columns_of;
use crate::engine::monitor::Advance;
use crate::engine::protocol::{Outcome, Progress, Reply, Request};
use crate::engine::selection::Coded;
use crate::engine::source::{Dropped, Loaded};
use crate::engine::study::{self, Analysis};
use crate::report::settings::{Brush, Settings};
use crate::report::{Report, Timings};
use crate::scenarios::loans;
use job::{Asked, Before, Job, Stage};
use runs::{Run, Runs};

/// What a step led to.
#[derive(Debug)]
pub enum Stepped {
    /// There is more to do.
    Working(Progress),
    /// The request is answered; bytes stand beside an export.
    Finished(Reply, Option<Vec<u8>>),
}

impl Stepped {
    fn saved(saved: Saved) -> Self {
        let outcome = Outcome::Exported {
            name: saved.name,
            mime: saved.mime.to_owned(),
        };
        Stepped::Finished(Reply::Done(Box::new(outcome)), Some(saved.bytes))
    }
}

/// What is loaded, and the request at work.
pub struct Session {
    clock: fn() -> f64,
    settings: Settings,
    files: Vec<Dropped>,
    /// Everything that was read.
    loaded: Vec<Loaded>,
    next_id: u32,
    condensing: Condensing,
    /// Values as they were gathered, so that an hour more costs the hour.
    cache: ValueCache,
    /// What was measured: one study, or one for every run.
    runs: Runs,
    /// The rows in bins, once somebody brushed.
    coded: Option<Coded>,
    job: Option<Job>,
    read_ms: Rc<Cell<f64>>,
}

impl Session {
    /// An empty session; `clock` gives milliseconds since 1970.
    pub fn new(clock: fn() -> f64) -> Self {
        let mut session = Session {
            clock,
            settings: Settings::default(),
            files: Vec::new(),
            loaded: Vec::new(),
            next_id: 1,
            condensing: Condensing::default(),
            cache: ValueCache::default(),
            runs: Runs::default(),
            coded: None,
            job: None,
            read_ms: Rc::default(),
        };
        let now = clock() as i64;
        session.runs.shown.report = study::report(&session.analysis(), Timings::default(), now);
        session
    }

    /// The report as of the last request that succeeded.
    pub fn report(&self) -> &Report {
        &self.shown().report
    }

    /// True as long as a step leads nowhere, because another worker has not read its part of a file yet.
    pub fn is_waiting(&self) -> bool {
        self.job.as_ref().is_some_and(Job::is_waiting)
    }

    /// Bytes that the loaded columns hold.
    pub fn table_bytes(&self) -> usize {
        let columns = (0..self.loaded.len()).flat_map(|source| columns_of(&self.loaded, source));
        columns.map(crate::table::Column::bytes).sum()
    }

    /// Takes up a request; [`Session::step`] does the work. `files` are those of [`Request::Open`]. Whatever was at work is cancelled.
    pub fn begin(&mut self, request: Request, files: Vec<Dropped>) -> Result<(), Problem> {
        self.cancel();
        let mut before = Before {
            settings: self.settings.clone(),
            files: self.files.len(),
            sources: self.loaded.len(),
            replaced: None,
            removed: None,
            role: None,
            superseded: Superseded::default(),
        };
        let is_projecting = matches!(request, Request::Project);
        let stage = match request {
            Request::Open { .. } => self.start_reading(files)?,
            Request::Demo { rows } => {
                let files = loans::example(rows, self.settings.rules.seed);
                self.start_reading(files.into_iter().map(Dropped::from).collect())?
            }
            Request::Set { settings } => {
                let changed = self.settings.changed_by(&settings)?;
                let must_reread = changed.rules.missing_words != self.settings.rules.missing_words
                    && !self.files.is_empty();
                self.settings = changed;
                if must_reread {
                    before.replaced = Some(std::mem::take(&mut self.loaded));
                    self.reading_from(0)
                } else {
                    Stage::Planning
                }
            }
            Request::SetRole { source, role } => {
                let role = role.map(|name| parse_role(&name)).transpose()?;
                let index = self.find(source)?;
                let loaded = &mut self.loaded[index];
                before.role = Some((index, loaded.role, loaded.is_role_chosen));
                loaded.is_role_chosen = role.is_some();
                loaded.role = role.flatten();
                Stage::Planning
            }
            Request::Remove { source } => {
                let index = self.find(source)?;
                before.removed = Some((index, self.loaded.remove(index)));
                before.sources = self.loaded.len();
                Stage::Planning
            }
            Request::Detail { feature } => Stage::Detailing { feature },
            Request::RunsFeature { feature } => Stage::DetailingRuns { feature },
            Request::Brush {
                brushes,
                active,
                feature,
            } => Stage::Coding {
                coded: self.uncoded(),
                next: 0,
                asked: Asked {
                    brushes,
                    active: active as usize,
                    feature,
                },
            },
            Request::Explain { role, row } => {
                let role = parse_role(&role)?.unwrap_or(Role::Current);
                Stage::Explaining { role, row }
            }
            Request::Lab { ask } => self.start_lab(&ask)?,
            Request::Advise { ask } => self.start_advising(&ask)?,
            Request::Export { name } => Stage::Exporting(Export::start(&name)?),
            Request::Clear => {
                self.files.clear();
                self.loaded.clear();
                before.files = 0;
                before.sources = 0;
                self.condensing = Condensing::default();
                Stage::Planning
            }
            Request::Project => Stage::Planning,
            Request::Cancel { .. } => return Err(Problem::asked("There is nothing to cancel.")),
            #[allow(clippy::panic)]
            Request::Panic => panic!("asked to by a test"),
        };
        self.job = Some(Job {
            started_ms: (self.clock)(),
            is_projecting,
            stage,
            timings: Timings::default(),
            before,
        });
        Ok(())
    }

    /// Stops what is at work; everything is as it was before. Answers whether something was.
    pub fn cancel(&mut self) -> bool {
        let Some(job) = self.job.take() else {
            return false;
        };
        self.undo(job.before);
        true
    }

    /// Works a request off at once; for tests and whoever need not yield.
    pub fn run(&mut self, request: Request, files: Vec<Dropped>) -> (Reply, Option<Vec<u8>>) {
        if let Err(problem) = self.begin(request, files) {
            return (Reply::failed(&problem), None);
        }
        loop {
            match self.step() {
                Some(Stepped::Finished(reply, bytes)) => return (reply, bytes),
                Some(Stepped::Working(_)) => {}
                None => return (Reply::Cancelled, None),
            }
        }
    }

    fn working(&mut self, job: Job, stage: &str, advance: Advance) -> Stepped {
        let elapsed_ms = (self.clock)() - job.started_ms;
        self.job = Some(job);
        Stepped::Working(Progress {
            stage: stage.to_owned(),
            item: advance.item,
            done: advance.done,
            total: advance.total,
            elapsed_ms,
        })
    }

    fn undo(&mut self, before: Before) {
        self.settings = before.settings;
        self.restore(before.superseded);
        self.files.truncate(before.files);
        match before.replaced {
            Some(sources) => self.loaded = sources,
            None => self.loaded.truncate(before.sources),
        }
        if let Some((index, loaded)) = before.removed {
            self.loaded.insert(index, loaded);
        }
        if let Some((index, role, is_role_chosen)) = before.role {
            self.loaded[index].role = role;
            self.loaded[index].is_role_chosen = is_role_chosen;
        }
    }

    /// What is left while a brush moves, within a frame; `None` where the rows are not coded yet, so that the request must be worked off like any other.
    pub fn brush(
        &mut self,
        brushes: &[Brush],
        active: usize,
        feature: Option<&str>,
    ) -> Option<Reply> {
        let coded = self.coded.as_mut()?;
        let study = &self.runs.shown.study;
        let brushed = coded.brush(study.sources(), study.layout(), brushes, active, feature);
        Some(match brushed {
            Ok(brushed) => Reply::Done(Box::new(Outcome::Brushed(brushed))),
            Err(problem) => Reply::failed(&problem),
        })
    }

    /// The place of a source by its id.
    fn find(&self, id: u32) -> Result<usize, Problem> {
        self.loaded
            .iter()
            .position(|source| source.id == id)
            .ok_or_else(|| {
                Problem::asked(format!(
                    "There is no source with the id {id}; it may have been removed."
                ))
            })
    }

    /// The run that is shown.
    fn shown(&self) -> &Run {
        &self.runs.shown
    }

    fn analysis(&self) -> Analysis<'_> {
        self.shown().study.analysis(&self.cache)
    }

    fn uncoded(&self) -> Coded {
        let view = self.shown().study.view(None);
        Coded::new(view.sources, view.layout, view.timeline.cut())
    }
}

/// A role by name; `none` is a choice too.
pub fn parse_role(name: &str) -> Result<Option<Role>, Problem> {
    if name == "none" {
        return Ok(None);
    }
    Role::parse(name).map(Some).ok_or_else(|| {
        Problem::asked(format!(
            "{name:?} is not a role. Roles are baseline, current, labels, reported and none."
        ))
    })
}
