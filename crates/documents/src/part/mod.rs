//! Parts of a large document, read by others.
//!
//! A document of lines is read from its start until its layout is known; what follows can be read in parts, each by whoever has the bytes and the
//! [`PartPlan`]. A part is read on two suppositions: that its first line is the start of a record, and that what the plan knows of the records before it is
//! still so. [`Joining`] checks both before it takes a part over, in the order of the document, and leaves what does not hold to the reader of the document
//! itself. So a document read in parts is the same as one that was not.
//!
//! Of statistics others cut out the sketches, a file at a time ([`outline_file`]).

mod contents;
mod joining;
mod outline;
mod plan;
mod read;
mod wire;

pub(super) use contents::Part;
pub(super) use joining::{Joined, Joining};
pub use outline::outline_file;
pub(super) use outline::{may_be_outlined, of_outline};
pub(super) use plan::{KnownColumn, Records, Sink};
pub use plan::{PartPlan, PartRange};
pub use read::read_part;

/// Whoever reads parts of one file.
pub trait PartReader {
    /// How many parts should be asked for before the first is taken; with 0 the document is not read in parts.
    fn ahead(&self) -> usize;
    /// Bytes of a part: long enough that asking is nothing beside reading, short enough that all who read have something to do.
    fn part_bytes(&self) -> u64 {
        4 << 20
    }
    /// Asks for a part. The answer is what [`read_part`] gives.
    fn ask(&mut self, plan: &PartPlan, range: PartRange) -> u32;
    /// Asks for statistics without their sketches, and for these beside it. The answer is what [`outline_file`] gives.
    fn ask_outline(&mut self) -> u32;
    /// True once the answer to what was asked has come.
    fn has_answered(&self, asked: u32) -> bool;
    /// The answer, which has come: the part, or `None` where it could not be read.
    fn take(&mut self, asked: u32) -> Option<Vec<u8>>;
}
