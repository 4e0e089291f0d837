//! Why something cannot be asked for.

use std::fmt;

/// What was asked for, what it must be, and what it was; as a sentence it names the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The field, or what is asked.
    pub subject: String,
    /// What it must be, or why it cannot be used.
    pub rule: String,
    /// What it was.
    pub found: Option<String>,
}

impl Refusal {
    /// `subject` does not keep to `rule`: "alpha" "must be between 0 and 1".
    pub fn new(subject: impl Into<String>, rule: impl Into<String>) -> Self {
        Refusal {
            subject: subject.into(),
            rule: rule.into(),
            found: None,
        }
    }

    /// What it was.
    pub fn found(mut self, found: impl fmt::Display) -> Self {
        self.found = Some(found.to_string());
        self
    }

    /// What is no JSON of `subject`, with the parser's words.
    pub fn unreadable(subject: &str, trouble: &str, error: &serde_json::Error) -> Self {
        Refusal::new(subject, format!("{trouble}: {error}"))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.subject, self.rule)?;
        match &self.found {
            Some(found) => write!(f, "; it was {found}."),
            None => f.write_str("."),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for String {
    fn from(refusal: Refusal) -> Self {
        refusal.to_string()
    }
}
