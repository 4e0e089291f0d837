//! Models that XGBoost saved: JSON, UBJSON, the old binary form, and what a pickled booster holds.
//!
//! Trees (`gbtree`, `dart`) and linear models (`gblinear`) of any objective are read, with splits on numbers and on categories. Trees with a vector in each leaf
//! (`multi_output_tree`) are refused with that reason.

mod binary;
mod objective;
mod parameter;
mod read;
mod tree;
mod ubjson;

pub(crate) use binary::is_binary;
pub(super) use read::any_form;
pub(crate) use ubjson::is_ubjson;
