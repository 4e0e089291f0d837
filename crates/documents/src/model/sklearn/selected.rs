//! Which columns a step of a ColumnTransformer takes.

use super::levels::names;
use crate::pickle::Item;

/// The places of the columns that are meant, of columns with these names (none where they have none), `count` in number.
///
/// `None` for what names no column that is there.
pub(super) fn selected(of: Item, known: &[String], count: usize) -> Option<Vec<usize>> {
    let place = |item: &Item| one(*item, known, count);
    if let Some(name) = of.text() {
        return Some(vec![known.iter().position(|known| *known == *name)?]);
    }
    // A list that knows more, as scikit-learn has it since 1.5.
    let of = of.get("data").unwrap_or(of);
    if let Some(items) = of.list() {
        let is_mask = !items.is_empty() && items.iter().all(|item| item.is_truth());
        return match is_mask {
            true => {
                let flags = items.iter().map(|item| item.truth() == Some(true));
                Some(flagged(flags))
            }
            false => items.iter().map(place).collect(),
        };
    }
    if let Some(array) = of.array() {
        if array.is_of_truth() {
            return Some(flagged(
                array.numbers()?.into_iter().map(|flag| flag != 0.0),
            ));
        }
        if let Some(objects) = array.objects() {
            return objects.iter().map(place).collect();
        }
        if let Some(texts) = array.texts() {
            let place = |text: &String| known.iter().position(|known| known == text);
            return texts.iter().map(place).collect();
        }
        let whole = array.numbers()?.into_iter();
        return whole.map(|number| counted(number, count)).collect();
    }
    match of.class()? {
        ("builtins" | "__builtin__", "slice") => slice(of, known, count),
        // An index of pandas.
        _ => {
            let texts = names(of)?.into_iter();
            texts
                .map(|text| known.iter().position(|known| *known == text))
                .collect()
        }
    }
}

fn one(item: Item, known: &[String], count: usize) -> Option<usize> {
    match item.text() {
        Some(name) => known.iter().position(|known| *known == *name),
        None => counted(item.number()?, count),
    }
}

/// A place, or one that counts from the end.
fn counted(number: f64, count: usize) -> Option<usize> {
    let place = match number < 0.0 {
        true => number + count as f64,
        false => number,
    };
    (place >= 0.0 && place < count as f64 && place.fract() == 0.0).then_some(place as usize)
}

fn flagged(flags: impl Iterator<Item = bool>) -> Vec<usize> {
    let places = flags.enumerate().filter(|(_, is_set)| *is_set);
    places.map(|(place, _)| place).collect()
}

/// A slice by places, whose end is not in it, or by names, whose end is.
fn slice(of: Item, known: &[String], count: usize) -> Option<Vec<usize>> {
    let parts = of.arguments();
    let [start, end, step] = parts.get(..)? else {
        return None;
    };
    let bound = |item: &Item, otherwise: usize, is_end: bool| -> Option<usize> {
        if item.is_none() {
            return Some(otherwise);
        }
        if item.text().is_some() {
            return Some(one(*item, known, count)? + usize::from(is_end));
        }
        let number = item.number()?;
        let from_end = if number < 0.0 {
            number + count as f64
        } else {
            number
        };
        Some((from_end.max(0.0) as usize).min(count))
    };
    let (start, end) = (bound(start, 0, false)?, bound(end, count, true)?);
    let step = match step.is_none() {
        true => 1,
        false => step.count().filter(|step| *step > 0)?,
    };
    Some((start..end.max(start)).step_by(step).collect())
}
