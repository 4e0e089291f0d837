//! Values that stand out of a column of numbers or dates as if they stood for missing ones, and what the user said of them.
//!
//! Each side is looked at by itself, all its files together: a sensor that has begun to fail shows on the current side alone. Nothing is taken for missing unless the user says so.

use super::known::ColumnFacts;
use super::reading::Reading;
use crate::layout::{Place, column_at, raw_column};
use crate::source::Loaded;
use leeway_monitors::drift::MISSING_SHARE_CHANGE;
use leeway_monitors::words;
use leeway_report::columns::{Affected, Question, StandIn, Subject};
use leeway_table::forms::{DateFormat, Ends, OtherDays, Placeholders};
use leeway_table::{ColumnType, format_number_label};

/// What the user said of values, then what stands out and nothing was said of. `sources` are as they are read.
pub(super) fn found(reading: &Reading, sources: &[Loaded]) -> Vec<StandIn> {
    let sides = [
        reading.places.baseline.columns(),
        reading.places.current.columns(),
    ];
    let outer = Outer::of(reading, sources, sides);
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
            false => outer.rows_of(value),
        };
        StandIn {
            value: value.clone(),
            baseline,
            current,
            is_missing: Some(is_missing),
        }
    });
    let said: Vec<StandIn> = said.collect();
    let is_said = |value: &String| said.iter().any(|one| outer.are_same(&one.value, value));
    let open = outer.standing_out().into_iter();
    let open: Vec<StandIn> = open
        .filter(|value| !is_said(value))
        .map(|value| {
            let [baseline, current] = outer.rows_of(&value);
            StandIn {
                value,
                baseline,
                current,
                is_missing: None,
            }
        })
        .collect();
    said.into_iter().chain(open).collect()
}

/// The values of both sides among which some may stand out.
enum Outer {
    /// Numbers: the outermost.
    Numbers([Ends; 2]),
    /// Dates: those that may stand for none, and what stands out.
    Dates([Placeholders; 2], Vec<String>),
    /// Values of another type.
    None,
}

impl Outer {
    fn of(reading: &Reading, sources: &[Loaded], sides: [&[Place]; 2]) -> Outer {
        match (reading.decision.column_type, reading.decision.format) {
            (ColumnType::Number | ColumnType::Category, _) => {
                Outer::Numbers(sides.map(|places| ends(sources, places)))
            }
            (ColumnType::Date, Some(format)) => {
                let all = sides.map(|places| placeholders(sources, places, format));
                let mut out: Vec<String> = Vec::new();
                for (places, own) in sides.iter().zip(&all).filter(|(_, own)| !own.are_rare()) {
                    let standing = own.standing_out(&other_days(sources, places, format));
                    let new = standing.into_iter().filter(|text| !out.contains(text));
                    let new: Vec<String> = new.collect();
                    out.extend(new);
                }
                Outer::Dates(all, out)
            }
            _ => Outer::None,
        }
    }

    /// What stands out on either side, as it is written.
    fn standing_out(&self) -> Vec<String> {
        match self {
            Outer::Numbers(ends) => {
                let all = ends.iter().flat_map(Ends::standing_out);
                let mut values: Vec<f64> = all.map(|one| one.value).collect();
                values.sort_by(f64::total_cmp);
                values.dedup();
                values.into_iter().map(format_number_label).collect()
            }
            Outer::Dates(_, out) => out.clone(),
            Outer::None => Vec::new(),
        }
    }

    /// Rows on both sides of a value that may stand out.
    fn rows_of(&self, text: &str) -> [u64; 2] {
        match self {
            Outer::Numbers(ends) => {
                let rows = |value: f64| ends.each_ref().map(|ends| ends.rows_of(value));
                text.parse().map(rows).unwrap_or_default()
            }
            Outer::Dates(all, _) => all.each_ref().map(|own| own.rows_of(text)),
            Outer::None => [0; 2],
        }
    }

    /// Whether two texts are one value.
    fn are_same(&self, one: &str, other: &str) -> bool {
        let number = |text: &str| text.parse::<f64>().ok();
        let is_number = matches!(self, Outer::Numbers(_)) && number(one).is_some();
        one == other || (is_number && number(one) == number(other))
    }
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

fn placeholders(sources: &[Loaded], places: &[Place], format: DateFormat) -> Placeholders {
    let of_column = |&(source, at): &Place| {
        let column = raw_column(sources, (source, at));
        sources[source].cached.placeholders(at, column, format)
    };
    let all: Vec<_> = places.iter().map(of_column).collect();
    Placeholders::together(all.iter().map(|one| &**one))
}

fn other_days(sources: &[Loaded], places: &[Place], format: DateFormat) -> OtherDays {
    let of_column = |&(source, at): &Place| {
        let column = raw_column(sources, (source, at));
        sources[source].cached.other_days(at, column, format)
    };
    let all: Vec<_> = places.iter().map(of_column).collect();
    OtherDays::together(all.iter().map(|one| &**one))
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
    let change = |[baseline, current]: [u64; 2]| share(baseline, rows[0]) - share(current, rows[1]);
    let of_all = |side: fn(&StandIn) -> u64| open.iter().map(|one| side(one)).sum::<u64>();
    let all = [of_all(|one| one.baseline), of_all(|one| one.current)];
    let alone = open.iter().map(|one| [one.baseline, one.current]);
    let mut answers = alone.chain([all]);
    let matters = rows.iter().all(|rows| *rows > 0)
        && answers.any(|rows| change(rows).abs() >= MISSING_SHARE_CHANGE);
    let values: Vec<String> = open.iter().map(|one| one.value.clone()).collect();
    let name = &facts.places.name;
    let [baseline, current] = all.map(|rows| words::plural(rows, "row", "rows"));
    let stands = match values.len() {
        1 => "stands",
        _ => "stand",
    };
    let how = match facts.column_type {
        ColumnType::Date => "unlike the other days. Does that mean that there is no date",
        _ => "far from the rest. Does that mean that nothing was measured",
    };
    Some(Question {
        about: Subject::Missing,
        column: Some(name.clone()),
        sentence: format!(
            "{} {stands} out of {name}: in {baseline} of the baseline and {current} of the current side, {how}?",
            words::list(&values, 4)
        ),
        candidates: values,
        supposed: None,
        affects: matters.then_some(Affected::Overview).into_iter().collect(),
    })
}
