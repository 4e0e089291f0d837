//! Numerical or categorical: by what a feature was taken for, by the rule of the AWS bring-your-own-container sample where nobody said, and as the user overrules.

use leeway_table::forms::DatePart;
use leeway_table::{ColumnType, Kind, MIN_DISTINCT_NUMERICAL};

/// What a feature was taken for before it is measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// What its values are; `None`: the sample's rule decides.
    pub column_type: Option<ColumnType>,
    /// The kind that the user set.
    pub chosen: Option<Kind>,
}

impl Taken {
    /// A kind, whatever the values are.
    pub fn chosen(kind: Option<Kind>) -> Taken {
        Taken {
            column_type: None,
            chosen: kind,
        }
    }
}

/// What decided a feature's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindRule {
    /// Numbers with at least [`MIN_DISTINCT_NUMERICAL`] distinct baseline values.
    ManyDistinct(u64),
    /// Numbers with fewer that are codes, or that the sample's rule takes for labels.
    FewDistinct(u64),
    /// Numbers with fewer that were measured.
    Measured(u64),
    /// Texts, measured by their lengths.
    Lengths,
    /// Dates, measured by their ages.
    Ages,
    /// What recurs in dates.
    Recurring(DatePart),
    /// The baseline holds values that are not numbers.
    NotNumbers,
    /// The baseline holds no value.
    NoValues,
    /// The user said so.
    Chosen,
}

impl KindRule {
    /// Why the feature is compared as numbers or as labels, as a phrase that begins with the kind.
    ///
    /// Distinct values are counts of the baseline's; the limit that it names is [`MIN_DISTINCT_NUMERICAL`].
    pub fn sentence(self) -> String {
        match self {
            KindRule::ManyDistinct(n) => {
                format!(
                    "numerical: numbers with {n} distinct baseline values (at least {MIN_DISTINCT_NUMERICAL})"
                )
            }
            KindRule::FewDistinct(n) => {
                format!(
                    "categorical: numbers, but only {n} distinct baseline values (under {MIN_DISTINCT_NUMERICAL})"
                )
            }
            KindRule::Measured(n) => {
                format!("numerical: measured numbers, with {n} distinct baseline values")
            }
            KindRule::Lengths => "numerical: the length of its texts, in characters".to_owned(),
            KindRule::Ages => "numerical: the age of its dates, in days".to_owned(),
            KindRule::Recurring(part) => {
                format!("categorical: the {} of its dates (UTC)", part.name())
            }
            KindRule::NotNumbers => {
                "categorical: the baseline holds values that are not numbers".to_owned()
            }
            KindRule::NoValues => "categorical: the baseline holds no value".to_owned(),
            KindRule::Chosen => "chosen in the settings".to_owned(),
        }
    }
}

/// The kind of a feature whose baseline holds numbers only (`are_numbers`; false too when it holds nothing), of which `distinct` differ.
///
/// `present` and `distinct` are values, distinct ≤ present. Source: this project's rule, which [`KindRule::sentence`] words.
pub fn kind_of(are_numbers: bool, present: u64, distinct: u64) -> (Kind, KindRule) {
    match (present, are_numbers) {
        (0, _) => (Kind::Categorical, KindRule::NoValues),
        (_, false) => (Kind::Categorical, KindRule::NotNumbers),
        (_, true) if distinct >= MIN_DISTINCT_NUMERICAL as u64 => {
            (Kind::Numerical, KindRule::ManyDistinct(distinct))
        }
        _ => (Kind::Categorical, KindRule::FewDistinct(distinct)),
    }
}

/// The kind of a feature that was taken for something; as [`kind_of`] where that says nothing of its kind.
///
/// `are_numbers`, `present` and `distinct` are those of the baseline as they are for [`kind_of`].
pub(super) fn kind_taken(
    taken: &Taken,
    are_numbers: bool,
    present: u64,
    distinct: u64,
) -> (Kind, KindRule) {
    let by_type = taken.column_type.and_then(ColumnType::kind);
    let (kind, rule) = match by_type {
        _ if present > 0 && taken.column_type == Some(ColumnType::Text) => {
            (Kind::Numerical, KindRule::Lengths)
        }
        _ if present > 0 && taken.column_type == Some(ColumnType::Date) => {
            (Kind::Numerical, KindRule::Ages)
        }
        Some(Kind::Numerical) if distinct >= MIN_DISTINCT_NUMERICAL as u64 => {
            (Kind::Numerical, KindRule::ManyDistinct(distinct))
        }
        Some(Kind::Numerical) => (Kind::Numerical, KindRule::Measured(distinct)),
        Some(Kind::Categorical) if are_numbers => {
            (Kind::Categorical, KindRule::FewDistinct(distinct))
        }
        Some(Kind::Categorical) => (Kind::Categorical, KindRule::NotNumbers),
        None => kind_of(are_numbers, present, distinct),
    };
    taken
        .chosen
        .map_or((kind, rule), |kind| (kind, KindRule::Chosen))
}
