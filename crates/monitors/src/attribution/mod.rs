//! Attribution drift: which features a model relies on, then and now.
//!
//! In: global attributions of both sides, from a Clarify analysis, or from a model in the tab ([`Attributor`]) as mean absolute SHAP values of the rows. Out: how well the
//! current order of the features keeps the baseline's large attributions in front ([`ndcg`]), against a threshold that it must not fall below.
//!
//! SHAP values of trees are exact and path-dependent (Lundberg et al., "From local explanations to global understanding with explainable AI for trees", 2020), the
//! ones that XGBoost's `pred_contribs` gives. What a leaf contributes to a row depends only on which splits on its path the row agrees with, so it is computed once for
//! every such pattern (as in Yang, "Fast TreeSHAP", 2021), and neighbouring leaves share a table as long as their splits fit into a byte.

mod attributor;
mod leaf;
mod ndcg;
mod score;
mod tables;
#[cfg(test)]
mod tests;

pub use attributor::{Attributor, Contributions};
pub use ndcg::{NDCG_THRESHOLD, Ndcg, Rank, ndcg, ranks};
pub use score::scores;
