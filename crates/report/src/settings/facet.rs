//! Groups that are compared with all other rows.

use serde::{Deserialize, Serialize};

use super::labels::LabelList;

/// A column and the group in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FacetChoice {
    /// The column.
    pub name: String,
    /// The group's label or labels; without one and without a threshold every group is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<LabelList>,
    /// The group is what lies above this number …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// … and at most at this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<f64>,
}
