//! Model Monitor's files: read, written, read again.

use leeway::documents::Notes;
use leeway::documents::model_monitor::{Constraints, Statistics, Violations};
use serde_json::Value;
use std::path::{Path, PathBuf};

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference");

/// Files of that name below `folder` of the reference, or `None`, said aloud, where the reference is absent.
fn reference_files(folder: &str, name: &str) -> Option<Vec<PathBuf>> {
    fn walk(folder: &Path, name: &str, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, name, found);
            } else if path.file_name().is_some_and(|file| file == name) {
                found.push(path);
            }
        }
    }
    let folder = Path::new(REFERENCE).join(folder);
    if !folder.is_dir() {
        println!("left out: {} is not there", folder.display());
        return None;
    }
    let mut found = Vec::new();
    walk(&folder, name, &mut found);
    found.sort();
    assert!(!found.is_empty());
    Some(found)
}

fn json_of(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The notes' sentences, with what was found.
fn sentences(notes: &Notes) -> Vec<String> {
    notes
        .as_slice()
        .iter()
        .map(|note| match &note.found {
            Some(found) => format!("{} [{found}]", note.what),
            None => note.what.clone(),
        })
        .collect()
}

/// Reads, writes, reads again: the values are equal, the JSON says the same, and nothing is noted.
macro_rules! comes_back {
    ($type:ident, $path:expr) => {
        let path = $path;
        let original = json_of(&path);
        let mut notes = Notes::default();
        let value = $type::read(original.clone(), &mut notes).unwrap();
        assert_eq!(sentences(&notes), [""; 0], "{}", path.display());
        let text = value.write();
        let written: Value = serde_json::from_str(&text).unwrap();
        assert!(written == original, "{}", path.display());
        assert!($type::read(written, &mut notes).unwrap() == value, "{}", path.display());
        // Files that the container wrote come back to the byte, but for a last line feed and for blanks where a log collector broke long lists.
        let as_found = std::fs::read_to_string(&path).unwrap();
        if as_found.contains("\n 0.0") {
            let words = |text: &str| text.split_whitespace().collect::<String>();
            assert!(words(&text) == words(&as_found), "{}", path.display());
        } else if as_found.contains("[ {\n    \"") {
            assert!(text.trim_end() == as_found.trim_end(), "{}", path.display());
        }
    };
}

#[test]
fn statistics_come_back() {
    for path in reference_files("data-quality", "statistics.json")
        .into_iter()
        .flatten()
    {
        comes_back!(Statistics, path);
    }
}

#[test]
fn constraints_come_back() {
    for path in reference_files("data-quality", "constraints.json")
        .into_iter()
        .flatten()
    {
        comes_back!(Constraints, path);
    }
}

#[test]
fn violations_come_back() {
    for folder in ["data-quality", "model-quality", "bias", "explainability"] {
        for path in reference_files(folder, "constraint_violations.json")
            .into_iter()
            .flatten()
        {
            comes_back!(Violations, path);
        }
    }
}
