//! When an event was, and what joins it with its label.

use leeway_table::NO_KEY;
use time::OffsetDateTime;
use time::format_description::well_known::{Iso8601, Rfc3339};

/// The key of an event or row id: 64 bits, the same on every machine and in every version, never the key that means none. (FNV-1a with the finaliser of SplitMix64.)
pub fn row_key(id: &str) -> u64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let key = mixed ^ (mixed >> 31);
    if key == NO_KEY { 1 } else { key }
}

/// Milliseconds since 1970 UTC. A time without an offset is UTC.
pub fn parse_time(text: &str) -> Option<i64> {
    let text = text.trim();
    let parsed = OffsetDateTime::parse(text, &Rfc3339)
        .or_else(|_| OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339))
        .or_else(|_| OffsetDateTime::parse(text, &Iso8601::PARSING))
        .ok()?;
    i64::try_from(parsed.unix_timestamp_nanos().div_euclid(1_000_000)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_may_have_fractions_and_offsets() {
        for (text, expected) in [
            ("2024-06-03T17:00:00Z", Some(1_717_434_000_000)),
            ("2024-06-03T17:00:00.25Z", Some(1_717_434_000_250)),
            ("2024-06-03T19:00:00+02:00", Some(1_717_434_000_000)),
            ("2024-06-03T19:00:00+0200", Some(1_717_434_000_000)),
            ("2024-06-03T17:00:00", Some(1_717_434_000_000)),
            ("2024-06-03 17:00:00Z", Some(1_717_434_000_000)),
            (" 2024-06-03T17:00:00Z ", Some(1_717_434_000_000)),
            ("{%s}", None),
            ("", None),
            ("2024-06-31T17:00:00Z", None),
            ("yesterday", None),
        ] {
            assert_eq!(parse_time(text), expected, "{text}");
        }
    }

    #[test]
    fn keys_differ_and_stay() {
        assert_eq!(row_key("loan-00-000"), row_key("loan-00-000"));
        assert_ne!(row_key("0"), row_key("1"));
        assert_ne!(row_key(""), NO_KEY);
    }
}
