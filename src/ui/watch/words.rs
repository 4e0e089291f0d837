//! What a look found, in words.

use crate::ui::format::counted;

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
}
