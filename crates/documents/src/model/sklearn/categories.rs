//! Encoders of categories: a place for each, or a column for each.

use super::levels::levels;
use super::refusal::{Refusal, refused};
use crate::model::encoder::{EncodedColumn, Level, MOST_COLUMNS, Step};
use crate::pickle::Item;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What an encoder of categories makes.
pub(super) struct Coded {
    /// The encoded columns.
    pub(super) columns: Vec<EncodedColumn>,
    /// Columns that are 1 where it knows the value; none where it takes any.
    pub(super) checks: Vec<EncodedColumn>,
}

/// The place of each value among a column's categories.
pub(super) fn placed(step: Item, columns: Vec<EncodedColumn>) -> Option<Coded> {
    let mut checks = Vec::new();
    let categories = categories(step, columns.len())?;
    if step
        .set("_infrequent_indices")
        .and_then(Item::list)
        .is_some_and(|list| list.iter().any(|one| !one.is_none()))
    {
        return None;
    }
    let is_strict = step
        .get("handle_unknown")
        .and_then(Item::text)
        .is_none_or(|word| word == "error");
    let number = |name: &str| step.get(name).and_then(Item::number).unwrap_or(f64::NAN);
    let (unknown, missing) = match is_strict {
        true => (f64::NAN, number("encoded_missing_value")),
        false => (number("unknown_value"), number("encoded_missing_value")),
    };
    let mut made = Vec::with_capacity(columns.len());
    for (column, levels) in columns.into_iter().zip(categories) {
        if is_strict {
            checks.push(column.clone().then(Step::is_one_of(levels.clone())));
        }
        // A missing value that was seen is the last category, and is written as it is wanted.
        let mut seen = levels;
        let had_missing = seen.last() == Some(&Level::Missing);
        if had_missing {
            seen.pop();
        }
        made.push(column.then(Step::Place {
            levels: seen.into(),
            unknown,
            missing: if had_missing || is_strict {
                missing
            } else {
                unknown
            },
        }));
    }
    Some(Coded {
        columns: made,
        checks,
    })
}

/// A column per category; the outer error is a refusal, the inner none is of a version that is not known.
pub(super) fn split(step: Item, columns: Vec<EncodedColumn>) -> Result<Option<Coded>, Refusal> {
    let mut checks = Vec::new();
    let count = columns.len();
    let Some(categories) = categories(step, count) else {
        return Ok(None);
    };
    let per_column = |name: &str| -> Option<Vec<Option<Item>>> {
        let item = step.set(name)?;
        let items = match item.list() {
            Some(list) => list,
            None => item.array()?.objects()?,
        };
        let items = items
            .into_iter()
            .map(|item| Some(item).filter(|item| !item.is_none()));
        let items: Vec<Option<Item>> = items.collect();
        Some(items).filter(|items| items.len() == count)
    };
    let rare = per_column("_infrequent_indices");
    let dropped: Vec<Option<usize>> = match step.set("drop_idx_") {
        None => vec![None; count],
        Some(of) => {
            let counts = of.array().filter(|array| array.objects().is_none());
            match (
                counts.and_then(|array| array.counts()),
                per_column("drop_idx_"),
            ) {
                (Some(counts), _) if counts.len() == count => {
                    counts.into_iter().map(Some).collect()
                }
                (_, Some(items)) => items
                    .into_iter()
                    .map(|item| item.and_then(Item::count))
                    .collect(),
                _ => return Ok(None),
            }
        }
    };
    let unknown = step.get("handle_unknown").and_then(Item::text);
    let is_strict = unknown.as_ref().is_none_or(|word| word == "error");
    let is_rare = unknown.is_some_and(|word| word == "infrequent_if_exist" || word == "warn");
    let mut made = Vec::new();
    for (place, (column, levels)) in columns.into_iter().zip(categories).enumerate() {
        if is_strict {
            checks.push(column.clone().then(Step::is_one_of(levels.clone())));
        }
        let rare = rare.as_ref().and_then(|rare| rare[place]);
        let rare = match rare.map(|rare| rare.array().and_then(|array| array.counts())) {
            None => Vec::new(),
            Some(None) => return Ok(None),
            Some(Some(rare)) => rare,
        };
        let rare: BTreeSet<usize> = rare.into_iter().collect();
        if !rare.is_empty() && dropped[place].is_some() {
            return Err(refused(
                "a OneHotEncoder that groups rare categories and drops one",
            ));
        }
        let (mut frequent, mut grouped) = (Vec::new(), Vec::new());
        for (at, level) in levels.into_iter().enumerate() {
            match rare.contains(&at) {
                true => grouped.push(level),
                false if dropped[place] == Some(at) => frequent.push(None),
                false => frequent.push(Some(level)),
            }
        }
        for level in frequent.iter().flatten() {
            made.push(column.clone().then(Step::is_one_of([level.clone()])));
        }
        if !grouped.is_empty() {
            let levels = match is_rare {
                true => frequent.into_iter().flatten().collect(),
                false => grouped,
            };
            let levels = Arc::from(levels);
            let is_other = is_rare;
            made.push(column.then(Step::IsOneOf { levels, is_other }));
        }
        if made.len() > MOST_COLUMNS {
            return Err(refused(format!("more than {MOST_COLUMNS} encoded columns")));
        }
    }
    Ok(Some(Coded {
        columns: made,
        checks,
    }))
}

fn categories(step: Item, count: usize) -> Option<Vec<Vec<Level>>> {
    let list = step.get("categories_")?.list()?;
    let levels = |item: Item| levels(&item.array()?);
    let all: Option<Vec<Vec<Level>>> = list.into_iter().map(levels).collect();
    all.filter(|all| all.len() == count)
}
