//! What is asked of files that seem to hold the same rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Loaded;
use leeway_monitors::words;
use leeway_report::Joined;
use leeway_report::columns::{Affected, Question, Subject};

/// One question for each file that the rows of others were taken for by their values, or of which some rows stand in another file.
///
/// In the order of `sources`; none where only line by line was joined, which names say, nor for files that `joins` answers. The file stands where a column stands
/// in other questions; its answer counts for all that were joined with it.
pub fn questions(sources: &[Loaded], joins: &BTreeMap<String, Joined>) -> Vec<Question> {
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
        let members: Vec<&Loaded> = sources
            .iter()
            .filter(|member| member.kin.with == Some(source.id))
            .filter(|member| matches!(member.kin.joined, Joined::SameRows | Joined::ById))
            .filter(is_open)
            .collect();
        if let Some(first) = members.first() {
            let paths = members.iter().map(|member| member.document.path.clone());
            let differing = members.iter().flat_map(|member| &member.kin.differing);
            let names: BTreeSet<String> = differing.map(|(name, _)| name.clone()).collect();
            let but = match names.is_empty() {
                true => String::new(),
                false => format!(
                    " but for those of {}",
                    words::list(&names.into_iter().collect::<Vec<_>>(), 6)
                ),
            };
            let sentence = format!(
                "The rows of {} are taken for those of {path}, because their values are equal{but}, and count once.",
                words::list(&paths.collect::<Vec<_>>(), 4)
            );
            questions.push(ask(path, first.kin.joined, Some(Joined::Added), sentence));
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
