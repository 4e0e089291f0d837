//! What the page and the engine say to each other.
//!
//! Every request carries an id and is answered once by [`Reply::Done`], [`Reply::Failed`] or, if a cancel arrived first, [`Reply::Cancelled`].
//! [`Reply::Progress`] is a level, not a step: the latest one is the truth. The page drops what answers an id that it no longer waits for.
//! Messages are JSON text; files and exported bytes travel beside it, as they are, so that nothing large is copied.

use crate::problem::Problem;
use leeway_documents::Role;
use serde::{Deserialize, Serialize};

use leeway_report::number;
use leeway_table::named;

use leeway_report::attribution::Explanation;
use leeway_report::brushed::Brushed;
use leeway_report::lab::advice::Advice;
use leeway_report::lab::answer::Lab;
use leeway_report::runs::RunsFeature;
use leeway_report::settings::{Brush, Settings};
use leeway_report::{Check, Feature, FeatureDetail, Report};

/// A request with its id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Chosen by the page, unique within the session.
    pub id: u32,
    /// What is asked.
    pub request: Request,
}

/// The part that a source is to play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoleChoice {
    /// The one that Leeway guesses.
    Guessed,
    /// This one; `None` is no part.
    Chosen(Option<Role>),
}

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read these files, in addition to what is loaded, and analyse. The data stand beside the message, in the same order.
    Open {
        /// The files.
        files: Vec<FileName>,
    },
    /// Generate the built-in example and analyse it.
    Demo {
        /// Rows of the baseline; the current side has twelve hours of a fifth of them.
        rows: u32,
    },
    /// Change the settings that this JSON object names, and analyse anew.
    Set {
        /// A JSON object.
        settings: String,
    },
    /// Give a source another role, and analyse anew.
    SetRole {
        /// [`leeway_report::Source::id`].
        source: u32,
        /// The role.
        role: RoleChoice,
    },
    /// Forget a source, and analyse anew.
    Remove {
        /// [`leeway_report::Source::id`].
        source: u32,
    },
    /// What the feature screen draws.
    Detail {
        /// The feature's name.
        feature: String,
    },
    /// One feature in every run.
    RunsFeature {
        /// The feature's name.
        feature: String,
    },
    /// Compute the projected accuracy that waits to be asked for.
    Project,
    /// What is left of every feature while a brush moves, on bins. Does not wait for its turn once the rows are coded.
    Brush {
        /// All brushes.
        brushes: Vec<Brush>,
        /// The one that moves.
        active: u32,
        /// The feature whose histogram is drawn.
        feature: Option<String>,
    },
    /// Why the loaded model answered one record as it did.
    Explain {
        /// The side.
        role: Role,
        /// The record, from 1.
        row: u64,
    },
    /// What would fire if the data changed; the baseline is changed, what is loaded stays.
    Lab {
        /// [`leeway_report::lab::ask::LabAsk`] as JSON.
        ask: String,
    },
    /// How often checks would fire on data that did not drift, and thresholds for a wanted rate.
    Advise {
        /// [`leeway_report::lab::ask::AdviceAsk`] as JSON.
        ask: String,
    },
    /// A file to save.
    Export {
        /// One of the names in REPORT: `report.json`, `features.csv` …
        name: String,
    },
    /// Forget everything.
    Clear,
    /// Stop what another request started.
    Cancel {
        /// That request's id.
        id: u32,
    },
    /// Panic, as a programming error would: lets a test see that the page survives it.
    Panic,
}

/// A file's name, size and place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileName {
    /// The path as dropped.
    pub path: String,
    /// The role that the user asked for.
    pub role: Option<String>,
    /// The run that a list of files gives it to.
    #[serde(default)]
    pub run: Option<String>,
    /// Bytes.
    pub size: u64,
    /// True where it takes the place of earlier files of the same path.
    #[serde(default)]
    pub replaces: bool,
}

/// What the engine answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The request's id.
    pub id: u32,
    /// The answer.
    pub reply: Reply,
}

/// The kinds of answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// How far a long request has come.
    Progress(Progress),
    /// What belongs before what the report, which is answered next, has of it: a large one is told piece by piece, because each piece is read in one go.
    ReportPart {
        /// Features.
        features: Vec<Feature>,
        /// Checks.
        checks: Vec<Check>,
    },
    /// Answered.
    Done(Box<Outcome>),
    /// Could not be answered; the sentence says why and what to do. What was loaded before is still there.
    Failed {
        /// The sentence.
        message: String,
    },
    /// Stopped on request; what was loaded before is still there.
    Cancelled,
}

impl Reply {
    /// The answer to what could not be done.
    ///
    /// The problem as its sentence, advice included; the session is as it was before the request.
    pub fn failed(problem: &Problem) -> Self {
        Reply::Failed {
            message: problem.to_string(),
        }
    }
}

/// What a request led to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// The new state of the session.
    Report(Box<Report>),
    /// The new state of the session, where a configuration among the files has chosen the settings.
    Configured {
        /// Those that are in force from now on as the user's choice.
        settings: Box<Settings>,
        /// The new state.
        report: Box<Report>,
    },
    /// For the feature screen.
    Detail(FeatureDetail),
    /// One feature in every run.
    RunsFeature(RunsFeature),
    /// While a brush moves.
    Brushed(Brushed),
    /// A record's prediction and what led to it.
    Explanation(Explanation),
    /// What fires in the lab.
    Lab(Box<Lab>),
    /// False alarms and thresholds.
    Advice(Box<Advice>),
    /// A file; its bytes stand beside the message.
    Exported {
        /// File name.
        name: String,
        /// MIME type.
        mime: String,
    },
}

impl Outcome {
    /// The report, where the outcome is the new state of the session.
    ///
    /// `None` for answers that change nothing: details, exports and the like.
    pub fn report(&self) -> Option<&Report> {
        match self {
            Outcome::Report(report) | Outcome::Configured { report, .. } => Some(report),
            _ => None,
        }
    }

    /// The same report, to be sent in parts.
    ///
    /// `None` for answers that change nothing.
    pub fn report_mut(&mut self) -> Option<&mut Report> {
        match self {
            Outcome::Report(report) | Outcome::Configured { report, .. } => Some(report),
            _ => None,
        }
    }
}

named! {
    /// What the engine does in a step.
    pub enum Activity {
        /// Reads files.
        Reading = "reading",
        /// Measures all rows.
        Analysing = "analysing",
        /// Measures the selected rows.
        Selecting = "selecting",
        /// Projects accuracy.
        Projecting = "projecting",
        /// Puts rows into bins, for a brush.
        Coding = "coding",
        /// Writes a file.
        Writing = "writing",
        /// Tries changes in the lab.
        Trying = "trying",
        /// Draws windows for the advisor.
        Drawing = "drawing",
    }
}

/// How far a long request has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub stage: Activity,
    /// The file or feature at hand.
    pub item: String,
    /// Units done: bytes while reading, features while analysing.
    pub done: u64,
    /// Units in all.
    pub total: u64,
    /// Milliseconds since the request came.
    #[serde(with = "number")]
    pub elapsed_ms: f64,
}
