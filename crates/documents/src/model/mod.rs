//! Trained models, read as data: what turns numbers into scores ([`Predictor`]), and what turns a table's columns into those numbers ([`Encoder`]).
//!
//! Models are read, never run: pickles give values and call nothing. What is not supported is refused by its name, with what would be. Every index is checked here, so
//! that whoever walks a tree need not.

mod catboost;
mod cuts;
mod encoder;
mod lightgbm;
mod predictor;
mod sklearn;
mod tree;
mod unusable;
mod xgboost;

pub use cuts::{Cuts, Missing};
pub use encoder::{EncodedColumn, Encoder, Level, Step};
pub use predictor::{Booster, Library, Link, Predictor};
pub use tree::{Node, Split, Tree};

use crate::{DocumentKind, Note, pickle};
use unusable::{Form, Unusable};

/// A predictor, with what encodes a table's columns for it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// What comes before the predictor; without it columns are its features as they are.
    pub encoder: Option<Encoder>,
    /// What scores.
    pub predictor: Predictor,
}

/// What a file of a model holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Saved {
    /// What answers.
    Model(Model),
    /// What was saved apart from what answers.
    Encoder(Encoder),
}

impl From<Predictor> for Model {
    fn from(predictor: Predictor) -> Model {
        Model {
            encoder: None,
            predictor,
        }
    }
}

impl Model {
    /// The model, if its encoder makes as many columns as its predictor asks.
    fn checked(self) -> Result<Model, Unusable> {
        let made = self.encoder.as_ref().map(|encoder| encoder.columns.len());
        let wanted = self.predictor.features;
        match made {
            Some(made) if made != wanted => Err(Unusable::from(format!(
                "steps that make {made} columns before an estimator of {wanted}"
            ))
            .of(Form::Pickle)),
            _ => Ok(self),
        }
    }
}

/// The kind of a model's file that is no JSON, by its first bytes; `None` for anything else.
pub(super) fn kind_of(head: &[u8]) -> Option<DocumentKind> {
    if xgboost::is_ubjson(head) || xgboost::is_binary(head) {
        return Some(DocumentKind::XgboostModel);
    }
    if pickle::is_pickle(head) {
        return Some(DocumentKind::PickledModel);
    }
    lightgbm::is_lightgbm(head).then_some(DocumentKind::LightGbmModel)
}

/// Reads a file of this kind, as [`kind_of`] says.
///
/// # Errors
/// Why it cannot be used.
pub fn read(kind: DocumentKind, bytes: &[u8]) -> Result<Saved, Note> {
    let predictor = match kind {
        DocumentKind::PickledModel => {
            let unread =
                |unread: pickle::Unread| Unusable::from(unread.to_string()).of(Form::Pickle);
            let pickle = pickle::read(bytes).map_err(unread)?;
            return Ok(sklearn::read(&pickle)?);
        }
        DocumentKind::LightGbmModel => lightgbm::read(&String::from_utf8_lossy(bytes))?,
        _ => xgboost::any_form(bytes)?,
    };
    Ok(Saved::Model(predictor.into()))
}
