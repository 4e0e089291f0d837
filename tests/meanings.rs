//! What the columns of every folder of the reference collection mean.
//!
//! The table was written by this test (`make goldens`) and read line by line against the collection's README: it is the record of what is known, what is supposed and
//! what is asked.
#![allow(clippy::unwrap_used)]

#[path = "support/golden.rs"]
mod golden;
mod support;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use support::{dropped, files_below, open, reference, session};

/// Bytes of a folder that is opened; larger ones hold the same files many times.
const MOST_BYTES: u64 = 30_000_000;

fn folders(root: &Path) -> Vec<PathBuf> {
    let below = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut found: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
        found.sort();
        found
    };
    below(root)
        .iter()
        .flat_map(|folder| below(folder))
        .collect()
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn columns_of_the_collection_mean_what_they_meant() {
    let root = reference();
    let mut made = String::new();
    for folder in folders(&root) {
        let files = files_below(&folder);
        let size = |path: &PathBuf| path.metadata().unwrap().len();
        if files.iter().map(size).sum::<u64>() > MOST_BYTES {
            continue;
        }
        let files = files
            .iter()
            .map(|path| dropped(&folder, path, None))
            .collect();
        let Ok(report) = open(&mut session(), files) else {
            continue;
        };
        let rules = &report.settings.rules;
        let answers = [
            ("label", &rules.label),
            ("prediction", &rules.prediction),
            ("probability", &rules.probability),
            ("positive", &rules.positive),
        ];
        let mut said: Vec<String> = answers
            .iter()
            .filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)))
            .collect();
        said.extend(report.questions.iter().map(|question| {
            let supposed = question.supposed.as_deref();
            let candidates = question
                .candidates
                .iter()
                .take(3)
                .cloned()
                .collect::<Vec<_>>();
            match supposed {
                Some(supposed) => {
                    format!("asks whether the {} is {supposed}", question.about.name())
                }
                None => format!(
                    "asks for the {} among {}",
                    question.about.name(),
                    candidates.join(", ")
                ),
            }
        }));
        if !said.is_empty() {
            let name = folder.strip_prefix(&root).unwrap().display();
            writeln!(made, "{name}: {}", said.join("; ")).unwrap();
        }
    }
    golden::assert_golden("tests/cases/meanings.txt", &made);
}
