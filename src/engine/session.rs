//! The session: a state machine that reads what is dropped, compares it, and answers.
//!
//! One request is worked on at a time, in steps of some ten milliseconds ([`Session::step`]), so that whoever drives it can show progress and take a cancel in
//! between. A request that fails or is cancelled leaves everything as it was before. The same session runs natively in tests and in the page's worker.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::attribution::explain;
use super::build::{Analysis, build};
use super::checks::{Measured, measure, measure_extra};
use super::detail::detail;
use super::export::{Export, export};
use super::file::Timed;
use super::later::{Later, Loads};
use super::layout::{Layout, columns_of};
use super::protocol::{Outcome, Progress, Reply, Request};
use super::quality::{self, Quality};
use super::report::{Report, Timings};
use super::settings::{FeatureKind, Settings};
use super::source::{Dropped, Loaded};
use super::timeline::Timeline;
use crate::documents::{Input, ReadOptions, Reading, Role, Step as ReadStep};
use crate::monitors::drift::{Comparison, compare};
use crate::scenarios::loans;
use crate::table::{Kind, MissingPolicy};

/// What a step led to.
#[derive(Debug)]
pub enum Stepped {
    /// There is more to do.
    Working(Progress),
    /// The request is answered; bytes stand beside an export.
    Finished(Reply, Option<Vec<u8>>),
}

/// What is loaded, and the request at work.
pub struct Session {
    clock: fn() -> f64,
    settings: Settings,
    files: Vec<Dropped>,
    sources: Vec<Loaded>,
    next_id: u32,
    layout: Layout,
    comparisons: BTreeMap<String, Comparison>,
    measured: BTreeMap<String, Measured>,
    timeline: Timeline,
    later: Later,
    quality: Rc<Quality>,
    report: Report,
    job: Option<Job>,
    read_ms: Rc<Cell<f64>>,
}

/// A request at work, with what to go back to if it does not succeed.
struct Job {
    started_ms: f64,
    stage: Stage,
    timings: Timings,
    before: Before,
}

/// What a request may change, as it was.
struct Before {
    settings: Settings,
    files: usize,
    sources: usize,
    replaced: Option<Vec<Loaded>>,
    removed: Option<(usize, Loaded)>,
    role: Option<(usize, Option<Role>, bool)>,
}

enum Stage {
    Reading {
        next: usize,
        reading: Option<Box<Reading>>,
        read_before: u64,
        total: u64,
    },
    Analysing {
        layout: Box<Layout>,
        next: usize,
        comparisons: BTreeMap<String, Comparison>,
        measured: BTreeMap<String, Measured>,
        timeline: Timeline,
        later: Box<Later>,
        /// What was measured before, where nothing that it depends on has changed.
        quality: Option<Rc<Quality>>,
    },
    Exporting(Export),
    /// While a step is at it.
    Taken,
    Detailing {
        feature: String,
    },
    Explaining {
        role: Role,
        row: u64,
    },
}

impl Session {
    /// An empty session; `clock` gives milliseconds since 1970.
    pub fn new(clock: fn() -> f64) -> Self {
        let mut session = Session {
            clock,
            settings: Settings::default(),
            files: Vec::new(),
            sources: Vec::new(),
            next_id: 1,
            layout: Layout::default(),
            comparisons: BTreeMap::new(),
            measured: BTreeMap::new(),
            timeline: Timeline::default(),
            later: Later::default(),
            quality: Rc::default(),
            report: Report::default(),
            job: None,
            read_ms: Rc::default(),
        };
        session.rebuild(Timings::default());
        session
    }

    /// The report as of the last request that succeeded.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Bytes that the loaded columns hold.
    pub fn table_bytes(&self) -> usize {
        let columns = (0..self.sources.len()).flat_map(|source| columns_of(&self.sources, source));
        columns.map(crate::table::Column::bytes).sum()
    }

    /// Takes up a request; [`Session::step`] does the work. `files` are those of [`Request::Open`]. Whatever was at work is cancelled.
    pub fn begin(&mut self, request: Request, files: Vec<Dropped>) -> Result<(), String> {
        self.cancel();
        let mut before = Before {
            settings: self.settings.clone(),
            files: self.files.len(),
            sources: self.sources.len(),
            replaced: None,
            removed: None,
            role: None,
        };
        let stage = match request {
            Request::Open { .. } => self.start_reading(files)?,
            Request::Demo { rows } => {
                let files = loans::example(rows, self.settings.seed);
                self.start_reading(
                    files
                        .into_iter()
                        .map(|(path, role, data)| Dropped::from_bytes(path, Some(role), data))
                        .collect(),
                )?
            }
            Request::Set { settings } => {
                let changed = self.settings.changed_by(&settings)?;
                let must_reread =
                    changed.missing_words != self.settings.missing_words && !self.files.is_empty();
                let kinds_changed = changed.kinds != self.settings.kinds
                    || changed.columns != self.settings.columns
                    || changed.window != self.settings.window;
                let asks_quality = !quality::asks_the_same(&changed, &self.settings);
                self.settings = changed;
                if must_reread {
                    before.replaced = Some(std::mem::take(&mut self.sources));
                    self.reading_from(0)
                } else if kinds_changed {
                    self.start_analysing()
                } else {
                    self.restart_judging(asks_quality)
                }
            }
            Request::SetRole { source, role } => {
                let role = role.map(|name| parse_role(&name)).transpose()?;
                let index = self.find(source)?;
                let loaded = &mut self.sources[index];
                before.role = Some((index, loaded.role, loaded.is_role_chosen));
                loaded.is_role_chosen = role.is_some();
                loaded.role = role.flatten();
                self.start_analysing()
            }
            Request::Remove { source } => {
                let index = self.find(source)?;
                before.removed = Some((index, self.sources.remove(index)));
                before.sources = self.sources.len();
                self.start_analysing()
            }
            Request::Detail { feature } => Stage::Detailing { feature },
            Request::Explain { role, row } => {
                let role = parse_role(&role)?.unwrap_or(Role::Current);
                Stage::Explaining { role, row }
            }
            Request::Export { name } => Stage::Exporting(Export::start(&name)?),
            Request::Clear => {
                self.files.clear();
                self.sources.clear();
                before.files = 0;
                before.sources = 0;
                self.start_analysing()
            }
            Request::Cancel { .. } => return Err("There is nothing to cancel.".to_owned()),
            #[allow(clippy::panic)]
            Request::Panic => panic!("asked to by a test"),
        };
        self.job = Some(Job {
            started_ms: (self.clock)(),
            stage,
            timings: Timings::default(),
            before,
        });
        Ok(())
    }

    /// Works on for some ten milliseconds. `None` when nothing is at work.
    pub fn step(&mut self) -> Option<Stepped> {
        let mut job = self.job.take()?;
        let now = (self.clock)();
        let stage = std::mem::replace(&mut job.stage, Stage::Taken);
        match stage {
            Stage::Reading {
                next,
                reading,
                read_before,
                total,
            } => {
                let (stage, item, done) =
                    self.read_on(&mut job.timings, next, reading, read_before, total);
                job.timings.read_ms += self.read_ms.take();
                job.timings.parse_ms += (self.clock)() - now;
                job.timings.bytes = done;
                let Some(stage) = stage else {
                    if let Some(message) = self.nothing_usable(&job.before) {
                        self.undo(job.before);
                        return Some(Stepped::Finished(Reply::Failed { message }, None));
                    }
                    job.timings.parse_ms -= job.timings.read_ms;
                    job.stage = self.start_analysing();
                    return Some(self.working(job, "analysing", String::new(), 0, 1));
                };
                job.stage = stage;
                Some(self.working(job, "reading", item, done, total))
            }
            Stage::Analysing {
                layout,
                next,
                mut comparisons,
                mut measured,
                mut timeline,
                mut later,
                quality,
            } => {
                if let Some(places) = layout.features.get(next) {
                    let name = places.name.clone();
                    if !comparisons.contains_key(&name)
                        && let Some(comparison) = self.compare(&layout, next)
                    {
                        timeline.measure(&self.sources, places, &comparison);
                        comparisons.insert(name.clone(), comparison);
                    }
                    if !measured.contains_key(&name) {
                        let counted =
                            measure(&self.sources, &layout, places, comparisons.get(&name));
                        measured.insert(name.clone(), counted);
                    }
                    job.timings.analyse_ms += (self.clock)() - now;
                    let total = layout.features.len() as u64;
                    job.stage = Stage::Analysing {
                        layout,
                        next: next + 1,
                        comparisons,
                        measured,
                        timeline,
                        quality,
                        later,
                    };
                    return Some(self.working(job, "analysing", name, next as u64 + 1, total));
                }
                let loads = Loads {
                    sources: &self.sources,
                    layout: &layout,
                    timeline: &timeline,
                };
                if let Some((item, done, total)) = later.step(loads, &self.settings) {
                    job.timings.analyse_ms += (self.clock)() - now;
                    job.stage = Stage::Analysing {
                        layout,
                        next,
                        comparisons,
                        measured,
                        timeline,
                        quality,
                        later,
                    };
                    return Some(self.working(job, "analysing", item, done, total));
                }
                let start = (self.clock)();
                let quality = quality.unwrap_or_else(|| {
                    let measured =
                        quality::measure(&self.sources, &layout, &timeline, &self.settings, None);
                    Rc::new(measured)
                });
                measure_extra(&self.sources, &layout, &mut measured);
                self.layout = *layout;
                self.comparisons = comparisons;
                self.measured = measured;
                job.timings.quality_ms = (self.clock)() - start;
                job.timings.analyse_ms += job.timings.quality_ms;
                self.timeline = timeline;
                self.later = *later;
                self.quality = quality;
                job.timings.total_ms = (self.clock)() - job.started_ms;
                job.timings.memory_bytes = memory_bytes();
                self.rebuild(job.timings);
                Some(Stepped::Finished(
                    Reply::Done(Box::new(Outcome::Report(Box::new(self.report.clone())))),
                    None,
                ))
            }
            Stage::Detailing { feature } => {
                let reply = match detail(&self.sources, &self.layout, &self.comparisons, &feature) {
                    Some(detail) => Reply::Done(Box::new(Outcome::Detail(detail))),
                    None => Reply::Failed {
                        message: format!("There is no feature called {feature:?}."),
                    },
                };
                Some(Stepped::Finished(reply, None))
            }
            Stage::Explaining { role, row } => {
                let reply = match explain(self.loads(), &self.settings, role, row) {
                    Ok(found) => Reply::Done(Box::new(Outcome::Explanation(found))),
                    Err(message) => Reply::Failed { message },
                };
                Some(Stepped::Finished(reply, None))
            }
            Stage::Exporting(mut exporting) => {
                if let Some((item, done, total)) = exporting.step(&self.analysis()) {
                    job.stage = Stage::Exporting(exporting);
                    return Some(self.working(job, "writing", item, done, total));
                }
                let now = (self.clock)() as i64;
                Some(
                    match export(exporting, &self.analysis(), &self.report, now) {
                        Ok((name, mime, bytes)) => {
                            let outcome = Outcome::Exported { name, mime };
                            Stepped::Finished(Reply::Done(Box::new(outcome)), Some(bytes))
                        }
                        Err(message) => Stepped::Finished(Reply::Failed { message }, None),
                    },
                )
            }
            Stage::Taken => None,
        }
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
        if let Err(message) = self.begin(request, files) {
            return (Reply::Failed { message }, None);
        }
        loop {
            match self.step() {
                Some(Stepped::Finished(reply, bytes)) => return (reply, bytes),
                Some(Stepped::Working(_)) => {}
                None => return (Reply::Cancelled, None),
            }
        }
    }

    fn working(&mut self, job: Job, stage: &str, item: String, done: u64, total: u64) -> Stepped {
        let elapsed_ms = (self.clock)() - job.started_ms;
        self.job = Some(job);
        Stepped::Working(Progress {
            stage: stage.to_owned(),
            item,
            done,
            total,
            elapsed_ms,
        })
    }

    fn start_reading(&mut self, files: Vec<Dropped>) -> Result<Stage, String> {
        if files.is_empty() {
            return Err("No file was given. Drop files, a folder or a .zip, or choose them with the buttons.".to_owned());
        }
        let next = self.files.len();
        self.files.extend(files);
        Ok(self.reading_from(next))
    }

    fn reading_from(&self, next: usize) -> Stage {
        let total = self.files[next..].iter().map(|file| file.size).sum();
        Stage::Reading {
            next,
            reading: None,
            read_before: 0,
            total,
        }
    }

    /// Reads on; answers the stage that follows (`None`: all is read), the file at hand and the bytes done.
    fn read_on(
        &mut self,
        timings: &mut Timings,
        next: usize,
        reading: Option<Box<Reading>>,
        read_before: u64,
        total: u64,
    ) -> (Option<Stage>, String, u64) {
        let Some(file) = self.files.get(next) else {
            return (None, String::new(), read_before);
        };
        let item = file.path.clone();
        let mut reading = match reading {
            Some(reading) => reading,
            None => {
                let options = ReadOptions {
                    missing: MissingPolicy::new(self.settings.missing_words.clone()),
                    ..ReadOptions::default()
                };
                let data = (file.open)()
                    .unwrap_or_else(|error| Box::new(super::file::Failing::new(error)));
                let data = Box::new(Timed {
                    data,
                    clock: self.clock,
                    spent_ms: self.read_ms.clone(),
                });
                let input = Input {
                    path: file.path.clone(),
                    size: file.size,
                    data,
                };
                Box::new(Reading::start(input, &options))
            }
        };
        match reading.step() {
            ReadStep::More => {
                let done = read_before + reading.bytes_done().min(file.size);
                (
                    Some(Stage::Reading {
                        next,
                        reading: Some(reading),
                        read_before,
                        total,
                    }),
                    item,
                    done,
                )
            }
            ReadStep::Document(document) => {
                timings.records += document.records;
                let done = read_before + reading.bytes_done().min(file.size);
                let role = file.role;
                self.sources.push(Loaded {
                    id: self.next_id,
                    role,
                    is_role_chosen: role.is_some(),
                    document: *document,
                });
                self.next_id += 1;
                (
                    Some(Stage::Reading {
                        next,
                        reading: Some(reading),
                        read_before,
                        total,
                    }),
                    item,
                    done,
                )
            }
            ReadStep::Done => {
                let done = read_before + file.size;
                (
                    Some(Stage::Reading {
                        next: next + 1,
                        reading: None,
                        read_before: done,
                        total,
                    }),
                    item,
                    done,
                )
            }
        }
    }

    /// The refusal when nothing that was just opened can be used.
    fn nothing_usable(&self, before: &Before) -> Option<String> {
        let opened = self.sources.get(before.sources..).unwrap_or(&[]);
        if before.replaced.is_some()
            || opened
                .iter()
                .any(|source| source.document.problem.is_none())
        {
            return None;
        }
        Some(match opened {
            [] => "Nothing in what was dropped is a document.".to_owned(),
            [first, ..] => {
                let problem = first.document.problem.clone().unwrap_or_default();
                super::build::sentence(&first.document.path, &problem, opened.len())
            }
        })
    }

    fn undo(&mut self, before: Before) {
        self.settings = before.settings;
        self.files.truncate(before.files);
        match before.replaced {
            Some(sources) => self.sources = sources,
            None => self.sources.truncate(before.sources),
        }
        if let Some((index, loaded)) = before.removed {
            self.sources.insert(index, loaded);
        }
        if let Some((index, role, is_role_chosen)) = before.role {
            self.sources[index].role = role;
            self.sources[index].is_role_chosen = is_role_chosen;
        }
    }

    fn start_analysing(&self) -> Stage {
        let layout = Box::new(Layout::of(&self.sources, self.settings.columns.as_deref()));
        let timeline = Timeline::of(&self.sources, &layout, &self.settings.window);
        Stage::Analysing {
            layout,
            next: 0,
            comparisons: BTreeMap::new(),
            measured: BTreeMap::new(),
            timeline,
            later: Box::default(),
            quality: None,
        }
    }

    /// Judges anew what has been measured.
    fn restart_judging(&self, asks_quality: bool) -> Stage {
        Stage::Analysing {
            next: self.layout.features.len(),
            layout: Box::new(self.layout.clone()),
            comparisons: self.comparisons.clone(),
            measured: self.measured.clone(),
            timeline: self.timeline.clone(),
            later: Box::new(self.later.kept(self.loads(), &self.settings)),
            quality: (!asks_quality).then(|| self.quality.clone()),
        }
    }

    fn compare(&self, layout: &Layout, feature: usize) -> Option<Comparison> {
        let places = &layout.features[feature];
        let chosen = self
            .settings
            .kinds
            .get(&places.name)
            .map(|kind| match kind {
                FeatureKind::Numerical => Kind::Numerical,
                FeatureKind::Categorical => Kind::Categorical,
            });
        let side = |role| layout.side(&self.sources, places, role);
        match (side(Role::Baseline), side(Role::Current)) {
            (Some(baseline), current) => Some(compare(&baseline, current.as_ref(), chosen)),
            (None, Some(current)) => Some(compare(&current, None, chosen)),
            (None, None) => None,
        }
    }

    fn find(&self, id: u32) -> Result<usize, String> {
        self.sources
            .iter()
            .position(|source| source.id == id)
            .ok_or_else(|| {
                format!("There is no source with the id {id}; it may have been removed.")
            })
    }

    fn analysis(&self) -> Analysis<'_> {
        Analysis {
            settings: &self.settings,
            sources: &self.sources,
            layout: &self.layout,
            comparisons: &self.comparisons,
            measured: &self.measured,
            timeline: &self.timeline,
            later: &self.later,
            quality: &self.quality,
        }
    }

    fn loads(&self) -> Loads<'_> {
        Loads {
            sources: &self.sources,
            layout: &self.layout,
            timeline: &self.timeline,
        }
    }

    fn rebuild(&mut self, timings: Timings) {
        let analysis = self.analysis();
        self.report = build(&analysis, timings, (self.clock)() as i64);
    }
}

/// Bytes of memory that the module has, where it can be told.
fn memory_bytes() -> u64 {
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size(0) as u64 * 65_536;
    #[cfg(not(target_arch = "wasm32"))]
    0
}

/// A role by name; `none` is a choice too.
pub fn parse_role(name: &str) -> Result<Option<Role>, String> {
    if name == "none" {
        return Ok(None);
    }
    Role::parse(name).map(Some).ok_or_else(|| {
        format!("{name:?} is not a role. Roles are baseline, current, labels, reported and none.")
    })
}
