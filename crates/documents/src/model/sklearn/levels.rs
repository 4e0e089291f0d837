//! Values that estimators hold: categories, statistics, names.

use crate::model::encoder::Level;
use crate::pickle::{Array, Item};

/// One value.
pub(super) fn level(item: Item) -> Level {
    if let Some(text) = item.text() {
        return Level::Text(text.into_owned());
    }
    let is_truth = item.is_truth();
    match item.number() {
        Some(number) if is_truth => Level::Truth(number != 0.0),
        Some(number) if !number.is_nan() => Level::Number(number),
        // None, NaN, and pandas' NA, which is an object of its own.
        _ => Level::Missing,
    }
}

/// The values of an array, in the order of C; `None` for what is no array.
pub(super) fn levels(array: &Array) -> Option<Vec<Level>> {
    if let Some(objects) = array.objects() {
        return Some(objects.into_iter().map(level).collect());
    }
    if let Some(texts) = array.texts() {
        return Some(texts.into_iter().map(Level::Text).collect());
    }
    let is_truth = array.is_of_truth();
    let of = |number: f64| match number {
        number if number.is_nan() => Level::Missing,
        number if is_truth => Level::Truth(number != 0.0),
        number => Level::Number(number),
    };
    Some(array.numbers()?.into_iter().map(of).collect())
}

/// Names: of a list, an array, or an index of pandas, which holds an array.
pub(super) fn names(item: Item) -> Option<Vec<String>> {
    let text = |item: Item| item.text().map(std::borrow::Cow::into_owned);
    if let Some(list) = item.list() {
        return list.into_iter().map(text).collect();
    }
    if let Some(array) = item.array() {
        return match array.objects() {
            Some(objects) => objects.into_iter().map(text).collect(),
            None => array.texts(),
        };
    }
    let array = item.arguments().get(1)?.get("data")?.array()?;
    array.objects()?.into_iter().map(text).collect()
}
