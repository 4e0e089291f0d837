//! What is found in a pickle and not supported.

use crate::model::unusable::{Form, Unusable};

/// Why a pickle is not read.
pub(super) type Refusal = Unusable;

/// A refusal of what was found in a pickle.
pub(super) fn refused(found: impl Into<String>) -> Refusal {
    Unusable::from(found).of(Form::Pickle)
}
