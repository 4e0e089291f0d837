//! What an objective makes of scores.

use crate::model::predictor::Link;

/// From scores to what `predict` answers. `binary:logitraw` answers with the score as it is.
pub(super) fn link(objective: &str) -> Link {
    match objective {
        "binary:logistic" | "reg:logistic" => Link::Logistic { slope: 1.0 },
        "count:poisson" | "reg:gamma" | "reg:tweedie" | "survival:cox" | "survival:aft" => {
            Link::Exponential
        }
        "binary:hinge" => Link::Step,
        "multi:softprob" => Link::Softmax,
        "multi:softmax" => Link::LargestClass,
        _ => Link::Identity,
    }
}

/// A base score before the objective's transformation.
pub(super) fn margin(link: Link, score: f64) -> f64 {
    match link {
        Link::Logistic { .. } => (score / (1.0 - score)).ln(),
        Link::Exponential => score.ln(),
        _ => score,
    }
}
