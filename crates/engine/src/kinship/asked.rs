//! What is asked of files that seem to hold the same rows.

use crate::source::Loaded;
use leeway_monitors::words;
use leeway_report::Joined;
use leeway_report::columns::{Affected, Question, Subject};

/// One question for each file whose rows were joined by their values, or of which some rows stand in another file.
///
/// In the order of `sources`; none where only line by line was joined, which names say.
pub fn questions(sources: &[Loaded]) -> Vec<Question> {
    let path_of = |id: u32| {
        let source = sources.iter().find(|source| source.id == id);
        source.map_or("", |source| source.document.path.as_str())
    };
    let mut questions = Vec::new();
    for source in sources {
        let (kin, path) = (&source.kin, &source.document.path);
        if let (Some(other), Joined::SameRows | Joined::ById) = (kin.with, kin.joined) {
            let other = path_of(other);
            questions.push(Question {
                about: Subject::Join,
                column: None,
                candidates: vec![kin.joined.name().to_owned(), Joined::Added.name().to_owned()],
                supposed: Some(kin.joined.name().to_owned()),
                affects: affected(),
                sentence: format!("The rows of {path} are taken for those of {other}, because their values are equal, and count once."),
            });
        }
        for (other, rows) in &kin.overlaps {
            questions.push(Question {
                about: Subject::Join,
                column: None,
                candidates: Vec::new(),
                supposed: Some(Joined::Added.name().to_owned()),
                affects: affected(),
                sentence: format!("{} rows of {path} stand in {other} too. They count twice, because only part of the file is the same.", words::count(*rows)),
            });
        }
    }
    questions
}

fn affected() -> Vec<Affected> {
    vec![
        Affected::Overview,
        Affected::Quality,
        Affected::Bias,
        Affected::Attribution,
    ]
}
