//! Dates and times as people and programs write them, to milliseconds since 1970 in UTC.
//!
//! A text in, a time or nothing out, for one [`DateFormat`] at a time: `03/04/2026` fits two of them, and which is meant only the whole column can say.
//! A time without zone is taken as UTC. A year of two digits is one of 1970 to 2069.

use super::no_date::is_placeholder;
use crate::calendar::day_of;
use crate::named;

named! {
    /// The order in which a date's parts are written.
    pub enum DateFormat {
        /// `2026-10-01`, `2026/10/01`, `2026-10`, with or without a time.
        YearFirst = "y-m-d",
        /// `01/10/2026`, `1.10.26`.
        DayFirst = "d/m/y",
        /// `10/01/2026`.
        MonthFirst = "m/d/y",
        /// `1 Oct 2026`, `Oct 1, 2026`, `01-Oct-26`.
        NamedMonth = "d month y",
        /// `20261001`.
        Compact = "yyyymmdd",
        /// Seconds since 1970.
        EpochSeconds = "epoch seconds",
        /// Milliseconds since 1970.
        EpochMilliseconds = "epoch milliseconds",
    }
}

const DAY_MS: i64 = 86_400_000;
/// Epochs count as times from 2000 to the end of 2039.
const EPOCH_MS: std::ops::RangeInclusive<i64> = 946_684_800_000..=2_208_988_799_999;
/// Dates without separators, and years, count as such from 1900 to 2099.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2099;
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl DateFormat {
    /// Those of texts, which are told apart by what is written.
    pub const OF_TEXTS: [DateFormat; 4] = [
        DateFormat::YearFirst,
        DateFormat::DayFirst,
        DateFormat::MonthFirst,
        DateFormat::NamedMonth,
    ];

    /// Those of whole numbers.
    pub const OF_NUMBERS: [DateFormat; 3] = [
        DateFormat::Compact,
        DateFormat::EpochSeconds,
        DateFormat::EpochMilliseconds,
    ];

    /// The time that a text says in this format; milliseconds since 1970, UTC.
    pub fn read(self, text: &str) -> Option<i64> {
        if Self::OF_NUMBERS.contains(&self) {
            return self.read_number(text.trim_ascii().parse().ok()?);
        }
        let text = text.trim_ascii();
        let (date, time) = split(text);
        let day = match self {
            DateFormat::NamedMonth => named_month(date)?,
            _ => {
                let parts = Parts::of(date)?;
                match (self, parts.numbers) {
                    (DateFormat::YearFirst, [y, m, d]) if parts.digits[0] == 4 => day(y, m, d)?,
                    (DateFormat::DayFirst, [d, m, y]) if parts.is_year_last() => {
                        day(year(y, parts.digits[2])?, m, d)?
                    }
                    (DateFormat::MonthFirst, [m, d, y]) if parts.is_year_last() => {
                        day(year(y, parts.digits[2])?, m, d)?
                    }
                    _ => return None,
                }
            }
        };
        Some(day * DAY_MS + time.map_or(Some(0), time_of_day)?)
    }

    /// The time that a number says in this format.
    pub fn read_number(self, value: f64) -> Option<i64> {
        let milliseconds = match self {
            DateFormat::EpochSeconds => value * 1000.0,
            DateFormat::EpochMilliseconds => value,
            DateFormat::Compact if value.fract() == 0.0 && value.abs() < 1e8 => {
                let number = value as i64;
                let (y, m, d) = (number / 10_000, number / 100 % 100, number % 100);
                let time = day(y, m, d)? * DAY_MS;
                return (YEARS.contains(&y) || is_placeholder(time)).then_some(time);
            }
            _ => return None,
        };
        let time = milliseconds as i64;
        let is_time = EPOCH_MS.contains(&time) || is_placeholder(time);
        (milliseconds.is_finite() && is_time).then_some(time)
    }
}

/// A date in three numbers.
struct Parts {
    numbers: [i64; 3],
    digits: [usize; 3],
}

impl Parts {
    fn of(date: &str) -> Option<Parts> {
        let separator = date.chars().find(|c| !c.is_ascii_digit())?;
        if !"-/.".contains(separator) {
            return None;
        }
        let mut parts = Parts {
            numbers: [0, 0, 1],
            digits: [0, 0, 2],
        };
        let mut count = 0;
        for part in date.split(separator) {
            let is_number =
                (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            if count == 3 || !is_number {
                return None;
            }
            parts.numbers[count] = part.parse().ok()?;
            parts.digits[count] = part.len();
            count += 1;
        }
        // A year and its month stand for the month's first day; two other numbers are no date.
        let is_month = count == 2
            && parts.digits == [4, 2, 2]
            && separator == '-'
            && YEARS.contains(&parts.numbers[0]);
        (count == 3 || is_month).then_some(parts)
    }

    fn is_year_last(&self) -> bool {
        self.digits[0] <= 2 && self.digits[1] <= 2 && [2, 4].contains(&self.digits[2])
    }
}

fn year(year: i64, digits: usize) -> Option<i64> {
    match digits {
        4 => Some(year),
        _ if year < 70 => Some(2000 + year),
        _ => Some(1900 + year),
    }
}

/// A date and what stands behind it.
fn split(text: &str) -> (&str, Option<&str>) {
    let is_digit_after = |at: usize| text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    let colon = text.find(':').unwrap_or(text.len());
    let at = text[..colon]
        .rfind(['T', ' '])
        .filter(|&at| is_digit_after(at));
    match at {
        Some(at) if colon < text.len() => (
            text[..at].trim_end_matches([' ', ',']),
            Some(&text[at + 1..]),
        ),
        _ => (text, None),
    }
}

/// `hh:mm`, `hh:mm:ss`, with a fraction, AM or PM, and a zone; milliseconds of the day in UTC.
fn time_of_day(text: &str) -> Option<i64> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || ":.,".contains(c)));
    let (clock, rest) = text.split_at(end.unwrap_or(text.len()));
    let mut parts = clock.split(':');
    let number = |part: Option<&str>| part.filter(|part| part.len() <= 2)?.parse::<i64>().ok();
    let (mut hour, minute) = (number(parts.next())?, number(parts.next())?);
    let (seconds, fraction) = match parts.next() {
        None => (0, 0),
        Some(part) => {
            let (seconds, fraction) = part.split_once(['.', ',']).unwrap_or((part, ""));
            if !fraction.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let padded: String = fraction.chars().chain("000".chars()).take(3).collect();
            (number(Some(seconds))?, padded.parse::<i64>().ok()?)
        }
    };
    let rest = rest.trim_start();
    let half = rest.get(..2).map(str::to_ascii_lowercase);
    let zone = match half.as_deref() {
        Some("am" | "pm") if !(1..=12).contains(&hour) => return None,
        Some("am") => {
            hour %= 12;
            &rest[2..]
        }
        Some("pm") => {
            hour = hour % 12 + 12;
            &rest[2..]
        }
        _ => rest,
    };
    let is_time = hour < 24 && minute < 60 && seconds <= 60 && parts.next().is_none();
    let offset = zone_minutes(zone.trim())?;
    is_time.then_some(((hour * 60 + minute - offset) * 60 + seconds) * 1000 + fraction)
}

/// Minutes before UTC.
fn zone_minutes(zone: &str) -> Option<i64> {
    if matches!(zone, "" | "Z" | "z" | "UTC" | "GMT") {
        return Some(0);
    }
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = zone[1..].chars().filter(|&c| c != ':').collect();
    let number = |part: &str| part.parse::<i64>().ok();
    match digits.len() {
        2 => Some(sign * number(&digits)? * 60),
        4 if digits.is_ascii() => Some(sign * (number(&digits[..2])? * 60 + number(&digits[2..])?)),
        _ => None,
    }
}

/// `1 Oct 2026`, `01-Oct-26`, `Oct 1, 2026`, `October 1 2026`, with or without a weekday before.
fn named_month(date: &str) -> Option<i64> {
    let mut words = date
        .split([' ', '-', ',', '/'])
        .filter(|word| !word.is_empty());
    let mut next = words.next()?;
    let is_weekday = |word: &str| {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let word = word.to_ascii_lowercase();
        days.iter().any(|day| word.starts_with(day))
            && word.len() <= 9
            && !word.starts_with("month")
    };
    if is_weekday(next) {
        next = words.next()?;
    }
    let (second, last) = (words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let (month, first) = match month(next) {
        Some(month) => (month, second),
        None => (month(second)?, next),
    };
    let is_day = (1..=2).contains(&first.len());
    let is_year = [2, 4].contains(&last.len());
    let year = year(last.parse().ok()?, last.len())?;
    day(year, month, first.parse().ok()?).filter(|_| is_day && is_year)
}

fn month(word: &str) -> Option<i64> {
    let word = word.to_ascii_lowercase();
    let is_word = word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.') && word.len() <= 9;
    let start = word.get(..3).filter(|_| is_word)?;
    let found = MONTHS.iter().position(|month| *month == start)?;
    Some(found as i64 + 1)
}

/// Days since 1970 of a date; `None` for one that there is not.
fn day(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let is_date = (1..=longest).contains(&day) && year >= 1;
    let is_usual = |days: &i64| year >= 1000 || is_placeholder(days * DAY_MS);
    is_date.then(|| day_of(year, month, day)).filter(is_usual)
}

#[cfg(test)]
mod tests {
    use super::DateFormat::{
        Compact, DayFirst, EpochMilliseconds, EpochSeconds, MonthFirst, NamedMonth, YearFirst,
    };
    use super::*;

    /// 2026-10-01T00:00:00Z.
    const OCTOBER: i64 = 1_790_812_800_000;
    const NOON: i64 = OCTOBER + DAY_MS / 2;

    #[test]
    fn dates_are_read_in_their_format() {
        for (text, format, time) in [
            ("2026-10-01", YearFirst, OCTOBER),
            ("2026/10/01", YearFirst, OCTOBER),
            ("2026-10", YearFirst, OCTOBER),
            ("2026-10-01T12:00:00Z", YearFirst, NOON),
            ("2026-10-01 12:00:00.000", YearFirst, NOON),
            ("2026-10-01 12:00:00.000000", YearFirst, NOON),
            ("2026-10-01 12:00:00.000 UTC", YearFirst, NOON),
            ("2026-10-01T14:00:00+02:00", YearFirst, NOON),
            ("2026-10-01T10:30:00.250-0130", YearFirst, NOON + 250),
            ("01/10/2026", DayFirst, OCTOBER),
            ("1.10.26 12:00", DayFirst, NOON),
            ("01-10-2026", DayFirst, OCTOBER),
            ("10/1/2026 12:00 PM", MonthFirst, NOON),
            ("10/1/2026 12:00:00 AM", MonthFirst, OCTOBER),
            ("1 Oct 2026", NamedMonth, OCTOBER),
            ("01-Oct-26", NamedMonth, OCTOBER),
            ("Oct 1, 2026 12:00", NamedMonth, NOON),
            ("Thu, 01 Oct 2026 12:00:00 GMT", NamedMonth, NOON),
            ("October 1, 2026", NamedMonth, OCTOBER),
            ("20261001", Compact, OCTOBER),
            ("0001-01-01", YearFirst, -62_135_596_800_000),
            ("31/12/9999", DayFirst, 253_402_214_400_000),
            ("99991231", Compact, 253_402_214_400_000),
            ("0", EpochSeconds, 0),
            ("1790812800", EpochSeconds, OCTOBER),
            ("1790812800000", EpochMilliseconds, OCTOBER),
        ] {
            assert_eq!(format.read(text), Some(time), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for (text, format) in [
            ("2026-13-01", YearFirst),
            ("2026-02-29", YearFirst),
            ("31/04/2026", DayFirst),
            ("10/13/2026", DayFirst),
            ("13/10/2026", MonthFirst),
            ("1.5", DayFirst),
            ("12", YearFirst),
            ("2026", YearFirst),
            ("10.0.0.1", DayFirst),
            ("1-2-3", DayFirst),
            ("2026-10-01 25:00", YearFirst),
            ("2026-10-01 noon", YearFirst),
            ("March of 2026", NamedMonth),
            ("0002-01-01", YearFirst),
            ("20261301", Compact),
            ("12345", EpochSeconds),
            ("", YearFirst),
            ("é", YearFirst),
        ] {
            assert_eq!(format.read(text), None, "{text:?}");
        }
    }
}
