//! The report: one structure that the screens, the JSON export and `window.leeway` all read.
//!
//! Field names are a contract; [`SCHEMA`] is raised when one changes. A number that cannot be computed is `null`, with the reason beside it. Parts
//! that nothing loaded calls for are absent.

pub mod attribution;
mod basis;
pub mod bias;
pub mod brushed;
mod checks;
pub mod columns;
mod feature;
mod held;
mod holding;
pub mod lab;
mod measured;
pub mod model_quality;
pub mod number;
mod over_time;
mod refusal;
pub mod runs;
mod sentence;
pub mod settings;
mod sources;
mod text;

use serde::{Deserialize, Serialize};

use attribution::Attribution;
pub use basis::{Basis, or_empty};
use bias::Bias;
pub use checks::{ALARM_CHECK, Check, Choice, DataQuality, Reported, Slider};
use columns::{ColumnReport, Question};
pub use feature::{
    Bins, ChiSquare, Feature, FeatureCycle, FeatureDetail, FeatureTest, FeatureWindow, Missing,
    OfDate, SameTime, SampleScore, Since, Summary, Why,
};
pub use held::{Held, HeldKind};
pub use measured::{Ks, LabelCount};
use model_quality::ModelQuality;
pub use over_time::{
    ContainerFeature, ContainerResults, FiredCheck, ProjectedAccuracy, SampleDifference, SampleWhy,
    ViolationTimeline,
};
pub use refusal::Refusal;
use runs::{Grouping, Run};
pub use sentence::Sentence;
use settings::Settings;
pub use sources::{Joined, Note, Source};
pub use text::{ScriptShare, TextMeasures, TextSummary, UnseenWords, WordShare};

/// The version of the report's field names.
pub const SCHEMA: u32 = 1;

/// Windows with fewer rows than this are weak evidence.
pub const WEAK_ROWS: u64 = 50;

/// All that is known about what is loaded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Leeway's version.
    pub leeway: String,
    /// When the report was made, ISO 8601 in UTC.
    pub generated: String,
    /// The settings in force, guessed ones included.
    pub settings: Settings,
    /// What was read.
    pub sources: Vec<Source>,
    /// The side that the other is compared with.
    pub baseline: Option<Side>,
    /// The side that is compared.
    pub current: Option<Side>,
    /// The rows that all this is about, where brushes select some.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub selection: Option<Selection>,
    /// The answer to "did it drift?".
    pub verdict: Option<Overall>,
    /// Every column of both sides: what it was taken for, by whom, how sure that is.
    #[serde(default)]
    pub columns: Vec<ColumnReport>,
    /// What only the user can say, or can confirm.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// One entry per feature, in the baseline's order of columns.
    pub features: Vec<Feature>,
    /// Every constraint of the data-quality monitor, and what was reported.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// The data-quality monitor in short; `None` without constraints, baseline and report.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub data_quality: Option<DataQuality>,
    /// How much the current rows stand apart from rows on which the model did well; `None` where nothing is compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub projected_accuracy: Option<ProjectedAccuracy>,
    /// What executions reported when; `None` with fewer than two.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub violations_over_time: Option<ViolationTimeline>,
    /// What executions of the drift container found over time; `None` without any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub results: Option<ContainerResults>,
    /// Bias of both sides; `None` where nothing calls for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bias: Option<Bias>,
    /// What the model relies on, on both sides; `None` where nothing calls for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub attribution: Option<Attribution>,
    /// How good predictions are; `None` where nothing loaded is about it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub model_quality: Option<ModelQuality>,
    /// Every run in short, in the order of their names; the rest of the report is about the one that is shown. Empty without runs.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub runs: Vec<Run>,
    /// Why there are runs, or what could be; `None` where neither.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub grouping: Option<Grouping>,
    /// How long it took.
    pub timings: Timings,
}

impl Report {
    /// The windows of the current side; none where it has none.
    pub fn windows(&self) -> &[Window] {
        self.current.as_ref().map_or(&[], |side| &side.windows)
    }
}

/// What brushes select of the current side.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    /// Rows that all brushes let through. A feature that is brushed is shown without its own brush.
    pub rows: u64,
    /// Rows of the current side.
    pub of: u64,
    /// The brushes in words, in the settings' order.
    pub words: Vec<String>,
}

/// One side of the comparison.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// `samples` or `statistics`.
    pub from: Basis,
    /// Rows.
    pub rows: u64,
    /// Columns.
    pub columns: u64,
    /// Time of the first row, ISO 8601 in UTC.
    pub first: Option<String>,
    /// Time of the last row.
    pub last: Option<String>,
    /// Windows of time or of rows; one without rows is a gap.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub windows: Vec<Window>,
    /// Rows that have no time and so are in no window.
    pub without_time: u64,
}

/// A stretch of time or of rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// How it is called on a time axis.
    pub label: String,
    /// Start, ISO 8601 in UTC.
    pub start: Option<String>,
    /// End, exclusive.
    pub end: Option<String>,
    /// First row, from 1 in the order of the paths; of windows by rows.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_row: Option<u64>,
    /// Last row; of windows by rows.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_row: Option<u64>,
    /// Rows.
    pub rows: u64,
    /// True when there are so few rows that the window is weak evidence.
    pub weak: bool,
}

/// The whole data set's verdict.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Overall {
    /// Features that drifted, strongly or not.
    pub drifted: u64,
    /// Features that drifted strongly.
    pub strong: u64,
    /// Features that were tested.
    pub tested: u64,
    /// `drifted / tested`.
    pub share: Option<f64>,
    /// The answer in words.
    #[serde(flatten)]
    pub sentence: Sentence,
}

/// How long it took.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Timings {
    /// Reading the files' bytes.
    #[serde(with = "number")]
    pub read_ms: f64,
    /// Parsing them.
    #[serde(with = "number")]
    pub parse_ms: f64,
    /// Measures and verdicts.
    #[serde(with = "number")]
    pub analyse_ms: f64,
    /// Of these, joining labels and measuring predictions.
    #[serde(default)]
    #[serde(with = "number")]
    pub quality_ms: f64,
    /// From the request to the report.
    #[serde(with = "number")]
    pub total_ms: f64,
    /// Bytes read.
    pub bytes: u64,
    /// Records read.
    pub records: u64,
    /// Memory of the engine when it was done; in a browser it only grows, so this is the peak. 0 where it is not known.
    pub memory_bytes: u64,
}

/// ISO 8601 in UTC of milliseconds since 1970.
pub fn iso(milliseconds: i64) -> String {
    let time =
        time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000);
    time.ok()
        .and_then(|time| {
            time.format(&time::format_description::well_known::Rfc3339)
                .ok()
        })
        .unwrap_or_default()
}
