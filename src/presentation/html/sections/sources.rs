//! What was read as what, with notes.

use super::super::Sent;
use super::super::content::{Cell, Holds, Out, Run, Sheet, Text};
use crate::presentation::format::{bytes, counted, exact_count};
use crate::presentation::words::{document_kind, role};
use crate::report::{Note, Source};

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
    let mut table = Sheet::new(
        "sources",
        "sources",
        "What was read, as what, and what was odd",
        &[
            ("File", Holds::Sentences),
            ("Kind", Holds::Words),
            ("Role", Holds::Words),
            ("Records", Holds::Numbers),
            ("Size", Holds::Numbers),
        ],
    );
    table.rows = sources.iter().map(row).collect();
    out.tables(vec![table]);
}

fn row(source: &Source) -> Vec<Cell> {
    let mut file = Cell::from(Text::content(source.path.as_str()));
    for note in &source.notes {
        file = file.and(noted(note));
    }
    let mut part = Text::from(role(&source.role));
    if source.failed {
        part = Run::Mark("failed", "!", "Not used".to_owned()).into();
    } else if !source.role_chosen {
        part = part.and(Run::Muted("(guessed)".to_owned()));
    }
    vec![
        file,
        document_kind(&source.kind).into(),
        part.into(),
        Cell::count(source.records),
        Cell::from(Text::from(Run::Number(
            bytes(source.bytes),
            format!("{} bytes", exact_count(source.bytes)),
        ))),
    ]
}

fn noted(note: &Note) -> Text {
    let mut text = match note.line {
        Some(line) => Text::muted(format!("line {}:", exact_count(line))),
        None => Text::default(),
    };
    text = text.and(note.what.as_str());
    if note.count > 1 {
        text = text.and(Run::Muted(format!("× {}", exact_count(note.count))));
    }
    if let Some(found) = &note.found {
        text = text.and("Found").and(Run::Quote(found.clone()));
    }
    if let Some(expected) = &note.expected {
        text = text.and(format!("Expected {expected}."));
    }
    match &note.advice {
        Some(advice) => text.and(advice.as_str()),
        None => text,
    }
}
