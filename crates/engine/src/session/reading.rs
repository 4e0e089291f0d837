//! Reading what was dropped.

use super::job::{Before, Job, Work};
use super::read_queue::{Opened, ReadQueue};
use super::state::{Session, Stepped};
use crate::file::{Failing, Timed};
use crate::monitor::Advance;
use crate::problem::Problem;
use crate::protocol::Activity;
use crate::protocol::Reply;
use crate::source::{Dropped, Loaded};
use crate::study::sentence;
use leeway_documents::{Input, ReadOptions, Reading, Step as ReadStep};
use leeway_report::Timings;
use leeway_table::MissingPolicy;

/// Files that are open at a time: the one being read, and those of which others read ahead.
const OPENED: usize = 12;

impl Session {
    /// Reads on for a step.
    pub(super) fn step_reading(&mut self, mut job: Job, mut queue: ReadQueue) -> Stepped {
        let now = (self.clock)();
        let read = self.read_on(&mut job.timings, &mut queue);
        job.timings.read_ms += self.read_ms.take();
        job.timings.parse_ms += (self.clock)() - now;
        if let Some((item, done)) = read {
            job.timings.bytes = done;
            let total = queue.total;
            job.stage = Work::Reading(queue);
            let advance = Advance { item, done, total };
            return self.working(job, Activity::Reading, advance);
        }
        job.timings.bytes = queue.read_before;
        self.hand_on_parts(&job.before);
        let missing_words = self.settings.rules.missing_words.clone();
        job.is_configured = self.take_settings(&job.before);
        if missing_words != self.settings.rules.missing_words {
            return self.read_again(job);
        }
        if let Some(message) = self.nothing_usable(&job.before) {
            self.undo(job.before);
            return Stepped::Finished(Reply::Failed { message }, None);
        }
        self.supersede(&mut job.before);
        self.give_parts(&mut job.before);
        job.timings.parse_ms -= job.timings.read_ms;
        job.stage = Work::Planning;
        self.working(job, Activity::Analysing, Advance::new("", 0, 1))
    }

    /// Reads everything once more, because a configuration among it says what is missing.
    fn read_again(&mut self, mut job: Job) -> Stepped {
        let mut loaded = std::mem::take(&mut self.loaded);
        loaded.truncate(job.before.sources);
        job.before.replaced.get_or_insert(loaded);
        job.stage = self.reading_from(0);
        job.timings.records = 0;
        self.working(job, Activity::Reading, Advance::new("", 0, 1))
    }

    pub(super) fn start_reading(&mut self, files: Vec<Dropped>) -> Result<Work, Problem> {
        if files.is_empty() {
            return Err(Problem::asked(
                "No file was given. Drop files, a folder or a .zip, or choose them with the buttons.",
            ));
        }
        let next = self.files.len();
        self.files.extend(files);
        Ok(self.reading_from(next))
    }

    pub(super) fn reading_from(&self, next: usize) -> Work {
        let files = self.files[next..].iter().filter(|file| !file.is_gone);
        Work::Reading(ReadQueue::new(next, files.map(|file| file.size).sum()))
    }

    /// Reads on; answers the file at hand and the bytes done, or `None` when all is read.
    fn read_on(&mut self, timings: &mut Timings, queue: &mut ReadQueue) -> Option<(String, u64)> {
        while self.files.get(queue.next)?.is_gone {
            queue.next += 1;
        }
        let file = self.files.get(queue.next)?;
        let item = file.path.clone();
        while queue.opened.len() < OPENED
            && let Some(file) = self.files.get(queue.unopened)
        {
            if !file.is_gone {
                queue.opened.push_back(Opened::new(self.start_file(file)));
            }
            queue.unopened += 1;
        }
        let reading = queue.opened.front_mut()?;
        match reading.step() {
            ReadStep::More => {}
            ReadStep::Document(document) => {
                timings.records += document.records;
                let on_side = |side| document.kind.part_on(side);
                let role = file.role.or_else(|| file.side.map(on_side));
                self.loaded.push(Loaded {
                    file: queue.next,
                    run: file.run.clone(),
                    ..Loaded::new(self.next_id, role, *document)
                });
                self.condensing.fit(&mut self.loaded);
                self.next_id += 1;
            }
            ReadStep::Done => {
                queue.read_before += file.size;
                queue.next += 1;
                queue.opened.pop_front();
                return Some((item, queue.read_before));
            }
        }
        let done = queue.read_before + reading.bytes_done().min(file.size);
        if reading.is_waiting()
            && let Some(next) = queue.opened.get_mut(1)
        {
            next.step_ahead();
        }
        Some((item, done))
    }

    fn start_file(&self, file: &Dropped) -> Reading {
        let options = ReadOptions {
            missing: MissingPolicy::new(self.settings.rules.missing_words.clone()),
            ..ReadOptions::default()
        };
        let data = (file.open)().unwrap_or_else(|error| Box::new(Failing::new(error)));
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
        let mut reading = Reading::start(input, &options);
        if let Some(parts) = &file.parts {
            reading.let_read(parts());
        }
        reading
    }

    /// The refusal when nothing that was just opened can be used.
    fn nothing_usable(&self, before: &Before) -> Option<String> {
        let opened = self.loaded.get(before.sources..).unwrap_or(&[]);
        if before.replaced.is_some()
            || opened.iter().any(|source| {
                source.document.problem.is_none() && !source.document.is_empty_folder()
            })
        {
            return None;
        }
        Some(match opened {
            [] => "Nothing in what was dropped is a document.".to_owned(),
            [first, ..] => {
                let problem = first.document.problem.clone().unwrap_or_default();
                sentence(&first.document.path, &problem, opened.len())
            }
        })
    }
}
