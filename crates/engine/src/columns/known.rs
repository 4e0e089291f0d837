//! What columns' values are, as they are read, and what is supposed of their roles by their values alone.
//!
//! One entry for every feature, in the layout's order, then one for every other column of either side, by name. Who holds label and answers is decided in
//! [`super::Meanings`], not here.

use std::collections::BTreeMap;

use crate::layout::FeaturePlaces;
use leeway_report::columns::{Dates, KnownBy, Question, StandIn, Written};
use leeway_report::settings::ColumnRole;
use leeway_table::forms::DatePart;
use leeway_table::{ColumnType, InferredType};

/// What is known and supposed of all columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Readings {
    /// One for every feature, then for every other column.
    pub columns: Vec<ColumnFacts>,
    /// What only the user can say of times and dates.
    pub questions: Vec<Question>,
}

/// What is known and supposed of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnFacts {
    /// Its name, and where its values are.
    pub places: FeaturePlaces,
    /// Whether it is one of the layout's features.
    pub is_feature: bool,
    /// What its values are.
    pub column_type: ColumnType,
    /// Who says so.
    pub known_by: KnownBy,
    /// Why, as a sentence.
    pub reason: String,
    /// What Model Monitor takes them for: the baseline's, or the current side's where it is not there.
    pub inferred_type: InferredType,
    /// How numbers or dates are written, where that is not the plain form.
    pub written: Option<Written>,
    /// Values that could not be read as the type, on both sides.
    pub unread: u64,
    /// Rows of the baseline and of the current side, as far as they are known by samples.
    pub rows: [u64; 2],
    /// Missing values, on both sides.
    pub missing: u64,
    /// Values that stand for missing ones, or could.
    pub stand_ins: Vec<StandIn>,
    /// The first three distinct values as they stand, the baseline's first.
    pub examples: Vec<String>,
    /// The role that its values or its name suggest, or that the user gave; `None` for a feature.
    pub role: Option<RoleFact>,
    /// What of its dates is compared, where it has any.
    pub dates: Option<Dates>,
    /// Why it is not judged, as a clause that ends a sentence; `None` where it is.
    pub unjudged: Option<String>,
}

/// A role of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct RoleFact {
    /// Which.
    pub role: ColumnRole,
    /// Who says so: the user, a name or values.
    pub known_by: KnownBy,
    /// Why, as a sentence.
    pub reason: String,
}

impl ColumnFacts {
    /// True for dates that are compared by their age.
    ///
    /// False for a column that is no date.
    pub fn has_ages(&self) -> bool {
        let dates = self.dates.as_ref();
        dates.is_some_and(|dates| dates.compared.contains(&DatePart::Age))
    }
}

impl Readings {
    /// True for a column that is no feature of a model: an identifier, an index, a date, a text, or what the user left out.
    pub fn leaves_out(&self, name: &str) -> bool {
        self.of(name).is_some_and(|facts| {
            facts.unjudged.is_some()
                || matches!(facts.column_type, ColumnType::Date | ColumnType::Text)
                || facts
                    .role
                    .as_ref()
                    .is_some_and(|role| role.role.is_no_feature())
        })
    }

    /// Columns that are not judged, each with the reason.
    ///
    /// By name; the reasons are sentences. Empty where all are judged.
    pub fn unjudged(&self) -> BTreeMap<String, String> {
        let unjudged =
            |facts: &ColumnFacts| Some((facts.places.name.clone(), facts.unjudged.clone()?));
        self.columns.iter().filter_map(unjudged).collect()
    }

    /// What is known of the column called `name`, a feature before another column; `None` without one.
    ///
    /// Names are compared exactly, case and spaces included.
    pub fn of(&self, name: &str) -> Option<&ColumnFacts> {
        self.columns.iter().find(|facts| facts.places.name == name)
    }
}
