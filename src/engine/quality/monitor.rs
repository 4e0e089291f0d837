//! Model quality as one of the monitors.

use super::checks::checks;
use super::measured::{Quality, measure};
use super::write::write;
use crate::engine::columns::Answers;
use crate::engine::monitor::{Advance, Monitor, MonitorName, Writing};
use crate::engine::view::View;
use crate::report::settings::WindowChoice;

/// Model quality, once it is measured.
#[derive(Debug, Clone, Default)]
pub struct QualityWork {
    quality: Quality,
    is_measured: bool,
}

impl QualityWork {
    /// What was measured.
    pub fn quality(&self) -> &Quality {
        &self.quality
    }
}

impl Monitor for QualityWork {
    type Question = (Answers, u64, WindowChoice);

    const NAME: MonitorName = MonitorName::ModelQuality;

    fn question(view: View) -> Self::Question {
        (
            view.meanings.answers.clone(),
            view.rules.seed,
            view.rules.window.clone(),
        )
    }

    fn begin(&mut self, _view: View) {
        *self = QualityWork::default();
    }

    fn begin_selected(&self, _whole: &Self, _view: View) -> Option<Self> {
        Some(QualityWork::default())
    }

    fn step(&mut self, view: View) -> Option<Advance> {
        if self.is_measured {
            return None;
        }
        let measured = |selection| measure(view, selection);
        self.quality = match view.rows {
            None => measured(None),
            Some(rows) => {
                let order = &rows.passes.order;
                measured(Some(&|source, row| {
                    order.of_source(source, &rows.keep).get(row) == Some(&true)
                }))
            }
        };
        self.is_measured = true;
        Some(Advance::new("model quality", 1, 1))
    }

    fn report(&self, _whole: &Self, writing: &mut Writing) {
        let (view, quality) = (writing.view, &self.quality);
        let of_quality = checks(view, quality);
        let report = &mut writing.report;
        let current = report.current.as_ref();
        let windows = current.map_or(&[][..], |side| side.windows.as_slice());
        report.model_quality = write(view, quality, &of_quality, &report.features, windows);
        report.checks.extend(of_quality);
    }
}
