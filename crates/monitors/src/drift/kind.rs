//! Numerical or categorical: the rule of the AWS bring-your-own-container sample, which the user can overrule.

use leeway_table::{Kind, MIN_DISTINCT_NUMERICAL};

/// What decided a feature's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindRule {
    /// Numbers with at least [`MIN_DISTINCT_NUMERICAL`] distinct baseline values.
    ManyDistinct(u64),
    /// Numbers with fewer.
    FewDistinct(u64),
    /// The baseline holds values that are not numbers.
    NotNumbers,
    /// The baseline holds no value.
    NoValues,
    /// The user said so.
    Chosen,
}

impl KindRule {
    /// The rule as a sentence.
    ///
    /// With its counts of distinct values.
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
