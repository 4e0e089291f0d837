//! Values that stand out of a column of numbers as if they stood for missing ones, and what the user said of them.
//!
//! Each side is looked at by itself, all its files together: a sensor that has begun to fail shows on the current side alone. Nothing is taken for missing unless the user says so.

use super::known::ColumnFacts;
use super::reading::Reading;
use crate::layout::{Place, column_at};
use crate::source::Loaded;
use leeway_monitors::drift::MISSING_SHARE_CHANGE;
use leeway_monitors::words;
use leeway_report::columns::{Affected, Question, StandIn, Subject};
use leeway_table::forms::Ends;
use leeway_table::{ColumnType, format_number_label};

/// What the user said of values, then what stands out and nothing was said of. `sources` are as they are read.
pub(super) fn found(reading: &Reading, sources: &[Loaded]) -> Vec<StandIn> {
    let sides = [
        reading.places.baseline.columns(),
        reading.places.current.columns(),
    ];
    let are_looked_at = matches!(
        reading.decision.column_type,
        ColumnType::Number | ColumnType::Category
    );
    let ends = |places: &[Place]| match are_looked_at {
        true => ends(sources, places),
        false => Ends::default(),
    };
    let ends = sides.map(ends);
    let rows_of = |value: f64| ends.each_ref().map(|ends| ends.rows_of(value));
    let missing = reading.choice.stand_ins();
    let said = reading.choice.missing.iter().map(|(value, &is_missing)| {
        let at = missing.iter().position(|one| one == value);
        let taken_out = |places: &[Place]| {
            let count = |&place: &Place| {
                let counts = &column_at(sources, place).missing.stand_ins;
                counts.get(at?).copied()
            };
            places.iter().filter_map(count).sum()
        };
        let [baseline, current] = match is_missing {
            true => sides.map(taken_out),
            false => value.parse().map(rows_of).unwrap_or_default(),
        };
        StandIn {
            value: value.clone(),
            baseline,
            current,
            is_missing: Some(is_missing),
        }
    });
    let said: Vec<StandIn> = said.collect();
    let is_said = |value: f64| {
        let mut said = said.iter();
        said.any(|one| one.value.parse() == Ok(value))
    };
    let mut values: Vec<f64> = Vec::new();
    for one in ends.iter().flat_map(Ends::standing_out) {
        if !is_said(one.value) && !values.contains(&one.value) {
            values.push(one.value);
        }
    }
    values.sort_by(f64::total_cmp);
    let open = values.into_iter().map(|value| {
        let [baseline, current] = rows_of(value);
        StandIn {
            value: format_number_label(value),
            baseline,
            current,
            is_missing: None,
        }
    });
    let open: Vec<StandIn> = open.collect();
    said.into_iter().chain(open).collect()
}

fn ends(sources: &[Loaded], places: &[Place]) -> Ends {
    let of_column = |&(source, at): &Place| {
        let source_of = &sources[source];
        let manner = source_of.read.get(&at).map(|read| &read.manner);
        let column = column_at(sources, (source, at));
        source_of.cached.ends(at, column, manner)
    };
    let all: Vec<_> = places.iter().map(of_column).collect();
    Ends::together(all.iter().map(|ends| &**ends))
}

/// What is asked of a column with values that stand out: above the overview where the answer could change a verdict, because their share has changed as much as makes a changed
/// missing share drift; else on the columns' screen alone.
pub(super) fn question(facts: &ColumnFacts) -> Option<Question> {
    let rows = facts.rows;
    let open = facts.stand_ins.iter();
    let open: Vec<&StandIn> = open.filter(|one| one.is_missing.is_none()).collect();
    if open.is_empty() {
        return None;
    }
    let share = |rows: u64, of: u64| rows as f64 / of.max(1) as f64;
    let matters = open.iter().any(|one| {
        let change = share(one.baseline, rows[0]) - share(one.current, rows[1]);
        rows.iter().all(|rows| *rows > 0) && change.abs() >= MISSING_SHARE_CHANGE
    });
    let values: Vec<String> = open.iter().map(|one| one.value.clone()).collect();
    let name = &facts.places.name;
    let of_all = |side: fn(&StandIn) -> u64| open.iter().map(|one| side(one)).sum::<u64>();
    let baseline = words::plural(of_all(|one| one.baseline), "row", "rows");
    let current = words::plural(of_all(|one| one.current), "row", "rows");
    let stands = match values.len() {
        1 => "stands",
        _ => "stand",
    };
    Some(Question {
        about: Subject::Missing,
        column: Some(name.clone()),
        sentence: format!(
            "{} {stands} out of {name}: in {baseline} of the baseline and {current} of the current side, far from the rest. Does that mean that nothing was measured?",
            words::list(&values, 4)
        ),
        candidates: values,
        supposed: None,
        affects: matters.then_some(Affected::Overview).into_iter().collect(),
    })
}
