//! What a look found, in words.

use leeway_presentation::format::counted;

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

/// Why a file of a list did not come, with what to do; `is_repeated` where the list is looked at again by itself.
pub fn not_come(why: &str, is_repeated: bool) -> String {
    let next = next(is_repeated);
    format!("{why} Expected the whole file; the others are read. {next}")
}

/// The same of the list itself.
pub fn list_not_come(why: &str, is_repeated: bool) -> String {
    let next = next(is_repeated);
    format!("{why} Expected the list of files. {next}")
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
        assert_eq!(
            not_come(why, true),
            "Could not fetch a file: a.csv answered 500. Expected the whole file; the others are read. It is asked for again at the next look."
        );
        assert!(
            not_come(why, false).ends_with(
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
