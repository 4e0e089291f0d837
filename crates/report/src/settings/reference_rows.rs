//! Which rows are the reference of projected accuracy.

use leeway_table::named;

named! {
    /// Whose rows are the reference.
    pub enum ReferenceRows {
        /// Rows that the model predicted right.
        PredictedWell = "predicted_well",
        /// Rows with the positive label.
        LabelPositive = "label_positive",
    }
}
