//! Arrays whose bytes joblib puts between the instructions.
//!
//! Source: `joblib/numpy_pickle.py`, 0.10 to 1.5.

use super::array::{kind, shape};
use super::item::Item;
use super::value::{At, Pickle};

/// Whether an object stands for an array whose bytes follow.
pub(super) fn is_wrapper(pickle: &Pickle, at: At) -> bool {
    let class = Item { pickle, at }.class();
    class.is_some_and(|(module, name)| {
        name == "NumpyArrayWrapper" && module.ends_with("joblib.numpy_pickle")
    })
}

/// How an array stands in the stream.
pub(super) struct Described {
    /// It is a pickle of its own.
    pub(super) is_of_objects: bool,
    /// Its bytes.
    pub(super) length: usize,
    /// Before it so many bytes fill up as the first one says, in newer versions.
    pub(super) is_filled_up: bool,
}

/// What `wrapper` says of the array that it stands for; `None` where it says too little.
pub(super) fn described(pickle: &Pickle, wrapper: At) -> Option<Described> {
    let item = Item {
        pickle,
        at: wrapper,
    };
    let of = kind(item.get("dtype")?, 0)?;
    let axes = shape(item.get("shape")?)?;
    let count = axes
        .iter()
        .try_fold(1_usize, |count, axis| count.checked_mul(*axis))?;
    Some(Described {
        is_of_objects: of.letter == b'O',
        length: count.checked_mul(of.size)?,
        is_filled_up: item.set("numpy_array_alignment_bytes").is_some(),
    })
}
