//! What was read as what, in which role, with notes.

mod attributes;
mod columns;
mod head;
mod note;
mod screen;
mod source;

pub use head::Head;
pub use screen::SourcesScreen;
