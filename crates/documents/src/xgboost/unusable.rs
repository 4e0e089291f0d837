//! Why a saved model cannot be used.

use crate::Note;

/// What was found in a model that cannot be used, and in which tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unusable {
    /// The tree, where it is one's.
    pub(super) tree: Option<usize>,
    /// What is wrong with it: "it has several targets".
    pub(super) found: String,
}

impl Unusable {
    /// The same, of the tree at this position.
    pub(super) fn in_tree(self, position: usize) -> Self {
        let tree = Some(position);
        Unusable { tree, ..self }
    }
}

impl<T: Into<String>> From<T> for Unusable {
    fn from(found: T) -> Self {
        Unusable {
            tree: None,
            found: found.into(),
        }
    }
}

impl From<Unusable> for Note {
    fn from(Unusable { tree, found }: Unusable) -> Self {
        let found = match tree {
            Some(tree) => format!("tree {tree}: {found}"),
            None => found,
        };
        Note::new("This XGBoost model cannot be used.")
            .found(&found)
            .expected("a model of the booster gbtree, dart or gblinear, saved whole")
            .advice("Save it anew with `booster.save_model(\"model.json\")`.")
    }
}
