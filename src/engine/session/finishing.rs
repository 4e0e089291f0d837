//! From what was measured to the answer.

use std::rc::Rc;

use super::job::{Job, Measuring, Stage};
use super::{Session, Stepped};
use crate::engine::columns::Meanings;
use crate::engine::projection::{Projecting, Reference};
use crate::engine::quality::{self, Quality};
use crate::engine::selection::Selected;
use crate::report::ProjectedAccuracy;
use crate::stats::isolation_forest::TREES;

/// Projected accuracy of more rows than these is computed when it is asked for: it would keep the report waiting for seconds.
const MOST_PROJECTED_UNASKED: usize = 50_000;

impl Session {
    /// Fits or scores some of the forest.
    pub(super) fn step_projecting(
        &mut self,
        mut job: Job,
        measuring: Box<Measuring>,
        selected: Option<Selected>,
        mut projecting: Box<Projecting>,
    ) -> Stepped {
        let now = (self.clock)();
        let stepped = projecting.step(&measuring.sources, &measuring.layout);
        job.timings.analyse_ms += (self.clock)() - now;
        let Some((what, done, total)) = stepped else {
            let Measuring {
                sources,
                layout,
                timeline,
                ..
            } = &*measuring;
            let (value, windows, fitted) = projecting.finish(sources, layout, timeline.cut());
            self.fitted = fitted;
            if let Some(projected) = &mut self.projected {
                (projected.value, projected.windows) = (value, windows);
                projected.waits = false;
            }
            return self.finish(job, *measuring, selected);
        };
        job.stage = Stage::Projecting(measuring, selected, projecting);
        let item = format!("projected accuracy, {what}");
        self.working(job, "projecting", item, done, total)
    }

    /// Goes on to projected accuracy, or answers without it.
    pub(super) fn project(
        &mut self,
        mut job: Job,
        measuring: Box<Measuring>,
        selected: Option<Selected>,
    ) -> Stepped {
        let (sources, layout) = (&*measuring.sources, &measuring.layout);
        let answers = Meanings::decide(sources, layout, &self.settings).answers;
        let asked = self.settings.projected_reference;
        let rows = self.fitted.left(sources, layout);
        let (projected, reference) = match Reference::of(sources, layout, &answers, asked) {
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
    pub(super) fn finish(
        &mut self,
        mut job: Job,
        measuring: Measuring,
        selected: Option<Selected>,
    ) -> Stepped {
        self.sources = measuring.sources;
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
            self.kept.retain(&self.layout);
        }
        self.brushes.clone_from(&self.settings.selection);
        job.timings.total_ms = (self.clock)() - job.started_ms;
        job.timings.memory_bytes = memory_bytes();
        self.rebuild(job.timings.clone());
        if let Some(round) = job.round.take() {
            return self.end_turn(job, round);
        }
        if let Some(groups) = job.whole.take() {
            self.commit_whole(groups);
        }
        self.told(job)
    }

    /// Measures predictions: of the current side the selected rows, where brushes select some.
    pub(super) fn measure_quality(&self) -> Quality {
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
