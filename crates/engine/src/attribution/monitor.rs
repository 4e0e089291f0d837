//! Attributions as one of the monitors.

use super::checks::checks;
use super::report::report;
use super::reported::attribution_violations;
use super::work::{AttributionWork, ENOUGH_ROWS};
use crate::columns::Answers;
use crate::model::{Asked, asked, model};
use crate::monitor::{Advance, Monitor, MonitorName, Writing};
use crate::problem::Problem;
use crate::view::View;
use leeway_documents::Role;
use leeway_report::Report;
use leeway_report::settings::WindowChoice;

impl Monitor for AttributionWork {
    /// The model, what is known of captured answers, and the windows; of no model nothing.
    type Question = Option<(Asked, Answers, WindowChoice)>;

    const NAME: MonitorName = MonitorName::Attribution;
    const FILES: &'static [&'static str] = &["attribution_violations.json"];

    fn question(view: View) -> Self::Question {
        let asked = asked(view);
        asked.is_some().then(|| {
            let answers = view.meanings.answers.clone();
            (asked, answers, view.rules.window.clone())
        })
    }

    fn begin(&mut self, view: View) {
        *self = AttributionWork::default();
        let Some(model) = model(view.sources) else {
            return;
        };
        self.path = model.path.to_owned();
        let sides = [Role::Current, Role::Baseline];
        let has = |role: &Role| !view.layout.tables(view.sources, *role).is_empty();
        self.waiting = sides.into_iter().filter(has).collect();
        if self.waiting.is_empty() {
            return;
        }
        match model.names(view) {
            Ok(names) => self.names = names,
            Err(problem) => {
                self.problem = Some(problem);
                self.waiting.clear();
            }
        }
    }

    /// Selected rows are added up where they were explained, else they are explained.
    fn begin_selected(&self, whole: &Self, view: View) -> Option<Self> {
        let is_empty = view.keep().is_some_and(|keep| !keep.contains(&true));
        let current = whole.sides[1].as_ref().filter(|_| !is_empty);
        let known = current.and_then(|side| side.only(view.keep()?, ENOUGH_ROWS));
        let waits = current.is_some() && known.is_none();
        Some(AttributionWork {
            path: whole.path.clone(),
            names: whole.names.clone(),
            captured: whole.captured.clone().filter(|_| !waits),
            unknown_rows: if waits { 0 } else { whole.unknown_rows },
            sides: [whole.sides[0].clone(), known],
            problem: match (&whole.problem, is_empty) {
                (None, true) => Some(Problem::unfit(
                    "The brushes select no row of the current side.",
                )),
                (problem, _) => problem.clone(),
            },
            waiting: waits.then_some(Role::Current).into_iter().collect(),
            ..AttributionWork::default()
        })
    }

    fn step(&mut self, view: View) -> Option<Advance> {
        self.work(view)
    }

    fn file(
        &self,
        _name: &str,
        _view: View,
        report: &Report,
        _now: i64,
    ) -> Result<String, Problem> {
        attribution_violations(report.attribution.as_ref())
    }

    fn report(&self, _whole: &Self, writing: &mut Writing) {
        let attribution = report(writing.view, self, writing.selected.is_some());
        let checks = checks(attribution.as_ref());
        writing.report.checks.extend(checks);
        writing.report.attribution = attribution;
    }
}
