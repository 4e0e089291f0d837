//! A number in a file, with the words and nulls that stand for one.

use serde_json::{Number, Value};

/// A number as a file holds it. Files say `null`, `"NaN"` and `"Infinity"` where there is no finite number; the difference matters only when the file is
/// written again.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Figure {
    /// A finite number.
    Number(f64),
    /// `"Infinity"`.
    Infinity,
    /// `"-Infinity"`.
    NegativeInfinity,
    /// `"NaN"`.
    NotANumber,
    /// `null`.
    Null,
    /// The member is not there.
    #[default]
    Absent,
}

impl Figure {
    /// The finite number, if it is one.
    pub fn finite(self) -> Option<f64> {
        match self {
            Figure::Number(value) => Some(value),
            _ => None,
        }
    }

    /// True when the member is there, whatever it says.
    pub fn is_there(self) -> bool {
        self != Figure::Absent
    }

    /// Reads a number, `null`, or a text that holds a number; `None` for everything else.
    pub(crate) fn of(value: &Value) -> Option<Figure> {
        match value {
            Value::Null => Some(Figure::Null),
            Value::Number(number) => number.as_f64().map(Figure::from),
            Value::String(text) => match text.trim() {
                "NaN" | "nan" => Some(Figure::NotANumber),
                "Infinity" | "inf" => Some(Figure::Infinity),
                "-Infinity" | "-inf" => Some(Figure::NegativeInfinity),
                text => text.parse::<f64>().ok().map(Figure::from),
            },
            _ => None,
        }
    }

    /// The JSON value, or `None` when absent.
    pub(crate) fn to_json(self) -> Option<Value> {
        match self {
            Figure::Number(value) => Number::from_f64(value).map(Value::Number),
            Figure::Infinity => Some("Infinity".into()),
            Figure::NegativeInfinity => Some("-Infinity".into()),
            Figure::NotANumber => Some("NaN".into()),
            Figure::Null => Some(Value::Null),
            Figure::Absent => None,
        }
    }
}

impl From<f64> for Figure {
    fn from(value: f64) -> Self {
        if value.is_finite() {
            Figure::Number(value)
        } else if value.is_nan() {
            Figure::NotANumber
        } else if value > 0.0 {
            Figure::Infinity
        } else {
            Figure::NegativeInfinity
        }
    }
}
