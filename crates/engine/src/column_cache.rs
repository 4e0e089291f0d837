//! What was found out of a document's columns, kept as long as the document: an hour that comes later costs the hour alone.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use leeway_table::forms::{DateFormat, Facts, Way};
use leeway_table::{Column, NO_TIME};

/// Facts, read columns and times of a document, by the column's place in its table.
#[derive(Debug, Default)]
pub struct ColumnCache {
    facts: RefCell<BTreeMap<usize, Rc<Facts>>>,
    columns: RefCell<BTreeMap<usize, Rc<ReadColumn>>>,
    times: RefCell<BTreeMap<(usize, DateFormat), Rc<Times>>>,
}

/// A column that is read otherwise than it stands.
#[derive(Debug, PartialEq)]
pub struct ReadColumn {
    /// How.
    pub way: Way,
    /// As it is read.
    pub column: Column,
}

/// A column of dates.
#[derive(Debug, PartialEq)]
pub struct Times {
    /// The column's place in its table.
    pub place: usize,
    /// How the dates are written.
    pub format: DateFormat,
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
    /// The facts of the column at `place`, gathered at the first call.
    ///
    /// `column` must be the document's column there, as it stands.
    pub fn facts(&self, place: usize, column: &Column) -> Rc<Facts> {
        let mut facts = self.facts.borrow_mut();
        let of_column = || Rc::new(Facts::of(column));
        facts.entry(place).or_insert_with(of_column).clone()
    }

    /// The column at `place`, read in one way; of each column the way that was asked for last is held, because the others are rarely asked for again.
    ///
    /// One value per row; a value that cannot be read in this way is missing. `column` must be the document's column there.
    pub fn read(&self, place: usize, column: &Column, way: &Way) -> Rc<ReadColumn> {
        let mut columns = self.columns.borrow_mut();
        let known = columns.get(&place).filter(|known| known.way == *way);
        known.cloned().unwrap_or_else(|| {
            let read = Rc::new(ReadColumn {
                way: way.clone(),
                column: column.read_as(way),
            });
            columns.insert(place, read.clone());
            read
        })
    }

    /// The times in the column at `place`, read at the first call for each format.
    ///
    /// One per row, milliseconds since 1970, UTC; [`NO_TIME`] where there is none or it is not of this format.
    pub fn times(&self, place: usize, column: &Column, format: DateFormat) -> Rc<Times> {
        let mut times = self.times.borrow_mut();
        let of_column = || {
            Rc::new(Times {
                place,
                format,
                of_rows: column.dates_as(format),
            })
        };
        times
            .entry((place, format))
            .or_insert_with(of_column)
            .clone()
    }
}
