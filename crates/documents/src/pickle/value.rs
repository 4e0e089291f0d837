//! The values of a pickle as one graph.

use std::ops::Range;

/// A value's place in the graph.
pub(super) type At = u32;

/// The values of a pickle; the bytes of texts and arrays stay where they are in the file.
#[derive(Debug)]
pub(crate) struct Pickle<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) values: Vec<Value>,
    pub(super) root: At,
}

/// A value.
#[derive(Debug)]
pub(super) enum Value {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// A whole number that does not fit.
    Long,
    Bytes(Range<usize>),
    Text(Range<usize>),
    Tuple(Vec<At>),
    List(Vec<At>),
    Dict(Vec<(At, At)>),
    /// What Python would import.
    Class(Range<usize>, Range<usize>),
    Object(Box<Object>),
    /// An array whose bytes joblib put into the stream.
    Raw(Box<Raw>),
}

/// What Python would call, with what, and what it would set in it then.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) class: At,
    pub(super) arguments: At,
    pub(super) state: Option<At>,
    pub(super) items: Vec<At>,
    pub(super) entries: Vec<(At, At)>,
}

/// A raw array.
#[derive(Debug)]
pub(super) struct Raw {
    /// Its description.
    pub(super) wrapper: At,
    pub(super) bytes: Range<usize>,
}

/// Why a pickle cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It ends before its end.
    Early,
    /// It holds more values than are read.
    Large,
    /// At this byte is an instruction that is not known, or none that could be there.
    Instruction(usize),
    /// It refers to values outside itself.
    Outside,
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unread::Early => f.write_str("it ends early"),
            Unread::Large => write!(f, "it holds more than {MOST_VALUES} values"),
            Unread::Instruction(at) => write!(f, "byte {at} is no instruction of a pickle"),
            Unread::Outside => f.write_str("it refers to values that are not in it"),
        }
    }
}

/// Values that are read of one pickle, and entries of its stack and its memo: some 200 MB.
pub(super) const MOST_VALUES: usize = 2 << 20;
