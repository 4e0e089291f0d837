//! Both sides measured, as a whole and window by window.

use super::drawn::Drawn;
use crate::columns::{Answers, Counts};
use leeway_monitors::model_quality::{Measured, ScoredRows};

/// The probability from which on the positive label is predicted where nothing says so, as Model Monitor has it.
pub const THRESHOLD: f64 = 0.5;

/// What was measured.
#[derive(Debug, Clone, Default)]
pub struct Quality {
    /// What was chosen and guessed, the problem and the positive label included.
    pub answers: Answers,
    /// What came of joining captures and labels.
    pub counts: Counts,
    /// What was odd, as sentences.
    pub notes: Vec<String>,
    /// The baseline's rows with labels and predictions.
    pub baseline: Option<MeasuredSide>,
    /// The current side's.
    pub current: Option<MeasuredSide>,
    /// The current side's windows, one for each of the timeline's.
    pub windows: Vec<Window>,
    /// True when labels are loaded that could be joined, or rows carry them.
    pub has_labels: bool,
}

/// The rows of one side and their metrics.
#[derive(Debug, Clone)]
pub struct MeasuredSide {
    /// The rows.
    pub rows: ScoredRows,
    /// Their metrics.
    pub metrics: Vec<Measured>,
    /// What is drawn of them.
    pub drawn: Drawn,
}

/// A window's metrics.
#[derive(Debug, Clone, Default)]
pub struct Window {
    /// Rows with label and prediction.
    pub rows: u64,
    /// Their metrics; none without rows.
    pub metrics: Vec<Measured>,
}
