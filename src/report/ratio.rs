//! A number of the report that may be infinite: `"Infinity"` and `"-Infinity"` as Clarify writes them, because JSON has no such number.

use serde::de::{Deserializer, Visitor};
use serde::ser::Serializer;
use std::fmt;

/// Writes a number, a text for an infinite one, or null.
pub fn serialize<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) if value.is_finite() => serializer.serialize_f64(*value),
        Some(value) if *value > 0.0 => serializer.serialize_str("Infinity"),
        Some(value) if *value < 0.0 => serializer.serialize_str("-Infinity"),
        _ => serializer.serialize_unit(),
    }
}

/// Reads what [`serialize`] writes.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    deserializer.deserialize_any(RatioVisitor)
}

struct RatioVisitor;

impl Visitor<'_> for RatioVisitor {
    type Value = Option<f64>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a number, \"Infinity\", \"-Infinity\" or null")
    }

    fn visit_unit<E>(self) -> Result<Option<f64>, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Option<f64>, E> {
        Ok(Some(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Option<f64>, E> {
        Ok(Some(value as f64))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Option<f64>, E> {
        Ok(Some(value as f64))
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<f64>, E> {
        Ok(match text {
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            _ => None,
        })
    }
}
