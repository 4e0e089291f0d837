//! Who says what a column is, and what is open: values that sentences are made of.

use crate::names::Answer;
use leeway_report::columns::KnownBy;

/// Why a column is what it is taken for.
#[derive(Debug, Clone, PartialEq)]
pub enum Basis {
    /// The user says so.
    User,
    /// The configuration at this path says so.
    Configuration(String),
    /// An analysis of Clarify says so.
    Analysis,
    /// A file of ground truth calls its labels so.
    GroundTruth,
    /// The model answered with it.
    Answered,
    /// The model answered with it, and its values look like this answer.
    AnsweredAlike(Answer),
    /// Together with another column it has the names that Model Monitor's own files use.
    Header,
    /// Its name says so.
    Name,
}

/// What is not settled about an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Open {
    /// What names or values alone suggest and the user may confirm, and what the first could be as well.
    Supposed(Vec<(Answer, String)>, Vec<String>),
    /// Several columns could be it, or none is called so.
    Unknown(Answer, Vec<String>),
    /// Configurations contradict each other; that of the first path is in force.
    Contradiction {
        /// Path and label of each, the newest first.
        labels: Vec<(String, String)>,
    },
    /// The configuration at this path names a label that no file has.
    NoSuchLabel {
        /// The configuration's path.
        path: String,
        /// The label.
        label: String,
    },
    /// One column is both the label and an answer of the model.
    SameColumn(String),
}

impl Basis {
    /// Who says so.
    ///
    /// One of the words of the report; several bases share one.
    pub fn known_by(&self) -> KnownBy {
        match self {
            Basis::User => KnownBy::User,
            Basis::Configuration(_) | Basis::Analysis | Basis::Answered => KnownBy::Configuration,
            Basis::GroundTruth => KnownBy::GroundTruth,
            Basis::Header => KnownBy::Constraints,
            Basis::Name => KnownBy::Name,
            Basis::AnsweredAlike(_) => KnownBy::Values,
        }
    }

    /// Whether that is known; else it is supposed.
    ///
    /// Supposed is what a name or values suggest, and asked.
    pub fn is_certain(&self) -> bool {
        !matches!(self, Basis::Name | Basis::AnsweredAlike(_))
    }

    /// Why, as a clause.
    ///
    /// In small letters and without a full stop; a path is named as it was opened.
    pub fn clause(&self) -> String {
        match self {
            Basis::User => "you said so".to_owned(),
            Basis::Configuration(path) => format!("{path} says so"),
            Basis::Analysis => "an analysis of Clarify says so".to_owned(),
            Basis::GroundTruth => "the ground truth calls its labels so".to_owned(),
            Basis::Answered => "the model answered with it".to_owned(),
            Basis::AnsweredAlike(Answer::Probability) => {
                "the model answered with it and all its values lie between 0 and 1".to_owned()
            }
            Basis::AnsweredAlike(_) => {
                "the model answered with it and its values are labels".to_owned()
            }
            Basis::Header => "Model Monitor calls these columns so".to_owned(),
            Basis::Name => "its name says so".to_owned(),
        }
    }

    /// Why, as a sentence; a path stays as it is written.
    ///
    /// As [`Basis::clause`], with a capital and a full stop.
    pub fn sentence(&self) -> String {
        let clause = self.clause();
        match self {
            Basis::Configuration(_) => format!("{clause}."),
            _ => {
                let (first, rest) = clause.split_at(1);
                format!("{}{rest}.", first.to_uppercase())
            }
        }
    }
}
