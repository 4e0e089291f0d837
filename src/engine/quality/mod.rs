//! Model quality on what is loaded: where labels and predictions are, which go together, how good the predictions are, and what the constraints say.
//!
//! [`measure()`] does the work that depends on rows; its result is kept by the session, so that a change of anything else does not repeat it. `report` writes it into
//! the report.

mod checks;
mod drawn;
mod export;
mod measured;
mod reader;
mod story;
mod write;

pub use checks::{checks, in_force};
pub use export::{export, is_ours};
pub use measured::{Quality, Selection, asks_the_same, measure};
pub use write::write;
