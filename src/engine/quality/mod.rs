//! Model quality on what is loaded: where labels and predictions are, which go together, how good the predictions are, and what the constraints say.
//!
//! [`measure()`] does the work that depends on rows; its result is kept by the session, so that a change of anything else does not repeat it. `report` writes it into
//! the report.

mod answers;
mod candidates;
mod checks;
mod classes;
mod drawn;
mod export;
mod find;
mod guess;
mod join;
mod measured;
mod reader;
mod side;
mod story;
mod write;

pub use checks::{checks, in_force};
pub use export::{export, is_ours};
pub use guess::{Choices, asks_the_same, choices, with_choices};
pub use measured::{Quality, Selection, measure};
pub use side::{Answers, Side, side};
pub use write::write;
