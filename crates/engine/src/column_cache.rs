//! What was found out of a document's columns, kept as long as the document: an hour that comes later costs the hour alone.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use leeway_table::forms::{DateFormat, DatePart, Ends, Facts, OtherDays, Placeholders, Way};
use leeway_table::{Column, NO_TIME};

/// A column's place and the values that stand for missing ones in it.
type PlaceWithout = (usize, Vec<String>);

/// The ends of a column, read in one way.
type EndsRead = (Option<ReadAs>, Rc<Ends>);

/// What decides the times of a column: its place, how they are written, and the values that stand for missing ones.
pub type TimesKey = (usize, DateFormat, Vec<String>);

/// Facts, read columns and times of a document, by the column's place in its table.
#[derive(Debug, Default)]
pub struct ColumnCache {
    facts: RefCell<BTreeMap<PlaceWithout, Rc<Facts>>>,
    columns: RefCell<BTreeMap<usize, Rc<ReadColumn>>>,
    ends: RefCell<BTreeMap<usize, EndsRead>>,
    times: RefCell<BTreeMap<TimesKey, Rc<Times>>>,
    placeholders: RefCell<BTreeMap<(usize, DateFormat), Rc<Placeholders>>>,
    days: RefCell<BTreeMap<(usize, DateFormat), Rc<OtherDays>>>,
}

/// How a column is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Manner {
    /// In which form; `None`: as it stands.
    pub way: Option<Way>,
    /// The values that stand for missing ones.
    pub stand_ins: Vec<String>,
}

impl Manner {
    /// True where the column is read as it stands.
    ///
    /// Then nothing is kept of it; neither texts are read as numbers nor values taken as missing.
    pub fn is_plain(&self) -> bool {
        self.way.is_none() && self.stand_ins.is_empty()
    }

    fn read(&self, column: &Column) -> Column {
        // A value may be meant as it stands or as it is read.
        let without = |column: &Column| column.without(&self.stand_ins);
        match (&self.way, self.stand_ins.is_empty()) {
            (Some(way), true) => column.read_as(way),
            (Some(way), false) => without(&without(column).read_as(way)),
            (None, _) => without(column),
        }
    }
}

/// How a column is read; equal ones read the same of the same document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadAs {
    /// By its values alone.
    Values(Manner),
    /// As the ages of its dates, in days.
    Age {
        /// How the dates are written.
        format: DateFormat,
        /// What they are held against.
        since: Since,
        /// The values that stand for missing ones.
        stand_ins: Vec<String>,
        /// Whether days of the calendar are counted, because no date has a time of day.
        in_calendar_days: bool,
    },
    /// As what recurs in the dates of another column.
    Part {
        /// The column's place in its table.
        of: usize,
        /// How the dates are written.
        format: DateFormat,
        /// What of them.
        part: DatePart,
        /// The values that stand for missing ones.
        stand_ins: Vec<String>,
    },
}

impl ReadAs {
    /// True for texts that are read as their lengths.
    pub fn is_of_lengths(&self) -> bool {
        matches!(
            self,
            ReadAs::Values(Manner {
                way: Some(Way::Lengths),
                ..
            })
        )
    }
}

/// What an age is the time since a date to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Since {
    /// The row's time: that of a column, or the document's own.
    RowTime(Option<TimesKey>),
    /// The newest date of the column in its file, milliseconds since 1970, UTC.
    Newest(i64),
}

/// A column that is read otherwise than it stands.
#[derive(Debug, PartialEq)]
pub struct ReadColumn {
    /// How.
    pub manner: ReadAs,
    /// As it is read.
    pub column: Column,
}

/// A column of dates.
#[derive(Debug, PartialEq)]
pub struct Times {
    /// What decides them.
    pub key: TimesKey,
    /// The time of every row, milliseconds since 1970, UTC; [`NO_TIME`] for a row without one.
    pub of_rows: Vec<i64>,
}

impl Times {
    /// The first and the last time.
    ///
    /// Milliseconds since 1970, UTC; rows without a time are passed over, `None` where no row has one.
    pub fn range(&self) -> Option<(i64, i64)> {
        let known = || self.of_rows.iter().copied().filter(|&time| time != NO_TIME);
        known().min().zip(known().max())
    }

    /// True when no time is before that of an earlier row, as rows that were written one after the other have them.
    ///
    /// Rows without a time are passed over; true for fewer than two.
    pub fn are_ascending(&self) -> bool {
        let known = || self.of_rows.iter().filter(|&&time| time != NO_TIME);
        known()
            .zip(known().skip(1))
            .all(|(before, time)| before <= time)
    }
}

impl ColumnCache {
    /// The facts of the column at `place` without the values that stand for missing ones, gathered at the first call.
    ///
    /// `column` must be the document's column there, as it stands.
    pub fn facts(&self, place: usize, column: &Column, stand_ins: &[String]) -> Rc<Facts> {
        let mut facts = self.facts.borrow_mut();
        let of_column = || match stand_ins {
            [] => Rc::new(Facts::of(column)),
            _ => Rc::new(Facts::of(&column.without(stand_ins))),
        };
        let key = (place, stand_ins.to_vec());
        facts.entry(key).or_insert_with(of_column).clone()
    }

    /// The ends of the column at `place`, gathered anew where it is read in another manner than before.
    ///
    /// `column` must be the document's column there, read in this manner.
    pub fn ends(&self, place: usize, column: &Column, manner: Option<&ReadAs>) -> Rc<Ends> {
        let mut all = self.ends.borrow_mut();
        if let Some((_, ends)) = all
            .get(&place)
            .filter(|(known, _)| known.as_ref() == manner)
        {
            return ends.clone();
        }
        let ends = Rc::new(Ends::of(column));
        all.insert(place, (manner.cloned(), ends.clone()));
        ends
    }

    /// The column at `place`, read in one manner; of each column the one that was asked for last is held, because the others are rarely asked for again.
    ///
    /// One value per row; a value that cannot be read in this way is missing. `column` must be the document's column there.
    pub fn read(&self, place: usize, column: &Column, manner: &Manner) -> Rc<ReadColumn> {
        self.made(place, ReadAs::Values(manner.clone()), || {
            manner.read(column)
        })
    }

    /// The column at `place` as `make` makes it, which `manner` decides wholly; a place beyond the table's columns is that of a column that is made of another.
    ///
    /// One value per row. Of each place the column that was asked for last is held.
    pub fn made(
        &self,
        place: usize,
        manner: ReadAs,
        make: impl FnOnce() -> Column,
    ) -> Rc<ReadColumn> {
        let mut columns = self.columns.borrow_mut();
        let known = columns.get(&place).filter(|known| known.manner == manner);
        known.cloned().unwrap_or_else(|| {
            let column = make();
            let read = Rc::new(ReadColumn { manner, column });
            columns.insert(place, read.clone());
            read
        })
    }

    /// The times in the column at `place` without the values that stand for missing ones, read at the first call for each format.
    ///
    /// One per row, milliseconds since 1970, UTC; [`NO_TIME`] where there is none or it is not of this format.
    pub fn times(
        &self,
        place: usize,
        column: &Column,
        format: DateFormat,
        stand_ins: &[String],
    ) -> Rc<Times> {
        let key = (place, format, stand_ins.to_vec());
        let mut times = self.times.borrow_mut();
        let of_column = || {
            let of_rows = match stand_ins {
                [] => column.dates_as(format),
                _ => column.without(stand_ins).dates_as(format),
            };
            Rc::new(Times {
                key: key.clone(),
                of_rows,
            })
        };
        times.entry(key.clone()).or_insert_with(of_column).clone()
    }

    /// The dates in the column at `place` that may stand for none, gathered at the first call for each format.
    ///
    /// `column` must be the document's column there, as it stands.
    pub fn placeholders(
        &self,
        place: usize,
        column: &Column,
        format: DateFormat,
    ) -> Rc<Placeholders> {
        let mut all = self.placeholders.borrow_mut();
        let of_column = || {
            let times = self.times(place, column, format, &[]);
            Rc::new(Placeholders::of(column, &times.of_rows))
        };
        all.entry((place, format)).or_insert_with(of_column).clone()
    }

    /// The other days of the column at `place`, likewise.
    pub fn other_days(&self, place: usize, column: &Column, format: DateFormat) -> Rc<OtherDays> {
        let mut all = self.days.borrow_mut();
        let of_column = || {
            let times = self.times(place, column, format, &[]);
            Rc::new(OtherDays::of(&times.of_rows))
        };
        all.entry((place, format)).or_insert_with(of_column).clone()
    }
}
