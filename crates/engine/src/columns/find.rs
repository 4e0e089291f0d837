//! Which column of a table a name or an expression points at.

use std::rc::Rc;

use crate::layout::{Layout, Place, Places};
use crate::names::Answer;
use leeway_documents::Note;
use leeway_documents::model_quality::{Expression, plain_path};
use leeway_table::{Column, Origin, Table};

/// What a name or expression points at in one table.
#[derive(Debug, Clone)]
pub enum Finder {
    /// This column.
    Column(usize),
    /// An array of one number per label, in these columns.
    Array(Vec<usize>),
    /// Whatever the expression finds in each row.
    Expression(Rc<Expression>),
    /// Nothing here.
    Nothing,
}

/// Finds `text` in the table of a source. An error says where an expression is wrong.
///
/// `text` is a column's name, or a JMESPath within what `part` of the record holds.
///
/// # Errors
/// Where an expression is wrong, and what was found there.
pub fn find(
    layout: &Layout,
    source: usize,
    table: &Table,
    text: &str,
    part: Answer,
) -> Result<Finder, Note> {
    if let Some(column) = of_feature(layout, source, text)
        && fits(&table.columns[column], part)
    {
        return Ok(Finder::Column(column));
    }
    let by_name = |name: &str| by_name(layout, source, table, name, part);
    if let Some(column) = by_name(text) {
        return Ok(Finder::Column(column));
    }
    if let Some(path) = plain_path(text) {
        if let Some(column) = by_name(&path) {
            return Ok(Finder::Column(column));
        }
        let below = array_below(table, &path);
        if below.len() > 1 {
            return Ok(Finder::Array(below));
        }
        // A name that no column has finds nothing as an expression either, unless it names an object or an array.
        if !below.is_empty() {
            return Ok(Finder::Array(below));
        }
    }
    if part == Answer::Label
        && !table
            .columns
            .iter()
            .any(|column| column.origin == Origin::Output)
        && plain_path(text).is_some()
    {
        return Ok(Finder::Nothing);
    }
    match plain_path(text) {
        Some(_) => Ok(Finder::Nothing),
        None => Expression::parse(text).map(|expression| Finder::Expression(Rc::new(expression))),
    }
}

/// The column that holds a feature's values in this source.
fn of_feature(layout: &Layout, source: usize, name: &str) -> Option<usize> {
    let feature = layout
        .features
        .iter()
        .find(|feature| feature.name == name)?;
    let places = feature
        .baseline
        .columns()
        .iter()
        .chain(feature.current.columns());
    let mut here = places.filter(|(known, _): &&Place| *known == source);
    here.next().map(|(_, column)| *column)
}

fn fits(column: &Column, part: Answer) -> bool {
    part != Answer::Label || column.origin != Origin::Output
}

/// The column called so, if it is not matched with a feature of another name: where columns have none, `_c0` is another's on every side.
fn by_name(
    layout: &Layout,
    source: usize,
    table: &Table,
    name: &str,
    part: Answer,
) -> Option<usize> {
    let is_anothers = |column: usize| {
        let place = (source, column);
        let has = |places: &Places| places.columns().contains(&place);
        let mut features = layout.features.iter();
        features.any(|one| one.name != name && (has(&one.baseline) || has(&one.current)))
    };
    let rank = |origin: Origin| match (part, origin) {
        (Answer::Label, Origin::Field) | (_, Origin::Output) => 0,
        (_, Origin::Field) => 1,
        (_, Origin::Input) => 2,
    };
    let named = table
        .columns
        .iter()
        .enumerate()
        .filter(|(at, column)| column.name == name && fits(column, part) && !is_anothers(*at));
    named
        .min_by_key(|(_, column)| rank(column.origin))
        .map(|(at, _)| at)
}

/// What unnamed outputs begin with.
const UNNAMED: &str = "_out";

/// The elements of the array called `path`, in order.
fn array_below(table: &Table, path: &str) -> Vec<usize> {
    let place = |column: &Column| -> Option<usize> {
        let rest = column.name.strip_prefix(path)?;
        // An array that is the whole answer has no name: its elements are `_out0`, `_out1` …
        let rest = if path == UNNAMED {
            rest
        } else {
            rest.strip_prefix('.')?
        };
        rest.parse().ok()
    };
    let mut found: Vec<(usize, usize)> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.origin != Origin::Input)
        .filter_map(|(at, column)| Some((place(column)?, at)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}
