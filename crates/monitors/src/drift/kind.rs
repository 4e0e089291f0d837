//! Numerical or categorical: by what a feature was taken for, by the rule of the AWS bring-your-own-container sample where nobody said, and as the user overrules.

use super::rule::RuleName;
use leeway_table::forms::DatePart;
use leeway_table::{ColumnType, InferredType, Kind, MIN_DISTINCT_NUMERICAL};

/// Evidently takes whole numbers with up to so many distinct values for labels.
const EVIDENTLY_FEW_INTEGERS: u64 = 10;

/// Whose way of measuring: it decides kinds that nobody chose, and what is measured beside the rest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ways {
    /// Leeway's: by what a feature was taken for.
    #[default]
    Own,
    /// The AWS sample's, which knows distinct values alone.
    AwsSample,
    /// Evidently's, with its score.
    Evidently,
}

impl Ways {
    /// The ways that go with a rule.
    ///
    /// A rule without its own, such as Model Monitor's, goes by Leeway's.
    pub fn of(rule: RuleName) -> Ways {
        match rule {
            RuleName::AwsSample => Ways::AwsSample,
            RuleName::Evidently => Ways::Evidently,
            RuleName::Leeway | RuleName::ModelMonitor | RuleName::Custom => Ways::Own,
        }
    }
}

/// What a feature was taken for before it is measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// What its values are; `None`: the sample's rule decides.
    pub column_type: Option<ColumnType>,
    /// The kind that the user set.
    pub chosen: Option<Kind>,
    /// Whose way of measuring.
    pub ways: Ways,
}

impl Taken {
    /// A kind, whatever the values are.
    ///
    /// As the user chose it; `None` leaves it to the rule.
    pub fn chosen(kind: Option<Kind>) -> Taken {
        Taken {
            chosen: kind,
            ..Taken::default()
        }
    }

    /// The same, measured in other ways.
    ///
    /// Only which further scores are measured and how a kind is decided differs; see [`Ways`].
    pub fn in_ways(self, ways: Ways) -> Taken {
        Taken { ways, ..self }
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
    /// Evidently takes fractions, whole numbers with many distinct values and whole numbers with missing ones for numbers.
    EvidentlyNumbers,
    /// It takes whole numbers with few distinct values for labels.
    EvidentlyFew(u64),
    /// The user said so.
    Chosen,
}

impl KindRule {
    /// True where no way of measuring decides otherwise: the user said so, or the values are texts or dates.
    pub(super) fn is_certain(self) -> bool {
        matches!(
            self,
            KindRule::Chosen
                | KindRule::Lengths
                | KindRule::Ages
                | KindRule::Recurring(_)
                | KindRule::NotNumbers
                | KindRule::NoValues
        )
    }

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
            KindRule::EvidentlyNumbers => "numerical: numbers, as Evidently takes them".to_owned(),
            KindRule::EvidentlyFew(n) => format!(
                "categorical: whole numbers with {n} distinct values (Evidently: up to {EVIDENTLY_FEW_INTEGERS})"
            ),
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

/// The kind that Evidently gives numbers of a type, `missing` of which are missing and `distinct` of which differ, on the side that it looks at.
///
/// Fractions, and whole numbers beside missing ones, which pandas holds as fractions, are numbers. Source: `infer_column_type` of Evidently 0.7.23, which reads the
/// current side.
pub(super) fn evidently_kind(
    inferred_type: InferredType,
    missing: u64,
    distinct: u64,
) -> (Kind, KindRule) {
    let is_integral = inferred_type == InferredType::Integral && missing == 0;
    match is_integral && distinct <= EVIDENTLY_FEW_INTEGERS {
        true => (Kind::Categorical, KindRule::EvidentlyFew(distinct)),
        false => (Kind::Numerical, KindRule::EvidentlyNumbers),
    }
}
