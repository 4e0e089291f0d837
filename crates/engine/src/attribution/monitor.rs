//! Attributions as one of the monitors.

use super::checks::checks;
use super::report::report;
use super::reported::attribution_violations;
use super::work::{AttributionWork, ENOUGH_ROWS};
use crate::model::model;
use crate::monitor::{Advance, Monitor, MonitorName, Writing};
use crate::problem::Problem;
use crate::view::View;
use leeway_documents::Role;
use leeway_report::Report;
use leeway_report::settings::WindowChoice;

impl Monitor for AttributionWork {
    /// The paths of the model and of its encoder, its features' names or why there are none, and the windows.
    type Question = (Vec<String>, Result<Vec<String>, Problem>, WindowChoice);

    const NAME: MonitorName = MonitorName::Attribution;
    const FILES: &'static [&'static str] = &["attribution_violations.json"];

    fn question(view: View) -> Self::Question {
        let windows = view.rules.window.clone();
        match model(view.sources) {
            None => (Vec::new(), Ok(Vec::new()), windows),
            Some(model) => {
                let paths = [Some(model.path), model.apart].into_iter().flatten();
                let paths = paths.map(str::to_owned).collect();
                (paths, model.names(view), windows)
            }
        }
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
