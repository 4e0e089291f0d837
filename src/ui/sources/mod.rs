//! What was read as what, in which role, with notes.

mod columns;
mod note;
mod screen;
mod source;

pub use screen::SourcesScreen;
