//! What was read as what, with notes.

use super::super::content::{Cell, Holds, Out, Run, Sheet, Text};
use super::super::sent::Sent;
use crate::format::{bytes, counted, exact_count};
use crate::words::role;
use leeway_report::{Note, Source};

/// One row a document.
pub fn sources(sent: &Sent, out: &mut dyn Out) {
    let sources = &sent.report.sources;
    if sources.is_empty() {
        return;
    }
    out.section("sources", "Sources");
    let size = sources.iter().map(|source| source.bytes).sum();
    let count = counted(sources.len() as u64, "document", "documents");
    out.paragraph(format!("{count}, {}.", bytes(size)).into());
    let table = Sheet::new(
        "sources",
        "sources",
        "What was read, as what, and what was odd",
    )
    .with(Holds::Sentences, &["File"])
    .with(Holds::Words, &["Kind", "Role"])
    .with(Holds::Numbers, &["Records", "Size"])
    .of(sources, row);
    out.tables(vec![table]);
}

fn row(source: &Source) -> Vec<Cell> {
    let mut file = Cell::from(Text::content(source.path.as_str()));
    for note in &source.notes {
        file = file.and(noted(note));
    }
    let guessed = (!source.role_chosen).then(|| Run::Muted("(guessed)".to_owned()));
    let role = match source.failed {
        true => Run::mark("failed", "!", "Not used").into(),
        false => Text::from(role(source.role)).and(guessed),
    };
    let every_digit = format!("{} bytes", exact_count(source.bytes));
    vec![
        file,
        source.kind.title().into(),
        role.into(),
        Cell::count(source.records),
        Run::Number(bytes(source.bytes), every_digit).into(),
    ]
}

fn noted(note: &Note) -> Text {
    let line = note
        .line
        .map(|line| Run::Muted(format!("line {}:", exact_count(line))));
    let count = (note.count > 1).then(|| Run::Muted(format!("× {}", exact_count(note.count))));
    let found = note
        .found
        .clone()
        .map(|found| Text::from("Found").and(Run::Quote(found)));
    let expected = note.expected.as_ref();
    Text::from(line)
        .and(note.what.as_str())
        .and(count)
        .and(found)
        .and(expected.map(|expected| format!("Expected {expected}.")))
        .and(note.advice.as_deref())
}
