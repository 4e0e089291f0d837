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
use super::condense::Condensing;
use super::detail::detail;
use super::export::{Export, export};
use super::file::Timed;
use super::guess::with_guesses;
use super::later::{Later, Loads};
use super::layout::{Layout, columns_of};
use super::projection::{Fitted, Projecting, Reference};
use super::protocol::{Outcome, Progress, Reply, Request};
use super::quality::{self, Quality};
use super::report::{ProjectedAccuracy, Report, Timings};
use super::selection::{Brush, Coded, Selected, Selecting};
use super::settings::{FeatureKind, Settings};
use super::source::{Dropped, Loaded};
use super::timeline::Timeline;
use crate::documents::{Input, ReadOptions, Reading, Role, Step as ReadStep};
use crate::monitors::drift::{Comparison, compare};
use crate::scenarios::loans;
use crate::stats::isolation_forest::TREES;
use crate::table::{Kind, MissingPolicy};

/// Projected accuracy of more rows than these is computed when it is asked for: it would keep the report waiting for seconds.
const MOST_PROJECTED_UNASKED: usize = 50_000;

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
    condensing: Condensing,
    layout: Layout,
    comparisons: BTreeMap<String, Comparison>,
    measured: BTreeMap<String, Measured>,
    timeline: Timeline,
    /// The selected rows, where brushes select some.
    selected: Option<Selected>,
    /// The rows in bins, once somebody brushed.
    coded: Option<Coded>,
    /// The forest of projected accuracy, with what it has scored.
    fitted: Fitted,
    projected: Option<ProjectedAccuracy>,
    later: Later,
    quality: Rc<Quality>,
    report: Report,
    job: Option<Job>,
    read_ms: Rc<Cell<f64>>,
}

/// A request at work, with what to go back to if it does not succeed.
struct Job {
    started_ms: f64,
    /// True when projected accuracy was asked for, however long it takes.
    is_projecting: bool,
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
        next: usize,
        measuring: Box<Measuring>,
    },
    Selecting(Box<Measuring>, Selecting),
    Projecting(Box<Measuring>, Option<Selected>, Box<Projecting>),
    Coding {
        coded: Coded,
        next: usize,
        asked: Asked,
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

/// What is measured of all rows.
struct Measuring {
    layout: Layout,
    comparisons: BTreeMap<String, Comparison>,
    measured: BTreeMap<String, Measured>,
    timeline: Timeline,
    /// False where it was measured before and is only judged anew.
    is_new: bool,
    /// What was measured of predictions before, where nothing that it depends on has changed.
    quality: Option<Rc<Quality>>,
    /// Bias and attributions.
    later: Box<Later>,
}

/// What a moving brush asks.
struct Asked {
    brushes: Vec<Brush>,
    active: usize,
    feature: Option<String>,
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
            condensing: Condensing::default(),
            layout: Layout::default(),
            comparisons: BTreeMap::new(),
            measured: BTreeMap::new(),
            timeline: Timeline::default(),
            selected: None,
            coded: None,
            fitted: Fitted::default(),
            projected: None,
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
        let is_projecting = matches!(request, Request::Project);
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
            Request::Brush {
                brushes,
                active,
                feature,
            } => Stage::Coding {
                coded: Coded::new(&self.sources, &self.layout, self.timeline.cut()),
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
            Request::Export { name } => Stage::Exporting(Export::start(&name)?),
            Request::Clear => {
                self.files.clear();
                self.sources.clear();
                before.files = 0;
                before.sources = 0;
                self.condensing = Condensing::default();
                self.start_analysing()
            }
            Request::Project => self.restart_judging(false),
            Request::Cancel { .. } => return Err("There is nothing to cancel.".to_owned()),
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
                    let start = (self.clock)();
                    job.stage = self.start_analysing();
                    job.timings.analyse_ms += (self.clock)() - start;
                    return Some(self.working(job, "analysing", String::new(), 0, 1));
                };
                job.stage = stage;
                Some(self.working(job, "reading", item, done, total))
            }
            Stage::Analysing {
                next,
                mut measuring,
            } => {
                let Measuring {
                    layout,
                    comparisons,
                    measured,
                    timeline,
                    is_new,
                    later,
                    ..
                } = &mut *measuring;
                if let Some(places) = layout.features.get(next) {
                    let name = places.name.clone();
                    if !comparisons.contains_key(&name)
                        && let Some(comparison) = self.compare(layout, next)
                    {
                        timeline.measure(&self.sources, layout, places, &comparison);
                        comparisons.insert(name.clone(), comparison);
                    }
                    if !measured.contains_key(&name) {
                        let counted =
                            measure(&self.sources, layout, places, comparisons.get(&name));
                        measured.insert(name.clone(), counted);
                    }
                    job.timings.analyse_ms += (self.clock)() - now;
                    let total = layout.features.len() as u64;
                    job.stage = Stage::Analysing {
                        next: next + 1,
                        measuring,
                    };
                    return Some(self.working(job, "analysing", name, next as u64 + 1, total));
                }
                let loads = Loads {
                    sources: &self.sources,
                    layout,
                    timeline,
                };
                if let Some((item, done, total)) = later.step(loads, &self.settings) {
                    job.timings.analyse_ms += (self.clock)() - now;
                    job.stage = Stage::Analysing { next, measuring };
                    return Some(self.working(job, "analysing", item, done, total));
                }
                measure_extra(&self.sources, layout, measured);
                let brushes = &self.settings.selection;
                let is_known = |selected: &Selected| selected.brushes == *brushes;
                let has_rows = !layout.tables(&self.sources, Role::Current).is_empty();
                if brushes.is_empty() || !has_rows {
                    return Some(self.project(job, measuring, None));
                }
                if !*is_new && self.selected.as_ref().is_some_and(is_known) {
                    let selected = self.selected.take();
                    return Some(self.project(job, measuring, selected));
                }
                let selecting = Selecting::start(&self.sources, layout, timeline, brushes);
                job.stage = Stage::Selecting(measuring, selecting);
                Some(self.working(job, "selecting", String::new(), 0, 1))
            }
            Stage::Selecting(measuring, mut selecting) => {
                let Measuring {
                    layout,
                    comparisons,
                    timeline,
                    ..
                } = &*measuring;
                let kind = |name: &str| self.kind(name);
                let stepped = selecting.step(&self.sources, layout, timeline, comparisons, kind);
                job.timings.analyse_ms += (self.clock)() - now;
                let Some((name, done)) = stepped else {
                    let selected = selecting.finish();
                    return Some(self.project(job, measuring, Some(selected)));
                };
                let total = layout.features.len() as u64;
                job.stage = Stage::Selecting(measuring, selecting);
                Some(self.working(job, "selecting", name, done, total))
            }
            Stage::Projecting(measuring, selected, mut projecting) => {
                let stepped = projecting.step(&self.sources, &measuring.layout);
                job.timings.analyse_ms += (self.clock)() - now;
                let Some((what, done, total)) = stepped else {
                    let Measuring {
                        layout, timeline, ..
                    } = &*measuring;
                    let (value, windows, fitted) =
                        projecting.finish(&self.sources, layout, timeline.cut());
                    self.fitted = fitted;
                    if let Some(projected) = &mut self.projected {
                        (projected.value, projected.windows) = (value, windows);
                        projected.waits = false;
                    }
                    return Some(self.finish(job, *measuring, selected));
                };
                job.stage = Stage::Projecting(measuring, selected, projecting);
                let item = format!("projected accuracy, {what}");
                Some(self.working(job, "projecting", item, done, total))
            }
            Stage::Coding {
                mut coded,
                next,
                asked,
            } => {
                let stepped = coded.step(&self.sources, &self.layout, &self.comparisons, next);
                if let Some(name) = stepped {
                    let total = self.layout.features.len() as u64;
                    job.stage = Stage::Coding {
                        coded,
                        next: next + 1,
                        asked,
                    };
                    return Some(self.working(job, "coding", name, next as u64 + 1, total));
                }
                self.coded = Some(coded);
                let Asked {
                    brushes,
                    active,
                    feature,
                } = asked;
                let reply = self.brush(&brushes, active, feature.as_deref());
                Some(Stepped::Finished(reply?, None))
            }
            Stage::Detailing { feature } => {
                let reply = match detail(&self.analysis(), &feature) {
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
                self.sources
                    .push(Loaded::new(self.next_id, role, *document));
                self.condensing.fit(&mut self.sources);
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
        let layout = Layout::of(&self.sources, self.settings.columns.as_deref());
        let timeline = Timeline::of(&self.sources, &layout, &self.settings.window);
        let measuring = Box::new(Measuring {
            layout,
            comparisons: BTreeMap::new(),
            measured: BTreeMap::new(),
            timeline,
            is_new: true,
            later: Box::default(),
            quality: None,
        });
        Stage::Analysing { next: 0, measuring }
    }

    /// Judges anew what has been measured.
    fn restart_judging(&self, asks_quality: bool) -> Stage {
        let measuring = Box::new(Measuring {
            layout: self.layout.clone(),
            comparisons: self.comparisons.clone(),
            measured: self.measured.clone(),
            timeline: self.timeline.clone(),
            is_new: false,
            later: Box::new(self.later.kept(self.loads(), &self.settings)),
            quality: (!asks_quality).then(|| self.quality.clone()),
        });
        Stage::Analysing {
            next: self.layout.features.len(),
            measuring,
        }
    }

    /// Goes on to projected accuracy, or answers without it.
    fn project(
        &mut self,
        mut job: Job,
        measuring: Box<Measuring>,
        selected: Option<Selected>,
    ) -> Stepped {
        let layout = &measuring.layout;
        let settings = with_guesses(&self.settings, &self.sources, layout);
        let rows = self.fitted.left(&self.sources, layout);
        let (projected, reference) = match Reference::of(&self.sources, layout, &settings) {
            Ok(reference) => {
                let waits = rows > MOST_PROJECTED_UNASKED && !job.is_projecting;
                let projected = projected(&reference, self.settings.seed, waits);
                (Some(projected), Some(reference).filter(|_| !waits))
            }
            Err(reason) => {
                let unknown = |reason| ProjectedAccuracy {
                    reason: Some(reason),
                    ..ProjectedAccuracy::default()
                };
                (reason.map(unknown), None)
            }
        };
        self.projected = projected;
        let Some(reference) = reference else {
            return self.finish(job, *measuring, selected);
        };
        let fitted = self.fitted.clone();
        let projecting = Box::new(Projecting::start(reference, self.settings.seed, fitted));
        job.stage = Stage::Projecting(measuring, selected, projecting);
        self.working(job, "projecting", "projected accuracy".to_owned(), 0, 1)
    }

    /// Takes over what was measured, and answers.
    fn finish(
        &mut self,
        mut job: Job,
        measuring: Measuring,
        selected: Option<Selected>,
    ) -> Stepped {
        self.layout = measuring.layout;
        self.comparisons = measuring.comparisons;
        self.measured = measuring.measured;
        self.timeline = measuring.timeline;
        self.later = *measuring.later;
        self.selected = selected;
        let start = (self.clock)();
        self.quality = measuring
            .quality
            .unwrap_or_else(|| Rc::new(self.measure_quality()));
        job.timings.quality_ms = (self.clock)() - start;
        job.timings.analyse_ms += job.timings.quality_ms;
        if measuring.is_new {
            self.coded = None;
        }
        job.timings.total_ms = (self.clock)() - job.started_ms;
        job.timings.memory_bytes = memory_bytes();
        self.rebuild(job.timings);
        Stepped::Finished(
            Reply::Done(Box::new(Outcome::Report(Box::new(self.report.clone())))),
            None,
        )
    }

    /// Measures predictions: of the current side the selected rows, where brushes select some.
    fn measure_quality(&self) -> Quality {
        let measure = |selection: quality::Selection| {
            quality::measure(
                &self.sources,
                &self.layout,
                &self.timeline,
                &self.settings,
                selection,
            )
        };
        let Some(selected) = &self.selected else {
            return measure(None);
        };
        let keep = selected.passes.all_but(&[]);
        let order = &selected.passes.order;
        measure(Some(&|source, row| {
            order
                .of_source(source, &keep)
                .get(row)
                .copied()
                .unwrap_or(false)
        }))
    }

    /// What is left while a brush moves, within a frame; `None` where the rows are not coded yet, so that the request must be worked off like any other.
    pub fn brush(
        &mut self,
        brushes: &[Brush],
        active: usize,
        feature: Option<&str>,
    ) -> Option<Reply> {
        let coded = self.coded.as_mut()?;
        let brushed = coded.brush(&self.sources, &self.layout, brushes, active, feature);
        Some(match brushed {
            Ok(brushed) => Reply::Done(Box::new(Outcome::Brushed(brushed))),
            Err(message) => Reply::Failed { message },
        })
    }

    /// The kind that the user set, if any.
    fn kind(&self, feature: &str) -> Option<Kind> {
        self.settings.kinds.get(feature).map(|kind| match kind {
            FeatureKind::Numerical => Kind::Numerical,
            FeatureKind::Categorical => Kind::Categorical,
        })
    }

    fn compare(&self, layout: &Layout, feature: usize) -> Option<Comparison> {
        let places = &layout.features[feature];
        let chosen = self.kind(&places.name);
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
            selected: self.selected.as_ref(),
            projected: self.projected.as_ref(),
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

/// What is told of projected accuracy before it is known.
fn projected(reference: &Reference, seed: u64, waits: bool) -> ProjectedAccuracy {
    let names = reference
        .choices
        .iter()
        .map(|choice| choice.name().to_owned());
    ProjectedAccuracy {
        reference: reference.rows.name().to_owned(),
        choices: names.collect(),
        rows: reference.count,
        trees: TREES as u64,
        seed,
        sentence: format!(
            "How much the current rows are like {}: 100 is the same, less is farther from them. It needs no labels of the current side; it is a proxy, and no accuracy.",
            reference.words()
        ),
        waits,
        ..ProjectedAccuracy::default()
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
