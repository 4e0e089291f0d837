//! The lab's requests, which change nothing that is loaded.

use super::job::{Job, Stage};
use super::{Session, Stepped};
use crate::engine::lab::{LabDone, LabWork, ask};
use crate::engine::protocol::{Outcome, Reply};

impl Session {
    pub(super) fn start_lab(&self, ask: &str) -> Result<Stage, String> {
        let ask = ask::read(ask)?;
        let work = LabWork::start(ask, &self.sources, &self.layout, &self.settings)?;
        Ok(Stage::InLab(Box::new(work)))
    }

    /// Works on in the lab.
    pub(super) fn step_lab(&mut self, mut job: Job, mut work: Box<LabWork>) -> Stepped {
        match work.step() {
            Some(Ok((item, done, total))) => {
                job.stage = Stage::InLab(work);
                self.working(job, "trying", item, done, total)
            }
            Some(Err(message)) => Stepped::Finished(Reply::Failed { message }, None),
            None => match work.finish((self.clock)() as i64) {
                Ok(LabDone::Answer(lab)) => {
                    Stepped::Finished(Reply::Done(Box::new(Outcome::Lab(lab))), None)
                }
                Ok(LabDone::File(name, mime, bytes)) => {
                    let outcome = Outcome::Exported { name, mime };
                    Stepped::Finished(Reply::Done(Box::new(outcome)), Some(bytes))
                }
                Err(message) => Stepped::Finished(Reply::Failed { message }, None),
            },
        }
    }
}
