//! Why something could not be done, as a sentence.

use std::fmt;
use std::io;

use leeway_presentation::summary::note;

/// Why something could not be done; every one ends with code 2.
#[derive(Debug)]
pub enum Problem {
    /// A file or folder cannot be read.
    Input(String, io::Error),
    /// A pattern fits no file, or a folder holds none.
    NoFile(String),
    /// Standard input is named twice.
    InputTwice,
    /// The session refused, in its words.
    Refused(String),
    /// A file that was named is of no use: its path, and why.
    Unusable(String, String),
    /// There is nothing to compare, in the report's words.
    NothingCompared(String),
    /// A file cannot be written; what was there before is still there.
    Output(String, io::Error),
    /// Standard output is closed or full.
    Printing(io::Error),
    /// A variable of the container's contract is not set.
    Environment(&'static str),
    /// An analysis that a container was asked for and does not make.
    Analysis(String),
    /// A scenario that was named and that the data do not allow, with why.
    Scenario(String, String),
    /// There is no built page where it was looked for.
    NoPage(String),
    /// The port cannot be used.
    Port(u16, io::Error),
    /// Somebody stopped it.
    Interrupted,
}

impl Problem {
    /// A document that was named and cannot be used, with its notes as the reason.
    pub fn unusable(source: &leeway_report::Source) -> Problem {
        let reasons: Vec<String> = source.notes.iter().map(note).collect();
        Problem::Unusable(source.path.clone(), reasons.join(" "))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Problem::Input(path, error) => match error.kind() {
                io::ErrorKind::NotFound => {
                    write!(
                        f,
                        "{path} is not there. Check the path, or put a pattern in quotes."
                    )
                }
                io::ErrorKind::PermissionDenied => {
                    write!(f, "{path} may not be read: permission is denied.")
                }
                _ => write!(f, "{path} could not be read: {error}."),
            },
            Problem::NoFile(path) => write!(f, "{path} holds no file."),
            Problem::InputTwice => f.write_str("Standard input (-) can be named once."),
            Problem::Refused(sentence) | Problem::NothingCompared(sentence) => {
                f.write_str(sentence)
            }
            Problem::Unusable(path, why) => write!(f, "{path} could not be used: {why}"),
            Problem::Output(path, error) => {
                write!(
                    f,
                    "{path} could not be written: {error}. Nothing of it was kept."
                )
            }
            Problem::Printing(error) => {
                write!(f, "The summary could not be printed: {error}.")
            }
            Problem::Environment(name) => write!(
                f,
                "The environment says no {name}: Model Monitor sets it for its schedules' containers."
            ),
            Problem::Analysis(name) => write!(
                f,
                "The analysis {name} is not made here: it must be DATA_QUALITY, or not set."
            ),
            Problem::Scenario(name, why) => write!(f, "{name} cannot be made: {why}"),
            Problem::NoPage(places) => write!(
                f,
                "There is no page to serve: {places} holds no index.html. Run make dist, or name its folder with --page."
            ),
            Problem::Port(port, error) => write!(
                f,
                "Port {port} cannot be used ({error}). Another one does: --port 0."
            ),
            Problem::Interrupted => f.write_str(crate::interrupt::SENTENCE),
        }
    }
}

impl std::error::Error for Problem {}
