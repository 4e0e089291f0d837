//! What was odd about a document, from a note of the report. Parts that the note lacks are left out.

use leptos::prelude::*;

use crate::{
    report::Note,
    ui::format::{count, exact_count},
};

/// What was odd: where, what, found, expected, what to do, and how often.
#[component]
pub fn NoteItem(
    /// The note.
    note: Note,
) -> impl IntoView {
    let place = note.line.map(|line| {
        view! { <span class="note-line">{format!("line {}", exact_count(line))}</span> }
    });
    let times = (note.count > 1).then(|| {
        view! {
            <span class="tally" title=exact_count(note.count)>
                {format!("× {}", count(note.count))}
            </span>
        }
    });
    let found = note.found.map(|found| {
        view! {
            <span class="note-part">
                "Found " <code>{found}</code>
            </span>
        }
    });
    let expected = note.expected.map(|expected| {
        view! { <span class="note-part">{format!("Expected {expected}")}</span> }
    });
    let advice = note
        .advice
        .map(|advice| view! { <span class="note-advice">{advice}</span> });
    view! {
        <li>
            {place} <span class="note-what">{note.what}</span> {times} {found} {expected} {advice}
        </li>
    }
}
