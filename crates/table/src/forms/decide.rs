//! The type of a column and how its values are read, decided from the facts of both sides together.
//!
//! The baseline decides what a column is, the current side only where there is no baseline: a side that has gone wrong must not change what is compared. How values are
//! written may differ from file to file. What values leave open (`03/04/2026`) stays open.

use super::date::DateFormat;
use super::evidence::{Column, Evidence};
use super::facts::Facts;
use super::name::suggests_identifier;
use super::name::suggests_time;
use super::nearly::is_nearly_all;
use super::ways::Way;
use super::word::BooleanWords;
use crate::{ColumnType, MIN_DISTINCT_NUMERICAL};

/// Fewest rows for each distinct whole number, on average, for the numbers to be codes: five is also what a chi-square test expects of each label.
pub const ROWS_PER_CODE: u64 = 5;
/// Share of distinct texts from which on they are identifiers, or sentences.
pub const DISTINCT_SHARE: f64 = 0.5;
/// Share of sentences that makes a text of distinct values.
const SENTENCE_SHARE: f64 = 0.6;
/// Fewest rows that count up.
const FEWEST_COUNTING: u64 = 10;
/// Whole numbers from here on have more digits than a float keeps: 2^53.
const LONG: f64 = 9_007_199_254_740_992.0;
/// Chance at which no value of a column drawn at random would be there twice: less is no chance.
const CHANCE_OF_NO_REPEAT: f64 = 1e-4;

/// What a column is.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Its type.
    pub column_type: ColumnType,
    /// Why.
    pub why: Why,
    /// How each column of the baseline is read, then each of the current side; `None`: as it stands.
    pub ways: Vec<Option<Way>>,
    /// How dates are written, for a type of dates; `None` there: days and months cannot be told apart.
    pub format: Option<DateFormat>,
}

/// What a type rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is no value.
    NoValues,
    /// All read as numbers, or nearly all.
    Numbers,
    /// Whole numbers that are few for their count.
    Codes {
        /// How many differ.
        distinct: u64,
        /// Of so many.
        rows: u64,
    },
    /// Truth values.
    Booleans,
    /// Dates.
    Dates,
    /// Dates whose days and months cannot be told apart.
    OpenDates,
    /// Texts that recur.
    Labels,
    /// Sentences.
    Sentences,
    /// UUIDs.
    Uuids,
    /// Hexadecimal digits.
    Hex,
    /// Texts of which more than half differ.
    Distinct,
    /// Whole numbers that go on by the same amount from row to row.
    Counting,
    /// Whole numbers close together of which none is there twice.
    Once,
    /// Whole numbers of more digits than a measure has, of which none is there twice.
    Long,
    /// Numbers that differ, under an identifier's name.
    Named,
    /// The user said so.
    Chosen,
}

/// Whether whole numbers of which so many differ are codes, not amounts.
///
/// `distinct` ≤ `present`, both of values. Two values are codes however few rows there are; fewer than [`MIN_DISTINCT_NUMERICAL`] are when each is there
/// [`ROWS_PER_CODE`] times on average.
pub fn are_codes(distinct: u64, present: u64) -> bool {
    distinct <= 2
        || (distinct < MIN_DISTINCT_NUMERICAL as u64 && distinct * ROWS_PER_CODE <= present)
}

/// Decides what a column is.
///
/// Nothing fails: a column of which nothing is known is empty.
pub fn decide(evidence: &Evidence) -> Decision {
    let places = || evidence.baseline.iter().chain(evidence.current).copied();
    let leads = match evidence.baseline.iter().any(|facts| facts.present > 0) {
        true => evidence.baseline,
        false => evidence.current,
    };
    let column = Column {
        evidence,
        leads,
        lead: &Facts::together(leads.iter().copied()),
        all: &Facts::together(places()),
    };
    let (column_type, why) = match evidence.chosen {
        Some(chosen) => (chosen, Why::Chosen),
        None => column.decide(),
    };
    let format = match column_type {
        ColumnType::Date => evidence.chosen_format.or_else(|| column.date_format()),
        _ => None,
    };
    let ways = places().map(|facts| match column_type {
        ColumnType::Number => column.number_way(facts),
        ColumnType::Boolean => column.boolean_way(facts),
        ColumnType::Text => Some(Way::Lengths),
        _ => None,
    });
    Decision {
        column_type,
        why,
        ways: ways.collect(),
        format,
    }
}

impl Column<'_> {
    fn decide(&self) -> (ColumnType, Why) {
        let lead = self.lead;
        if lead.present == 0 {
            return (ColumnType::Empty, Why::NoValues);
        }
        if self.is_boolean() {
            return (ColumnType::Boolean, Why::Booleans);
        }
        if lead.infinite > 0 && self.is_hex() {
            return (ColumnType::Identifier, Why::Hex);
        }
        if is_nearly_all(lead.plain, lead.present) {
            return self.of_numbers();
        }
        if self.has_dates(&DateFormat::OF_TEXTS) {
            let is_open = self.evidence.chosen_format.or(self.date_format()).is_none();
            return (
                ColumnType::Date,
                if is_open { Why::OpenDates } else { Why::Dates },
            );
        }
        if self.is_hex() {
            return (ColumnType::Identifier, Why::Hex);
        }
        if self.style(lead).is_some() && !self.are_marked_codes() {
            return (ColumnType::Number, Why::Numbers);
        }
        self.of_texts()
    }

    fn of_numbers(&self) -> (ColumnType, Why) {
        let lead = self.lead;
        let is_ascending = lead.whole.is_some_and(|whole| whole.is_ascending);
        let is_timely = || {
            suggests_time(self.evidence.name) || (is_ascending && lead.present >= FEWEST_COUNTING)
        };
        if self.has_dates(&[DateFormat::Compact])
            || (self.has_dates(&DateFormat::OF_NUMBERS) && is_timely())
        {
            return (ColumnType::Date, Why::Dates);
        }
        if let Some(why) = self.identifier() {
            return (ColumnType::Identifier, why);
        }
        let few = lead.few.as_deref();
        match few {
            Some(few)
                if few.iter().all(|value| value.fract() == 0.0)
                    && are_codes(few.len() as u64, lead.present) =>
            {
                let (distinct, rows) = (few.len() as u64, lead.present);
                (ColumnType::Category, Why::Codes { distinct, rows })
            }
            _ => (ColumnType::Number, Why::Numbers),
        }
    }

    fn of_texts(&self) -> (ColumnType, Why) {
        let lead = self.lead;
        if is_nearly_all(lead.uuids, lead.present)
            && !are_codes((self.evidence.distinct)(), lead.present)
        {
            return (ColumnType::Identifier, Why::Uuids);
        }
        let distinct = (self.evidence.distinct)() as f64;
        let is_distinct = distinct > DISTINCT_SHARE * lead.rows as f64;
        // A comment that most leave out is a text all the same.
        let are_texts_distinct = distinct > DISTINCT_SHARE * lead.present as f64;
        if are_texts_distinct && lead.sentences as f64 >= SENTENCE_SHARE * lead.present as f64 {
            return (ColumnType::Text, Why::Sentences);
        }
        match is_distinct {
            true => (ColumnType::Identifier, Why::Distinct),
            false => (ColumnType::Category, Why::Labels),
        }
    }

    /// True for truth values: every column of the side has one writing, and both values are there, or words that mean nothing else.
    fn is_boolean(&self) -> bool {
        let mut has_words = false;
        let is_written =
            |facts: &&&Facts| facts.present == 0 || facts.booleans.contains(&facts.present);
        for words in [
            BooleanWords::TrueFalse,
            BooleanWords::YesNo,
            BooleanWords::OnOff,
        ] {
            has_words |= self.lead.booleans[words as usize] > 0;
        }
        self.leads.iter().filter(is_written).count() == self.leads.len()
            && (has_words || self.lead.truths.iter().all(Option::is_some))
    }

    fn is_hex(&self) -> bool {
        let lead = self.lead;
        is_nearly_all(lead.hex, lead.present)
            && lead.plain - lead.infinite.min(lead.plain) < lead.present
            && (self.evidence.distinct)() as f64 > DISTINCT_SHARE * lead.rows as f64
    }

    /// True where nearly all values of the side fit one of these formats.
    fn has_dates(&self, formats: &[DateFormat]) -> bool {
        let mut formats = formats.iter();
        formats.any(|&format| self.lead.are_nearly_all_dates(format))
    }

    /// The format that most values of both sides fit; `None` where days and months cannot be told apart.
    fn date_format(&self) -> Option<DateFormat> {
        let rows = |format: DateFormat| self.all.dates[format as usize];
        let best = DateFormat::ALL
            .into_iter()
            .rev()
            .max_by_key(|&format| rows(format))?;
        let (day, month) = (rows(DateFormat::DayFirst), rows(DateFormat::MonthFirst));
        let is_open = matches!(best, DateFormat::DayFirst | DateFormat::MonthFirst) && day == month;
        (!is_open && rows(best) > 0).then_some(best)
    }

    /// Why whole numbers tell rows apart, if they do.
    fn identifier(&self) -> Option<Why> {
        let lead = self.lead;
        let is_named = suggests_identifier(self.evidence.name);
        let are_whole = lead.whole.is_some() && lead.plain == lead.present;
        if !are_whole {
            return None;
        }
        // A value that the other side repeats is no identifier, unless its name says so.
        let places = self.evidence.baseline.iter().chain(self.evidence.current);
        let mut filled = places.filter(|facts| facts.present > 1);
        let are_unique = filled.all(|facts| facts.whole.is_some_and(|whole| whole.is_unique));
        let longest = self.leads.iter().max_by_key(|facts| facts.present)?;
        let whole = longest.whole?;
        let count = longest.present as f64;
        if are_unique {
            let is_counting = whole.step.is_some() && longest.present >= FEWEST_COUNTING;
            let range = whole.largest - whole.smallest + 1.0;
            let is_long = longest.present >= FEWEST_COUNTING && whole.largest >= LONG;
            let is_close = (-count * count / (2.0 * range)).exp() < CHANCE_OF_NO_REPEAT;
            return match (is_counting, is_close, is_named) {
                (true, ..) => Some(Why::Counting),
                (_, true, _) => Some(Why::Once),
                _ if is_long => Some(Why::Long),
                (_, _, true) => Some(Why::Named),
                _ => None,
            };
        }
        let is_distinct = is_named
            && !are_codes((self.evidence.distinct)(), lead.present)
            && (self.evidence.distinct)() as f64 > DISTINCT_SHARE * lead.rows as f64;
        is_distinct.then_some(Why::Named)
    }

    /// True for few whole numbers with a unit or marks: `36 months` and `60 months` are labels as they stand.
    fn are_marked_codes(&self) -> bool {
        let lead = self.lead;
        lead.distinct
            .is_some_and(|distinct| are_codes(distinct, lead.present))
            && lead.fractions == 0
            && lead.has_units()
    }
}
