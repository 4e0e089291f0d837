//! Why the engine cannot do what it is asked.

use std::fmt;

use leeway_documents::Note;
use leeway_monitors::Unmeasured;
use leeway_report::Refusal;
use leeway_scenarios::Unchangeable;

/// What kind of problem it is: who can mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// What is asked for cannot be: a name that nothing has, a value out of range.
    Asked,
    /// Something is not loaded.
    Missing,
    /// What is loaded does not fit together, or has nothing to measure.
    Unfit,
    /// Something went wrong on the way.
    Failed,
}

/// A request that cannot be done; its text is a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Who can mend it.
    pub kind: ProblemKind,
    /// What is wrong, with what was found and expected.
    pub what: String,
    /// What the user can do.
    pub advice: Option<String>,
}

impl Problem {
    /// What is asked for cannot be: a name, a role or a number that there is none of.
    ///
    /// `what` is a whole sentence with what was found and what is expected.
    pub fn asked(what: impl Into<String>) -> Self {
        Problem::of(ProblemKind::Asked, what)
    }

    /// Something is not loaded.
    ///
    /// `what` says what is missing, without a full stop; `advice` says what to open, and is joined to it as a second part of the sentence.
    pub fn missing(what: impl Into<String>, advice: impl Into<String>) -> Self {
        let advice = Some(advice.into());
        Problem {
            advice,
            ..Problem::of(ProblemKind::Missing, what)
        }
    }

    /// What is loaded does not fit what is asked.
    ///
    /// `what` is a whole sentence that names what does not fit.
    pub fn unfit(what: impl Into<String>) -> Self {
        Problem::of(ProblemKind::Unfit, what)
    }

    /// Something went wrong on the way that is neither in the request nor in the files.
    ///
    /// `what` is a whole sentence, with what to do.
    pub fn failed(what: impl Into<String>) -> Self {
        Problem::of(ProblemKind::Failed, what)
    }

    fn of(kind: ProblemKind, what: impl Into<String>) -> Self {
        Problem {
            kind,
            what: what.into(),
            advice: None,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.advice {
            Some(advice) => write!(f, "{}: {advice}.", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for Problem {}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Problem::asked(refusal.to_string())
    }
}

impl From<Unchangeable> for Problem {
    fn from(reason: Unchangeable) -> Self {
        Problem::asked(reason.to_string())
    }
}

impl From<Unmeasured> for Problem {
    fn from(reason: Unmeasured) -> Self {
        Problem::unfit(reason.to_string())
    }
}

impl From<Note> for Problem {
    fn from(note: Note) -> Self {
        Problem::unfit(note.to_string())
    }
}

impl From<Problem> for String {
    fn from(problem: Problem) -> Self {
        problem.to_string()
    }
}
