//! Days of the Gregorian calendar, counted from 1970 (Hinnant, "chrono-compatible low-level date algorithms").

/// Days from 1970-01-01 to a date that there is; the month from 1 to 12, the day from 1.
pub(crate) fn day_of(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The month that a day is in, counted from January 1970.
pub(crate) fn month_of(day: i64) -> i64 {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day - era * 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    // From March on, so that the day that is added is the last.
    let from_march = (5 * of_year + 2) / 153;
    (year + era * 400 - 1970) * 12 + from_march + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_agree() {
        for (year, month, day, days) in [
            (1970, 1, 1, 0),
            (2000, 2, 29, 11_016),
            (2026, 10, 1, 20_727),
            (1969, 12, 31, -1),
        ] {
            assert_eq!(day_of(year, month, day), days);
        }
        for month in -2000..3000_i64 {
            let first = day_of(1970 + month.div_euclid(12), month.rem_euclid(12) + 1, 1);
            assert_eq!((month_of(first), month_of(first - 1)), (month, month - 1));
        }
    }
}
