//! Projected accuracy as one of the monitors.

use super::projecting::{Fitted, Projecting};
use super::reference::Reference;
use crate::columns::Answers;
use crate::monitor::{Advance, Monitor, MonitorName, Writing};
use crate::view::View;
use leeway_report::ProjectedAccuracy;
use leeway_report::settings::{ReferenceRows, WindowChoice};
use leeway_stats::isolation_forest::TREES;

/// Projected accuracy of more rows than these is computed when it is asked for: it would keep the report waiting for seconds.
const MOST_UNASKED: usize = 50_000;

/// How much the current rows are like the reference, with the forest that says so.
#[derive(Debug, Clone, Default)]
pub struct Projection {
    /// What the report has of it; `None` where nothing is compared.
    pub found: Option<ProjectedAccuracy>,
    fitted: Fitted,
    work: Option<Box<Projecting>>,
}

impl Monitor for Projection {
    type Question = (Answers, Option<ReferenceRows>, u64, WindowChoice);

    const NAME: MonitorName = MonitorName::ProjectedAccuracy;

    fn question(view: View) -> Self::Question {
        let rules = view.rules;
        (
            view.meanings.answers.clone(),
            rules.projected_reference,
            rules.seed,
            rules.window.clone(),
        )
    }

    fn begin(&mut self, view: View) {
        let (sources, layout, rules) = (view.sources, view.layout, view.rules);
        let fitted = std::mem::take(&mut self.fitted);
        let waits = fitted.left(sources, layout) > MOST_UNASKED && !view.asks_projection;
        *self = Projection::default();
        match Reference::of(
            sources,
            layout,
            view.readings,
            &view.meanings.answers,
            rules.projected_reference,
        ) {
            Ok(reference) => {
                self.found = Some(unknown(&reference, rules.seed, waits));
                match waits {
                    true => self.fitted = fitted,
                    false => {
                        let work = Projecting::start(reference, rules.seed, fitted);
                        self.work = Some(Box::new(work));
                    }
                }
            }
            Err(reason) => {
                self.found = reason.map(|reason| ProjectedAccuracy {
                    reason: Some(reason),
                    ..ProjectedAccuracy::default()
                });
                self.fitted = fitted;
            }
        }
    }

    fn begin_selected(&self, _whole: &Self, _view: View) -> Option<Self> {
        None
    }

    fn serves(&self, view: View) -> bool {
        !view.asks_projection || self.found.as_ref().is_none_or(|found| !found.waits)
    }

    fn step(&mut self, view: View) -> Option<Advance> {
        let work = self.work.as_mut()?;
        if let Some((what, done, total)) = work.step(view.sources, view.layout) {
            return Some(Advance {
                item: format!("projected accuracy, {what}"),
                done,
                total,
            });
        }
        let work = self.work.take()?;
        let (value, windows, fitted) = work.finish(view.sources, view.layout, view.timeline.cut());
        self.fitted = fitted;
        if let Some(found) = &mut self.found {
            (found.value, found.windows) = (value, windows);
        }
        None
    }

    fn report(&self, _whole: &Self, writing: &mut Writing) {
        writing.report.projected_accuracy.clone_from(&self.found);
    }
}

/// What is said of projected accuracy before it is known.
fn unknown(reference: &Reference, seed: u64, waits: bool) -> ProjectedAccuracy {
    ProjectedAccuracy {
        reference: Some(reference.rows),
        choices: reference.choices.clone(),
        rows: reference.count,
        trees: TREES as u64,
        seed,
        sentence: format!(
            "How much the current rows are like {}: 100 is the same, less is farther from them. It needs no labels of the current side; it is an estimate of similarity, not accuracy.",
            reference.words()
        ),
        waits,
        ..ProjectedAccuracy::default()
    }
}
