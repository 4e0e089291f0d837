//! The lab's requests, which change nothing that is loaded.

use super::job::{Job, Work};
use super::state::{Session, Stepped};
use crate::lab::{Advising, LabDone, LabWork};
use crate::problem::Problem;
use crate::protocol::Activity;
use crate::protocol::{Outcome, Reply};
use leeway_report::lab::ask;

impl Session {
    pub(super) fn start_lab(&self, ask: &str) -> Result<Work, Problem> {
        let ask = ask::read(ask)?;
        let work = LabWork::start(ask, &self.shown().study, &self.settings.rules)?;
        Ok(Work::InLab(Box::new(work)))
    }

    /// Works on in the lab.
    pub(super) fn step_lab(&mut self, mut job: Job, mut work: Box<LabWork>) -> Stepped {
        match work.step() {
            Some(Ok(advance)) => {
                job.stage = Work::InLab(work);
                self.working(job, Activity::Trying, advance)
            }
            Some(Err(problem)) => Stepped::Finished(Reply::failed(&problem), None),
            None => match work.finish((self.clock)() as i64) {
                Ok(LabDone::Answer(lab)) => {
                    Stepped::Finished(Reply::Done(Box::new(Outcome::Lab(lab))), None)
                }
                Ok(LabDone::File(saved)) => Stepped::saved(saved),
                Err(problem) => Stepped::Finished(Reply::failed(&problem), None),
            },
        }
    }

    pub(super) fn start_advising(&self, ask: &str) -> Result<Work, Problem> {
        let ask = ask::read(ask)?;
        let guess = self.window_rows();
        let advising = Advising::start(ask, &self.shown().study, &self.settings.rules, guess)?;
        Ok(Work::Advising(Box::new(advising)))
    }

    /// Draws another window.
    pub(super) fn step_advising(&mut self, mut job: Job, mut advising: Box<Advising>) -> Stepped {
        match advising.step() {
            Some(advance) => {
                job.stage = Work::Advising(advising);
                self.working(job, Activity::Drawing, advance)
            }
            None => {
                let outcome = Outcome::Advice(Box::new(advising.finish()));
                Stepped::Finished(Reply::Done(Box::new(outcome)), None)
            }
        }
    }

    /// Rows of a window as the loaded ones are: their median, or those of the current side where it is one window.
    fn window_rows(&self) -> Option<u64> {
        let current = self.report().current.as_ref()?;
        let mut rows: Vec<u64> = current.windows.iter().map(|window| window.rows).collect();
        rows.retain(|rows| *rows > 0);
        rows.sort_unstable();
        let middle = rows.get(rows.len() / 2).copied();
        middle.or(Some(current.rows)).filter(|rows| *rows > 0)
    }
}
