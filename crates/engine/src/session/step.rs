//! One step of the request at work.

use super::job::{Asked, Work};
use super::state::{Session, Stepped};
use crate::attribution::explain;
use crate::export::export;
use crate::monitor::Advance;
use crate::protocol::{Activity, Outcome, Reply};

impl Session {
    /// Works on for some ten milliseconds. `None` when nothing is at work.
    ///
    /// Progress, or the answer with the bytes of an export; a failure is an answer that says what to do.
    pub fn step(&mut self) -> Option<Stepped> {
        let mut job = self.job.take()?;
        let stage = std::mem::replace(&mut job.stage, Work::Taken);
        match stage {
            Work::Reading(on) => Some(self.step_reading(job, on)),
            Work::Planning => Some(self.step_planning(job)),
            Work::Relating(groups) => Some(self.step_relating(job, groups)),
            Work::Measuring(round) => Some(self.step_measuring(job, round)),
            Work::Coding {
                mut coded,
                next,
                asked,
            } => {
                let analysis = self.analysis();
                let drift = analysis.whole.drift.answer();
                let (sources, layout) = (analysis.sources, analysis.layout);
                let stepped = coded.step(sources, layout, &drift.comparisons, next);
                if let Some(name) = stepped {
                    let advance = Advance::new(name, next + 1, layout.measured().count());
                    job.stage = Work::Coding {
                        coded,
                        next: next + 1,
                        asked,
                    };
                    return Some(self.working(job, Activity::Coding, advance));
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
            Work::Detailing { feature } => {
                let reply = match self.analysis().detail(&feature) {
                    Some(detail) => Reply::Done(Box::new(Outcome::Detail(detail))),
                    None => Reply::Failed {
                        message: format!("There is no feature called {feature:?}."),
                    },
                };
                Some(Stepped::Finished(reply, None))
            }
            Work::DetailingRuns { feature } => {
                Some(Stepped::Finished(self.feature_in_runs(&feature), None))
            }
            Work::Explaining { role, row } => {
                let reply = match explain(self.analysis().view(), role, row) {
                    Ok(found) => Reply::Done(Box::new(Outcome::Explanation(found))),
                    Err(problem) => Reply::failed(&problem),
                };
                Some(Stepped::Finished(reply, None))
            }
            Work::Exporting(mut exporting) => {
                let now = (self.clock)() as i64;
                let stepped = exporting.step(&self.analysis(), self.report(), now);
                if let Some(advance) = stepped {
                    job.stage = Work::Exporting(exporting);
                    return Some(self.working(job, Activity::Writing, advance));
                }
                Some(
                    match export(exporting, &self.analysis(), self.report(), now) {
                        Ok(saved) => Stepped::saved(saved),
                        Err(problem) => Stepped::Finished(Reply::failed(&problem), None),
                    },
                )
            }
            Work::Advising(advising) => Some(self.step_advising(job, advising)),
            Work::InLab(work) => Some(self.step_lab(job, work)),
            Work::Taken => None,
        }
    }
}
