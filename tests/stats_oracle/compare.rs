//! Two trees of JSON, field by field.

use serde_json::Value;

/// Agreement asked of every measure; sums in another order differ far less.
const RELATIVE: f64 = 1e-9;
/// Near zero a relative bound means nothing; scipy's own rounding is of this size.
const ABSOLUTE: f64 = 1e-12;

/// Asserts that both have the same fields and their numbers agree.
pub fn agrees(path: &str, actual: &Value, expected: &Value) {
    match (actual, expected) {
        (Value::Object(actual), Value::Object(expected)) => {
            let missing: Vec<_> = expected
                .keys()
                .filter(|key| !actual.contains_key(*key))
                .collect();
            let extra: Vec<_> = actual
                .keys()
                .filter(|key| !expected.contains_key(*key))
                .collect();
            assert!(
                missing.is_empty() && extra.is_empty(),
                "{path}: missing {missing:?}, extra {extra:?}"
            );
            for (key, expected) in expected {
                agrees(&format!("{path}.{key}"), &actual[key], expected);
            }
        }
        (Value::Array(actual), Value::Array(expected)) => {
            assert_eq!(
                actual.len(),
                expected.len(),
                "{path}: {actual:?} for {expected:?}"
            );
            for (index, (actual, expected)) in actual.iter().zip(expected).enumerate() {
                agrees(&format!("{path}[{index}]"), actual, expected);
            }
        }
        (Value::Number(actual), Value::Number(expected)) => {
            let (actual, expected) = (actual.as_f64().unwrap(), expected.as_f64().unwrap());
            let allowed = (RELATIVE * expected.abs()).max(ABSOLUTE);
            let close = (actual - expected).abs() <= allowed;
            assert!(close, "{path} is {actual:e} for {expected:e}");
            assert!(
                expected == 0.0 || actual != 0.0,
                "{path} ran out, {expected:e} was expected"
            );
        }
        (actual, expected) => assert_eq!(actual, expected, "{path}"),
    }
}
