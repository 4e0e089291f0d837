//! Pickles as data: values are built and nothing is called.
//!
//! In: the bytes of a pickle of protocol 0 to 5, also as joblib writes it, which puts the raw bytes of arrays between the pickle's own. Out: a graph of [`Item`]s in which
//! what Python would call stands as the name of the class and its arguments. Who reads it takes what it knows by name and refuses the rest; a name that nobody knows has no
//! effect. Memory is bounded by the number of values, and links may form circles, so that whoever follows them counts how deep.
//!
//! `serde-pickle` was rejected: it resolves the graph into a tree, so that a value that is used twice is copied each time, and it ends at the raw arrays of joblib.

mod array;
mod item;
mod joblib;
mod reader;
mod value;

pub(crate) use array::Array;
pub(crate) use item::Item;
pub(crate) use value::{Pickle, Unread};

/// Whether bytes begin as a pickle does: of protocol 2 and later, or an object of protocol 0.
pub(crate) fn is_pickle(head: &[u8]) -> bool {
    match head {
        [0x80, protocol, rest @ ..] => (2..=5).contains(protocol) && !rest.is_empty(),
        _ => head.starts_with(b"ccopy_reg\n_reconstructor\n"),
    }
}

/// Reads a pickle.
///
/// # Errors
/// What it holds that is no pickle's, or that it is larger than may be.
pub(crate) fn read(bytes: &[u8]) -> Result<Pickle<'_>, Unread> {
    reader::read(bytes)
}
