//! Parameters of a saved model.

use serde_json::Value;

/// A number, however it is written: parameters are texts, and flags may be true and false.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::Bool(is_true) => Some(f64::from(u8::from(*is_true))),
        // Since 3.1 the base score is a list in a text.
        Value::String(text) => text.trim_matches(['[', ']']).parse().ok(),
        _ => None,
    }
}
