//! Which column of dates is a row's time, and what is asked of dates.
//!
//! A time is supposed where rows have none of their own, and exactly one column of dates is called like one and never goes back; every other case is asked, or is none.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::reading::Reading;
use crate::column_cache::Times;
use crate::layout::{Layout, raw_column, table};
use crate::source::Loaded;
use leeway_documents::Role;
use leeway_monitors::words;
use leeway_report::columns::{Affected, KnownBy, Question, Subject};
use leeway_report::settings::ColumnRole;
use leeway_table::ColumnType;
use leeway_table::forms::{DateFormat, Why, suggests_time};

/// The time of rows, where a column says it.
#[derive(Default)]
pub(super) struct RowTimes {
    /// The times of every source that has the column.
    pub by_source: BTreeMap<usize, Rc<Times>>,
    /// The column and who says that it is the time.
    pub column: Option<TimeColumn>,
    /// Columns of which one could be the time as well.
    pub open: Vec<String>,
    /// What only the user can say.
    pub questions: Vec<Question>,
}

/// The column of rows' times.
pub(super) struct TimeColumn {
    /// Its name.
    pub name: String,
    /// Who says so.
    pub known_by: KnownBy,
}

/// A column of dates that could be the rows' time.
struct Candidate<'a> {
    reading: &'a Reading,
    format: DateFormat,
    is_named: bool,
    is_ascending: bool,
}

impl RowTimes {
    /// The time among these columns.
    ///
    /// Milliseconds since 1970, UTC, by source; the column that the user called the time; else, where no row of the current side has a time, the one date that is called so and ascends. Whatever else could be it is asked.
    pub fn of(sources: &[Loaded], layout: &Layout, readings: &[Reading]) -> RowTimes {
        let mut times = RowTimes {
            questions: readings.iter().filter_map(open_dates).collect(),
            ..RowTimes::default()
        };
        let dates = readings
            .iter()
            .filter_map(|reading| Some((reading, reading.decision.format?)));
        let chosen = dates
            .clone()
            .find(|(reading, _)| reading.choice.role == Some(ColumnRole::Time));
        if let Some((reading, format)) = chosen {
            times.take(sources, reading, format, KnownBy::User);
            return times;
        }
        let current = layout.tables(sources, Role::Current);
        let has_times = |&source: &usize| {
            let own = table(&sources[source]).is_some_and(|table| !table.times.is_empty());
            own || sources[source].document.hour.is_some()
        };
        if current.is_empty() || current.iter().any(has_times) {
            return times;
        }
        let candidates: Vec<Candidate> = dates
            .filter(|(reading, _)| {
                reading.choice.role.is_none() && !reading.places.current.are_nowhere()
            })
            .map(|(reading, format)| Candidate::of(sources, reading, format))
            .filter(|candidate| candidate.is_named || candidate.is_ascending)
            .collect();
        let sure: Vec<&Candidate> = candidates
            .iter()
            .filter(|one| one.is_named && one.is_ascending)
            .collect();
        match sure.as_slice() {
            [only] => times.take(sources, only.reading, only.format, KnownBy::Name),
            _ => {
                let names = candidates.iter().map(|one| one.reading.places.name.clone());
                times.open = names.collect();
            }
        }
        if !candidates.is_empty() {
            times
                .questions
                .push(question(&candidates, times.column.as_ref()));
        }
        times
    }

    fn take(
        &mut self,
        sources: &[Loaded],
        reading: &Reading,
        format: DateFormat,
        known_by: KnownBy,
    ) {
        for &(source, at) in reading.columns() {
            let column = raw_column(sources, (source, at));
            let cached = &sources[source].cached;
            let times = cached.times(at, column, format, &reading.choice.stand_ins());
            self.by_source.insert(source, times);
        }
        self.column = Some(TimeColumn {
            name: reading.places.name.clone(),
            known_by,
        });
    }
}

impl<'a> Candidate<'a> {
    fn of(sources: &[Loaded], reading: &'a Reading, format: DateFormat) -> Self {
        let is_ascending = |&(source, at): &(usize, usize)| {
            let column = raw_column(sources, (source, at));
            let cached = &sources[source].cached;
            let times = cached.times(at, column, format, &reading.choice.stand_ins());
            times.are_ascending()
        };
        Candidate {
            reading,
            format,
            is_named: suggests_time(&reading.places.name),
            is_ascending: reading.places.current.columns().iter().all(is_ascending),
        }
    }
}

/// Which column is the time.
fn question(candidates: &[Candidate], supposed: Option<&TimeColumn>) -> Question {
    let mut names: Vec<String> = Vec::new();
    names.extend(supposed.map(|column| column.name.clone()));
    for candidate in candidates {
        if !names.contains(&candidate.reading.places.name) {
            names.push(candidate.reading.places.name.clone());
        }
    }
    let sentence = match (supposed, names.as_slice()) {
        (Some(column), _) => format!(
            "Taken as the rows' time: {}. Its name says so, and its dates never go back.",
            column.name
        ),
        (None, [only]) => format!(
            "Is {only} the rows' time? It holds dates, and the rows have no time of their own."
        ),
        (None, names) => format!(
            "Which column is the rows' time? {} hold dates, and the rows have no time of their own.",
            words::list(names, 4)
        ),
    };
    Question {
        about: Subject::Time,
        column: None,
        candidates: names,
        supposed: supposed.map(|column| column.name.clone()),
        affects: vec![
            Affected::Overview,
            Affected::Quality,
            Affected::Bias,
            Affected::Attribution,
        ],
        sentence,
    }
}

/// In which order days and months of a column stand, where its values do not say.
fn open_dates(reading: &Reading) -> Option<Question> {
    let is_open =
        reading.decision.column_type == ColumnType::Date && reading.decision.format.is_none();
    let is_asked = is_open && matches!(reading.decision.why, Why::OpenDates | Why::Chosen);
    let name = &reading.places.name;
    let example = reading
        .facts
        .iter()
        .find_map(|facts| facts.examples.first());
    is_asked.then(|| Question {
        about: Subject::Time,
        column: Some(name.clone()),
        candidates: [DateFormat::DayFirst, DateFormat::MonthFirst]
            .map(|format| format.name().to_owned())
            .to_vec(),
        supposed: None,
        affects: vec![Affected::Overview],
        sentence: format!(
            "Are the dates of {name} written day first or month first? No value tells, such as {}.",
            example.map_or("", |example| example.as_str())
        ),
    })
}
