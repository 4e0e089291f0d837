//! Model quality as one of the monitors.

use super::checks::checks;
use super::export::{FILES, export};
use super::work::QualityWork;
use super::write::write;
use crate::columns::Answers;
use crate::model::{Asked, asked};
use crate::monitor::{Advance, Monitor, MonitorName, Writing};
use crate::problem::Problem;
use crate::view::View;
use leeway_report::Report;
use leeway_report::settings::WindowChoice;

impl Monitor for QualityWork {
    type Question = (Answers, u64, WindowChoice, Asked);

    const NAME: MonitorName = MonitorName::ModelQuality;
    const FILES: &'static [&'static str] = &FILES;

    fn question(view: View) -> Self::Question {
        (
            view.meanings.answers.clone(),
            view.rules.seed,
            view.rules.window.clone(),
            asked(view),
        )
    }

    fn begin(&mut self, view: View) {
        *self = QualityWork::start(view);
    }

    fn begin_selected(&self, _whole: &Self, view: View) -> Option<Self> {
        Some(QualityWork::start(view))
    }

    fn step(&mut self, view: View) -> Option<Advance> {
        self.work(view)
    }

    fn file(&self, name: &str, view: View, report: &Report, now: i64) -> Result<String, Problem> {
        export(name, view, self.quality(), report, now)
    }

    fn report(&self, _whole: &Self, writing: &mut Writing) {
        let (view, quality) = (writing.view, self.quality());
        let of_quality = checks(view, quality);
        let report = &mut writing.report;
        let current = report.current.as_ref();
        let windows = current.map_or(&[][..], |side| side.windows.as_slice());
        report.model_quality = write(view, quality, &of_quality, &report.features, windows);
        report.checks.extend(of_quality);
    }
}
