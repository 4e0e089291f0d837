//! What was read of a part.

use crate::rows::{TableBuilder, TablePart};

/// What was read of a part.
pub(crate) struct Part {
    /// Where its first record starts in the file.
    pub(crate) begin: u64,
    /// The byte after its last record.
    pub(crate) end: u64,
    /// Lines in between.
    pub(crate) lines: u64,
    /// Rows of CSV, records of JSON or events.
    pub(crate) records: u64,
    /// Fields of a delimited row of captured inputs and outputs, as [`Sink::Capture`] has them, after the part.
    pub(crate) widths: [Option<usize>; 2],
    /// The rows; lines in notes count from the part's first.
    pub(crate) rows: TablePart,
}

impl Part {
    /// Rows with a number of records; where they are is still to be told.
    pub(crate) fn of(rows: TableBuilder, records: u64, widths: [Option<usize>; 2]) -> Part {
        Part {
            begin: 0,
            end: 0,
            lines: 0,
            records,
            widths,
            rows: rows.into_part(),
        }
    }
}
