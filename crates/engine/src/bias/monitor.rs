//! Bias as one of the monitors.

use std::collections::VecDeque;

use super::checks::checks;
use super::export::{analysis_json, bias_violations};
use super::offered::offered;
use super::report::report;
use super::work::{BiasWork, Task};
use crate::columns::Meanings;
use crate::model::{Asked, asked};
use crate::monitor::{Advance, Monitor, MonitorName, Writing};
use crate::problem::Problem;
use crate::view::View;
use leeway_documents::Role;
use leeway_report::Report;
use leeway_report::settings::WindowChoice;

impl Monitor for BiasWork {
    type Question = (Meanings, WindowChoice, Asked);

    const NAME: MonitorName = MonitorName::Bias;
    const FILES: &'static [&'static str] = &["analysis.json", "bias_violations.json"];

    fn question(view: View) -> Self::Question {
        let rules = view.rules;
        (view.meanings.clone(), rules.window.clone(), asked(view))
    }

    fn begin(&mut self, view: View) {
        let meanings = view.meanings.clone();
        let mut tasks = VecDeque::new();
        let has = |role| !view.layout.tables(view.sources, role).is_empty();
        let is_asked = has(Role::Labels) || meanings.answers.are_known();
        for role in [Role::Baseline, Role::Current] {
            if is_asked && has(role) {
                tasks.push_back(Task::Side(role));
            }
        }
        *self = BiasWork {
            total: tasks.len() * (2 + 2 * meanings.facets.len()),
            offered: offered(view),
            meanings,
            tasks,
            ..BiasWork::default()
        };
    }

    /// Groups and positive labels stay those of all rows, and so does the baseline's side.
    fn begin_selected(&self, whole: &Self, view: View) -> Option<Self> {
        let has_rows = !view.layout.tables(view.sources, Role::Current).is_empty();
        let side = whole.sides[1].as_ref().filter(|_| has_rows);
        let tasks: VecDeque<Task> = side
            .map(|_| Task::Side(Role::Current))
            .into_iter()
            .collect();
        Some(BiasWork {
            total: tasks.len() * (2 + 2 * whole.meanings.facets.len()),
            sides: [whole.sides[0].clone(), None],
            tasks,
            ..whole.clone()
        })
    }

    fn step(&mut self, view: View) -> Option<Advance> {
        self.work(view)
    }

    fn file(&self, name: &str, _view: View, report: &Report, _now: i64) -> Result<String, Problem> {
        let bias = report.bias.as_ref();
        match name {
            "analysis.json" => analysis_json(bias),
            _ => bias_violations(bias),
        }
    }

    fn report(&self, _whole: &Self, writing: &mut Writing) {
        let bias = report(writing.view, self, writing.selected.is_some());
        writing.report.checks.extend(checks(bias.as_ref()));
        writing.report.bias = bias;
    }
}
