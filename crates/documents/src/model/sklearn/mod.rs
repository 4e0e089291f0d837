//! Estimators of scikit-learn and what wraps boosters like one, from pickles.
//!
//! `read` finds what was pickled: a booster, an estimator, an encoder, or a pipeline of them. `transformers` makes encoded columns of steps, `selected` says which columns a
//! ColumnTransformer means, `estimators` reads weights and trees. Attributes are those of scikit-learn 0.23 to 1.9.

mod categories;
mod estimators;
mod levels;
mod read;
mod refusal;
mod selected;
mod transformers;

pub(super) use read::read;
