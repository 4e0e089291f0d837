//! What was decided of a column, in words and with examples.

use std::rc::Rc;

use super::known::{ColumnFacts, RoleFact};
use super::reading::Reading;
use super::stand_ins;
use super::times::RowTimes;
use crate::layout::{Place, column_at, raw_column, raw_series};
use crate::source::Loaded;
use leeway_monitors::words;
use leeway_report::columns::{Dates, KnownBy, Written};
use leeway_report::iso;
use leeway_report::settings::ColumnRole;
use leeway_table::forms::{DateFormat, DatePart, Facts, Way, Why, suggests_index};
use leeway_table::{Cell, Column, ColumnType, Origin, format_number_label};

/// The facts of a column. `sources` are as they are read.
pub(super) fn describe(
    reading: &Reading,
    sources: &[Loaded],
    times: &RowTimes,
    dates: Option<&Dates>,
) -> ColumnFacts {
    let places = &reading.places;
    let decision = &reading.decision;
    let all = Facts::together(reading.facts.iter().map(|facts| &**facts));
    let lead = match places.baseline.columns() {
        [] => places.current.columns(),
        columns => columns,
    };
    let role = role(reading, sources, times);
    ColumnFacts {
        places: places.clone(),
        is_feature: reading.is_feature,
        column_type: decision.column_type,
        known_by: match decision.why {
            Why::Chosen => KnownBy::User,
            Why::Named => KnownBy::Name,
            _ => KnownBy::Values,
        },
        reason: reason(decision.why, decision.format),
        inferred_type: raw_series(sources, lead).inferred_type(),
        written: written(reading, &all),
        unread: unread(reading, sources),
        rows: [places.baseline.columns(), places.current.columns()].map(|places| {
            let rows = |&place: &Place| raw_column(sources, place).len() as u64;
            places.iter().map(rows).sum()
        }),
        missing: reading
            .columns()
            .map(|&place| column_at(sources, place).missing.total())
            .sum(),
        stand_ins: stand_ins::found(reading, sources),
        unjudged: unjudged(reading, sources, role.as_ref(), dates),
        dates: dates.cloned(),
        role,
        examples: all.examples,
    }
}

fn reason(why: Why, format: Option<DateFormat>) -> String {
    match why {
        Why::NoValues => "It has no value.".to_owned(),
        Why::Numbers => "Its values are numbers.".to_owned(),
        Why::Codes { distinct, rows } => format!(
            "Whole numbers, {} different in {}: codes.",
            words::count(distinct),
            words::plural(rows, "row", "rows")
        ),
        Why::Booleans => "Its values say true or false.".to_owned(),
        Why::Dates => format!(
            "Its values are dates, written as {}.",
            format.map_or("dates", DateFormat::name)
        ),
        Why::OpenDates => {
            "Its values are dates, but days and months cannot be told apart.".to_owned()
        }
        Why::Labels => "Its values are texts that recur.".to_owned(),
        Why::Sentences => "Its values are sentences that hardly recur.".to_owned(),
        Why::Uuids => "Its values are UUIDs.".to_owned(),
        Why::Hex => "Its values are hexadecimal digits that hardly recur.".to_owned(),
        Why::Distinct => "More than half of its texts differ.".to_owned(),
        Why::Counting => "Its whole numbers go on by the same amount from row to row.".to_owned(),
        Why::Once => "Its whole numbers lie close together, and none is there twice.".to_owned(),
        Why::Long => {
            "Its whole numbers have more digits than a measure, and none is there twice.".to_owned()
        }
        Why::Named => "Its name says so, and its numbers hardly recur.".to_owned(),
        Why::Chosen => "You said so.".to_owned(),
    }
}

/// The role that the user gave, or that values and names suggest.
fn role(reading: &Reading, sources: &[Loaded], times: &RowTimes) -> Option<RoleFact> {
    let name = &reading.places.name;
    if let Some(role) = reading.choice.role {
        return (role != ColumnRole::Feature).then(|| RoleFact {
            role,
            known_by: KnownBy::User,
            reason: "You said so.".to_owned(),
        });
    }
    if let Some(time) = times.column.as_ref().filter(|time| time.name == *name) {
        return Some(RoleFact {
            role: ColumnRole::Time,
            known_by: time.known_by,
            reason: "Its name says so, and its dates never go back.".to_owned(),
        });
    }
    if reading.decision.column_type != ColumnType::Identifier {
        return None;
    }
    let is_unnamed = reading
        .columns()
        .all(|&place| !raw_column(sources, place).named);
    let steps_by_one = reading
        .facts
        .iter()
        .any(|facts| facts.whole.is_some_and(|whole| whole.step == Some(1.0)));
    let is_index = steps_by_one && (is_unnamed || suggests_index(name));
    Some(RoleFact {
        role: match is_index {
            true => ColumnRole::Index,
            false => ColumnRole::Identifier,
        },
        known_by: match reading.decision.why {
            Why::Chosen => KnownBy::User,
            Why::Named => KnownBy::Name,
            _ => KnownBy::Values,
        },
        reason: reason(reading.decision.why, None),
    })
}

/// Why the column is not judged; texts of which more than half differ are told by the comparison itself.
fn unjudged(
    reading: &Reading,
    sources: &[Loaded],
    role: Option<&RoleFact>,
    dates: Option<&Dates>,
) -> Option<String> {
    let chosen = reading.choice.role;
    let is_judged = chosen == Some(ColumnRole::Feature);
    if let Some(role) = chosen.filter(|role| role.is_no_feature()) {
        return Some(format!("its role is {}, as you said.", role.name()));
    }
    let why = reading.decision.why;
    match reading.decision.column_type {
        ColumnType::Date => {
            let dates = dates.filter(|dates| !dates.compared.contains(&DatePart::Age))?;
            let is_time = role.is_some_and(|role| role.role == ColumnRole::Time);
            let because = dates
                .no_age
                .as_deref()
                .filter(|_| !is_time && reading.decision.format.is_some());
            let because = because.map_or(String::new(), |reason| format!(" {reason}"));
            Some(format!(
                "it is a date{}.{because}",
                ranges(reading, sources)
            ))
        }
        ColumnType::Identifier if why == Why::Chosen && !is_judged => {
            Some("it is an identifier, as you said.".to_owned())
        }
        ColumnType::Identifier if why != Why::Distinct && !is_judged => {
            let role = role.map_or(ColumnRole::Identifier, |role| role.role);
            let clause = lower_first(&reason(why, None));
            Some(format!(
                "it looks like an {}: {clause} You can have it judged all the same.",
                role.name()
            ))
        }
        _ => None,
    }
}

/// From when to when the dates of each side are; a colon before it.
fn ranges(reading: &Reading, sources: &[Loaded]) -> String {
    let Some(format) = reading.decision.format else {
        return String::new();
    };
    let range = |places: &[(usize, usize)]| {
        let range = |&(source, at): &(usize, usize)| {
            let column = raw_column(sources, (source, at));
            let cached = &sources[source].cached;
            let times = cached.times(at, column, format, &reading.choice.stand_ins());
            times.range()
        };
        let both = |one: (i64, i64), other: (i64, i64)| (one.0.min(other.0), one.1.max(other.1));
        places.iter().filter_map(range).reduce(both)
    };
    let day = |time: i64| iso(time).chars().take(10).collect::<String>();
    let words = |(first, last): (i64, i64)| match day(first) == day(last) {
        true => day(first),
        false => format!("{} to {}", day(first), day(last)),
    };
    let sides = [
        range(reading.places.baseline.columns()),
        range(reading.places.current.columns()),
    ];
    let sides: Vec<String> = sides.into_iter().flatten().map(words).collect();
    match sides.is_empty() {
        true => String::new(),
        false => format!(": {}", sides.join(", then ")),
    }
}

/// How the values are written, where that is not the plain form.
fn written(reading: &Reading, all: &Facts) -> Option<Written> {
    let decision = &reading.decision;
    if let Some(format) = decision.format {
        let mut read = all.examples.iter();
        let example = read.find_map(|text| Some((text, format.read(text)?)));
        return Some(Written {
            date_format: Some(format.name().to_owned()),
            example: example.map(|(text, time)| format!("{text} read as {}", iso(time))),
            ..Written::default()
        });
    }
    let way = decision
        .ways
        .iter()
        .flatten()
        .find(|way| matches!(way, Way::Numbers { .. }))?;
    let Way::Numbers { style, unit } = way else {
        return None;
    };
    let mut one = Column::new("", Origin::Field, false);
    all.examples.iter().for_each(|text| {
        one.push_text(text);
    });
    let read = one.read_as(way);
    let example = all
        .examples
        .iter()
        .enumerate()
        .find_map(|(row, text)| match read.cell(row) {
            Cell::Number(value, _) => {
                let value = format_number_label(value);
                (value != *text).then(|| format!("{text} read as {value}"))
            }
            _ => None,
        });
    Some(Written {
        decimal: Some(style.decimal.to_string()),
        thousands: style.thousands.map(String::from),
        unit: (!unit.is_empty()).then(|| unit.clone()),
        date_format: None,
        example,
    })
}

/// Values that the type does not read.
fn unread(reading: &Reading, sources: &[Loaded]) -> u64 {
    let decision = &reading.decision;
    match (decision.column_type, decision.format) {
        (ColumnType::Number, _) => reading
            .columns()
            .map(|&place| column_at(sources, place).types.text)
            .sum(),
        (ColumnType::Date, Some(format)) => {
            let unread = |facts: &Rc<Facts>| {
                let are_zeros_read = format.read_number(0.0).is_some();
                let zeros = if are_zeros_read { facts.zeros } else { 0 };
                let read = facts.dates[format as usize] + zeros;
                facts.present - read.min(facts.present)
            };
            reading.facts.iter().map(unread).sum()
        }
        (ColumnType::Boolean, _) => {
            let unread = |facts: &Rc<Facts>| {
                let read: u64 = facts.booleans.iter().sum();
                facts.present - read.min(facts.present)
            };
            reading.facts.iter().map(unread).sum()
        }
        _ => 0,
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_lowercase().collect::<String>() + letters.as_str()
    })
}
