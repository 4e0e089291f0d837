//! What of a date is compared: how old it is, or what recurs in it.
//!
//! Hours, weekdays and months are those of UTC, as windows are. Their labels are texts that begin with letters or have a colon, so that none is read as a number.

use crate::calendar::month_of;
use crate::named;

named! {
    /// What of a date is compared.
    pub enum DatePart {
        /// How long before its row's time it lies.
        Age = "age",
        /// Its hour of the day.
        Hour = "hour",
        /// Its day of the week.
        Weekday = "weekday",
        /// Its month of the year.
        Month = "month",
    }
}

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// 1970 began on a Thursday, which is three days after a Monday.
const DAYS_AFTER_MONDAY: i64 = 3;

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl DatePart {
    /// Those that recur, and whose labels are compared.
    pub const RECURRING: [DatePart; 3] = [DatePart::Hour, DatePart::Weekday, DatePart::Month];

    /// Which of its values a time has, from 0; always 0 of an age, which does not recur.
    ///
    /// `time_ms` is in milliseconds since 1970, UTC. Hours are 0 to 23, weekdays 0 (Monday) to 6, months 0 to 11.
    pub fn index(self, time_ms: i64) -> usize {
        let day = time_ms.div_euclid(DAY_MS);
        let index = match self {
            DatePart::Age => 0,
            DatePart::Hour => time_ms.rem_euclid(DAY_MS) / HOUR_MS,
            DatePart::Weekday => (day + DAYS_AFTER_MONDAY).rem_euclid(7),
            DatePart::Month => month_of(day).rem_euclid(12),
        };
        index as usize
    }

    /// Its values in their order: `00:00` to `23:00`, `Mon` to `Sun`, `Jan` to `Dec`; none of an age.
    pub fn labels(self) -> Vec<String> {
        let named = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        match self {
            DatePart::Age => Vec::new(),
            DatePart::Hour => (0..24).map(|hour| format!("{hour:02}:00")).collect(),
            DatePart::Weekday => named(&WEEKDAYS),
            DatePart::Month => named(&MONTHS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_those_of_the_calendar() {
        // Python: datetime.fromtimestamp(ms / 1000, timezone.utc), .hour, .weekday() and .month - 1.
        for (time, parts) in [
            (0, [0, 3, 0]),
            (1_790_812_800_000, [0, 3, 9]),
            (1_790_899_199_999, [23, 3, 9]),
            (1_709_164_800_000, [0, 3, 1]),
            (-1, [23, 2, 11]),
        ] {
            let found = DatePart::RECURRING.map(|part| part.index(time));
            assert_eq!(found, parts, "{time}");
        }
        let counts = DatePart::ALL.map(|part| part.labels().len());
        assert_eq!(counts, [0, 24, 7, 12]);
    }
}
