//! What a look found, in words.

use std::fmt;

use leeway_presentation::format::counted;
use leeway_report::Refusal;

/// What came and what changed, by path, as a sentence or two; empty where nothing did.
pub fn arrival(came: &[&str], changed: &[&str]) -> String {
    let came = match came {
        [] => String::new(),
        [path] => format!("{path} arrived."),
        [.., last] => {
            let files = counted(came.len() as u64, "file", "files");
            format!("{files} arrived, {last} the last.")
        }
    };
    let changed = match changed {
        [] => String::new(),
        [path] => format!("{path} changed and was read again."),
        [.., last] => {
            let files = counted(changed.len() as u64, "file", "files");
            format!("{files} changed and were read again, {last} the last.")
        }
    };
    let sentences = [came, changed];
    let said: Vec<String> = sentences
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    said.join(" ")
}

/// Why something of a list of files did not come; as sentences it says what was expected and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCome {
    /// The list itself.
    List {
        /// What went wrong, as a sentence.
        why: String,
        /// Whether it is looked at again.
        is_repeated: bool,
    },
    /// A file of it.
    File {
        /// What went wrong, as a sentence.
        why: String,
        /// Whether it is looked at again.
        is_repeated: bool,
    },
    /// What came is no list.
    NoList(Refusal),
    /// A path in it is no address.
    NoAddress(String),
}

impl fmt::Display for NotCome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotCome::List { why, is_repeated } => {
                let next = next(*is_repeated);
                write!(formatter, "{why} Expected the list of files. {next}")
            }
            NotCome::File { why, is_repeated } => {
                let next = next(*is_repeated);
                write!(
                    formatter,
                    "{why} Expected the whole file; the others are read. {next}"
                )
            }
            NotCome::NoList(refusal) => write!(formatter, "{refusal}"),
            NotCome::NoAddress(path) => {
                write!(formatter, "\"{path}\" in the list of files is no address.")
            }
        }
    }
}

impl From<Refusal> for NotCome {
    fn from(refusal: Refusal) -> Self {
        NotCome::NoList(refusal)
    }
}

/// As many messages as a small window has room for: all up to three, else two and how many more there are.
pub fn few(mut messages: Vec<String>) -> Vec<String> {
    if messages.len() > FEW {
        let more = counted((messages.len() - FEW + 1) as u64, "more file", "more files");
        messages.truncate(FEW - 1);
        messages.push(format!("{more} did not come either."));
    }
    messages
}

/// Messages at most of one look.
const FEW: usize = 3;

fn next(is_repeated: bool) -> &'static str {
    match is_repeated {
        true => "It is asked for again at the next look.",
        false => "Look again under Sources, or reload the page, once its server sends it.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_and_what_changed_are_told_apart() {
        assert_eq!(arrival(&[], &[]), "");
        assert_eq!(arrival(&["a.csv"], &[]), "a.csv arrived.");
        assert_eq!(
            arrival(&["a.csv", "b.csv"], &["c.csv"]),
            "2 files arrived, b.csv the last. c.csv changed and was read again."
        );
        assert_eq!(
            arrival(&[], &["a.csv", "b.csv"]),
            "2 files changed and were read again, b.csv the last."
        );
    }

    #[test]
    fn what_did_not_come_is_told_with_what_was_expected_and_what_to_do() {
        let why = "Could not fetch a file: a.csv answered 500.";
        let not_come = |is_repeated| {
            let why = why.to_owned();
            NotCome::File { why, is_repeated }.to_string()
        };
        assert_eq!(
            not_come(true),
            "Could not fetch a file: a.csv answered 500. Expected the whole file; the others are read. It is asked for again at the next look."
        );
        assert!(
            not_come(false).ends_with(
                "Look again under Sources, or reload the page, once its server sends it."
            )
        );
    }

    #[test]
    fn many_that_did_not_come_do_not_cover_the_page() {
        let of = |count: usize| (0..count).map(|one| format!("{one}.")).collect::<Vec<_>>();
        assert_eq!(few(of(0)), of(0));
        assert_eq!(few(of(3)), of(3));
        assert_eq!(
            few(of(4)),
            ["0.", "1.", "2 more files did not come either."]
        );
        assert_eq!(few(of(700))[2], "698 more files did not come either.");
    }
}
