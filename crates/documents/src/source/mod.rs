//! Bytes of a dropped file, unpacked and decoded a piece at a time.
//!
//! `shared` lets an archive and the entry being read use one file; `archive` walks a zip, `tape` a tar; `unpacked` counts and bounds what comes out of
//! compression; `text` makes text of bytes, `encoding` says of which kind they are, and `survey` looks at all of them for
//! that.

mod again;
mod archive;
mod encoding;
mod shared;
mod survey;
mod tape;
mod text;
mod unpacked;

pub(super) use again::Again;
pub(super) use archive::Archive;
pub(crate) use encoding::utf16;
pub(super) use shared::Shared;
pub(super) use tape::{Tape, is_tape};
pub(super) use text::{Ending, TextSource};
pub(super) use unpacked::{Bomb, Budget, gunzip, inflated};
