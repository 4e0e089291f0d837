//! What has been read of a place, and whether a file there is another one by now.

use std::collections::BTreeMap;

/// The files that were read, by path, each with its state when it was read, and when it was asked for again: what a server or the browser says that changes with the file.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeMap<String, [Option<String>; 2]>);

/// What a file is to what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    Came,
    /// It is another one.
    Changed,
    /// It is the same, or nobody can tell.
    Same,
}

impl Known {
    /// True before anything was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True where this file was read.
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// What the file is that has this `state` now.
    pub fn change(&self, path: &str, state: Option<&str>) -> Change {
        match (self.0.get(path), state) {
            (None, _) => Change::Came,
            (Some(states), Some(now)) => {
                // Some servers describe a file otherwise when they are asked than when they send it.
                let is_known = states.iter().flatten().any(|known| known == now);
                let has_state = states.iter().any(Option::is_some);
                match is_known || !has_state {
                    true => Change::Same,
                    false => Change::Changed,
                }
            }
            (Some(_), None) => Change::Same,
        }
    }

    /// Notes that the file was read; `asked` is what made somebody read it again.
    pub fn note(&mut self, path: String, state: Option<String>, asked: Option<String>) {
        self.0.insert(path, [state, asked]);
    }

    /// Forgets a file that was not read after all.
    pub fn forget(&mut self, path: &str) {
        self.0.remove(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_when_it_came_and_when_it_changed_and_then_no_more() {
        let mut known = Known::default();
        assert_eq!(known.change("a", Some("1")), Change::Came);
        known.note("a".to_owned(), Some("1".to_owned()), None);
        assert_eq!(known.change("a", Some("1")), Change::Same);
        assert_eq!(known.change("a", None), Change::Same);
        assert_eq!(known.change("a", Some("2")), Change::Changed);
        // A server that says "W/2" when it is asked and "2" with the file.
        known.note("a".to_owned(), Some("2".to_owned()), Some("W/2".to_owned()));
        assert_eq!(known.change("a", Some("W/2")), Change::Same);
        known.forget("a");
        assert_eq!(known.change("a", Some("2")), Change::Came);
    }

    #[test]
    fn a_file_without_a_state_is_taken_for_the_same() {
        let mut known = Known::default();
        known.note("a".to_owned(), None, None);
        assert_eq!(known.change("a", Some("1")), Change::Same);
    }
}
