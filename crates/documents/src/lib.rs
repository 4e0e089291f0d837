//! Files to values and back; the only place that knows a foreign field name.
//!
//! A dropped file becomes a [`Reading`], which is stepped until it is done and gives a [`Document`] for itself, or one for each file of an archive:
//!
//! `source` (bytes: gzip, zip, encodings) → `sniff` (what is this?) → `csv`, `json`, `capture` (records) → columns, or one JSON value.
//!
//! What a document is comes from its content; the path only settles what content leaves open, and gives the hour. One bad record is a [`Note`] with its line
//! and the rest is kept; a document that cannot be used has a problem, which is a note too. Nothing is allocated because a file claims a size.

pub mod alarm;
mod capture;
pub mod clarify;
pub mod configuration;
pub mod container;
mod csv;
mod document;
mod json;
mod kind;
pub mod model;
pub mod model_monitor;
pub mod model_quality;
mod note;
mod open;
mod packed;
mod part;
mod path;
mod pickle;
mod reading;
mod rows;
mod sniff;
mod source;
mod unfold;

pub use capture::{parse_time, row_key};
pub use document::{Content, Document, Input, Limits, ReadOptions, ReadSeek};
pub use kind::{DocumentKind, Role};
use note::counted;
pub use note::{Note, Notes};
pub use packed::packed;
pub use part::{PartPlan, PartRange, PartReader, outline_file, read_part};
pub use path::{Monitored, monitored, role_beside_violations, says_test, time_of_name};
pub use reading::{Reading, Step};
pub use rows::position_name;
