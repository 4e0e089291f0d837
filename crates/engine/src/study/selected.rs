//! What brushes select of a study, measured exactly.

use std::rc::Rc;

use super::answers::Answers;
use crate::monitor::MonitorName;
use crate::selection::Passes;
use crate::timeline::Timeline;
use crate::view::{SelectedRows, View};
use leeway_report::settings::Brush;

/// The selected rows, and what was measured of them.
#[derive(Debug, Clone)]
pub struct Selected {
    /// What selects them.
    pub brushes: Vec<Brush>,
    /// How many they are.
    pub count: u64,
    /// Rows of the current side.
    pub of: u64,
    /// Which they are.
    pub rows: Rc<SelectedRows>,
    /// The windows with those rows that all brushes but that on time let through.
    pub timeline: Rc<Timeline>,
    /// What was measured.
    pub answers: Answers,
    /// Features that were looked at.
    pub next_feature: usize,
}

impl Selected {
    /// Applies the brushes; nothing is measured yet.
    ///
    /// `view` is of all rows, the selection is of the current side's; a brush on a feature that is not there lets no row through.
    pub fn start(view: View, brushes: &[Brush], leave_out: &[MonitorName]) -> Selected {
        let passes = Passes::of(view.sources, view.layout, brushes);
        let keep = passes.all_but(&[]);
        let timeline = view.timeline.only(&passes.order, &passes.all_but(&[None]));
        let rows = SelectedRows { keep, passes };
        let selected = Selected {
            brushes: brushes.to_vec(),
            count: rows.keep.iter().filter(|keep| **keep).count() as u64,
            of: rows.passes.order.rows as u64,
            rows: Rc::new(rows),
            timeline: Rc::new(timeline),
            answers: Answers::default(),
            next_feature: 0,
        };
        selected.with_answers(view, false, leave_out)
    }

    /// The same rows under other settings.
    ///
    /// `view` is of all rows; answers whose question is unchanged are taken over.
    pub fn asked_again(&self, view: View, leave_out: &[MonitorName]) -> Selected {
        self.with_answers(view, true, leave_out)
    }

    fn with_answers(&self, view: View, is_same_data: bool, leave_out: &[MonitorName]) -> Selected {
        let view = View {
            rows: Some(&self.rows),
            ..view
        };
        Selected {
            answers: Answers::of(view, &self.answers, is_same_data, leave_out),
            next_feature: 0,
            ..self.clone()
        }
    }
}
