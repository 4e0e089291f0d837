//! Why a saved model cannot be used.

use crate::Note;

/// What was found in a model that cannot be used, and in which tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Unusable {
    /// The tree, where it is one's.
    pub(super) tree: Option<usize>,
    /// What is wrong with it: "it has several targets".
    pub(super) found: String,
    /// What it is said of.
    pub(super) form: Form,
}

/// The form of a saved model.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// What XGBoost saved.
    #[default]
    Xgboost,
    /// A pickle, also of joblib.
    Pickle,
    /// A pickle that holds no model.
    PickledData,
    /// LightGBM's text.
    LightGbm,
    /// CatBoost's JSON.
    CatBoost,
}

/// Contributions of one row that are worked out, one per class and feature.
const MOST_CONTRIBUTIONS: usize = 1 << 20;

/// Refuses a model of more features and classes than can be worked out, before anything is made of their number.
pub(super) fn fits(features: usize, classes: usize) -> Result<(), Unusable> {
    let contributions = features.max(1).checked_mul(classes);
    match contributions.is_some_and(|count| count <= MOST_CONTRIBUTIONS) {
        true => Ok(()),
        false => Err(format!("it has {features} features and {classes} classes").into()),
    }
}

impl Unusable {
    /// The same, of the tree at this position.
    pub(super) fn in_tree(self, position: usize) -> Self {
        let tree = Some(position);
        Unusable { tree, ..self }
    }

    /// The same, of a model in another form.
    pub(super) fn of(self, form: Form) -> Self {
        Unusable { form, ..self }
    }
}

impl<T: Into<String>> From<T> for Unusable {
    fn from(found: T) -> Self {
        Unusable {
            found: found.into(),
            ..Unusable::default()
        }
    }
}

impl From<Unusable> for Note {
    fn from(Unusable { tree, found, form }: Unusable) -> Self {
        let found = match tree {
            Some(tree) => format!("tree {tree}: {found}"),
            None => found,
        };
        let (what, expected, advice) = match form {
            Form::Xgboost => (
                "This XGBoost model cannot be used.",
                "a model of the booster gbtree, dart or gblinear, saved whole",
                "Save it anew with `booster.save_model(\"model.json\")`.",
            ),
            Form::Pickle => (
                "This pickle cannot be used; it was read and not run.",
                "a booster of XGBoost or LightGBM, an estimator of scikit-learn, or a Pipeline or ColumnTransformer of its encoders, imputers and scalers",
                "Save the booster alone with `booster.save_model(\"model.json\")`, and open it with encoded rows.",
            ),
            Form::PickledData => (
                "This pickle holds no model; it was read and not run.",
                "a model, or data as CSV, JSON or JSON Lines",
                "Write the data as CSV or JSON Lines.",
            ),
            Form::LightGbm => (
                "This LightGBM model cannot be used.",
                "the text that `booster.save_model(\"model.txt\")` writes",
                "Save it anew with `booster.save_model(\"model.txt\")`.",
            ),
            Form::CatBoost => (
                "This CatBoost model cannot be used.",
                "oblivious trees that ask numbers, as `model.save_model(\"model.json\", format=\"json\")` writes them",
                "Train it on encoded numbers, and save it with `format=\"json\"`.",
            ),
        };
        Note::new(what)
            .found(&found)
            .expected(expected)
            .advice(advice)
    }
}
