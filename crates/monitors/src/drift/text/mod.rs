//! Texts of both sides, compared by their words, their writing systems, and what is empty. Their lengths are compared as numbers are.

mod comparison;
mod side;

pub use comparison::{Moved, SHARE_CHANGE, TextComparison, TextCounts};
pub use side::{MOST_WORDS, TextSide};
