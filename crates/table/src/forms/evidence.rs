//! What a decision goes by: a column's name, the facts of its files, and what the user said.

use super::date::DateFormat;
use super::facts::Facts;
use crate::ColumnType;

/// What is known of a column before it is decided what it is.
pub struct Evidence<'a> {
    /// Its name.
    pub name: &'a str,
    /// The facts of its columns on the baseline.
    pub baseline: &'a [&'a Facts],
    /// On the current side.
    pub current: &'a [&'a Facts],
    /// Whether other columns of its files have a comma before the decimals, or what stands between their fields suggests it.
    pub has_decimal_commas: bool,
    /// How many of the side's values differ that decides, asked where texts are looked at.
    pub distinct: &'a dyn Fn() -> u64,
    /// The type that the user said.
    pub chosen: Option<ColumnType>,
    /// The format of dates that the user said.
    pub chosen_format: Option<DateFormat>,
}

/// A column while it is decided.
pub(super) struct Column<'a> {
    pub(super) evidence: &'a Evidence<'a>,
    /// The columns of that side.
    pub(super) leads: &'a [&'a Facts],
    /// Of the side that decides.
    pub(super) lead: &'a Facts,
    /// Of both sides.
    pub(super) all: &'a Facts,
}
