//! What can happen to rows, and the number that each change needs.

use serde::{Deserialize, Serialize};

/// What happens to rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// A number grows by so many standard deviations; whole numbers by whole ones.
    #[default]
    Shift,
    /// A number is multiplied.
    Scale,
    /// A share of the rows moves to the next lower category.
    Down,
    /// A share of the rows gets one value.
    Constant,
    /// A share of the rows loses its value.
    Drop,
    /// A share of the rows gets a label that the baseline never had.
    NewLabel,
    /// A share of the rows gets a number ten standard deviations from the mean.
    Outliers,
    /// A share of the rows exchange their values of a column.
    Shuffle,
    /// Labels follow the prediction, or stay, and a share of them is swapped.
    Swap,
    /// The rows of one label are repeated.
    Repeat,
    /// A share of the positives of a group is removed.
    Remove,
}

/// A number that a change needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Input {
    /// What it is, with its unit.
    pub name: &'static str,
    /// The smallest.
    pub smallest: f64,
    /// The largest.
    pub largest: f64,
    /// What it is at first.
    pub first: f64,
}

impl ChangeKind {
    /// All, in the order in which they are offered.
    pub const ALL: [ChangeKind; 11] = [
        ChangeKind::Shift,
        ChangeKind::Scale,
        ChangeKind::Down,
        ChangeKind::Constant,
        ChangeKind::Drop,
        ChangeKind::NewLabel,
        ChangeKind::Outliers,
        ChangeKind::Shuffle,
        ChangeKind::Swap,
        ChangeKind::Repeat,
        ChangeKind::Remove,
    ];

    /// The name in a request.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Shift => "shift",
            ChangeKind::Scale => "scale",
            ChangeKind::Down => "down",
            ChangeKind::Constant => "constant",
            ChangeKind::Drop => "drop",
            ChangeKind::NewLabel => "new-label",
            ChangeKind::Outliers => "outliers",
            ChangeKind::Shuffle => "shuffle",
            ChangeKind::Swap => "swap",
            ChangeKind::Repeat => "repeat",
            ChangeKind::Remove => "remove",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<ChangeKind> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name that people choose by.
    pub fn title(self) -> &'static str {
        match self {
            ChangeKind::Shift => "Shift a number",
            ChangeKind::Scale => "Scale a number",
            ChangeKind::Down => "Move one category down",
            ChangeKind::Constant => "Set a constant",
            ChangeKind::Drop => "Drop values",
            ChangeKind::NewLabel => "Add a new label",
            ChangeKind::Outliers => "Add outliers",
            ChangeKind::Shuffle => "Shuffle a column",
            ChangeKind::Swap => "Swap labels (concept)",
            ChangeKind::Repeat => "Repeat a label's rows (label shift)",
            ChangeKind::Remove => "Remove a group's positives (bias)",
        }
    }

    /// How much, where the change has an amount.
    pub fn amount(self) -> Input {
        let share = |first| Input {
            name: "share of rows, %",
            smallest: 0.0,
            largest: 1.0,
            first,
        };
        match self {
            ChangeKind::Shift => Input {
                name: "standard deviations",
                smallest: -10.0,
                largest: 10.0,
                first: 1.0,
            },
            ChangeKind::Scale => Input {
                name: "factor",
                smallest: -100.0,
                largest: 100.0,
                first: 2.0,
            },
            ChangeKind::Repeat => Input {
                name: "times more",
                smallest: 0.0,
                largest: 20.0,
                first: 4.0,
            },
            ChangeKind::Outliers => share(0.02),
            ChangeKind::Drop | ChangeKind::NewLabel => share(0.2),
            ChangeKind::Swap => share(0.3),
            ChangeKind::Down => share(0.8),
            ChangeKind::Constant | ChangeKind::Shuffle | ChangeKind::Remove => share(1.0),
        }
    }

    /// True when the amount is a share of the rows.
    pub fn is_share(self) -> bool {
        self.amount().name.starts_with("share")
    }

    /// What the value is, where the change needs one.
    pub fn value(self) -> Option<&'static str> {
        match self {
            ChangeKind::Constant => Some("value"),
            ChangeKind::NewLabel => Some("new label"),
            ChangeKind::Repeat => Some("label"),
            ChangeKind::Remove => Some("group"),
            _ => None,
        }
    }

    /// True when the change is about a column that the user chooses.
    pub fn has_feature(self) -> bool {
        !matches!(self, ChangeKind::Swap | ChangeKind::Repeat)
    }
}
