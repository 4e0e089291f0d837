//! What the user brushes: a part of the current side's rows, chosen on time and on features, that all views then show.
//!
//! A [`Brush`](leeway_report::settings::Brush) names values, not bins, so that a link means the same with other files. Brushes combine: a row is selected when all let it through. A view is never
//! filtered by its own brush. While the hand moves, [`Coded`] answers with counts on bins; when it rests, a study measures the selected rows exactly.

mod coded;
mod coder;
mod rows;

pub use coded::Coded;
pub use coder::Coder;
pub use rows::{Passes, RowOrder};
