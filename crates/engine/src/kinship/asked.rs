//! What is asked of files that seem to hold the same rows.

use std::collections::BTreeMap;

use crate::source::Loaded;
use leeway_monitors::words;
use leeway_report::Joined;
use leeway_report::columns::{Affected, Question, Subject};

/// One question for each file whose rows were joined by their values, or of which some rows stand in another file.
///
/// In the order of `sources`; none where only line by line was joined, which names say, nor for files that `joins` answers. The file stands where a column stands
/// in other questions.
pub fn questions(sources: &[Loaded], joins: &BTreeMap<String, Joined>) -> Vec<Question> {
    let path_of = |id: u32| {
        let source = sources.iter().find(|source| source.id == id);
        source.map_or("", |source| source.document.path.as_str())
    };
    let ask = |path: &str, supposed: Joined, other: Option<Joined>, sentence: String| Question {
        about: Subject::Join,
        column: Some(path.to_owned()),
        candidates: [Some(supposed), other]
            .into_iter()
            .flatten()
            .map(|one| one.name().to_owned())
            .collect(),
        supposed: Some(supposed.name().to_owned()),
        affects: Affected::ALL.to_vec(),
        sentence,
    };
    let mut questions = Vec::new();
    let is_open = |source: &&Loaded| !joins.contains_key(&source.document.path);
    for source in sources.iter().filter(is_open) {
        let (kin, path) = (&source.kin, source.document.path.as_str());
        if let (Some(other), Joined::SameRows | Joined::ById) = (kin.with, kin.joined) {
            let other = path_of(other);
            let names: Vec<String> = kin.differing.iter().map(|(name, _)| name.clone()).collect();
            let but = match names.as_slice() {
                [] => String::new(),
                _ => format!(" but for those of {}", words::list(&names, 6)),
            };
            let sentence = format!(
                "The rows of {path} are taken for those of {other}, because their values are equal{but}, and count once."
            );
            questions.push(ask(path, kin.joined, Some(Joined::Added), sentence));
        }
        for (other, rows) in &kin.overlaps {
            let sentence = format!(
                "{} rows of {path} stand in {other} too. They count twice, because only part of the file is the same.",
                words::count(*rows)
            );
            questions.push(ask(path, Joined::Added, None, sentence));
        }
    }
    questions
}
