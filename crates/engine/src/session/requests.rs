//! Requests: taken up, undone where they do not succeed, and worked off.

use super::job::{Asked, Before, Job, RoleBefore, Superseded, Work};
use super::state::{Session, Stepped};
use crate::condense::Condensing;
use crate::export::Export;
use crate::problem::Problem;
use crate::protocol::{Outcome, Reply, Request, RoleChoice};
use crate::source::{Dropped, Loaded};
use leeway_documents::Role;
use leeway_report::Timings;
use leeway_report::settings::Brush;
use leeway_scenarios::loans;

impl Session {
    /// Takes up a request; [`Session::step`] does the work. Whatever was at work is cancelled.
    ///
    /// `files` are those of [`Request::Open`] in its order, none for others.
    ///
    /// # Errors
    /// Where the request cannot be begun: a setting, role, source or name that there is none of. Everything is as it was before then.
    pub fn begin(&mut self, request: Request, files: Vec<Dropped>) -> Result<(), Problem> {
        self.cancel();
        let mut before = Before {
            settings: self.settings.clone(),
            files: self.files.len(),
            sources: self.loaded.len(),
            replaced: None,
            removed: None,
            parts: Vec::new(),
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
                    Work::Planning
                }
            }
            Request::SetRole { source, role } => {
                let index = self.find(source)?;
                let loaded = &mut self.loaded[index];
                before.parts.push(RoleBefore::of(loaded));
                (loaded.is_role_chosen, loaded.role) = match role {
                    RoleChoice::Guessed => (false, None),
                    RoleChoice::Chosen(role) => (true, role),
                };
                Work::Planning
            }
            Request::Remove { source } => {
                let index = self.find(source)?;
                before.removed = Some((index, self.loaded.remove(index)));
                before.sources = self.loaded.len();
                Work::Planning
            }
            Request::Detail { feature } => Work::Detailing { feature },
            Request::RunsFeature { feature } => Work::DetailingRuns { feature },
            Request::Brush {
                brushes,
                active,
                feature,
            } => Work::Coding {
                coded: self.uncoded(),
                next: 0,
                asked: Asked {
                    brushes,
                    active: active as usize,
                    feature,
                },
            },
            Request::Explain { role, row } => Work::Explaining { role, row },
            Request::Lab { ask } => self.start_lab(&ask)?,
            Request::Advise { ask } => self.start_advising(&ask)?,
            Request::Export { name } => Work::Exporting(Export::start(&name)?),
            Request::Clear => {
                self.files.clear();
                self.loaded.clear();
                before.files = 0;
                before.sources = 0;
                self.condensing = Condensing::default();
                Work::Planning
            }
            Request::Project => Work::Planning,
            Request::Cancel { .. } => return Err(Problem::asked("There is nothing to cancel.")),
            #[allow(clippy::panic)]
            Request::Panic => panic!("asked to by a test"),
        };
        self.job = Some(Job {
            started_ms: (self.clock)(),
            is_projecting,
            is_configured: false,
            stage,
            timings: Timings::default(),
            before,
        });
        Ok(())
    }

    /// Stops what is at work; everything is as it was before the request.
    ///
    /// Answers whether something was at work; heard between two steps, so within some ten milliseconds.
    pub fn cancel(&mut self) -> bool {
        let Some(job) = self.job.take() else {
            return false;
        };
        self.undo(job.before);
        true
    }

    /// Works a request off at once; for tests and whoever need not yield.
    ///
    /// As [`Session::begin`] and [`Session::step`] do together: the answer with the bytes of an export. A failure is an answer that says what to do.
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

    pub(super) fn undo(&mut self, before: Before) {
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
        // The first of a source is how it was.
        for part in before.parts.into_iter().rev() {
            let is_it = |source: &&mut Loaded| source.id == part.source;
            if let Some(source) = self.loaded.iter_mut().find(is_it) {
                source.role = part.role;
                source.is_role_chosen = part.is_role_chosen;
                source.run = part.run;
            }
        }
    }

    /// What is left while a brush moves, within a frame.
    ///
    /// `active` is the position in `brushes` of the one that moves, `feature` the one whose histogram is drawn; counts are of rows. `None` where the rows are
    /// not coded yet, so that the request must be worked off like any other; a failure is an answer that says why.
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
}

/// A role by its name; `none` is a choice too, and answers `None`.
///
/// # Errors
/// For any other name, with the names there are.
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
