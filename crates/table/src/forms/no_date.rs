//! Dates that programs and people write where there is none.

const DAY_MS: i64 = 86_400_000;
/// Days since 1970 of dates that stand for none: 0001-01-01 (.NET, Java, Go), 1601-01-01 (Windows), 1753-01-01 (SQL Server), 1800-01-01, 1899-12-30 and 31 (spreadsheets), 1900-01-01, 1901-01-01,
/// 1970-01-01 (Unix), 2099-12-31, 2999-12-31, 9999-12-31.
const DAYS: [i64; 12] = [
    -719_162, -134_774, -79_257, -62_091, -25_569, -25_568, -25_567, -25_202, 0, 47_481, 376_199,
    2_932_896,
];

/// Whether a time, milliseconds since 1970, may stand for none: the beginning of such a day, or the end of one that ends a year.
pub fn is_placeholder(time: i64) -> bool {
    let (day, clock) = (time.div_euclid(DAY_MS), time.rem_euclid(DAY_MS));
    let is_clock = clock == 0 || (day > 0 && clock >= DAY_MS - 1000);
    is_clock && DAYS.contains(&day)
}

/// Whether a text is zero, or a date of zeros: `0`, `0000-00-00`, `00/00/0000 00:00:00`.
pub(super) fn is_zero(text: &str) -> bool {
    let text = text.trim_ascii();
    let is_part = |byte: u8| b"0-/. :".contains(&byte);
    text == "0" || (text.len() >= 8 && text.starts_with("00") && text.bytes().all(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::day_of;

    #[test]
    fn days_are_those_of_the_calendar() {
        let dates = [
            (1, 1, 1),
            (1601, 1, 1),
            (1753, 1, 1),
            (1800, 1, 1),
            (1899, 12, 30),
            (1899, 12, 31),
            (1900, 1, 1),
            (1901, 1, 1),
            (1970, 1, 1),
            (2099, 12, 31),
            (2999, 12, 31),
            (9999, 12, 31),
        ];
        assert_eq!(dates.map(|(y, m, d)| day_of(y, m, d)), DAYS);
        let noon = DAY_MS / 2;
        let last = 2_932_897 * DAY_MS - 1;
        for (time, is_one) in [
            (0, true),
            (noon, false),
            (last, true),
            (DAY_MS - 1, false),
            (20_454 * DAY_MS, false),
        ] {
            assert_eq!(is_placeholder(time), is_one, "{time}");
        }
    }

    #[test]
    fn zeros_are_no_date() {
        for text in ["0", "0000-00-00", "00/00/0000", "0000-00-00 00:00:00"] {
            assert!(is_zero(text), "{text}");
        }
        for text in ["", "00", "000", "0000-00-01", "0.0"] {
            assert!(!is_zero(text), "{text}");
        }
    }
}
